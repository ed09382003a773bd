"""PURE. From a due date, the instants at which somebody should stir.

NĐ 61/2018 Đ19.9: the apology comes at the latest one working day before the due date; for a term of
a day or less there is no such day, and it comes by the due instant.
"""

from dataclasses import dataclass
from datetime import datetime
from decimal import ROUND_CEILING, Decimal

from procedures.timing import DueMoment, TimeLimit, Unit, WorkCalendar

SOON_SHARE = Decimal("0.2")  # of the term, or a working day, whichever is more


@dataclass(frozen=True, slots=True)
class Urgency:
    soon_from: datetime  # "sắp đến hạn"
    apology_from: datetime  # the last lawful day for an apology begins
    apology_until: datetime  # later than this it is "xin lỗi muộn"


def urgency(start: datetime, due: DueMoment, limit: TimeLimit, calendar: WorkCalendar) -> Urgency:
    """start: of the present walk."""
    if limit.runs_to_instant or (limit.number <= 1 and limit.unit is not Unit.MONTHS):
        return Urgency(start, due.at, due.at)
    last_lawful = calendar.subtract_working_days(due.on, 1)
    return Urgency(
        soon_from=calendar.opens_at(calendar.subtract_working_days(due.on, _soon_days(limit))),
        apology_from=max(start, calendar.opens_at(last_lawful)),
        apology_until=calendar.closes_at(last_lawful),
    )


def _soon_days(limit: TimeLimit) -> int:
    days = limit.number * (30 if limit.unit is Unit.MONTHS else 1)
    return max(1, int((days * SOON_SHARE).to_integral_value(ROUND_CEILING)))
