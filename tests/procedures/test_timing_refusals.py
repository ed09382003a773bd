from collections.abc import Callable
from datetime import date, datetime, time

import pytest

from procedures.timing import (
    BadCalendar,
    BadPause,
    CalendarNotDeclared,
    DayKind,
    DayRule,
    NaiveInstant,
    Pause,
    PausePolicy,
    Session,
    TimeLimit,
    Unit,
    WeeklySessions,
    WorkCalendar,
    due_moment,
)
from tests.support.calendars import (
    AFTERNOON,
    MORNING,
    OFF,
    WEEK,
    at,
    changed,
    office,
    on,
    vietnam,
)

YEAR = (on("2021-01-01"), on("2021-12-31"))
SATURDAY = on("2021-05-08")


@pytest.mark.parametrize(
    ("start", "days", "year"),
    [("2021-12-30", 2, 2022), ("2020-12-30", 1, 2020), ("2022-06-01", 1, 2022)],
)
def test_a_walk_that_leaves_the_calendar_names_the_year(start: str, days: int, year: int) -> None:
    with pytest.raises(CalendarNotDeclared, match=f"năm {year} chưa được khai báo") as refusal:
        due_moment(at(start), TimeLimit(days, Unit.WORKING_DAYS), office({}, *YEAR))
    assert refusal.value.year == year


@pytest.mark.parametrize("unit", [Unit.CALENDAR_DAYS, Unit.WORKING_HOURS])
def test_no_unit_walks_out_of_the_calendar(unit: Unit) -> None:
    with pytest.raises(CalendarNotDeclared):
        due_moment(at("2021-12-31T16:00"), TimeLimit(9, unit), office({}, *YEAR))


def test_a_walk_back_over_the_start_of_the_calendar_is_refused() -> None:
    with pytest.raises(CalendarNotDeclared, match="2020"):
        office({}, *YEAR).subtract_working_days(on("2021-01-04"), 9)
    with pytest.raises(CalendarNotDeclared, match="2022"):
        office({}, *YEAR).is_working(on("2022-01-04"))


@pytest.mark.parametrize(
    ("build", "sentence"),
    [
        (lambda: Session(time(11), time(7)), "kết thúc trước khi bắt đầu"),
        (lambda: Session(time(7), time(7)), "kết thúc trước khi bắt đầu"),
        (
            lambda: WeeklySessions(YEAR[0], {0: ()}),
            "không có buổi làm việc nào. Khai ít nhất một buổi",
        ),
        (lambda: WeeklySessions(YEAR[0], {0: (MORNING, MORNING)}), "chồng lên nhau"),
        (
            lambda: DayRule(DayKind.MAKEUP_WORK, "", sessions=(AFTERNOON, MORNING)),
            "chồng lên nhau",
        ),
        (lambda: WorkCalendar([], {}, *YEAR, YEAR[1]), "Chưa khai giờ làm việc"),
        (
            lambda: WorkCalendar([WeeklySessions(YEAR[1], WEEK)], {}, *YEAR, YEAR[1]),
            "Chưa khai giờ làm việc từ ngày 01/01/2021",
        ),
        (lambda: office({}, YEAR[1], YEAR[0]), "phải bắt đầu trước"),
    ],
)
def test_a_calendar_no_office_could_keep_is_refused(
    build: Callable[[], object], sentence: str
) -> None:
    with pytest.raises(BadCalendar, match=sentence):
        build()


def test_a_calendar_is_a_key_equal_only_to_itself() -> None:
    one, other = office({}, *YEAR), office({}, *YEAR)
    assert {one: 1}[one] == 1
    assert one != other
    assert changed(one, {SATURDAY: OFF}).revision == 2


def test_a_time_without_zone_is_refused() -> None:
    naive = datetime(2021, 1, 21, 9)  # noqa: DTZ001 - the point of the test
    with pytest.raises(NaiveInstant, match="không có múi giờ"):
        due_moment(naive, TimeLimit(1, Unit.WORKING_DAYS), vietnam())
    with pytest.raises(NaiveInstant):
        due_moment(naive, TimeLimit(1, Unit.WORKING_HOURS), vietnam())
    with pytest.raises(NaiveInstant):
        Pause(naive, None)


def test_a_pause_that_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(BadPause, match="không thể kết thúc trước đó"):
        Pause(at("2021-03-05"), at("2021-03-04"))


def test_while_a_pause_is_open_there_is_no_due_date() -> None:
    for unit in Unit:
        with pytest.raises(BadPause, match=r"^Đồng hồ đang dừng nên chưa có ngày hẹn\.$"):
            due_moment(
                at("2021-03-01"), TimeLimit(1, unit), vietnam(), [Pause(at("2021-03-01"), None)]
            )


def test_an_evening_in_utc_is_the_next_day_at_the_office() -> None:
    evening = datetime.fromisoformat("2021-01-21T17:30+00:00")
    due = due_moment(evening, TimeLimit(1, Unit.WORKING_DAYS), vietnam())
    assert due.on == date(2021, 1, 25)
    assert PausePolicy.RESUME_COUNTS.first_removed(evening) == date(2021, 1, 22)
