"""The badge of dossiers that were read from the database."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.db.models import F, Q

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


def is_late_now(now: datetime) -> Q:
    """Late and without an end, in the database: `cases.deadline_words.is_late` of every row.

    An hour term is still in time at its very instant; a day term is late from the first of the day.
    """
    by_the_hour = Q(late_from=F("legal_due"), late_from__lt=now)
    by_the_day = Q(late_from__lte=now) & ~Q(late_from=F("legal_due"))
    return Q(ended_at=None) & (by_the_hour | by_the_day)


def is_or_was_late(now: datetime) -> Q:
    """`went_late` of every row."""
    return is_late_now(now) | Q(timeliness=Dossier.Timeliness.LATE)
