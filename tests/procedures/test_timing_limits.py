from decimal import Decimal

import pytest

from procedures.timing import BadLimit, TimeLimit, Unit


@pytest.mark.parametrize(
    ("number", "unit", "words"),
    [
        (5, Unit.WORKING_DAYS, "5 ngày làm việc"),
        ("0,5", Unit.WORKING_DAYS, "0,5 ngày làm việc"),
        (Decimal("30.0"), Unit.CALENDAR_DAYS, "30 ngày"),
        ("100", Unit.CALENDAR_DAYS, "100 ngày"),
        ("1.25", Unit.WORKING_HOURS, "1,25 giờ làm việc"),
        (2, "months", "2 tháng"),
    ],
)
def test_a_limit_reads_as_on_the_receipt(
    number: Decimal | int | str, unit: Unit | str, words: str
) -> None:
    assert str(TimeLimit(number, unit)) == words


def test_two_ways_to_write_a_limit_are_one_limit() -> None:
    assert TimeLimit("2.50", Unit.WORKING_DAYS) == TimeLimit(Decimal("2.5"), "working_days")


@pytest.mark.parametrize(
    ("number", "unit", "sentence"),
    [
        (0, Unit.WORKING_DAYS, "phải lớn hơn 0"),
        (-1, Unit.MONTHS, "phải lớn hơn 0, không thể là -1 tháng"),
        (3661, Unit.CALENDAR_DAYS, "quá dài; nhiều nhất là 3660 ngày"),
        (121, Unit.MONTHS, "quá dài"),
        ("1.5", Unit.MONTHS, "ghi theo tháng tròn"),
        ("1.5", Unit.CALENDAR_DAYS, "ghi theo ngày tròn"),
        ("0.25", Unit.WORKING_DAYS, "ghi theo nửa ngày"),
        ("0.1", Unit.WORKING_HOURS, "một phần tư giờ"),
        ("năm", Unit.WORKING_DAYS, "“năm” không phải là số"),
        ("Infinity", Unit.WORKING_DAYS, "không phải là số"),
        (1, "weeks", "Không có đơn vị thời hạn “weeks”"),
    ],
)
def test_a_limit_no_decision_can_have_meant_is_refused(
    number: int | str, unit: Unit | str, sentence: str
) -> None:
    with pytest.raises(BadLimit, match=sentence):
        TimeLimit(number, unit)


def test_the_largest_limits_are_still_taken() -> None:
    assert TimeLimit(3660, Unit.WORKING_DAYS).number == 3660
    assert TimeLimit(120, Unit.MONTHS).number == 120


def test_hours_and_halves_run_to_an_instant() -> None:
    assert TimeLimit(8, Unit.WORKING_HOURS).runs_to_instant
    assert TimeLimit("0.5", Unit.WORKING_DAYS).runs_to_instant
    assert not TimeLimit(1, Unit.WORKING_DAYS).runs_to_instant
