"""PURE. The two dates of a step: planned, from the reception; and its own, from the handover.

A step's term is in days of the procedure's own unit (halves allowed) or in working hours. Planned
dates are found from the sum of the terms so far, never by rounding each step up: five steps of half
a day are two days and a half.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from procedures.timing import (
    BadLimit,
    DueMoment,
    Pause,
    PausePolicy,
    Unit,
    WorkCalendar,
    counts_from,
    due_after,
    office_date,
    office_time,
)


@dataclass(frozen=True, slots=True)
class StepTerm:
    number: Decimal  # 0: the step has no deadline of its own
    in_hours: bool = False

    def __post_init__(self) -> None:
        if not self.number.is_finite() or self.number < 0:
            raise BadLimit(f"Thời hạn của bước không thể là {self.number}.")

    @property
    def runs_to_instant(self) -> bool:
        return self.in_hours or bool(self.number % 1)


def step_unit(unit: Unit) -> Unit:
    """Half a month has no meaning: the steps of a term in months are worked as calendar days."""
    return Unit.CALENDAR_DAYS if unit is Unit.MONTHS else unit


def planned_step_dues(
    start: datetime,
    unit: Unit,
    terms: Sequence[StepTerm],
    calendar: WorkCalendar,
    pauses: Sequence[Pause] = (),
    policy: PausePolicy = PausePolicy.STOP_COUNTS,
) -> tuple[DueMoment, ...]:
    """Kế hoạch: one per step, in order. unit: of the procedure. Raises BadLimit.

    Hours under a term in days are worked after the days before them, the first from the morning on
    which the term begins to count; so the last step ends with the whole.
    """
    return tuple(
        _planned(start, unit, days, hours, calendar, pauses, policy)
        for days, hours in _sums(unit, terms)
    )


def planned_along(
    start: datetime,
    unit: Unit,
    ways: Mapping[int, Sequence[StepTerm]],
    calendar: WorkCalendar,
    pauses: Sequence[Pause] = (),
    policy: PausePolicy = PausePolicy.STOP_COUNTS,
) -> Mapping[int, DueMoment]:
    """Kế hoạch of steps that may run side by side: each along its own way. {}: cannot be added."""
    try:
        return {
            no: planned_step_dues(start, unit, way, calendar, pauses, policy)[-1]
            for no, way in ways.items()
        }
    except BadLimit:
        return {}  # days under a term in hours: such a workflow is refused when it is approved


def step_due(
    confirmed_at: datetime,
    term: StepTerm,
    unit: Unit,
    calendar: WorkCalendar,
    pauses: Sequence[Pause] = (),
    policy: PausePolicy = PausePolicy.STOP_COUNTS,
) -> DueMoment | None:
    """Hạn của bước: its term from the confirmed handover; None for a step without a term."""
    if not term.number:
        return None
    own_unit = Unit.WORKING_HOURS if term.in_hours else unit
    at = due_after(confirmed_at, term.number, own_unit, calendar, pauses, policy)
    return DueMoment.of(at, calendar)


def is_step_late(due: DueMoment, term: StepTerm, now: datetime) -> bool:
    """Chậm bước: after the instant, or from 00:00 of the day after for a term of whole days."""
    return now > due.at if term.runs_to_instant else office_date(now) > due.on


def _sums(unit: Unit, terms: Sequence[StepTerm]) -> Iterator[tuple[Decimal, Decimal]]:
    days, hours = Decimal(0), Decimal(0)
    for term in terms:
        if term.in_hours:
            hours += term.number
        elif unit is Unit.WORKING_HOURS and term.number:
            raise BadLimit("Thủ tục tính bằng giờ thì thời hạn các bước cũng phải tính bằng giờ.")
        else:
            days += term.number
        yield days, hours


def _planned(
    start: datetime,
    unit: Unit,
    days: Decimal,
    hours: Decimal,
    calendar: WorkCalendar,
    pauses: Sequence[Pause],
    policy: PausePolicy,
) -> DueMoment:
    at = office_time(start)
    if days:
        at = due_after(start, days, unit, calendar, pauses, policy)
    if hours:
        hours_from = at if days or unit is Unit.WORKING_HOURS else counts_from(start, unit)
        at = due_after(hours_from, hours, Unit.WORKING_HOURS, calendar, pauses, policy)
    return DueMoment.of(at, calendar)
