"""PURE. Where a dossier stayed: each stay at a step with its two dates, and how far it overran.

*Kế hoạch* counts the terms so far from the start of the present walk; *hạn của bước* counts the
step's own term from the confirmed handover. Pauses are removed from both; a term that starts again
from zero starts the step in hand again too. What was done keeps the dates it was judged by: no
pause, restart or calendar that came after the end of a stay moves them.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from cases.clock_events import ClockEvent
from cases.clock_face import ClockReading, StepReading
from cases.clock_plan import NO_LATER, Later, Plan, PlannedStep, dates_of, units_of
from cases.clock_reading import Facts, Track, walked_pauses
from cases.clock_track import tracks_of
from procedures.step_dues import is_step_late, step_unit
from procedures.timing import TimeLimit, Unit, counted_time


@dataclass(slots=True)
class _Stay:
    step: int
    unit: int
    started_at: datetime
    plan: Plan  # of the version it is judged by
    ended_at: datetime | None = None
    known: Track | None = None  # the clock at its end; None: it goes on
    part_done: bool = False


AT_ONCE = 2  # events after the reception: the result, and its return


@dataclass(slots=True)
class _Walk:
    plan: Plan  # of the version in hand
    units: Mapping[int, int]  # step -> unit, as the agencies are
    versions: Later
    reorganised: list[Mapping[int, int]]  # units after each reorganisation to come
    stays: list[_Stay] = field(default_factory=list)
    leads: set[int] = field(default_factory=set)  # branches that are the dossier's own lane
    began: int = 0  # seq of the reception
    track: Track = field(default_factory=Track)  # after the event that moves it

    def receive(self, event: ClockEvent) -> None:
        self.began = event.seq
        self.begin(self.plan[0].no, event.integer("desk_unit"), event)

    def begin(self, step: int, unit: int, event: ClockEvent) -> None:
        self.stays.append(_Stay(step, unit, event.earliest, self.plan))

    def end(self, event: ClockEvent) -> None:
        if self.stays and self.stays[-1].ended_at is None:
            self.stays[-1].ended_at = max(event.earliest, self.stays[-1].started_at)
            self.stays[-1].known = self.track

    def give_back(self, event: ClockEvent) -> None:
        """Received, done and given back by one act at the desk: it never was at a step."""
        if len(self.stays) == 1 and event.seq - self.began == AT_ONCE:
            self.stays.clear()

    def open_part(self, event: ClockEvent) -> None:
        if event.flag("lead"):
            self.leads.add(event.integer("branch"))

    def end_part(self, event: ClockEvent) -> None:
        """The lead's own part is done: the wait for the others is nobody's step."""
        if event.integer("branch") in self.leads:
            self.end(event)
            self.stays[-1].part_done = True

    def go_on(self, event: ClockEvent) -> None:
        """By a reorganisation another unit goes on with the step in hand; its dates stay."""
        unit = event.integer("to_unit")
        if unit and self.stays and self.stays[-1].ended_at is None:
            self.stays[-1].unit = unit
        if self.reorganised:
            self.units = self.reorganised.pop(0)

    def move(self, event: ClockEvent) -> None:
        """Another version by a decision: the step in hand goes on there, from when it began."""
        self.plan = self.versions.get(event.integer("to_workflow"), self.plan)
        self.units = units_of(self.plan)
        if self.stays and self.stays[-1].ended_at is None:
            self.stays[-1].step, self.stays[-1].plan = event.integer("to_step"), self.plan

    def go_to(self, step: int, event: ClockEvent) -> None:
        """Within the unit the next step begins at once; another unit first has to confirm."""
        self.end(event)
        if self.stays and self.units.get(step) == self.stays[-1].unit:
            self.begin(step, self.stays[-1].unit, event)


_MOVES: Mapping[str, Callable[[_Walk, ClockEvent], None]] = {
    "accepted": lambda walk, event: walk.receive(event),
    "taken_over": lambda walk, event: walk.begin(
        event.integer("step"), event.integer("to_unit"), event
    ),
    "handed_over": lambda walk, event: walk.end(event),
    "handover_confirmed": lambda walk, event: walk.begin(
        event.integer("step"), event.integer("to_unit"), event
    ),
    "handover_declined": lambda walk, event: walk.begin(
        walk.stays[-1].step, event.integer("from_unit"), event
    ),
    "handover_closed": lambda walk, event: walk.begin(
        walk.stays[-1].step, event.integer("from_unit"), event
    ),
    "continued": lambda walk, event: walk.go_on(event),
    "workflow_moved": _Walk.move,
    "step_completed": lambda walk, event: walk.go_to(event.integer("next_step"), event),
    "sent_back": lambda walk, event: walk.go_to(event.integer("to_step"), event),
    "part_opened": _Walk.open_part,
    "part_finished": _Walk.end_part,
    "result_recorded": lambda walk, event: walk.end(event),
    "refused": lambda walk, event: walk.end(event),
    "withdrawn": lambda walk, event: walk.end(event),
    "stopped": lambda walk, event: walk.end(event),
    "voided": lambda walk, event: walk.end(event),
    "returned": lambda walk, event: walk.give_back(event),
    "completed_at_once": lambda walk, _event: walk.stays.clear(),
}


def steps_of(
    events: Sequence[ClockEvent],
    plan: Sequence[PlannedStep],
    whole: ClockReading,
    facts: Facts,
    as_of: datetime,
    versions: Later = NO_LATER,
    earlier: Sequence[Mapping[int, int]] = (),
) -> tuple[StepReading, ...]:
    """One per stay, in order. Nothing without a plan, or before the clock has started.

    plan: of the version it was received by; versions: of those it was moved to since.
    earlier: step -> unit until each reorganisation that moved the dossier, oldest first.
    """
    if not plan or whole.started_at is None:
        return ()
    times = [*earlier, units_of(plan)]
    walk = _Walk(plan, times[0], versions, times[1:])
    for event, walk.track in tracks_of(events, facts):
        if move := _MOVES.get(event.kind):
            move(walk, event)
    return tuple(_read(stay, stay.known or whole, facts, as_of) for stay in walk.stays)


def kept_steps_of(
    events: Sequence[ClockEvent],
    plan: Plan,
    whole: ClockReading,
    facts: Facts,
    versions: Later = NO_LATER,
    earlier: Sequence[Mapping[int, int]] = (),
) -> tuple[StepReading, ...]:
    """With the dates a row keeps: while the clock is stopped, those at which it stopped."""
    if not events:
        return ()
    return steps_of(events, plan, whole, facts, events[0].earliest, versions, earlier)


def _read(
    stay: _Stay,
    clock: ClockReading | Track,
    facts: Facts,
    as_of: datetime,
) -> StepReading:
    step = next(each for each in stay.plan if each.no == stay.step)
    begins = max(stay.started_at, clock.started_at or stay.started_at)
    due, planned = dates_of(begins, stay.step, stay.plan, clock, facts, as_of)
    end = max(stay.ended_at or clock.ended_at or as_of, begins)
    late = due is not None and is_step_late(due, step.term, end)
    unit = step_unit(facts.limit.unit)
    counting = TimeLimit(1, Unit.WORKING_HOURS if step.term.in_hours else unit)
    walk = (walked_pauses(clock, as_of), facts.policies.pause)
    return StepReading(
        step=stay.step,
        unit=stay.unit,
        agency=step.agency,
        started_at=stay.started_at,
        ended_at=stay.ended_at,
        planned=planned,
        due=due,
        is_late=late,
        part_done=stay.part_done,
        overrun=counted_time(due.at, end, facts.calendars[clock.calendar_revision], counting, *walk)
        if due and late
        else timedelta(),
    )
