from datetime import timedelta

import pytest

from procedures.timing import DayLine, Pause, TimeLimit, Unit, explain
from tests.support.calendars import at, on, pauses, vietnam


def told(lines: tuple[DayLine, ...]) -> list[tuple[str, str | None, str]]:
    return [(f"{line.on:%d/%m}", line.number, line.reason) for line in lines]


def test_a_walk_over_a_long_weekend_is_told_day_by_day() -> None:
    lines = explain(at("2021-04-29"), TimeLimit(2, Unit.WORKING_DAYS), vietnam())
    assert told(lines) == [
        ("29/04", None, "ngày tiếp nhận, không tính"),
        ("30/04", None, "nghỉ: Ngày Chiến thắng"),
        ("01/05", None, "nghỉ: Ngày Quốc tế Lao động"),
        ("02/05", None, "Chủ nhật"),
        ("03/05", None, "nghỉ: Ngày Quốc tế Lao động (nghỉ bù)"),
        ("04/05", "1", "ngày làm việc"),
        ("05/05", "2", "ngày làm việc"),
    ]
    assert [line.counted for line in lines] == [False] * 5 + [True] * 2


def test_a_day_in_a_pause_says_so_and_a_half_day_is_told_as_a_half() -> None:
    limit = TimeLimit("1.5", Unit.WORKING_DAYS)
    stops = pauses("2021-03-01/2021-03-02")
    assert told(explain(at("2021-03-01"), limit, vietnam(), stops, starts_as="ngày nộp")) == [
        ("01/03", None, "ngày nộp, không tính"),
        ("02/03", None, "trong thời gian tạm dừng"),
        ("03/03", "1", "ngày làm việc"),
        ("04/03", "1,5", "ngày làm việc, nửa ngày"),
    ]


def test_a_last_day_off_is_told_with_the_days_it_moves_over() -> None:
    limit = TimeLimit(2, Unit.CALENDAR_DAYS)
    stops = pauses("2021-03-06/2021-03-08")
    assert told(explain(at("2021-03-04"), limit, vietnam(), stops)) == [
        ("04/03", None, "ngày tiếp nhận, không tính"),
        ("05/03", "1", "ngày làm việc"),
        ("06/03", "2", "thứ Bảy"),
        ("07/03", None, "trong thời gian tạm dừng; ngày cuối là ngày nghỉ nên chuyển tiếp"),
        ("08/03", None, "trong thời gian tạm dừng; ngày cuối là ngày nghỉ nên chuyển tiếp"),
        ("09/03", None, "ngày làm việc; ngày cuối là ngày nghỉ nên chuyển tiếp"),
    ]


def test_a_month_is_told_as_its_days() -> None:
    lines = explain(at("2021-02-10"), TimeLimit(1, Unit.MONTHS), vietnam())
    assert (lines[-1].on, lines[-1].number) == (on("2021-03-10"), "28")


def test_hours_are_told_by_session() -> None:
    limit = TimeLimit("4.5", Unit.WORKING_HOURS)
    stops = [
        Pause(at("2021-01-22T16:30"), at("2021-01-22T17:00")),
        Pause(at("2021-01-21T08:00"), at("2021-01-21T09:00")),
        Pause(at("2021-01-25T07:00"), at("2021-01-25T08:00")),
    ]
    assert told(explain(at("2021-01-22T16:10"), limit, vietnam(), stops)) == [
        ("22/01", "20 phút", "16:10-16:30"),
        ("22/01", "50 phút", "17:00-17:30"),
        ("23/01", None, "thứ Bảy"),
        ("24/01", None, "Chủ nhật"),
        ("25/01", "4 giờ 20 phút", "08:00-11:30"),
        ("25/01", "4 giờ 30 phút", "13:30-13:40"),
    ]


def test_a_working_day_without_counted_hours_says_why() -> None:
    lines = explain(at("2021-01-21T18:00:30"), TimeLimit(1, Unit.WORKING_HOURS), vietnam())
    assert told(lines) == [
        ("21/01", None, "ngoài giờ làm việc hoặc trong thời gian tạm dừng"),
        ("22/01", "1 giờ", "07:30-08:30"),
    ]


def test_a_pause_at_the_edge_of_a_session_leaves_no_empty_line() -> None:
    limit, noon = (
        TimeLimit(3, Unit.WORKING_HOURS),
        Pause(at("2021-01-21T10:30"), at("2021-01-21T11:30")),
    )
    at_once = Pause(at("2021-01-21T09:00"), at("2021-01-21T09:30"))
    assert told(explain(at("2021-01-21T09:00"), limit, vietnam(), [at_once, noon])) == [
        ("21/01", "1 giờ", "09:30-10:30"),
        ("21/01", "3 giờ", "13:30-15:30"),
    ]


def test_less_than_a_second_is_told_as_none() -> None:
    start = at("2021-01-21T17:30") - timedelta(milliseconds=500)
    first, *_rest = explain(start, TimeLimit(1, Unit.WORKING_HOURS), vietnam())
    assert first.number == "0 giây"


@pytest.mark.parametrize("seconds", [1, 59])
def test_seconds_are_told_only_where_there_are_some(seconds: int) -> None:
    start = at("2021-01-21T17:30") - timedelta(seconds=seconds)
    first, *_rest = explain(start, TimeLimit(1, Unit.WORKING_HOURS), vietnam())
    assert first.number == f"{seconds} giây"
