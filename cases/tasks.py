"""Thin: one call. Late, twice or after an outage: the same result."""

from celery import shared_task

from cases.services import drafts, examination, reorganisation, take_over, workflow_moves
from cases.services.calendar_change import carry_through
from cases.services.step_history import draw_history
from cases.services.sweep import sweep as sweep_office
from onecua.ledger.office import office_now

HOURS = 4 * 3600  # millions of events are read one by one


@shared_task
def sweep() -> None:
    sweep_office(office_now())


@shared_task
def carry_calendar_changes() -> None:
    carry_through(office_now)


@shared_task
def draw_step_history() -> None:
    """Each night, from the year before: the dates that apologies of the day propose."""
    draw_history(office_now())


@shared_task
def forget_drafts() -> None:
    drafts.forget_old(office_now())


@shared_task
def carry_reorganisations() -> None:
    reorganisation.carry_through(office_now)


@shared_task
def carry_workflow_moves() -> None:
    workflow_moves.carry_through(office_now)


@shared_task(time_limit=HOURS, soft_time_limit=HOURS)
def examine_ledger() -> None:
    """Each night; the auditor reads it in the morning."""
    examination.keep(examination.examine(office_now()))


@shared_task(time_limit=HOURS, soft_time_limit=HOURS)
def carry_take_overs() -> None:
    take_over.carry_through(office_now)
