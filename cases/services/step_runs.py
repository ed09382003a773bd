"""Stays at a step: begin and end them, with the two dates each has, as the clock reckons them."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from cases.clock import ClockPolicies, ClockReading
from cases.clock_plan import dates_of, days_of
from cases.clock_reading import Facts, Track
from cases.history import calendars_of, clock_events, limit_of, reading, work_plan
from cases.models import Dossier, StepRun
from cases.services._apply import Work
from cases.services.look import planned
from cases.services.redating import Move
from procedures.calendars import working_calendar
from procedures.models import WorkflowStep
from procedures.selectors import PlannedStep
from procedures.step_dues import StepTerm, step_due, step_unit
from procedures.timing import Unit, WorkCalendar
from procedures.workflow_shape import ways_of

Dates = tuple[datetime | None, datetime | None]  # hạn của bước, kế hoạch


def start(
    work: Work, step: PlannedStep, plan: Sequence[PlannedStep], *, person_id: int | None
) -> StepRun:
    """The unit of the step begins its work now; the first one began with the reception."""
    dossier, at = work.dossier, work.at
    begins, clock = at, _clock_of(work)
    if work.new:
        begins = dossier.received_at or at
    due, planned_due = _dates(dossier, clock, begins, step.no, plan)
    run = StepRun.objects.create(
        dossier=dossier,
        no=step.no,
        name=step.name,
        unit_id=step.unit_id,
        person_id=person_id,
        started_at=begins,
        planned_due=planned_due,
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


def _clock_of(work: Work) -> ClockReading | Track:
    """A dossier that begins has no history to ask for."""
    dossier = work.dossier
    if work.new:
        return Track(started_at=dossier.received_at, calendar_revision=dossier.calendar_revision)
    return reading(dossier, clock_events(dossier.pk), work.at)


def end(dossier: Dossier, at: datetime) -> None:
    dossier.steps.filter(ended_at=None).update(ended_at=at)


def own_due(dossier: Dossier, step: PlannedStep, at: datetime) -> datetime | None:
    """Hạn của bước: its term from now."""
    due = step_due(at, term_of(step), unit_of(dossier), calendar_of(dossier))
    return due.at if due else None


def terms_along(plan: Sequence[PlannedStep]) -> Mapping[int, Sequence[StepTerm]]:
    """Step number -> the terms along the longest way to its end, its own last."""
    ways = ways_of(plan, lambda each: days_of(term_of(each)))
    return {no: [term_of(each) for each in way] for no, way in ways.items()}


def redate(work: Work) -> None:
    """Part of a resume: the pauses are taken out of both dates of the step in hand."""
    run = work.dossier.steps.filter(ended_at=None).first()
    if run is None:
        return
    run.due, run.planned_due = _redated(work.dossier, _clock_of(work), run, planned(work.dossier))
    run.save(update_fields=["due", "planned_due"])
    work.set(step_due=run.due)


def redated_many(found: Sequence[Move]) -> list[Dates]:
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
        dossier, run, clock = move.dossier, runs.get(move.dossier.pk), move.clock
        key = (dossier.workflow_id, dossier.desk_id)
        if run and key not in plans:
            plans[key] = planned(dossier)
        if move.sort:  # read from the first instant of its sort
            clock = replace(clock, started_at=dossier.received_at)
        dates.append(_redated(dossier, clock, run, plans[key]) if run else (dossier.step_due, None))
    return dates


def _redated(
    dossier: Dossier, clock: ClockReading | Track, run: StepRun, plan: Sequence[PlannedStep]
) -> Dates:
    if all(each.no != run.no for each in plan):
        return run.due, run.planned_due
    return _dates(dossier, clock, run.started_at, run.no, plan)


def first_dates(
    dossier: Dossier, clock: ClockReading, no: int, plan: Sequence[PlannedStep], at: datetime
) -> Dates:
    """Of the step a dossier lies at when it comes from an older system: its own term begins now."""
    return _dates(dossier, clock, at, no, plan)


def _dates(
    dossier: Dossier,
    clock: ClockReading | Track,
    begins: datetime,
    no: int,
    plan: Sequence[PlannedStep],
) -> Dates:
    """A stop has no length yet: the row keeps the dates at which the clock stopped."""
    limit = limit_of(dossier)
    if limit is None:
        raise ValueError(f"dossier {dossier.pk} was never received: it has no steps")
    facts = Facts(limit, calendars_of({clock.calendar_revision}), ClockPolicies())
    due, planned_due = dates_of(begins, no, work_plan(plan), clock, facts, begins)
    return due.at if due else None, planned_due.at if planned_due else None


def term_of(step: PlannedStep) -> StepTerm:
    return StepTerm(step.step.term, step.step.term_unit == WorkflowStep.TermUnit.HOURS)


def unit_of(dossier: Dossier) -> Unit:
    limit = limit_of(dossier)
    return step_unit(limit.unit if limit else Unit.WORKING_DAYS)


def calendar_of(dossier: Dossier) -> WorkCalendar:
    return working_calendar(dossier.calendar_revision)
