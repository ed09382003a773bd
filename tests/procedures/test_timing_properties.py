"""What holds for any dossier: the properties of the oracle."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from procedures.timing import (
    Pause,
    PausePolicy,
    TimeLimit,
    Unit,
    counted_time,
    counts_from,
    due_moment,
    explain,
)
from tests.support.walks import (
    CALENDAR,
    after,
    fixed,
    instants,
    lengths,
    limits,
    policies,
    working_days,
)


@fixed
@given(instants, limits, lengths, policies)
def test_the_arithmetic_and_the_paper_calendar_agree(
    start: datetime, limit: TimeLimit, spans: list[tuple[int, int]], policy: PausePolicy
) -> None:
    stops = after(start, spans)
    due = due_moment(start, limit, CALENDAR, stops, policy)
    lines = explain(start, limit, CALENDAR, stops, policy)
    assert lines[-1].on == due.on
    assert CALENDAR.is_working(due.on)


@fixed
@given(instants, limits)
def test_an_instant_means_the_same_in_any_zone(start: datetime, limit: TimeLimit) -> None:
    due = due_moment(start, limit, CALENDAR)
    assert due_moment(start.astimezone(UTC), limit, CALENDAR) == due


@fixed
@given(instants, limits, st.integers(0, 500))
def test_a_later_receipt_never_gives_an_earlier_date(
    start: datetime, limit: TimeLimit, hours: int
) -> None:
    later = start + timedelta(hours=hours)
    assert due_moment(later, limit, CALENDAR).at >= due_moment(start, limit, CALENDAR).at


@fixed
@given(instants, limits, st.integers(0, 400), lengths, policies)
def test_with_pauses_too_a_later_receipt_never_gives_an_earlier_date(
    start: datetime,
    limit: TimeLimit,
    hours: int,
    spans: list[tuple[int, int]],
    policy: PausePolicy,
) -> None:
    later = start + timedelta(hours=hours)
    stops = after(later, spans)
    earlier_due = due_moment(start, limit, CALENDAR, stops, policy)
    assert due_moment(later, limit, CALENDAR, stops, policy).at >= earlier_due.at


@fixed
@given(instants, st.sampled_from(Unit), st.integers(1, 5), lengths)
def test_a_longer_term_never_ends_earlier(
    start: datetime, unit: Unit, number: int, spans: list[tuple[int, int]]
) -> None:
    stops = after(start, spans)
    shorter, longer = TimeLimit(number, unit), TimeLimit(number + 1, unit)
    assert (
        due_moment(start, shorter, CALENDAR, stops).at
        <= due_moment(start, longer, CALENDAR, stops).at
    )


@fixed
@given(instants, limits, lengths, policies, st.tuples(st.integers(0, 2000), st.integers(0, 1000)))
def test_one_more_pause_never_gives_an_earlier_date(
    start: datetime,
    limit: TimeLimit,
    spans: list[tuple[int, int]],
    policy: PausePolicy,
    more: tuple[int, int],
) -> None:
    before = due_moment(start, limit, CALENDAR, after(start, spans), policy)
    assert due_moment(start, limit, CALENDAR, after(start, [*spans, more]), policy).at >= before.at


@fixed
@given(
    instants,
    limits,
    policies,
    st.integers(0, 800),
    st.lists(st.integers(0, 300), min_size=3, max_size=3),
)
def test_cutting_doubling_or_nesting_a_pause_changes_nothing(
    start: datetime, limit: TimeLimit, policy: PausePolicy, offset: int, pieces: list[int]
) -> None:
    marks = [start + timedelta(hours=offset + sum(pieces[:n])) for n in range(4)]
    whole = Pause(marks[0], marks[3])
    cut = [Pause(a, b) for a, b in pairwise(marks)]
    expected = due_moment(start, limit, CALENDAR, [whole], policy)
    assert due_moment(start, limit, CALENDAR, cut, policy) == expected
    assert due_moment(start, limit, CALENDAR, [whole, cut[1], whole], policy) == expected


@fixed
@given(instants, limits, st.integers(1, 500), st.integers(0, 500), policies)
def test_a_pause_after_the_due_date_changes_nothing(
    start: datetime, limit: TimeLimit, offset: int, hours: int, policy: PausePolicy
) -> None:
    due = due_moment(start, limit, CALENDAR)
    begins = due.at + timedelta(days=1, hours=offset)
    stops = [Pause(begins, begins + timedelta(hours=hours))]
    assert due_moment(start, limit, CALENDAR, stops, policy) == due


@fixed
@given(instants, st.integers(1, 60), st.integers(1, 60), lengths)
def test_a_walk_in_two_parts_is_the_whole_walk(
    start: datetime, first: int, second: int, spans: list[tuple[int, int]]
) -> None:
    stops = after(start, spans)
    for unit in (Unit.WORKING_DAYS, Unit.WORKING_HOURS):
        middle = due_moment(start, TimeLimit(first, unit), CALENDAR, stops)
        end = due_moment(middle.at, TimeLimit(second, unit), CALENDAR, stops)
        assert end == due_moment(start, TimeLimit(first + second, unit), CALENDAR, stops)


@fixed
@given(instants, st.integers(1, 100), lengths)
def test_hours_counted_until_due_are_the_hours_of_the_term(
    start: datetime, hours: int, spans: list[tuple[int, int]]
) -> None:
    limit, stops = TimeLimit(hours, Unit.WORKING_HOURS), after(start, spans)
    due = due_moment(start, limit, CALENDAR, stops)
    assert counted_time(start, due.at, CALENDAR, limit, stops) == timedelta(hours=hours)


@fixed
@given(instants, working_days, lengths, policies)
def test_days_counted_until_due_are_the_working_time_of_the_term(
    start: datetime, limit: TimeLimit, spans: list[tuple[int, int]], policy: PausePolicy
) -> None:
    stops = after(start, spans)
    due = due_moment(start, limit, CALENDAR, stops, policy)
    counted = counted_time(counts_from(start, limit.unit), due.at, CALENDAR, limit, stops, policy)
    assert counted == timedelta(hours=8) * int(limit.number)
