"""Stays at a step: begin and end them, with the two dates each has."""

from collections.abc import Sequence
from datetime import datetime

from cases.clock_steps import StepTerm, planned_step_dues, step_due, step_unit
from cases.history import limit_of
from cases.models import Dossier, StepRun
from cases.services._apply import Work
from procedures.calendars import working_calendar
from procedures.models import WorkflowStep
from procedures.selectors import PlannedStep
from procedures.timing import BadLimit, DueMoment, Unit, WorkCalendar


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
    return next((due.at for each, due in zip(plan, dues, strict=False) if each.no == step.no), None)


def planned_dues(dossier: Dossier, plan: Sequence[PlannedStep]) -> tuple[DueMoment, ...]:
    if dossier.received_at is None:
        return ()
    terms = [term_of(step) for step in plan]
    try:
        return planned_step_dues(dossier.received_at, unit_of(dossier), terms, calendar_of(dossier))
    except BadLimit:
        return ()  # days under a term in hours: such a workflow is refused when it is approved


def term_of(step: PlannedStep) -> StepTerm:
    return StepTerm(step.step.term, step.step.term_unit == WorkflowStep.TermUnit.HOURS)


def unit_of(dossier: Dossier) -> Unit:
    limit = limit_of(dossier)
    return step_unit(limit.unit if limit else Unit.WORKING_DAYS)


def calendar_of(dossier: Dossier) -> WorkCalendar:
    return working_calendar(dossier.calendar_revision)
