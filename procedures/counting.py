"""PURE. The walk itself: the N-th counted date, and the instant that completes an hour term.

Pauses are removed from the walk; nothing is ever added to a date that was found without them.
Each step costs a binary search, so a term of ten years is as cheap as one of a day.
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal

from procedures.instants import DAY, HOUR, office_date
from procedures.limits import Unit
from procedures.pauses import Gap, Pause, PausePolicy, end_of, removed_dates
from procedures.workcalendar import WorkCalendar


def nth_working_day(start: date, number: int, calendar: WorkCalendar, gaps: Sequence[Gap]) -> date:
    """The date of the N-th working day after the start that lies in no gap."""
    rank = calendar.rank(start) + number
    for gap in gaps:
        if calendar.working_day(rank) < gap.first:
            break
        rank += calendar.working_days_between(max(start, gap.first - DAY), gap.last)
    return calendar.working_day(rank)


def nth_calendar_day(start: date, number: int, calendar: WorkCalendar, gaps: Sequence[Gap]) -> date:
    """The N-th date after the start that lies in no gap, moved to a working day.

    Bộ luật Dân sự Điều 148.5: a last day that is a day off ends with the next working day.
    """
    day = start + timedelta(days=number)
    for gap in gaps:
        if day < gap.first:
            break
        day += max(gap.last - max(start, gap.first - DAY), timedelta())
    day = calendar.working_on_or_after(day)
    for gap in gaps:
        if gap.first <= day <= gap.last:
            day = calendar.next_working(gap.last)
    return day


def due_after(
    start: datetime,
    number: Decimal,
    unit: Unit,
    calendar: WorkCalendar,
    pauses: Sequence[Pause],
    policy: PausePolicy,
) -> datetime:
    """When so many counted days or working hours are over; months come as their counted days.

    Raises NaiveInstant, BadPause (one is still open), CalendarNotDeclared.
    """
    if unit is Unit.WORKING_HOURS:
        return hour_instant(start, int(number * HOUR), calendar, pauses)
    whole, part = divmod(number, 1)
    nth = nth_working_day if unit is Unit.WORKING_DAYS else nth_calendar_day
    gaps = removed_dates(pauses, policy)
    day = nth(office_date(start), int(whole) + bool(part), calendar, gaps)
    return _part_of(day, part, calendar) if part else calendar.closes_at(day)


def _part_of(day: date, part: Decimal, calendar: WorkCalendar) -> datetime:
    """Half a day is half the working time of the next counted day, whatever that day's hours."""
    opening = calendar.worked_until(calendar.opens_at(day))
    of_day = calendar.worked_until(calendar.closes_at(day)) - opening
    return calendar.instant_when(opening + int(of_day * part))


def hour_instant(
    start: datetime, working_time: int, calendar: WorkCalendar, pauses: Iterable[Pause]
) -> datetime:
    """The earliest instant by which so many microseconds were worked outside the pauses."""
    counted_from = calendar.worked_until(start)
    target = counted_from + working_time
    for stop, resume in worked_stretches(pauses, calendar):
        begins = max(stop, counted_from)
        if target <= begins:
            break
        target += max(resume - begins, 0)
        counted_from = max(resume, counted_from)
    return calendar.instant_when(target)


def worked_stretches(pauses: Iterable[Pause], calendar: WorkCalendar) -> list[tuple[int, int]]:
    """Pauses on the scale of working time, in order; they may overlap."""
    return sorted(
        (calendar.worked_until(pause.from_), calendar.worked_until(end_of(pause)))
        for pause in pauses
    )
