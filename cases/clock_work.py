"""PURE. Where a dossier stayed: each stay at a step with its two dates, and how far it overran.

*Kế hoạch* counts the terms so far from the start of the present walk; *hạn của bước* counts the
step's own term from the confirmed handover. Pauses are removed from both; a term that starts again
from zero starts the step in hand again too.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal

from cases.clock_events import ClockEvent
from cases.clock_face import ClockReading, StepReading
from cases.clock_reading import Facts, walked_pauses
from procedures.step_dues import StepTerm, is_step_late, planned_along, step_due, step_unit
from procedures.timing import (
    DueMoment,
    TimeLimit,
    Unit,
    counted_time,
)
from procedures.workflow_shape import ways_of

DAY_HOURS = Decimal(8)  # to compare lanes of days with lanes of hours


@dataclass(frozen=True, slots=True)
class PlannedStep:
    """A step of the dossier's workflow, as its desk configured it."""

    no: int
    term: StepTerm
    unit: int
    agency: int
    branch: str = ""


@dataclass(slots=True)
class _Stay:
    step: int
    unit: int
    started_at: datetime
    ended_at: datetime | None = None


@dataclass(slots=True)
class _Walk:
    units: Mapping[int, int]  # step -> unit
    first: int
    stays: list[_Stay] = field(default_factory=list)
    leads: set[int] = field(default_factory=set)  # branches that are the dossier's own lane

    def begin(self, step: int, unit: int, event: ClockEvent) -> None:
        self.stays.append(_Stay(step, unit, event.earliest))

    def end(self, event: ClockEvent) -> None:
        if self.stays and self.stays[-1].ended_at is None:
            self.stays[-1].ended_at = max(event.earliest, self.stays[-1].started_at)

    def open_part(self, event: ClockEvent) -> None:
        if event.flag("lead"):
            self.leads.add(event.integer("branch"))

    def end_part(self, event: ClockEvent) -> None:
        """The lead's own part is done: the wait for the others is nobody's step."""
        if event.integer("branch") in self.leads:
            self.end(event)

    def go_to(self, step: int, event: ClockEvent) -> None:
        """Within the unit the next step begins at once; another unit first has to confirm."""
        self.end(event)
        if self.stays and self.units.get(step) == self.stays[-1].unit:
            self.begin(step, self.stays[-1].unit, event)


_MOVES: Mapping[str, Callable[[_Walk, ClockEvent], None]] = {
    "accepted": lambda walk, event: walk.begin(walk.first, event.integer("desk_unit"), event),
    "handed_over": lambda walk, event: walk.end(event),
    "handover_confirmed": lambda walk, event: walk.begin(
        event.integer("step"), event.integer("to_unit"), event
    ),
    "handover_declined": lambda walk, event: walk.begin(
        walk.stays[-1].step, event.integer("from_unit"), event
    ),
    "step_completed": lambda walk, event: walk.go_to(event.integer("next_step"), event),
    "sent_back": lambda walk, event: walk.go_to(event.integer("to_step"), event),
    "part_opened": _Walk.open_part,
    "part_finished": _Walk.end_part,
    "result_recorded": lambda walk, event: walk.end(event),
    "refused": lambda walk, event: walk.end(event),
    "withdrawn": lambda walk, event: walk.end(event),
    "stopped": lambda walk, event: walk.end(event),
    "voided": lambda walk, event: walk.end(event),
}


def steps_of(
    events: Sequence[ClockEvent],
    plan: Sequence[PlannedStep],
    whole: ClockReading,
    facts: Facts,
    as_of: datetime,
) -> tuple[StepReading, ...]:
    """One per stay, in order. Nothing without a plan, or before the clock has started."""
    if not plan or whole.started_at is None:
        return ()
    walk = _Walk({step.no: step.unit for step in plan}, plan[0].no)
    for event in events:
        if move := _MOVES.get(event.kind):
            move(walk, event)
    planned = _planned(plan, whole.started_at, whole, facts, as_of)
    steps = {step.no: step for step in plan}
    return tuple(
        _read(stay, steps[stay.step], planned.get(stay.step), whole, facts, as_of)
        for stay in walk.stays
    )


def _planned(
    plan: Sequence[PlannedStep],
    start: datetime,
    whole: ClockReading,
    facts: Facts,
    as_of: datetime,
) -> Mapping[int, DueMoment]:
    return planned_along(
        start,
        step_unit(facts.limit.unit),
        {no: [each.term for each in way] for no, way in ways_of(plan, _length).items()},
        facts.calendars[whole.calendar_revision],
        walked_pauses(whole, as_of),
        facts.policies.pause,
    )


def _length(step: PlannedStep) -> Decimal:
    return step.term.number / DAY_HOURS if step.term.in_hours else step.term.number


def _read(
    stay: _Stay,
    step: PlannedStep,
    planned: DueMoment | None,
    whole: ClockReading,
    facts: Facts,
    as_of: datetime,
) -> StepReading:
    begins = stay.started_at
    if whole.started_at and (stay.ended_at is None or stay.ended_at > whole.started_at):
        begins = max(begins, whole.started_at)
    end = max(stay.ended_at or whole.ended_at or as_of, begins)
    unit = step_unit(facts.limit.unit)
    walk = (walked_pauses(whole, as_of), facts.policies.pause)
    calendar = facts.calendars[whole.calendar_revision]
    due = step_due(begins, step.term, unit, calendar, *walk)
    late = due is not None and is_step_late(due, step.term, end)
    counting = TimeLimit(1, Unit.WORKING_HOURS if step.term.in_hours else unit)
    return StepReading(
        step=stay.step,
        unit=stay.unit,
        agency=step.agency,
        started_at=stay.started_at,
        ended_at=stay.ended_at,
        planned=planned,
        due=due,
        is_late=late,
        overrun=counted_time(due.at, end, calendar, counting, *walk)
        if due and late
        else timedelta(),
    )
