"""The badge of dossiers that were read from the database."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from cases.deadline_words import Deadline, DeadlineWords, deadline_words, is_late
from cases.models import Dossier
from onecua.ledger.models import Event
from procedures.calendars import working_calendar

STOPS = ("supplement_requested", "payment_required", "suspended")


def deadline(
    dossier: Dossier, now: datetime, *, stopped_at: datetime | None = None
) -> DeadlineWords:
    """stopped_at: of the open pause, see `stopped_since`; without it the days are not said."""
    return deadline_words(
        Deadline(
            state=dossier.state,
            run=dossier.run,
            due=dossier.legal_due,
            late_from=dossier.late_from,
            soon_from=dossier.soon_from,
            ended_at=dossier.ended_at,
            timeliness=dossier.timeliness,
            stopped_at=stopped_at,
        ),
        working_calendar(dossier.calendar_revision),
        now,
    )


def stopped_since(dossiers: Iterable[Dossier]) -> Mapping[int, datetime]:
    """Since when each clock that stands is standing. No query where none stands."""
    standing = [dossier.pk for dossier in dossiers if dossier.run == Dossier.Run.STOPPED]
    if not standing:
        return {}
    stops = Event.objects.filter(stream__in=standing, kind__in=STOPS).order_by("seq")
    return dict(stops.values_list("stream", "happened_at"))  # the last one stays


def went_late(dossier: Dossier, now: datetime) -> bool:
    if dossier.timeliness:
        return dossier.timeliness == Dossier.Timeliness.LATE
    return not dossier.ended_at and is_late(dossier.legal_due, dossier.late_from, now)
