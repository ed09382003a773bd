"""The columns of a dossier that only repeat what its events say."""

from datetime import datetime
from typing import Any

from cases.clock import ClockReading, Run
from cases.history import clock_events, limit_of, reading
from cases.models import Dossier
from cases.urgency import urgency
from procedures.calendars import working_calendar
from procedures.timing import DueMoment


def clock_columns(dossier: Dossier, as_of: datetime) -> dict[str, Any]:
    """Column -> value, replayed from the ledger as it stands in this transaction."""
    return columns_of(dossier, reading(dossier, clock_events(dossier.pk), as_of))


def columns_of(dossier: Dossier, clock: ClockReading) -> dict[str, Any]:
    columns: dict[str, Any] = {
        "run": clock.run.value,
        "generation": clock.generation,
        "calendar_revision": clock.calendar_revision,
        "promised_due": _at(clock.promised_due),
        "legal_due": _at(clock.legal_due),
        "appointed_due": _at(clock.appointed_due),
        "late_from": clock.late_from,
        "provisional": bool(clock.legal_due and clock.legal_due.provisional),
        "ended_at": clock.ended_at,
        "timeliness": clock.timeliness.value if clock.timeliness else "",
        "soon_from": None,
        "apology_from": None,
    }
    limit = limit_of(dossier)
    if clock.run is Run.RUNNING and clock.legal_due and clock.started_at and limit:
        calendar = working_calendar(clock.calendar_revision)
        soon = urgency(clock.started_at, clock.legal_due, limit, calendar)
        columns |= {"soon_from": soon.soon_from, "apology_from": soon.apology_from}
    return columns


def _at(due: DueMoment | None) -> datetime | None:
    return due.at if due else None
