from decimal import Decimal

import pytest

from procedures.step_dues import StepTerm, planned_step_dues, step_due
from procedures.timing import BadLimit, TimeLimit, Unit, due_moment
from tests.support.calendars import at, pauses, vietnam

RECEIVED = at("2021-03-01")  # a Monday


def days(*numbers: str) -> list[StepTerm]:
    return [StepTerm(Decimal(number)) for number in numbers]


def hours(*numbers: str) -> list[StepTerm]:
    return [StepTerm(Decimal(number), in_hours=True) for number in numbers]


def planned(unit: Unit, terms: list[StepTerm]) -> list[str]:
    dues = planned_step_dues(RECEIVED, unit, terms, vietnam())
    return [f"{due.at:%d/%m %H:%M}" for due in dues]


def test_five_steps_of_half_a_day_are_two_days_and_a_half() -> None:
    assert planned(Unit.WORKING_DAYS, days(*["0.5"] * 5)) == [
        "02/03 11:30",
        "02/03 17:30",
        "03/03 11:30",
        "03/03 17:30",
        "04/03 11:30",
    ]


def test_a_step_without_a_term_is_due_with_the_one_before() -> None:
    assert planned(Unit.WORKING_DAYS, days("0", "2", "0")) == [
        "01/03 09:00",
        "03/03 17:30",
        "03/03 17:30",
    ]


def test_hours_under_a_term_in_days_end_with_the_day() -> None:
    assert planned(Unit.WORKING_DAYS, hours("1", "4", "2", "1")) == [
        "02/03 08:30",
        "02/03 14:30",
        "02/03 16:30",
        "02/03 17:30",
    ]


def test_hours_after_days_are_worked_after_them() -> None:
    assert planned(Unit.WORKING_DAYS, [*days("1"), *hours("4")]) == ["02/03 17:30", "03/03 11:30"]


def test_hours_under_a_term_in_hours_run_from_the_reception() -> None:
    assert planned(Unit.WORKING_HOURS, hours("2", "1")) == ["01/03 11:00", "01/03 14:00"]


def test_half_days_of_a_term_in_calendar_days_end_at_noon() -> None:
    assert planned(Unit.CALENDAR_DAYS, days("0.5", "3")) == ["02/03 11:30", "05/03 11:30"]


@pytest.mark.parametrize("unit", [Unit.WORKING_DAYS, Unit.CALENDAR_DAYS])
def test_the_last_step_ends_with_the_whole(unit: Unit) -> None:
    stops = pauses("2021-03-02/2021-03-04")
    dues = planned_step_dues(RECEIVED, unit, days("0.5", "6.5", "3"), vietnam(), stops)
    assert dues[-1] == due_moment(RECEIVED, TimeLimit(10, unit), vietnam(), stops)


def test_a_step_s_own_term_runs_from_the_confirmed_handover() -> None:
    confirmed = at("2021-03-05T15:00")
    half, two = days("0.5", "2")
    half_due = step_due(confirmed, half, Unit.WORKING_DAYS, vietnam())
    two_due = step_due(confirmed, two, Unit.CALENDAR_DAYS, vietnam())
    hour_due = step_due(confirmed, hours("4")[0], Unit.WORKING_DAYS, vietnam())
    assert half_due is not None
    assert two_due is not None
    assert hour_due is not None
    assert half_due.at == at("2021-03-08T11:30")
    assert two_due.at == at("2021-03-08T17:30")
    assert hour_due.at == at("2021-03-08T09:00")


def test_a_step_without_a_term_has_no_deadline_of_its_own() -> None:
    assert step_due(RECEIVED, StepTerm(Decimal(0)), Unit.WORKING_DAYS, vietnam()) is None


def test_terms_that_cannot_be_counted_are_refused() -> None:
    for bad in ("-1", "NaN"):
        with pytest.raises(BadLimit, match="Thời hạn của bước"):
            StepTerm(Decimal(bad))
    with pytest.raises(
        BadLimit, match=r"^Thủ tục tính bằng giờ thì thời hạn các bước cũng phải tính bằng giờ\.$"
    ):
        planned(Unit.WORKING_HOURS, days("1"))
