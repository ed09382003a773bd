"""The three years nobody has declared yet: statutory days, lunar dates by Vietnamese rules."""

import csv
from datetime import date

import pytest
from holidays import country_holidays

from onecua.settings.base import ROOT

YEARS = (2027, 2028, 2029)
WEEKDAYS_OFF = 12  # 1 + Tết 5 + 1 + 1 + 1 + Quốc khánh 2 + 1


def days(name: str) -> dict[date, dict[str, str]]:
    path = ROOT / "procedures" / "data" / name
    with path.open(encoding="utf-8", newline="") as lines:
        return {date.fromisoformat(row["date"]): row for row in csv.DictReader(lines)}


DECLARED = days("holidays_vn.csv")
PROVISIONAL = days("holidays_vn_provisional.csv")


def oracle(name: str, year: int) -> date:
    """A lunar day by an independent table of the Vietnamese calendar."""
    named = country_holidays("VN", years=year, observed=False, language="vi")
    (found,) = named.get_named(name, lookup="istartswith")
    return found


def new_year(year: int) -> date:
    return oracle("Tết Nguyên Đán", year)


def founders_day(year: int) -> date:
    return oracle("Ngày Giỗ Tổ Hùng Vương", year)


def reasons(table: dict[date, dict[str, str]], on: date) -> str:
    return table[on]["reason"].lower() if on in table else ""


@pytest.mark.parametrize("year", range(2018, 2027))
def test_the_oracle_agrees_with_nine_years_that_were_declared(year: int) -> None:
    assert reasons(DECLARED, new_year(year)) == "tết nguyên đán"
    assert reasons(DECLARED, founders_day(year)) == "ngày giỗ tổ hùng vương"


@pytest.mark.parametrize("year", YEARS)
def test_lunar_days_lie_where_vietnamese_rules_put_them(year: int) -> None:
    assert reasons(PROVISIONAL, new_year(year)) == "tết nguyên đán (tạm tính)"
    assert reasons(PROVISIONAL, founders_day(year)) == "ngày giỗ tổ hùng vương (tạm tính)"


@pytest.mark.parametrize("year", YEARS)
def test_tet_is_the_last_day_of_the_old_year_and_four_of_the_new(year: int) -> None:
    first = new_year(year).toordinal()
    block = [date.fromordinal(first + shift) for shift in range(-1, 4)]
    assert all("tết nguyên đán" in reasons(PROVISIONAL, day) for day in block)


@pytest.mark.parametrize("year", YEARS)
def test_each_year_has_twelve_weekdays_off_after_compensation(year: int) -> None:
    weekdays = [day for day in PROVISIONAL if day.year == year and day.weekday() < 5]
    assert len(weekdays) == WEEKDAYS_OFF


@pytest.mark.parametrize("year", YEARS)
@pytest.mark.parametrize("fixed", ["01-01", "04-30", "05-01", "09-02", "11-24"])
def test_fixed_days_are_off(year: int, fixed: str) -> None:
    assert date.fromisoformat(f"{year}-{fixed}") in PROVISIONAL


def test_a_day_off_in_lieu_is_a_weekday_after_the_weekend_it_stands_for() -> None:
    in_lieu = [day for day, row in PROVISIONAL.items() if "nghỉ bù" in row["reason"]]
    assert len(in_lieu) == 9
    for day in in_lieu:
        assert day.weekday() < 5
        assert date.fromordinal(day.toordinal() - 1).weekday() > 4 or (
            date.fromordinal(day.toordinal() - 1) in PROVISIONAL
        )


def test_every_row_is_off_marked_and_beyond_what_is_declared() -> None:
    for day, row in PROVISIONAL.items():
        assert row["kind"] == "off"
        assert "tạm tính" in row["reason"]
        assert "tạm tính" in row["source"]
        assert day > max(DECLARED)
        assert day.year in YEARS
