"""PURE. The plan of a workflow, and the two dates that each step of it has: reckoned here alone."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from types import MappingProxyType

from cases.clock_face import ClockReading
from cases.clock_reading import Facts, Track, walked_pauses
from procedures.step_dues import StepTerm, planned_along, step_due, step_unit
from procedures.timing import DueMoment, Pause, PausePolicy, WorkCalendar
from procedures.workflow_shape import ways_of

DAY_HOURS = Decimal(8)  # to compare lanes of days with lanes of hours


def days_of(term: StepTerm) -> Decimal:
    return term.number / DAY_HOURS if term.in_hours else term.number


@dataclass(frozen=True, slots=True)
class PlannedStep:
    """A step of the dossier's workflow, as its desk configured it."""

    no: int
    term: StepTerm
    unit: int
    agency: int
    branch: str = ""


Plan = Sequence[PlannedStep]
Later = Mapping[int, Plan]  # number of a workflow version -> its plan
NO_LATER: Later = MappingProxyType({})


def units_of(plan: Plan) -> Mapping[int, int]:
    return {step.no: step.unit for step in plan}


def dates_of(
    begins: datetime,
    no: int,
    plan: Sequence[PlannedStep],
    clock: ClockReading | Track,
    facts: Facts,
    as_of: datetime,
) -> tuple[DueMoment | None, DueMoment | None]:
    """Hạn của bước, kế hoạch: of a stay at the step that begins then; the only reckoning of both.

    clock: the walk it belongs to. as_of: where a pause that is still open is cut.
    """
    start = clock.started_at or begins
    way = [step.term for step in ways_of(plan, _length)[no]]
    walk = _walked(clock, facts, as_of)
    due = step_due(max(begins, start), way[-1], step_unit(facts.limit.unit), *walk)
    return due, _planned({no: way}, start, clock, facts, as_of).get(no)


def planned_of(
    plan: Sequence[PlannedStep], clock: ClockReading, facts: Facts, as_of: datetime
) -> Mapping[int, DueMoment]:
    """Step -> kế hoạch, as `dates_of` has it, along the longest way to each; {} before the start,
    and where the terms cannot be added."""
    if clock.started_at is None:
        return {}
    ways = {no: [step.term for step in way] for no, way in ways_of(plan, _length).items()}
    return _planned(ways, clock.started_at, clock, facts, as_of)


def _planned(
    ways: Mapping[int, Sequence[StepTerm]],
    start: datetime,
    clock: ClockReading | Track,
    facts: Facts,
    as_of: datetime,
) -> Mapping[int, DueMoment]:
    return planned_along(start, step_unit(facts.limit.unit), ways, *_walked(clock, facts, as_of))


def _walked(
    clock: ClockReading | Track, facts: Facts, as_of: datetime
) -> tuple[WorkCalendar, Sequence[Pause], PausePolicy]:
    """What a term of this clock is counted over."""
    calendar = facts.calendars[clock.calendar_revision]
    return calendar, walked_pauses(clock, as_of), facts.policies.pause


def _length(step: PlannedStep) -> Decimal:
    return days_of(step.term)
