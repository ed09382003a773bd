"""PURE. Which dates and hours an office works, and how much working time lies between instants.

The calendar is data: sessions per weekday by season, days off and make-up days, each with its
source (Bộ luật Lao động Điều 111, 112 and the yearly decisions). An index of all working days is
built once; every question is then a binary search, however long the term.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from procedures.instants import (
    DAY,
    MICROSECOND,
    OFFICE_ZONE,
    TimingRefused,
    midnight,
    office_time,
    since_midnight,
)
from procedures.sessions import BadCalendar, DayRule, Session, WeeklySessions, working_days_of

WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")


class CalendarNotDeclared(TimingRefused):
    """The walk left the calendar: before its start, or past the provisional horizon."""

    code = "calendar-not-declared"

    def __init__(self, year: int) -> None:
        self.year = year
        super().__init__(f"Lịch làm việc năm {year} chưa được khai báo.")


@dataclass(frozen=True, eq=False)
class WorkCalendar:
    """Immutable; equal only to itself, so it may be a key of a cache."""

    weekly: Sequence[WeeklySessions]
    rules: Mapping[date, DayRule]
    starts: date
    declared_until: date  # by a document
    provisional_until: date  # by the weekly pattern and the statutory days: "tạm tính"
    revision: int = 1
    _reach: tuple[int, int] = field(init=False, repr=False)  # ordinals a rank is known for
    _days: list[int] = field(init=False, repr=False)  # ordinals of the working days
    _sessions: list[tuple[Session, ...]] = field(init=False, repr=False)  # of those days
    _worked: list[int] = field(init=False, repr=False)  # microseconds before each, and in all

    def __post_init__(self) -> None:
        if not self.starts <= self.declared_until <= self.provisional_until:
            raise BadCalendar("Lịch làm việc phải bắt đầu trước khi kết thúc.")
        days, sessions, worked = [], [], [0]
        for day, of_day in working_days_of(
            self.weekly, self.rules, self.starts, self.provisional_until
        ):
            days.append(day.toordinal())
            sessions.append(of_day)
            worked.append(worked[-1] + sum(session.length for session in of_day))
        reach = (self.starts.toordinal() - 1, self.provisional_until.toordinal())
        index = {"_reach": reach, "_days": days, "_sessions": sessions, "_worked": worked}
        for name, value in index.items():
            object.__setattr__(self, name, value)

    def sessions_on(self, day: date) -> tuple[Session, ...]:
        """Empty on a day off. Raises CalendarNotDeclared."""
        if day < self.starts:
            raise CalendarNotDeclared(day.year)
        rank = self.rank(day)
        working = rank and self._days[rank - 1] == day.toordinal()
        return self._sessions[rank - 1] if working else ()

    def is_working(self, day: date) -> bool:
        return bool(self.sessions_on(day))

    def is_provisional(self, day: date) -> bool:
        return day > self.declared_until

    def opens_at(self, day: date) -> datetime:
        """Of a working day."""
        return datetime.combine(day, self.sessions_on(day)[0].opens, OFFICE_ZONE)

    def closes_at(self, day: date) -> datetime:
        """Of a working day."""
        return datetime.combine(day, self.sessions_on(day)[-1].closes, OFFICE_ZONE)

    def reason_of(self, day: date) -> str:
        """Why the day is worked or not, in the words of a paper calendar."""
        if rule := self.rules.get(day):
            return rule.sentence
        return "ngày làm việc" if self.is_working(day) else WEEKDAYS[day.weekday()]

    # Days.

    def rank(self, day: date) -> int:
        """How many working days the calendar has up to the day, the day itself included."""
        first, last = self._reach
        if not first <= (ordinal := day.toordinal()) <= last:
            raise CalendarNotDeclared(day.year)
        return bisect_right(self._days, ordinal)

    def working_day(self, rank: int) -> date:
        """The day with this rank, counted from 1. Raises CalendarNotDeclared."""
        if rank < 1:
            raise CalendarNotDeclared((self.starts - DAY).year)
        if rank > len(self._days):
            raise CalendarNotDeclared((self.provisional_until + DAY).year)
        return date.fromordinal(self._days[rank - 1])

    def next_working(self, day: date) -> date:
        return self.add_working_days(day, 1)

    def working_on_or_after(self, day: date) -> date:
        return self.next_working(day - DAY)

    def add_working_days(self, day: date, number: int) -> date:
        return self.working_day(self.rank(day) + number)

    def subtract_working_days(self, day: date, number: int) -> date:
        """The last working day with so many working days after it, up to the day itself."""
        return self.working_day(self.rank(day) - number)

    def working_days_between(self, after: date, until: date) -> int:
        """Working days in (after, until]; 0 when the order is reversed."""
        return max(self.rank(until) - self.rank(after), 0)

    # Working time, in whole microseconds.

    def worked_until(self, instant: datetime) -> int:
        """Working time from the calendar's start to the instant."""
        local = office_time(instant)
        of_day = self.sessions_on(local.date())
        whole = self._worked[self.rank(local.date()) - bool(of_day)]
        now = since_midnight(local.time())
        return whole + sum(session.worked_until(now) for session in of_day)

    def instant_when(self, worked: int) -> datetime:
        """The earliest instant at which so much has been worked: a closing, never an opening."""
        rank = bisect_left(self._worked, worked)
        day, rest = self.working_day(rank), worked - self._worked[rank - 1]
        sessions = iter(self._sessions[rank - 1])
        session = next(sessions)
        while rest > session.length:
            rest -= session.length
            session = next(sessions)
        return midnight(day) + (since_midnight(session.opens) + rest) * MICROSECOND

    def working_time(self, start: datetime, end: datetime) -> timedelta:
        """Between two instants; zero when the order is reversed."""
        return max(self.worked_until(end) - self.worked_until(start), 0) * MICROSECOND
