"""A due date in pure Python against workalendar, the common library for it; and no term is dear."""

from collections.abc import Callable
from datetime import date

from workalendar.core import SAT, SUN, Calendar

from onecua.bench.pairs import Ratio, measure
from onecua.settings.base import ROOT
from procedures.timing import (
    DayKind,
    DueMoment,
    TimeLimit,
    Unit,
    WorkCalendar,
    calendar_of,
    due_moment,
    midnight,
    parse_calendar,
)

TIMES = 100  # in one measurement: a single date is too quick to time
RECEIVED = date(2021, 1, 21)  # thirty working days from here lead over Tết


def one_due_date() -> Ratio:
    """Thirty working days over Tết, from the same declared calendar; both give 11 March."""
    ours, (calendar, makeup) = _ours(30), _theirs()

    def theirs() -> object:
        return calendar.add_working_days(RECEIVED, 30, extra_working_days=makeup)

    if theirs() != ours().on:
        raise ValueError("the two calendars disagree")
    return measure(_repeated(ours), _repeated(theirs))


def a_long_term() -> Ratio:
    """A thousand working days against thirty: the walk is a search, whatever the distance."""
    return measure(_repeated(_ours(1_000)), _repeated(_ours(30)))


def _ours(days: int) -> Callable[[], DueMoment]:
    calendar, limit = _declared(), TimeLimit(days, Unit.WORKING_DAYS)
    start = midnight(RECEIVED)
    return lambda: due_moment(start, limit, calendar)


def _declared() -> WorkCalendar:
    with (ROOT / "procedures" / "data" / "holidays_vn.csv").open(encoding="utf-8") as lines:
        return calendar_of(parse_calendar(lines))


class Declared(Calendar):  # type: ignore[misc] # workalendar has no types
    """workalendar's way to say it: a calendar is a class, its days come by the year."""

    WEEKEND_DAYS = (SAT, SUN)
    include_new_years_day = False

    def __init__(self, calendar: WorkCalendar) -> None:
        super().__init__()
        self._rules = calendar.rules

    def get_calendar_holidays(self, year: int) -> list[tuple[date, str]]:
        return [
            (on, rule.reason)
            for on, rule in self._rules.items()
            if on.year == year and rule.kind is DayKind.OFF
        ]


def _theirs() -> tuple[Declared, list[date]]:
    calendar = _declared()
    makeup = [on for on, rule in calendar.rules.items() if rule.kind is DayKind.MAKEUP_WORK]
    return Declared(calendar), makeup


def _repeated(way: Callable[[], object]) -> Callable[[], None]:
    def many() -> None:
        for _ in range(TIMES):
            way()

    return many
