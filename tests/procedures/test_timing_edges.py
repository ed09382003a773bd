"""The first and the last day of a calendar, offices of unequal days, pauses that touch."""

from datetime import time

import pytest

from procedures.pauses import Gap, removed_dates
from procedures.timing import (
    BadCalendar,
    BadLimit,
    PausePolicy,
    Session,
    TimeLimit,
    Unit,
    due_moment,
)
from tests.support.calendars import at, office, on, pauses

FIRST, LAST = on("2021-03-01"), on("2021-03-05")  # Monday to Friday
WEEK = office({}, FIRST, LAST)


def test_the_first_and_the_last_day_belong_to_the_calendar() -> None:
    assert WEEK.is_working(FIRST)
    assert WEEK.is_working(LAST)
    assert (WEEK.working_day(1), WEEK.working_day(5)) == (FIRST, LAST)
    four = TimeLimit(4, Unit.WORKING_DAYS)
    assert due_moment(at("2021-03-01"), four, WEEK).at == at("2021-03-05T17:30")


def test_a_calendar_may_be_of_one_day() -> None:
    assert office({}, FIRST, FIRST).is_working(FIRST)
    with pytest.raises(BadCalendar, match=r"^Lịch làm việc phải bắt đầu trước khi kết thúc\.$"):
        office({}, LAST, FIRST)


def test_hours_are_found_in_the_sessions_of_their_own_day() -> None:
    hours = {0: time(8), 1: time(9), 2: time(10), 3: time(11), 4: time(12)}
    uneven = office(
        {}, FIRST, LAST, {day: (Session(opens, time(17)),) for day, opens in hours.items()}
    )
    due = due_moment(at("2021-03-01T16:00"), TimeLimit(2, Unit.WORKING_HOURS), uneven)
    assert due.at == at("2021-03-02T10:00")


def test_pauses_that_touch_are_one_gap() -> None:
    touching = pauses("2021-03-01/2021-03-02 2021-03-02/2021-03-03")
    gaps = removed_dates(touching, PausePolicy.STOP_COUNTS)
    assert gaps == [Gap(on("2021-03-02"), on("2021-03-03"))]


def test_an_unknown_unit_is_told_those_there_are() -> None:
    known = "chỉ có: working_days, calendar_days, working_hours, months"
    with pytest.raises(BadLimit, match=known):
        TimeLimit(1, "weeks")
