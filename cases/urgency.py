"""PURE. From a due date, the instants at which somebody should stir.

NĐ 61/2018 Đ19.9: the apology comes at the latest one working day before the due date; for a term of
a day or less, or where no working day lies between, there is no such day, and it comes by the due
instant.
"""

from dataclasses import dataclass
from datetime import datetime
from decimal import ROUND_CEILING, Decimal

from procedures.timing import DueMoment, TimeLimit, Unit, WorkCalendar, office_time

SOON_SHARE = Decimal("0.2")  # of the term, or a working day, whichever is more
_WEIGHTS = {Unit.WORKING_HOURS: Decimal("0.125"), Unit.MONTHS: Decimal(30)}


@dataclass(frozen=True, slots=True)
class Urgency:
    soon_from: datetime  # "sắp đến hạn"
    apology_from: datetime  # the last lawful day for an apology begins
    apology_until: datetime  # later than this it is "xin lỗi muộn"


def urgency(start: datetime, due: DueMoment, limit: TimeLimit, calendar: WorkCalendar) -> Urgency:
    """start: of the present walk."""
    last_lawful = calendar.subtract_working_days(due.on, 1)
    until = calendar.closes_at(last_lawful)
    if _days(limit) <= 1 or until <= office_time(start):
        return Urgency(start, due.at, due.at)
    soon = calendar.subtract_working_days(due.on, _soon_days(limit))
    return Urgency(
        soon_from=max(start, calendar.opens_at(soon)),
        apology_from=max(start, calendar.opens_at(last_lawful)),
        apology_until=until,
    )


def _soon_days(limit: TimeLimit) -> int:
    return max(1, int((_days(limit) * SOON_SHARE).to_integral_value(ROUND_CEILING)))


def _days(limit: TimeLimit) -> Decimal:
    """Only to weigh a term: eight hours are a working day (BLLĐ Điều 105), a month thirty days."""
    return limit.number * _WEIGHTS.get(limit.unit, Decimal(1))
