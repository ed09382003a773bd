"""PURE. From what the events left (Track) to what the clock shows at an instant (ClockReading)."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import NamedTuple

from cases.clock_events import ClockPolicies, Run
from cases.clock_face import ClockReading, Timeliness
from procedures.timing import (
    DueMoment,
    Pause,
    TimeLimit,
    WorkCalendar,
    counted_time,
    counts_from,
    due_moment,
    is_past,
    late_from,
    midnight,
    office_date,
    used_up,
)

_INSTANT = timedelta.resolution


class Facts(NamedTuple):
    limit: TimeLimit
    calendars: Mapping[int, WorkCalendar]
    policies: ClockPolicies


@dataclass(frozen=True, slots=True)
class Track:
    """What the events have left so far."""

    run: Run = Run.NOT_STARTED
    generation: int = 0
    calendar_revision: int = 0
    started_at: datetime | None = None
    promised_due: DueMoment | None = None
    floor: DueMoment | None = None  # no later calendar moves the due date before it
    taken_over_at: datetime | None = None
    charges_the_past: bool = True  # False: no lateness from before it was taken over
    apologised_to: datetime | None = None  # of this generation
    rescheduled_to: datetime | None = None
    pauses: tuple[Pause, ...] = ()
    restarts: bool = False  # whether the present stop will start the term again
    ended_at: datetime | None = None
    has_timeliness: bool = True

    def closed_at(self, instant: datetime) -> "Track":
        """The last pause closed. Raises BadPause before its own beginning."""
        *earlier, last = self.pauses
        return replace(self, pauses=(*earlier, replace(last, to=instant)))


class _Lateness(NamedTuple):
    begins: datetime | None
    used_up: bool


def read(track: Track, facts: Facts, as_of: datetime) -> ClockReading:
    if track.started_at is None or track.promised_due is None:
        return ClockReading(run=track.run)
    stopped = track.run is Run.STOPPED
    now = track.ended_at or max(as_of, track.started_at, *(p.to or p.from_ for p in track.pauses))
    walk = (track.closed_at(now) if stopped else track).pauses
    calendar = facts.calendars[track.calendar_revision]
    due = _kept_promise(
        due_moment(track.started_at, facts.limit, calendar, walk, facts.policies.pause),
        track.floor or track.promised_due,
        calendar,
    )
    lateness = _lateness(due, track.pauses, facts, calendar)
    begins = _charged(lateness.begins, track, calendar) if track.has_timeliness else None
    late = begins is not None and is_past(now, begins, facts.limit)
    legal_due = None if stopped and begins is None else due
    counted = (calendar, facts.limit, walk, facts.policies.pause)
    origin = counts_from(track.started_at, facts.limit.unit)
    return ClockReading(
        run=track.run,
        generation=track.generation,
        calendar_revision=track.calendar_revision,
        started_at=track.started_at,
        known_since=max(track.started_at, track.taken_over_at or track.started_at),
        promised_due=track.promised_due,
        legal_due=legal_due,
        appointed_due=_appointed(legal_due, track.rescheduled_to, calendar),
        apologised_to=track.apologised_to,
        late_from=begins,
        projection=due if stopped else None,
        pauses=track.pauses,
        used=counted_time(origin, min(now, due.at), *counted),
        left=counted_time(min(max(now, origin), due.at), due.at, *counted),
        is_late=late,
        late_days=_days_since(begins, now, calendar) if late and begins else 0,
        used_up_when_stopped=lateness.used_up,
        timeliness=_timeliness(track, due, facts.limit, late=late),
        ended_at=track.ended_at,
    )


def walked_pauses(reading: ClockReading | Track, as_of: datetime) -> tuple[Pause, ...]:
    """The pauses of a reading as a walk takes them: one still open is closed at as_of."""
    return tuple(
        pause if pause.to else replace(pause, to=max(as_of, pause.from_))
        for pause in reading.pauses
    )


def _kept_promise(due: DueMoment, promised: DueMoment, calendar: WorkCalendar) -> DueMoment:
    """A revised calendar never moves the due date before the one the citizen holds in writing."""
    if due.at >= promised.at:
        return due
    if calendar.is_working(promised.on):
        return promised
    return DueMoment.of(calendar.closes_at(calendar.next_working(promised.on)), calendar)


def _lateness(
    due: DueMoment, pauses: tuple[Pause, ...], facts: Facts, calendar: WorkCalendar
) -> _Lateness:
    """When lateness begins: None while a stop that came in time holds.

    A stop after lateness began changes nothing: a pause cannot cure it. A stop that found the term
    used up but not yet late puts lateness off to the working day after the resume day.
    """
    begins, spent = late_from(due, facts.limit), False
    for pause in pauses:
        if is_past(pause.from_, begins, facts.limit):
            break
        spent = used_up(due, pause.from_, facts.limit, facts.policies.pause)
        if pause.to is None:
            return _Lateness(None, spent)
        if spent:
            begins = midnight(calendar.next_working(office_date(pause.to)))
    return _Lateness(begins, spent)


def _charged(begins: datetime | None, track: Track, calendar: WorkCalendar) -> datetime | None:
    """What was late before it was taken over, without a record of that, is late from the morning
    of the next working day: the older time is nobody's here."""
    taken = track.taken_over_at
    if begins is None or taken is None or track.charges_the_past or begins > taken:
        return begins
    return midnight(calendar.next_working(office_date(taken)))


def _appointed(
    legal_due: DueMoment | None, rescheduled_to: datetime | None, calendar: WorkCalendar
) -> DueMoment | None:
    if legal_due is None or rescheduled_to is None or rescheduled_to <= legal_due.at:
        return legal_due
    return DueMoment.of(rescheduled_to, calendar)


def _days_since(begins: datetime, now: datetime, calendar: WorkCalendar) -> int:
    return calendar.working_days_between(office_date(begins - _INSTANT), office_date(now))


def _timeliness(track: Track, due: DueMoment, limit: TimeLimit, *, late: bool) -> Timeliness | None:
    """Đúng hạn is on the date, or at the very instant of a term that runs to one."""
    if track.ended_at is None or not track.has_timeliness:
        return None
    if late:
        return Timeliness.LATE
    early = (
        track.ended_at < due.at if limit.runs_to_instant else office_date(track.ended_at) < due.on
    )
    return Timeliness.EARLY if early else Timeliness.ON_TIME
