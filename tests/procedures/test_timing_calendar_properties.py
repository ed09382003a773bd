"""What a day off, a make-up day and a swap may do to any due date, and what never."""

from datetime import date, timedelta

from hypothesis import assume, given
from hypothesis import strategies as st

from procedures.timing import (
    Pause,
    PausePolicy,
    TimeLimit,
    due_moment,
)
from tests.support.calendars import MAKEUP, OFF, at, changed
from tests.support.walks import CALENDAR, days, fixed, working_days


@fixed
@given(days, working_days)
def test_exactly_the_days_of_the_term_are_counted(day: date, limit: TimeLimit) -> None:
    due = due_moment(at(day.isoformat()), limit, CALENDAR).on
    number = int(limit.number)
    assert CALENDAR.working_days_between(day, due) == number
    back = CALENDAR.subtract_working_days(due, number)
    assert back <= day
    assert (back == day) == CALENDAR.is_working(day)


@fixed
@given(days, working_days, st.integers(0, 10))
def test_a_pause_of_days_off_changes_nothing(day: date, limit: TimeLimit, weeks: int) -> None:
    saturday = day + timedelta(days=(5 - day.weekday()) % 7, weeks=weeks)
    assume(not CALENDAR.is_working(saturday))
    stops = [Pause(at(f"{saturday}T00:00"), at(f"{saturday + timedelta(days=1)}T23:59"))]
    start = at(day.isoformat())
    for policy in PausePolicy:
        due = due_moment(start, limit, CALENDAR, stops, policy)
        assert due == due_moment(start, limit, CALENDAR)


@fixed
@given(days, working_days, st.integers(-10, 120))
def test_a_new_day_off_moves_the_date_only_from_inside(
    day: date, limit: TimeLimit, offset: int
) -> None:
    holiday = day + timedelta(days=offset)
    assume(CALENDAR.is_working(holiday))
    start = at(day.isoformat())
    due = due_moment(start, limit, CALENDAR).on
    moved = due_moment(start, limit, changed(CALENDAR, {holiday: OFF})).on
    assert moved == (CALENDAR.next_working(due) if day < holiday <= due else due)
    restored = changed(changed(CALENDAR, {holiday: OFF}), {}, forget=[holiday])
    assert due_moment(start, limit, restored).on == due


@fixed
@given(days, working_days, st.integers(0, 90))
def test_a_makeup_day_never_moves_the_date_later(day: date, limit: TimeLimit, offset: int) -> None:
    makeup = day + timedelta(days=offset)
    assume(not CALENDAR.is_working(makeup))
    start = at(day.isoformat())
    due = due_moment(start, limit, changed(CALENDAR, {makeup: MAKEUP}))
    assert due.on <= due_moment(start, limit, CALENDAR).on


@fixed
@given(days, working_days, st.integers(0, 60), st.integers(1, 30))
def test_a_swap_keeps_the_count_and_outside_the_walk_the_date(
    day: date, limit: TimeLimit, offset: int, apart: int
) -> None:
    weekday, saturday = day + timedelta(days=offset), day + timedelta(days=offset + apart)
    assume(CALENDAR.is_working(weekday) and not CALENDAR.is_working(saturday))
    start = at(day.isoformat())
    swapped = changed(CALENDAR, {weekday: OFF, saturday: MAKEUP})
    due, moved = due_moment(start, limit, CALENDAR).on, due_moment(start, limit, swapped).on
    assert swapped.working_days_between(day, moved) == limit.number
    if weekday > due or weekday == day == saturday or (day < weekday and saturday < due):
        assert moved == due
