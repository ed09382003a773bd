"""PURE. Amounts of working time in words: "1 ngày 2 giờ". A day is that office's day, not 8 h."""

from datetime import date, datetime, timedelta

from procedures.timing import OFFICE_ZONE, WorkCalendar, midnight, office_date, office_time

LONG = 10  # working days: from here on hours are left out
_HOUR = timedelta(hours=1)


def spell(start: datetime, end: datetime, calendar: WorkCalendar) -> str:
    """Working time between two instants: "1 ngày 2 giờ"; "" for less than an hour."""
    return span_words(*working_span(start, end, calendar))


def span_words(days: int, hours: int) -> str:
    """Of what `working_span` found."""
    parts = [f"{days} ngày"] if days else []
    if hours and days < LONG:
        parts.append(f"{hours} giờ")
    return " ".join(parts)


def amount_words(worked: timedelta, on: datetime, calendar: WorkCalendar) -> str:
    """An amount of working time, in days as long as the office's day is then: "1 ngày 2 giờ"."""
    days, rest = divmod(worked, _length(office_date(on), calendar))
    return span_words(days, rest // _HOUR)


def working_span(start: datetime, end: datetime, calendar: WorkCalendar) -> tuple[int, int]:
    """Whole working days from the start, then the hours that are left over.

    A day runs to the same time of the next working day, so half days and seasons need no rule.
    """
    if end <= start:
        return 0, 0
    begins = _first_worked(start, calendar)
    first = calendar.rank(begins.date())
    days = max(calendar.rank(office_date(end)) - first, 0)
    reached = _at(calendar.working_day(first + days), begins)
    if reached > end and days:
        days -= 1
        reached = _at(calendar.working_day(first + days), begins)
    rest = calendar.working_time(reached, end)
    if rest >= _length(office_date(end), calendar):
        return days + 1, 0
    return days, rest // _HOUR


def _first_worked(start: datetime, calendar: WorkCalendar) -> datetime:
    """On a day off the count begins with the next working day."""
    local = office_time(start)
    on = calendar.working_on_or_after(local.date())
    return local if on == local.date() else midnight(on)


def _at(on: date, like: datetime) -> datetime:
    return datetime.combine(on, like.time(), OFFICE_ZONE)


def _length(on: date, calendar: WorkCalendar) -> timedelta:
    """Of the office's day; of the next one when it is closed on that date."""
    worked = calendar.working_on_or_after(on)
    return calendar.working_time(calendar.opens_at(worked), calendar.closes_at(worked))
