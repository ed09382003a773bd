"""PURE. What a dossier waits for beside its term, and from when the waiting is too long.

A state has at most one such deadline; the sweep says it once when it passes. Named as the event.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from cases.states import State
from procedures.timing import WorkCalendar, midnight, office_date, office_time

LAST_FOR_THE_SAME_DAY = time(15)  # NĐ 61/2018 Đ18
EARLY_HOURS = timedelta(hours=1)  # "đầu giờ": the first working hour
ANSWER_ONLINE = timedelta(hours=8)  # working hours, to a submission
COLLECTED_WITHIN = 3  # working days: no law says so, the citizen is reminded
_MICROSECOND = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class Waiting:
    """The columns of a dossier that a lapse is counted from."""

    state: State
    submitted_at: datetime | None = None
    received_at: datetime | None = None
    answer_by: date | None = None  # of the supplement that was asked for
    at_desk_since: datetime | None = None
    appointed_due: datetime | None = None


class Lapse(NamedTuple):
    kind: str  # of the event that says it
    at: datetime


def lapse_of(waiting: Waiting, calendar: WorkCalendar) -> Lapse | None:
    """None: nobody is kept waiting here."""
    rule = _RULES.get(waiting.state)
    return rule(waiting, calendar) if rule else None


def after_working_time(start: datetime, worked: timedelta, calendar: WorkCalendar) -> datetime:
    """The instant at which so much working time has passed since the start."""
    return calendar.instant_when(calendar.worked_until(start) + worked // _MICROSECOND)


def handover_due(received_at: datetime, calendar: WorkCalendar) -> datetime:
    """The same day's closing; after 15:00 or outside hours, the next working day's first hour."""
    local = office_time(received_at)
    day = local.date()
    if calendar.is_working(day) and local.time() <= LAST_FOR_THE_SAME_DAY:
        closing = calendar.closes_at(day)
        if local <= closing:
            return closing
    return calendar.opens_at(calendar.next_working(day)) + EARLY_HOURS


def opening_from(instant: datetime, calendar: WorkCalendar) -> datetime:
    """The instant itself within office hours, else the next opening."""
    local = office_time(instant)
    day = local.date()
    for session in calendar.sessions_on(day):
        opens, closes = (
            datetime.combine(day, each, local.tzinfo) for each in (session.opens, session.closes)
        )
        if local < closes:
            return max(local, opens)
    return calendar.opens_at(calendar.next_working(day))


def first_hour_over(late_from: datetime, calendar: WorkCalendar) -> datetime:
    """When the morning's slip debt is measured: one working hour after lateness began."""
    return after_working_time(late_from, EARLY_HOURS, calendar)


def _submission(waiting: Waiting, calendar: WorkCalendar) -> Lapse | None:
    if waiting.submitted_at is None:
        return None
    answered = after_working_time(waiting.submitted_at, ANSWER_ONLINE, calendar)
    return Lapse("submission_unanswered", answered)


def _handover(waiting: Waiting, calendar: WorkCalendar) -> Lapse | None:
    if waiting.received_at is None:
        return None
    return Lapse("handover_late", handover_due(waiting.received_at, calendar))


def _supplement(waiting: Waiting, _calendar: WorkCalendar) -> Lapse | None:
    """The day of the answer is the citizen's to its end."""
    if waiting.answer_by is None:
        return None
    return Lapse("supplement_unanswered", midnight(waiting.answer_by + timedelta(days=1)))


def _collection(waiting: Waiting, calendar: WorkCalendar) -> Lapse | None:
    """Counted from the later of two days: the result lies at the desk, and it was promised."""
    if waiting.at_desk_since is None:
        return None
    ready = max(waiting.at_desk_since, waiting.appointed_due or waiting.at_desk_since)
    last = calendar.add_working_days(office_date(ready), COLLECTED_WITHIN)
    return Lapse("result_uncollected", calendar.closes_at(last))


_RULES: Mapping[State, Callable[[Waiting, WorkCalendar], Lapse | None]] = {
    State.SUBMITTED: _submission,
    State.RECEIVED: _handover,
    State.AWAITING_SUPPLEMENT: _supplement,
    State.RESULT_READY: _collection,
}
