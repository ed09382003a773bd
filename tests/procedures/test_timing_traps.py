"""Traps others fell into, as their own users reported them: what must not happen here."""

from datetime import time

import pytest

from procedures.pauses import removed_dates
from procedures.timing import (
    Pause,
    PausePolicy,
    Session,
    TimeLimit,
    Unit,
    due_moment,
    late_from,
)
from tests.support.calendars import OFF, at, office, on, pauses, vietnam

FIVE_DAYS = TimeLimit(5, Unit.WORKING_DAYS)
TWO_MONTHS = TimeLimit(2, Unit.MONTHS)
TEN_HOURS = dict.fromkeys(range(5), (Session(time(8), time(18)),))
YEAR = (on("2021-01-01"), on("2021-12-31"))


@pytest.mark.parametrize(
    ("received", "stop", "due"),
    [
        ("2021-06-29", "2021-06-30/2021-07-01", "2021-08-30"),
        ("2021-06-30", "2021-07-01/2021-07-02", "2021-08-31"),
    ],
)
def test_a_day_later_at_a_month_s_end_is_no_jump(received: str, stop: str, due: str) -> None:
    """D-15, D-18: a day added before the months moved the date by two."""
    assert due_moment(at(received), TWO_MONTHS, vietnam(), pauses(stop)).on == on(due)


def test_a_month_ends_on_its_last_day_where_the_date_is_missing() -> None:
    month = TimeLimit(1, Unit.MONTHS)
    assert due_moment(at("2021-01-31"), month, vietnam()).on == on("2021-03-01")  # 28/02 a Sunday
    assert due_moment(at("2020-01-31"), month, vietnam()).on == on("2020-03-02")  # 29/02 a Saturday


def test_a_month_is_found_as_if_without_pause_then_loses_a_day_for_a_day() -> None:
    month = TimeLimit(1, Unit.MONTHS)
    stop = pauses("2021-03-10/2021-03-12")  # removes the 11th and the 12th
    assert due_moment(at("2021-03-03"), month, vietnam(), stop).on == on("2021-04-05")


@pytest.mark.parametrize(
    ("stop", "due"),
    [("2021-03-07/2021-03-09", "2021-03-10"), ("2021-03-06/2021-03-08", "2021-03-09")],
)
def test_a_last_day_off_does_not_move_onto_a_day_of_a_pause(stop: str, due: str) -> None:
    """Two days from a Thursday end on Saturday; Monday begins, or ends, a pause."""
    two = TimeLimit(2, Unit.CALENDAR_DAYS)
    assert due_moment(at("2021-03-04"), two, vietnam(), pauses(stop)).on == on(due)


def test_overlapping_pauses_are_not_added_up() -> None:
    """E-1: twelve days, where the plain sum says seventeen."""
    idle = pauses(
        "1994-05-25/1994-05-28 1994-05-27/1994-05-30 1994-06-04/1994-06-09"
        " 1994-06-06/1994-06-08 1994-06-07/1994-06-11"
    )
    gaps = removed_dates(idle, PausePolicy.RESUME_COUNTS)
    assert sum((gap.last - gap.first).days + 1 for gap in gaps) == 12


def test_a_pause_ended_in_the_same_instant_gives_and_takes_nothing() -> None:
    """S-3: elsewhere it shortened the term by the days that had been expected."""
    stop = [Pause(at("2021-03-04T10:00"), at("2021-03-04T10:00"))]
    due = due_moment(at("2021-03-01"), FIVE_DAYS, vietnam())
    assert due_moment(at("2021-03-01"), FIVE_DAYS, vietnam(), stop) == due


def test_a_pause_is_counted_in_dates_not_in_blocks_of_24_hours() -> None:
    """S-8: Monday 16:00 to Wednesday 09:00 is 41 hours, and two dates."""
    stop = [Pause(at("2021-03-01T16:00"), at("2021-03-03T09:00"))]
    assert due_moment(at("2021-02-26"), FIVE_DAYS, vietnam(), stop).on == on("2021-03-09")


def test_a_weekend_is_not_working_time() -> None:
    """G-3, B-10: five days from a Friday evening are not over on Wednesday, nor two on Monday."""
    assert due_moment(at("2021-03-05T19:00"), FIVE_DAYS, vietnam()).on == on("2021-03-12")
    two = TimeLimit(2, Unit.WORKING_DAYS)
    assert late_from(due_moment(at("2021-03-05"), two, vietnam()), two) == at("2021-03-10T00:00")


def test_paused_hours_are_given_back_inside_office_hours() -> None:
    """B-6: eight days of ten hours, a day off within, 3 h 31 of pause: 11:31, not at night."""
    calendar = office({on("2021-05-13"): OFF}, *YEAR, week=TEN_HOURS)
    stop = [Pause(at("2021-05-11T09:00"), at("2021-05-11T12:31"))]
    limit = TimeLimit(80, Unit.WORKING_HOURS)
    due = due_moment(at("2021-05-10T08:00"), limit, calendar, stop)
    assert due.at == at("2021-05-21T11:31")


def test_seconds_are_kept() -> None:
    """Z-20: elsewhere a pause that touched the minute lost or gained some."""
    stop = [Pause(at("2021-03-01T08:00"), at("2021-03-01T09:26:36"))]
    due = due_moment(at("2021-03-01T08:00"), TimeLimit(1, Unit.WORKING_HOURS), vietnam(), stop)
    assert due.at == at("2021-03-01T10:26:36")


def test_the_last_day_is_in_time_to_its_last_second() -> None:
    """B-7: elsewhere the screen said 23:59 and the check expired at 00:00 of that day."""
    due = due_moment(at("2021-03-01"), FIVE_DAYS, vietnam())
    assert (due.on, late_from(due, FIVE_DAYS)) == (on("2021-03-08"), at("2021-03-09T00:00"))


@pytest.mark.parametrize(
    ("off", "expected"),
    [(["12-25", "01-01"], "01-11"), (["01-01"], "01-10"), (["12-26", "01-01"], "01-11")],
)
def test_a_week_of_seven_days_loses_only_its_days_off(off: list[str], expected: str) -> None:
    """Of an office that never closes: 20 December and twenty working days."""
    years = {"12": "2018", "01": "2019"}
    rules = {on(f"{years[day[:2]]}-{day}"): OFF for day in off}
    week = dict.fromkeys(range(7), (Session(time(8), time(17)),))
    calendar = office(rules, on("2018-01-01"), on("2019-12-31"), week)
    due = due_moment(at("2018-12-20"), TimeLimit(20, Unit.WORKING_DAYS), calendar)
    assert due.on == on(f"2019-{expected}")


def test_the_count_between_two_days_never_goes_negative() -> None:
    """M-12."""
    assert vietnam().working_days_between(on("2021-03-10"), on("2021-03-01")) == 0
