from datetime import time, timedelta

import pytest

from procedures.timing import (
    DayKind,
    DayRule,
    Pause,
    Session,
    TimeLimit,
    Unit,
    WeeklySessions,
    WorkCalendar,
    due_moment,
)
from tests.support.calendars import (
    AFTERNOON,
    MAKEUP,
    MORNING,
    WEEK,
    at,
    office,
    on,
    vietnam,
)

YEAR = (on("2021-01-01"), on("2021-12-31"))
SATURDAY = on("2021-05-08")


def test_a_day_is_worked_by_the_week_the_days_off_and_the_makeup_days() -> None:
    calendar = vietnam()
    assert calendar.is_working(on("2024-05-03"))
    assert calendar.is_working(on("2024-05-04"))
    assert not calendar.is_working(on("2024-05-05"))
    assert not calendar.is_working(on("2024-04-30"))


@pytest.mark.parametrize(
    ("day", "reason"),
    [
        ("2024-05-03", "ngày làm việc"),
        ("2024-05-11", "thứ Bảy"),
        ("2024-05-12", "Chủ nhật"),
        ("2024-04-30", "nghỉ: Ngày Chiến thắng"),
        ("2024-05-04", "Làm bù (hoán đổi cho ngày nghỉ 2024-04-29)"),
    ],
)
def test_each_day_says_why_it_is_worked_or_not(day: str, reason: str) -> None:
    assert vietnam().reason_of(on(day)) == reason


def test_a_makeup_day_keeps_the_hours_of_a_monday_or_its_own() -> None:
    own = DayRule(DayKind.MAKEUP_WORK, "buổi sáng", sessions=(MORNING,))
    assert office({SATURDAY: MAKEUP}, *YEAR).sessions_on(SATURDAY) == (MORNING, AFTERNOON)
    assert office({SATURDAY: own}, *YEAR).closes_at(SATURDAY) == at("2021-05-08T11:30")


def test_a_makeup_day_in_a_week_without_mondays_keeps_the_hours_of_its_first_day() -> None:
    calendar = office({SATURDAY: MAKEUP}, *YEAR, week={0: (), 2: (AFTERNOON,)})
    assert calendar.sessions_on(SATURDAY) == (AFTERNOON,)


def test_one_session_may_begin_when_the_one_before_ends() -> None:
    halves = (Session(time(7, 30), time(9, 30)), Session(time(9, 30), time(11, 30)))
    calendar = office({}, *YEAR, week=dict.fromkeys(range(5), halves))
    limit = TimeLimit(3, Unit.WORKING_HOURS)
    assert due_moment(at("2021-01-21T07:30"), limit, calendar).at == at("2021-01-21T10:30")


def test_the_hours_change_with_the_season() -> None:
    summer = (Session(time(7), time(11)), Session(time(13), time(17)))
    calendar = WorkCalendar(
        [
            WeeklySessions(on("2021-04-16"), dict.fromkeys(range(5), summer)),
            WeeklySessions(YEAR[0], WEEK),
        ],
        {},
        *YEAR,
        YEAR[1],
    )
    assert calendar.opens_at(on("2021-04-15")) == at("2021-04-15T07:30")
    assert calendar.opens_at(on("2021-04-16")) == at("2021-04-16T07:00")
    limit = TimeLimit(8, Unit.WORKING_HOURS)
    assert due_moment(at("2021-04-15T13:30"), limit, calendar).at == at("2021-04-16T11:00")


def test_half_a_day_is_half_of_that_office_s_day() -> None:
    short = office({}, *YEAR, week={**WEEK, 4: (MORNING,)})
    half = TimeLimit("0.5", Unit.WORKING_DAYS)
    assert due_moment(at("2021-03-01"), half, short).at == at("2021-03-02T11:30")
    assert due_moment(at("2021-03-04"), half, short).at == at("2021-03-05T09:30")
    three_and_half = TimeLimit("3,5", Unit.WORKING_DAYS)
    assert due_moment(at("2021-03-01"), three_and_half, short).at == at("2021-03-05T09:30")


