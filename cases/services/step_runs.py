"""Stays at a step: begin and end them, with the two dates each has."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal

from cases.clock import ClockReading
from cases.clock_reading import walked_pauses
from cases.clock_work import DAY_HOURS
from cases.history import clock_events, limit_of, reading
from cases.models import Dossier, StepRun
from cases.services._apply import Work
from cases.services.look import planned
from cases.services.redating import Move
from procedures.calendars import working_calendar
from procedures.models import WorkflowStep
from procedures.selectors import PlannedStep
from procedures.step_dues import StepTerm, planned_along, step_due, step_unit
from procedures.timing import DueMoment, Unit, WorkCalendar
from procedures.workflow_shape import ways_of

Dates = tuple[datetime | None, datetime | None]  # hạn của bước, kế hoạch


def start(
    work: Work, step: PlannedStep, plan: Sequence[PlannedStep], *, person_id: int | None
) -> StepRun:
    """The unit of the step begins its work now."""
    dossier, at = work.dossier, work.at
    due = own_due(dossier, step, at)
    run = StepRun.objects.create(
        dossier=dossier,
        no=step.no,
        name=step.name,
        unit_id=step.unit_id,
        person_id=person_id,
        started_at=at,
        planned_due=planned_due(dossier, step, plan),
        due=due,
    )
    work.set(
        step=step.no,
        step_due=due,
        holder_unit_id=step.unit_id,
        holder_person_id=person_id,
        held_since=at,
        step_late_said=0,
    )
    return run


def end(dossier: Dossier, at: datetime) -> None:
    dossier.steps.filter(ended_at=None).update(ended_at=at)


def own_due(dossier: Dossier, step: PlannedStep, at: datetime) -> datetime | None:
    """Hạn của bước: its term from now."""
    due = step_due(at, term_of(step), unit_of(dossier), calendar_of(dossier))
    return due.at if due else None


def planned_due(
    dossier: Dossier, step: PlannedStep, plan: Sequence[PlannedStep]
) -> datetime | None:
    """Kế hoạch: the terms so far, counted from the reception; None where they cannot be added."""
    dues = planned_dues(dossier, plan)
    return dues[step.no].at if step.no in dues else None


def planned_dues(dossier: Dossier, plan: Sequence[PlannedStep]) -> Mapping[int, DueMoment]:
    """Step number -> kế hoạch, along the longest way to it."""
    if dossier.received_at is None:
        return {}
    return planned_along(
        dossier.received_at, unit_of(dossier), terms_along(plan), calendar_of(dossier)
    )


def terms_along(plan: Sequence[PlannedStep]) -> Mapping[int, Sequence[StepTerm]]:
    ways = ways_of(plan, lambda each: _days(term_of(each)))
    return {no: [term_of(each) for each in way] for no, way in ways.items()}


def _days(term: StepTerm) -> Decimal:
    return term.number / DAY_HOURS if term.in_hours else term.number


def redate(work: Work) -> None:
    """Part of a resume: the pauses are taken out of both dates of the step in hand."""
    clock = reading(work.dossier, clock_events(work.dossier.pk), work.at)
    run = work.dossier.steps.filter(ended_at=None).first()
    if run is None:
        return
    run.due, run.planned_due = _redated(work.dossier, clock, run, planned(work.dossier), work.at)
    run.save(update_fields=["due", "planned_due"])
    work.set(step_due=run.due)


def redated_many(found: Sequence[Move], at: datetime) -> list[Dates]:
    """Of each dossier a calendar moves: the two dates of its step in hand, as that clock counts."""
    runs = {
        run.dossier_id: run
        for run in StepRun.objects.filter(
            dossier__in=[move.dossier.pk for move in found], ended_at=None
        )
    }
    plans: dict[tuple[int | None, int], Sequence[PlannedStep]] = {}
    dates: list[Dates] = []
    for move in found:
        dossier, run = move.dossier, runs.get(move.dossier.pk)
        key = (dossier.workflow_id, dossier.desk_id)
        if run and key not in plans:
            plans[key] = planned(dossier)
        dates.append(
            _redated(dossier, move.clock, run, plans[key], at) if run else (dossier.step_due, None)
        )
    return dates


def _redated(
    dossier: Dossier,
    clock: ClockReading,
    run: StepRun,
    plan: Sequence[PlannedStep],
    at: datetime,
) -> Dates:
    step = next((each for each in plan if each.no == run.no), None)
    if step is None or clock.started_at is None:
        return run.due, run.planned_due
    calendar, unit = working_calendar(clock.calendar_revision), unit_of(dossier)
    pauses = walked_pauses(clock, at)
    begins = max(run.started_at, clock.started_at)
    due = step_due(begins, term_of(step), unit, calendar, pauses)
    ways = {run.no: terms_along(plan)[run.no]}
    dues = planned_along(clock.started_at, unit, ways, calendar, pauses)
    return due.at if due else None, dues[run.no].at if dues else None


def term_of(step: PlannedStep) -> StepTerm:
    return StepTerm(step.step.term, step.step.term_unit == WorkflowStep.TermUnit.HOURS)


def unit_of(dossier: Dossier) -> Unit:
    limit = limit_of(dossier)
    return step_unit(limit.unit if limit else Unit.WORKING_DAYS)


def calendar_of(dossier: Dossier) -> WorkCalendar:
    return working_calendar(dossier.calendar_revision)
