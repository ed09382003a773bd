"""PURE. From a due date, the instants at which somebody should stir.

NĐ 61/2018 Đ19.9: the apology comes at the latest one working day before the due date; for a term of
a day or less there is no such day, and it comes by the due instant.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import ROUND_CEILING, Decimal

from procedures.timing import DueMoment, TimeLimit, Unit, WorkCalendar

_HOURS_OF_A_DAY = timedelta(hours=8)
_MICROSECOND = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class Soon:
    """How long before its end a term is *sắp đến hạn*: the larger of the two."""

    percent: int = 20  # of the term
    working_days: int = 1


@dataclass(frozen=True, slots=True)
class Urgency:
    soon_from: datetime  # "sắp đến hạn"
    apology_from: datetime  # the last lawful day for an apology begins
    apology_until: datetime  # later than this it is "xin lỗi muộn"


def urgency(
    start: datetime,
    due: DueMoment,
    limit: TimeLimit,
    calendar: WorkCalendar,
    soon: Soon = Soon(),
) -> Urgency:
    """start: of the present walk."""
    if limit.unit is Unit.WORKING_HOURS:
        return Urgency(_hours_before(start, due, limit, calendar, soon), due.at, due.at)
    if limit.runs_to_instant or (limit.number <= 1 and limit.unit is not Unit.MONTHS):
        return Urgency(start, due.at, due.at)
    last_lawful = calendar.subtract_working_days(due.on, 1)
    first_soon = calendar.subtract_working_days(due.on, _soon_days(limit, soon))
    return Urgency(
        soon_from=max(start, calendar.opens_at(first_soon)),
        apology_from=max(start, calendar.opens_at(last_lawful)),
        apology_until=calendar.closes_at(last_lawful),
    )


def _soon_days(limit: TimeLimit, soon: Soon) -> int:
    days = limit.number * (30 if limit.unit is Unit.MONTHS else 1) * soon.percent / 100
    return max(soon.working_days, int(days.to_integral_value(ROUND_CEILING)))


def _hours_before(
    start: datetime, due: DueMoment, limit: TimeLimit, calendar: WorkCalendar, soon: Soon
) -> datetime:
    share = int(Decimal(limit.working_time) * soon.percent / 100)
    lead = max(share, soon.working_days * (_HOURS_OF_A_DAY // _MICROSECOND))
    reached = calendar.worked_until(due.at) - lead
    return max(start, calendar.instant_when(reached)) if reached > 0 else start
