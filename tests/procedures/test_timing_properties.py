"""What holds for any dossier: the properties of the oracle, on random calendars' worth of cases."""

from datetime import UTC, date, datetime, timedelta

from hypothesis import assume, given, settings
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
from tests.support.calendars import MAKEUP, OFF, at, changed, on, vietnam

CALENDAR = vietnam()

settings.register_profile("clock", deadline=None, derandomize=True, max_examples=150)
fixed = settings.get_profile("clock")

instants = st.datetimes(datetime(2019, 1, 1), datetime(2023, 6, 30)).map(  # noqa: DTZ001 - made aware
    lambda moment: at(moment.isoformat())
)
days = st.dates(on("2019-01-01"), on("2023-06-30"))
LARGEST = {
    Unit.WORKING_DAYS: 60,
    Unit.CALENDAR_DAYS: 90,
    Unit.WORKING_HOURS: 200,
    Unit.MONTHS: 6,
}
limits = st.sampled_from(Unit).flatmap(
    lambda unit: st.integers(1, LARGEST[unit]).map(lambda number: TimeLimit(number, unit))
)
working_days = st.integers(1, 60).map(lambda number: TimeLimit(number, Unit.WORKING_DAYS))
policies = st.sampled_from(PausePolicy)
lengths = st.lists(st.tuples(st.integers(0, 2000), st.integers(0, 1000)), max_size=4)


def after(start: datetime, spans: list[tuple[int, int]]) -> tuple[Pause, ...]:
    """Pauses that may overlap: each begins and lasts some hours."""
    begins = [start + timedelta(hours=offset) for offset, _hours in spans]
    return tuple(
        Pause(begin, begin + timedelta(hours=hours))
        for begin, (_offset, hours) in zip(begins, spans, strict=True)
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
@given(days, working_days)
def test_exactly_the_days_of_the_term_are_counted(day: date, limit: TimeLimit) -> None:
    due = due_moment(at(day.isoformat()), limit, CALENDAR).on
    number = int(limit.number)
    assert CALENDAR.working_days_between(day, due) == number
    back = CALENDAR.subtract_working_days(due, number)
    assert back <= day
    assert (back == day) == CALENDAR.is_working(day)


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
    cut = [Pause(a, b) for a, b in zip(marks[:-1], marks[1:], strict=True)]
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
