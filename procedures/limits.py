"""PURE. The time limit of a procedure: a number and the unit the decision gives it."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import NamedTuple

from procedures.instants import HOUR, TimingRefused


class BadLimit(TimingRefused):
    """A term no decision can have meant."""


class Unit(StrEnum):
    WORKING_DAYS = "working_days"
    CALENDAR_DAYS = "calendar_days"
    WORKING_HOURS = "working_hours"
    MONTHS = "months"

    @property
    def label(self) -> str:
        return _FACTS[self].label


class _Facts(NamedTuple):
    label: str
    largest: int
    grain: Decimal  # numbers are multiples of it
    grain_label: str


_WHOLE, _HALF, _QUARTER = Decimal(1), Decimal("0.5"), Decimal("0.25")
_FACTS = {
    Unit.WORKING_DAYS: _Facts("ngày làm việc", 3660, _HALF, "nửa ngày"),
    Unit.CALENDAR_DAYS: _Facts("ngày", 3660, _WHOLE, "ngày tròn"),
    Unit.WORKING_HOURS: _Facts("giờ làm việc", 3660, _QUARTER, "một phần tư giờ"),
    Unit.MONTHS: _Facts("tháng", 120, _WHOLE, "tháng tròn"),
}


@dataclass(frozen=True, slots=True, init=False)
class TimeLimit:
    number: Decimal
    unit: Unit

    def __init__(self, number: Decimal | int | str, unit: Unit | str) -> None:
        """Raises BadLimit: not a number, not positive, absurdly large, too fine for the unit."""
        object.__setattr__(self, "unit", _unit(unit))
        object.__setattr__(self, "number", _number(number))
        facts = _FACTS[self.unit]
        if self.number <= 0:
            raise BadLimit(f"Thời hạn phải lớn hơn 0, không thể là {self}.")
        if self.number > facts.largest:
            raise BadLimit(f"Thời hạn {self} quá dài; nhiều nhất là {facts.largest} {facts.label}.")
        if self.number % facts.grain:
            raise BadLimit(f"Thời hạn {self} không đếm được; hãy ghi theo {facts.grain_label}.")

    def __str__(self) -> str:
        return f"{vietnamese_number(self.number)} {self.unit.label}"

    @property
    def runs_to_instant(self) -> bool:
        """Hours, and terms that end with half a day: late from the instant, not from midnight."""
        return self.unit is Unit.WORKING_HOURS or bool(self.number % 1)

    @property
    def working_time(self) -> int:
        """Microseconds of an hour term."""
        return int(self.number * HOUR)

    def counted_days(self, start: date) -> Decimal:
        """How many counted days the term has when it starts on this date.

        A term in months runs to the same date, or to the month's last day: Bộ luật Dân sự Điều 148.
        """
        if self.unit is not Unit.MONTHS:
            return self.number
        month = start.month - 1 + int(self.number)
        year, month = start.year + month // 12, month % 12 + 1
        end = date(year, month, min(start.day, monthrange(year, month)[1]))
        return Decimal((end - start).days)


def vietnamese_number(number: Decimal) -> str:
    return f"{number.normalize():f}".replace(".", ",")


def _unit(unit: Unit | str) -> Unit:
    try:
        return Unit(unit)
    except ValueError:
        known = ", ".join(Unit)
        raise BadLimit(f"Không có đơn vị thời hạn “{unit}”; chỉ có: {known}.") from None


def _number(number: Decimal | int | str) -> Decimal:
    try:
        value = Decimal(str(number).strip().replace(",", "."))
    except InvalidOperation:
        value = Decimal("NaN")
    if not value.is_finite():
        raise BadLimit(f"Thời hạn “{number}” không phải là số.")
    return value