@pytest.mark.parametrize(
    ("start", "months", "due"),
    [
        ("2021-01-28", 1, "2021-03-01"),  # 28 February is a Sunday
        ("2021-01-31", 1, "2021-03-01"),
        ("2024-01-31", 1, "2024-02-29"),
        ("2021-10-29", 4, "2022-02-28"),
        ("2021-12-15", 12, "2022-12-15"),
        ("2021-01-15", 1, "2021-02-17"),  # inside Tết
    ],
)
def test_months_end_on_the_same_date_or_the_month_s_last_day(
    start: str, months: int, due: str
) -> None:
    assert due_moment(at(start), TimeLimit(months, Unit.MONTHS), vietnam()).on == on(due)


def test_a_pause_gives_a_term_in_months_one_calendar_day_for_each_it_removed() -> None:
    stops = [Pause(at("2021-03-05"), at("2021-03-08"))]
    limit = TimeLimit(1, Unit.MONTHS)
    assert due_moment(at("2021-03-01"), limit, vietnam()).on == on("2021-04-01")
    assert due_moment(at("2021-03-01"), limit, vietnam(), stops).on == on("2021-04-05")


def test_a_last_day_off_does_not_move_into_a_pause() -> None:
    limit = TimeLimit(5, Unit.CALENDAR_DAYS)  # Monday to Saturday
    stops = [Pause(at("2021-03-06T08:00"), at("2021-03-09"))]
    assert due_moment(at("2021-03-01"), limit, vietnam(), stops).on == on("2021-03-10")


@pytest.mark.parametrize(
    ("stops", "due"),
    [
        ([("2021-01-21T10:00", "2021-01-21T14:30")], "2021-01-21T16:30"),
        ([("2021-01-21T10:00", "2021-01-21T11:00")] * 2, "2021-01-21T15:00"),
        (
            [("2021-01-21T10:00", "2021-01-21T11:00"), ("2021-01-21T10:30", "2021-01-21T10:45")],
            "2021-01-21T15:00",
        ),
        ([("2021-01-21T08:00", "2021-01-21T09:15")], "2021-01-21T14:15"),
        ([("2021-01-21T11:30", "2021-01-22T10:00")], "2021-01-22T10:30"),
        ([("2021-01-21T13:30", "2021-01-21T14:30")], "2021-01-21T15:00"),
        ([("2021-01-21T14:00", "2021-01-21T15:00")], "2021-01-21T14:00"),
    ],
)
def test_pauses_are_cut_out_of_working_hours_exactly(
    stops: list[tuple[str, str]], due: str
) -> None:
    """Three hours from nine; they are over at two, even if a pause begins just then."""
    limit = TimeLimit(3, Unit.WORKING_HOURS)
    start = at("2021-01-21T09:00")
    cut = [Pause(at(begins), at(ends)) for begins, ends in stops]
    assert due_moment(start, limit, vietnam(), cut).at == at(due)


def test_working_days_between_counts_the_last_day_and_never_below_zero() -> None:
    calendar = vietnam()
    assert calendar.working_days_between(on("2021-01-21"), on("2021-01-28")) == 5
    assert calendar.working_days_between(on("2021-01-28"), on("2021-01-21")) == 0
    assert calendar.subtract_working_days(on("2021-01-28"), 5) == on("2021-01-21")


def test_working_time_is_exact_and_never_below_zero() -> None:
    calendar = vietnam()
    start, end = at("2021-01-22T16:00"), at("2021-01-25T08:00:00.000007")
    assert calendar.working_time(start, end) == timedelta(hours=2, microseconds=7)
    assert calendar.working_time(end, start) == timedelta()


def test_a_date_past_the_declared_calendar_is_provisional() -> None:
    start, declared, end = on("2021-01-01"), on("2021-06-30"), on("2021-12-31")
    calendar = WorkCalendar([WeeklySessions(start, WEEK)], {}, start, declared, end)
    limit = TimeLimit(2, Unit.WORKING_DAYS)
    assert not due_moment(at("2021-06-28"), limit, calendar).provisional
    assert due_moment(at("2021-06-29"), limit, calendar).provisional
