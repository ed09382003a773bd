"""Thin: one call. Late, twice or after an outage: the same result."""

from celery import shared_task

from cases.services.calendar_change import carry_through
from cases.services.sweep import sweep as sweep_office
from onecua.ledger.office import office_now


@shared_task
def sweep() -> None:
    sweep_office(office_now())


@shared_task
def carry_calendar_changes() -> None:
    carry_through(office_now)
