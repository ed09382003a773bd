"""PURE. One dossier as the rules read it: its events, and the facts they are read against."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cached_property

from cases.clock import ClockEvent, ClockPolicies, replay
from cases.clock_events import EFFECTS, Effect
from procedures.timing import DueMoment, TimeLimit, Unit, WorkCalendar, office_date

STOPS = frozenset(kind for kind, rule in EFFECTS.items() if rule.effect is Effect.STOP)
ENDS = frozenset({"result_recorded", "refused", "withdrawn", "stopped"})
# What ends a stay at a step, and the field that names the next one.
LEAVES = {"step_completed": "next_step", "sent_back": "to_step", "result_recorded": ""}
DAY_HOURS = 8
_HOURS = {
    Unit.WORKING_DAYS: 8.0,
    Unit.CALENDAR_DAYS: 8.0 * 5 / 7,
    Unit.WORKING_HOURS: 1.0,
    Unit.MONTHS: 8.0 * 21,
}
# After these the way of the work is another: what a step owes is not asked.
REDIRECTED = frozenset({"taken_over", "continued", "rebuilt"})


@dataclass(frozen=True, slots=True)
class Stage:
    """A step of the approved workflow. hours: its term in working hours."""

    no: int
    hours: float
    branch: str = ""


@dataclass(frozen=True, slots=True)
class Stay:
    """What lay between the beginning of a step and its end."""

    step: int
    began: ClockEvent
    ended: ClockEvent

    @property
    def length(self) -> timedelta:
        return self.ended.recorded_at - self.began.recorded_at


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence of evidence, and the event of the dossier that says so."""

    seq: int
    words: str


@dataclass(frozen=True)
class Life:
    stream: int
    code: str
    agency: int
    unit: int  # which answers for it
    procedure: str
    immediate: bool
    demands: bool  # its result has a number or a file
    limit: TimeLimit | None
    calendars: Mapping[int, WorkCalendar]
    stages: Sequence[Stage]
    staff: int  # people with posts at the agency
    events: Sequence[ClockEvent]
    as_of: datetime
    policies: ClockPolicies = field(default_factory=ClockPolicies)
    texts: Mapping[int, str] = field(default_factory=dict)
    names: Mapping[int, str] = field(default_factory=dict)  # of staff who gave results out

    def of(self, *kinds: str) -> list[ClockEvent]:
        return [event for event in self.events if event.kind in kinds]

    @cached_property
    def received(self) -> ClockEvent | None:
        return next(iter(self.of("accepted")), None)

    @cached_property
    def end(self) -> ClockEvent | None:
        """What ended the clock first."""
        return next(iter(self.of(*ENDS)), None)

    @cached_property
    def result(self) -> ClockEvent | None:
        return next(iter(self.of("result_recorded")), None)

    @cached_property
    def calendar(self) -> WorkCalendar:
        revision = self.received.integer("calendar_revision") if self.received else 0
        return self.calendars.get(revision) or next(iter(self.calendars.values()))

    @cached_property
    def hours(self) -> float:
        """The term of the whole in working hours; 0 where there is none."""
        return float(self.limit.number) * _HOURS[Unit(self.limit.unit)] if self.limit else 0.0

    def told(self, event: ClockEvent) -> datetime:
        """When it counts: as claimed only inside a declared outage."""
        return self.policies.instant_of(event)

    def in_outage(self, event: ClockEvent) -> bool:
        return self.told(event) != event.recorded_at

    def due_before(self, event: ClockEvent) -> DueMoment | None:
        """The lawful day as it stood when the event came."""
        before = [each for each in self.events if each.seq < event.seq]
        if self.limit is None or self.received is None or self.received.seq >= event.seq:
            return None
        found = replay(before, self.limit, self.calendars, self.policies, self.told(event))
        return found.legal_due

    def working_days(self, after: datetime, until: datetime) -> int:
        return self.calendar.working_days_between(office_date(after), office_date(until))

    @cached_property
    def stays(self) -> Sequence[Stay]:
        return list(self._stays())

    def _stays(self) -> Iterator[Stay]:
        """Within a unit a step begins with the end of the one before, else when it is confirmed."""
        began: tuple[ClockEvent, int] | None = None
        for event in self.events:
            if event.kind == "accepted":
                began = event, 1
            elif event.kind == "handed_over":
                began = None
            elif event.kind == "handover_confirmed":
                began = event, event.integer("step")
            elif event.kind in LEAVES:
                if began:
                    yield Stay(began[1], began[0], event)
                following = LEAVES[event.kind]
                began = (event, event.integer(following)) if following else None

    @cached_property
    def long_step(self) -> int:
        """The number of the step with the longest term: where the work is really done."""
        return max(self.stages, key=lambda each: each.hours).no if self.stages else 0


def day_of(event: ClockEvent) -> date:
    return office_date(event.recorded_at)


def text_of(life: Life, event: ClockEvent, name: str) -> str:
    """The words of a text the event refers to; what stands in the payload itself as it is."""
    value = event.payload.get(name)
    if isinstance(value, Mapping):
        return life.texts.get(int(str(value.get("text", 0))), "")
    return str(value or "")
