"""PURE. Which way the work goes where several agencies work at once (liên thông cùng cấp).

Neighbouring steps with branch letters are one block. The lead agency's lane is the dossier's own
way; every other lane is a branch beside it, from the opening of the block to its own last step.
"""

from collections.abc import Sequence
from decimal import ROUND_CEILING, Decimal

from procedures.limits import TimeLimit, Unit
from procedures.selectors import PlannedStep
from procedures.step_dues import step_unit
from procedures.workflow_shape import HOURS, Block, blocks

Lane = tuple[PlannedStep, ...]
Plan = Sequence[PlannedStep]
_DAY, _HALF = Decimal(8), Decimal("0.5")  # hours beside days are counted as parts of a day


def block_at(plan: Plan, no: int) -> Block[PlannedStep] | None:
    """The parallel block this step belongs to."""
    return next((each for each in blocks(plan) if each.parallel and _holds(each.lanes, no)), None)


def lead_of(block: Block[PlannedStep]) -> Lane:
    """The lane of the lead agency; the checks of a workflow see to it that there is one."""
    leading = (lane for lane in block.lanes if any(each.step.lead for each in lane))
    return next(leading, block.lanes[0])


def lane_at(plan: Plan, no: int) -> Lane:
    """The lane a step of a block lies in, from its first step to its last."""
    block = block_at(plan, no)
    lanes = block.lanes if block else ()
    return next((lane for lane in lanes if any(each.no == no for each in lane)), ())


def next_step(plan: Plan, no: int) -> PlannedStep | None:
    """What follows on the dossier's own way: along its lane, then past the block."""
    block = block_at(plan, no)
    if block is None:
        after = next((each for each in plan if each.no > no), None)
        opens = block_at(plan, after.no) if after else None
        return lead_of(opens)[0] if opens else after
    own = next((each for each in lane_at(plan, no) if each.no > no), None)
    last = max(each.no for lane in block.lanes for each in lane)
    return own or next((each for each in plan if each.no > last), None)


def own_way(plan: Plan) -> list[PlannedStep]:
    """The steps the dossier itself goes through: past the lanes of the other agencies."""
    return [each for block in blocks(plan) for each in lead_of(block)]


def ends_own_lane(plan: Plan, no: int) -> bool:
    """Whether this is the lead's last step of a block."""
    block = block_at(plan, no)
    return block is not None and lead_of(block)[-1].no == no


def term_of_lane(lane: Lane, whole: TimeLimit) -> TimeLimit:
    """The terms of its steps together, in the unit of the whole; the whole's own if it has none."""
    hours = sum((each.step.term for each in lane if each.step.term_unit == HOURS), Decimal(0))
    days = sum((each.step.term for each in lane if each.step.term_unit != HOURS), Decimal(0))
    if not hours and not days:
        return whole
    if not days:
        return TimeLimit(hours, Unit.WORKING_HOURS)
    unit = step_unit(whole.unit)
    grain = _HALF if unit is Unit.WORKING_DAYS else Decimal(1)
    total = ((days + hours / _DAY) / grain).to_integral_value(ROUND_CEILING) * grain
    return TimeLimit(total, unit)


def _holds(lanes: Sequence[Lane], no: int) -> bool:
    return any(each.no == no for lane in lanes for each in lane)
