"""PURE. The one door to the clock of a procedure: limits, calendars, pauses, due dates.

Bộ luật Dân sự Điều 147-148: the day of the event is not counted; a term in days ends when its last
day ends; a last day off moves to the next working day; months end on the same date or on the
month's last day; hours run in working time from the instant.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from procedures.calendar_file import CalendarRows, calendar_of, parse_calendar
from procedures.counting import due_after
from procedures.explaining import DayLine, explain
from procedures.instants import (
    DAY,
    OFFICE_ZONE,
    NaiveInstant,
    TimingRefused,
    midnight,
    office_date,
    office_time,
)
from procedures.limits import BadLimit, TimeLimit, Unit
from procedures.pauses import BadPause, Pause, PausePolicy, end_of, removed_dates
from procedures.sessions import BadCalendar, DayKind, DayRule, Session, WeeklySessions
from procedures.workcalendar import CalendarNotDeclared, WorkCalendar

__all__ = [
    "OFFICE_ZONE",
    "BadCalendar",
    "BadLimit",
    "BadPause",
    "CalendarNotDeclared",
    "CalendarRows",
    "DayKind",
    "DayLine",
    "DayRule",
    "DueMoment",
    "NaiveInstant",
    "Pause",
    "PausePolicy",
    "Session",
    "TimeLimit",
    "TimingRefused",
    "Unit",
    "WeeklySessions",
    "WorkCalendar",
    "calendar_of",
    "counted_time",
    "counts_from",
    "due_after",
    "due_moment",
    "explain",
    "is_past",
    "late_from",
    "midnight",
    "office_date",
    "office_time",
    "parse_calendar",
    "used_up",
]


@dataclass(frozen=True, slots=True)
class DueMoment:
    on: date
    at: datetime  # what is printed: the closing of that date, or the instant of an hour term
    provisional: bool  # the date lies past the declared calendar: "tạm tính"

    @classmethod
    def of(cls, at: datetime, calendar: WorkCalendar) -> "DueMoment":
        local = office_time(at)
        on = local.date()
        return cls(on, local, on > calendar.declared_until)


def due_moment(
    start: datetime,
    limit: TimeLimit,
    calendar: WorkCalendar,
    pauses: Sequence[Pause] = (),
    policy: PausePolicy = PausePolicy.STOP_COUNTS,
) -> DueMoment:
    """Raises NaiveInstant, BadPause (one is still open), CalendarNotDeclared."""
    number = limit.counted_days(office_date(start))
    return DueMoment.of(due_after(start, number, limit.unit, calendar, pauses, policy), calendar)


def late_from(due: DueMoment, limit: TimeLimit) -> datetime:
    """00:00 of the day after; for a term that runs to an instant, that instant (see is_past)."""
    return due.at if limit.runs_to_instant else midnight(due.on + DAY)


def is_past(instant: datetime, begins: datetime, limit: TimeLimit) -> bool:
    """Whether lateness that begins so has begun; the due instant itself is still in time."""
    return instant > begins if limit.runs_to_instant else instant >= begins


def counts_from(start: datetime, unit: Unit) -> datetime:
    """The first instant of the count: the start, or the end of its day for terms in days."""
    hours = unit is Unit.WORKING_HOURS
    return office_time(start) if hours else midnight(office_date(start) + DAY)


def used_up(due: DueMoment, stop: datetime, limit: TimeLimit, policy: PausePolicy) -> bool:
    """Whether nothing of the term was left to save when the clock stopped."""
    if limit.runs_to_instant:
        return stop >= due.at
    return policy.first_removed(stop) > due.on


def counted_time(
    after: datetime,
    until: datetime,
    calendar: WorkCalendar,
    limit: TimeLimit,
    pauses: Sequence[Pause] = (),
    policy: PausePolicy = PausePolicy.STOP_COUNTS,
) -> timedelta:
    """Working time between two instants that the term counts: outside its pauses."""
    total, reached = calendar.working_time(after, until), after
    for stop, resume in _uncounted(limit, pauses, policy):
        reached, resume = max(reached, stop), min(resume, until)  # noqa: PLW2901 - clipped
        total -= calendar.working_time(reached, resume)
        reached = max(reached, resume)
    return total


def _uncounted(
    limit: TimeLimit, pauses: Sequence[Pause], policy: PausePolicy
) -> list[tuple[datetime, datetime]]:
    """Day terms lose whole dates; hour terms lose instants."""
    if limit.unit is Unit.WORKING_HOURS:
        return sorted((pause.from_, end_of(pause)) for pause in pauses)
    return [
        (midnight(gap.first), midnight(gap.last + DAY)) for gap in removed_dates(pauses, policy)
    ]
