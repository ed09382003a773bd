"""PURE. The walk day by day, as a person does it with a paper calendar.

Deliberately not the arithmetic of counting.py: it visits every day, so that each proves the other.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from procedures.instants import (
    DAY,
    HOUR,
    MICROSECOND,
    MINUTE,
    SECOND,
    midnight,
    office_date,
    office_time,
    since_midnight,
)
from procedures.limits import TimeLimit, Unit, vietnamese_number
from procedures.pauses import Gap, Pause, PausePolicy, end_of, removed_dates
from procedures.workcalendar import WorkCalendar

PAUSED = "trong thời gian tạm dừng"


@dataclass(frozen=True, slots=True)
class DayLine:
    on: date
    number: str | None  # the running count of a counted day: "3", "2,5", "1 giờ 30 phút"
    reason: str

    @property
    def counted(self) -> bool:
        return self.number is not None


def explain(
    start: datetime,
    limit: TimeLimit,
    calendar: WorkCalendar,
    pauses: Sequence[Pause] = (),
    policy: PausePolicy = PausePolicy.STOP_COUNTS,
    starts_as: str = "ngày tiếp nhận",
) -> tuple[DayLine, ...]:
    """From the day of the start to the due day. Raises as due_moment does."""
    if limit.unit is Unit.WORKING_HOURS:
        return tuple(_hour_lines(start, limit, calendar, pauses))
    gaps = removed_dates(pauses, policy)
    first = DayLine(office_date(start), None, f"{starts_as}, không tính")
    return (first, *_day_lines(first.on, limit, calendar, gaps))


def _day_lines(
    start: date, limit: TimeLimit, calendar: WorkCalendar, gaps: Sequence[Gap]
) -> Iterator[DayLine]:
    total, count, day = limit.counted_days(start), Decimal(0), start
    while count < total:
        day += DAY
        reason = _why_not_counted(day, limit, calendar, gaps)
        if reason is None:
            step = min(Decimal(1), total - count)
            count += step
            half = "" if step == 1 else ", nửa ngày"
            yield DayLine(day, vietnamese_number(count), calendar.reason_of(day) + half)
        else:
            yield DayLine(day, None, reason)
    yield from _moved_on(day, calendar, gaps)


def _why_not_counted(
    day: date, limit: TimeLimit, calendar: WorkCalendar, gaps: Sequence[Gap]
) -> str | None:
    if limit.unit is Unit.WORKING_DAYS and not calendar.is_working(day):
        return calendar.reason_of(day)
    return PAUSED if _removed(day, gaps) else None


def _moved_on(day: date, calendar: WorkCalendar, gaps: Sequence[Gap]) -> Iterator[DayLine]:
    """The days after a last day on which the office is closed, up to the one it moves to."""
    while not calendar.is_working(day) or _removed(day, gaps):
        day += DAY
        why = PAUSED if _removed(day, gaps) else calendar.reason_of(day)
        yield DayLine(day, None, f"{why}; ngày cuối là ngày nghỉ nên chuyển tiếp")


def _removed(day: date, gaps: Sequence[Gap]) -> bool:
    return any(gap.first <= day <= gap.last for gap in gaps)


def _hour_lines(
    start: datetime, limit: TimeLimit, calendar: WorkCalendar, pauses: Sequence[Pause]
) -> Iterator[DayLine]:
    day, left = office_date(start), limit.working_time
    while left:
        pieces = list(_worked_pieces(day, start, calendar, pauses))
        if not pieces:
            yield DayLine(day, None, _why_no_hours(day, calendar))
        for begins, ends in pieces:
            taken = min((ends - begins) // MICROSECOND, left)
            left -= taken
            span = f"{begins:%H:%M}-{begins + taken * MICROSECOND:%H:%M}"
            yield DayLine(day, _hours_and_minutes(limit.working_time - left), span)
            if not left:
                break
        day += DAY


def _worked_pieces(
    day: date, start: datetime, calendar: WorkCalendar, pauses: Sequence[Pause]
) -> Iterator[tuple[datetime, datetime]]:
    """The parts of the day's sessions after the start and outside the pauses, in order."""
    for session in calendar.sessions_on(day):
        opens, closes = (
            midnight(day) + since_midnight(moment) * MICROSECOND
            for moment in (session.opens, session.closes)
        )
        reached = max(opens, office_time(start))
        for pause in sorted(pauses, key=lambda pause: pause.from_):
            if reached < (stop := min(office_time(pause.from_), closes)):
                yield reached, stop
            reached = max(reached, office_time(end_of(pause)))
        if reached < closes:
            yield reached, closes


def _why_no_hours(day: date, calendar: WorkCalendar) -> str:
    if calendar.is_working(day):
        return "ngoài giờ làm việc hoặc trong thời gian tạm dừng"
    return calendar.reason_of(day)


def _hours_and_minutes(working_time: int) -> str:
    """1 giờ 30 phút; seconds only where there are some."""
    parts = (
        (working_time // HOUR, "giờ"),
        (working_time % HOUR // MINUTE, "phút"),
        (working_time % MINUTE // SECOND, "giây"),
    )
    return " ".join(f"{number} {word}" for number, word in parts if number) or "0 giây"
