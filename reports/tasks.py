"""Thin: one call. Late, twice or after an outage: the same result."""

from celery import shared_task

from onecua.ledger.office import office_now
from reports import detecting, keeping


@shared_task
def keep_figures() -> None:
    keeping.keep_figures(office_now())


@shared_task
def detect() -> None:
    detecting.detect(office_now())
