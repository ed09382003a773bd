"""Calendars the tests of the clock count with, and short ways to say an instant."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time
from functools import cache

from onecua.settings.base import ROOT
from procedures.timing import (
    OFFICE_ZONE,
    DayKind,
    DayRule,
    Pause,
    Session,
    WeeklySessions,
    WorkCalendar,
    calendar_of,
    parse_calendar,
)

MORNING, AFTERNOON = Session(time(7, 30), time(11, 30)), Session(time(13, 30), time(17, 30))
WEEK = dict.fromkeys(range(5), (MORNING, AFTERNOON))
MAKEUP = DayRule(DayKind.MAKEUP_WORK, "hoán đổi")
OFF = DayRule(DayKind.OFF, "lễ")

UK_HOLIDAYS = """
    2007-11-30 2007-12-25 2007-12-26 2008-01-01 2008-01-02 2008-03-17 2008-03-21 2008-03-24
    2008-05-05 2008-05-26 2008-07-14 2008-08-04 2008-08-25 2008-12-01 2008-12-25 2008-12-26
    2009-01-01 2009-01-02 2009-03-17 2009-04-10 2009-04-13 2009-05-04 2009-05-25 2009-07-13
    2009-08-03 2009-08-31
"""
AS_KNOWN_IN_DECEMBER_2025 = ("2026-01-02", "2026-01-10")  # the swap was announced later


def at(text: str) -> datetime:
    """An office instant; a date alone means nine in the morning."""
    moment = datetime.fromisoformat(text if len(text) > len("2021-01-21") else f"{text}T09:00")
    return moment.replace(tzinfo=OFFICE_ZONE)


def on(text: str) -> date:
    return date.fromisoformat(text)


def pause(text: str) -> Pause:
    """`2021-03-04/2021-03-10`."""
    begins, ends = text.split("/")
    return Pause(at(begins), at(ends))


def pauses(text: str) -> tuple[Pause, ...]:
    return tuple(pause(each) for each in text.split())


def office(
    rules: Mapping[date, DayRule],
    starts: date,
    ends: date,
    week: Mapping[int, tuple[Session, ...]] = WEEK,
) -> WorkCalendar:
    return WorkCalendar([WeeklySessions(starts, week)], rules, starts, ends, ends)


@cache
def uk() -> WorkCalendar:
    holidays = {on(text): OFF for text in UK_HOLIDAYS.split()}
    return office(holidays, on("2007-01-01"), on("2010-12-31"))


@cache
def vietnam(*unknown: str) -> WorkCalendar:
    """The project's declared calendar, without the rows nobody knew yet."""
    with (ROOT / "procedures" / "data" / "holidays_vn.csv").open(encoding="utf-8") as lines:
        return calendar_of(parse_calendar(line for line in lines if not line.startswith(unknown)))


def changed(
    calendar: WorkCalendar, rules: Mapping[date, DayRule], forget: Iterable[date] = ()
) -> WorkCalendar:
    """A further revision of a calendar."""
    kept = {day: rule for day, rule in calendar.rules.items() if day not in set(forget)}
    return WorkCalendar(
        calendar.weekly,
        {**kept, **rules},
        calendar.starts,
        calendar.declared_until,
        calendar.provisional_until,
        calendar.revision + 1,
    )
