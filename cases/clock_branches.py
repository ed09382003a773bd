"""PURE. Parallel work (liên thông): a branch is one agency's part of a dossier, with its own clock.

The lead agency's part is the dossier itself: what stops the dossier stops the lead branch, and the
stop of any other agency stops that agency's branch alone. A branch reads its clock with the very
rules of the whole, from its own opening, its own term and its own pauses.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from cases.clock_events import EFFECTS, BadEvents, ClockEvent, Effect
from cases.clock_face import BranchReading
from cases.clock_reading import Facts, read
from cases.clock_track import track_of
from procedures.timing import BadLimit, TimeLimit

# What a branch's own event is to the branch's own clock.
_OWN: Mapping[str, str] = {
    "branch_opened": "accepted",  # a question to another agency
    "part_opened": "accepted",  # a lane of the workflow's own parallel block
    "branch_stopped": "suspended",
    "branch_resumed": "resumed",
    "branch_finished": "result_recorded",
    "part_finished": "result_recorded",
    "part_closed": "result_recorded",
}
_OPENS = frozenset({"branch_opened", "part_opened"})
_FINISHES = frozenset({"branch_finished", "part_finished"})
_ENDS = _FINISHES | {"part_closed"}
_FOR_ALL = frozenset({Effect.REVISE, Effect.END})  # of the whole, felt by each branch
_FOR_LEAD = _FOR_ALL | {Effect.STOP, Effect.RESUME}


@dataclass(slots=True)
class _Branch:
    opened: ClockEvent
    lead: bool
    unit: int
    step: int
    limit: TimeLimit
    events: list[ClockEvent] = field(default_factory=list)
    finished: bool = False


def branches_of(
    events: Sequence[ClockEvent], facts: Facts, as_of: datetime
) -> tuple[BranchReading, ...]:
    """In the order in which they were opened. Raises BadEvents."""
    return tuple(_read(branch, facts, as_of) for branch in _branches(events))


def _branches(events: Sequence[ClockEvent]) -> Iterator[_Branch]:
    found: dict[int, _Branch] = {}
    revision = 0
    for event in events:
        if "calendar_revision" in event.payload:
            revision = event.integer("calendar_revision")
        if event.kind in _OPENS:
            _open(found, event, revision)
        elif (told := _TOLD.get(event.kind)) is not None:
            told(found, event)
        elif rule := EFFECTS.get(event.kind):
            _feel(found.values(), event, rule.effect)
    yield from found.values()


def _feel(branches: Iterable[_Branch], event: ClockEvent, effect: Effect) -> None:
    """What happens to the whole, where this branch takes part in it."""
    for branch in branches:
        if not branch.finished and effect in (_FOR_LEAD if branch.lead else _FOR_ALL):
            branch.events.append(event)


def _open(found: dict[int, _Branch], event: ClockEvent, revision: int) -> None:
    number, lead = event.integer("branch"), event.flag("lead")
    if number in found:
        raise BadEvents(event.seq, f"nhánh {number} đã được mở")
    if lead and any(branch.lead and not branch.finished for branch in found.values()):
        raise BadEvents(event.seq, "chỉ một cơ quan chủ trì")
    try:
        limit = TimeLimit(str(event.payload.get("limit_number")), str(event.payload["limit_unit"]))
    except (BadLimit, KeyError) as refusal:
        raise BadEvents(event.seq, f"thời hạn của nhánh không đúng: {refusal}") from None
    begins = [_as_own(event, calendar_revision=revision)]
    found[number] = _Branch(
        event, lead, event.integer("unit"), event.integer("step"), limit, begins
    )


def _move(found: dict[int, _Branch], event: ClockEvent) -> None:
    """The next step of its lane; its own term goes on."""
    branch = _known(found, event)
    if branch.finished:
        raise BadEvents(event.seq, f"nhánh {event.integer('branch')} đã xong")
    branch.step, branch.unit = event.integer("next_step"), event.integer("to_unit")


def _known(found: dict[int, _Branch], event: ClockEvent) -> _Branch:
    number = event.integer("branch")
    if number not in found:
        raise BadEvents(event.seq, f"chưa mở nhánh {number}")
    return found[number]


def _own(found: dict[int, _Branch], event: ClockEvent) -> None:
    branch = _known(found, event)
    if branch.lead and event.kind not in _FINISHES:
        raise BadEvents(event.seq, "cơ quan chủ trì dừng thì cả hồ sơ dừng")
    branch.events.append(_as_own(event))
    branch.finished = branch.finished or event.kind in _ENDS


def _go_on(found: dict[int, _Branch], event: ClockEvent) -> None:
    """By a reorganisation another agency goes on with it; its clock does not feel it."""
    moved = event.payload["branches"]
    for each in moved if isinstance(moved, list) else ():
        if not isinstance(each, dict) or (branch := found.get(int(str(each["branch"])))) is None:
            raise BadEvents(event.seq, "nhánh được chuyển chưa mở")
        now = {"agency": each["agency"], "unit": each["unit"]}
        branch.opened = replace(branch.opened, payload={**branch.opened.payload, **now})
        branch.unit = branch.opened.integer("unit")


_TOLD = {"continued": _go_on, "part_moved": _move} | dict.fromkeys(_OWN.keys() - _OPENS, _own)


def _as_own(event: ClockEvent, **payload: int) -> ClockEvent:
    return replace(event, kind=_OWN[event.kind], payload=payload)


def _read(branch: _Branch, facts: Facts, as_of: datetime) -> BranchReading:
    own = Facts(branch.limit, facts.calendars, facts.policies)
    opened = branch.opened
    return BranchReading(
        branch=opened.integer("branch"),
        agency=opened.integer("agency"),
        unit=branch.unit,
        step=branch.step,
        lead=branch.lead,
        lane=str(opened.payload.get("lane", "")),
        limit=branch.limit,
        clock=read(track_of(branch.events, own), own, as_of),
    )
