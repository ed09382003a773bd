"""Nợ phiếu xin lỗi in five columns, from the lateness to the day the citizen was told anew.

One definition each, as a narrowing of rows; `SLOW` is the unit that answers for a dossier.
"""

from datetime import datetime

from django.db.models import (
    BigIntegerField,
    Exists,
    F,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
)
from django.db.models.expressions import RawSQL
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast, Coalesce, Greatest

from cases.facts import ApologyState
from cases.models import Apology, Dossier
from cases.querysets import visible_to
from cases.selectors.deadlines import is_late_now
from cases.selectors.worklist import MOST_COUNTED
from cases.states import RUNNING
from onecua.ledger.models import Event, OutboxMessage
from onecua.people.acting import Acting
from onecua.people.roles import Role
from procedures.timing import midnight, office_date

Rows = QuerySet[Dossier]

# The agency that holds the late step owes the apology, also when the dossier has moved on.
_LATE_STEP = (
    Apology.objects.filter(dossier=OuterRef("pk"))
    .exclude(state=ApologyState.WITHDRAWN)
    .order_by("-generation")
    .values("unit")[:1]
)
SLOW = Coalesce(Subquery(_LATE_STEP), F("holder_unit"), output_field=BigIntegerField())

# The unit itself and all under it, within the same question.
_BELOW = """
    WITH RECURSIVE below AS (
        SELECT %s::bigint AS id
        UNION SELECT each.id FROM people_unit each JOIN below ON each.parent_id = below.id
    ) SELECT id FROM below
"""
_UNSENT = (OutboxMessage.Status.QUEUED, OutboxMessage.Status.DEAD)


def owed(rows: Rows, now: datetime) -> Rows:
    """Open or ended this year; the apology of this generation, or the one that moved the date."""
    new_year = midnight(office_date(now).replace(month=1, day=1))
    late = is_late_now(now) | Q(timeliness=Dossier.Timeliness.LATE, ended_at__gte=new_year)
    return rows.filter(late, ~Exists(_issued()))


def owed_open(rows: Rows, now: datetime) -> Rows:
    return owed(rows, now).filter(ended_at=None)


def owed_ended(rows: Rows, now: datetime) -> Rows:
    return owed(rows, now).exclude(ended_at=None)


def not_sent(rows: Rows, _now: datetime) -> Rows:
    """Signed, and its paper has not come out or its letters have not left."""
    return rows.filter(Exists(_issued().filter(slip__file=None)) | Exists(_on_its_way()))


def not_moved(rows: Rows, now: datetime) -> Rows:
    """Told, and the work goes on under the old appointment."""
    told = rows.filter(Exists(_issued()), rescheduled=False, state__in=list(RUNNING))
    waiting = told.exclude(pk__in=late_again(rows, now).values("pk"))
    return waiting.filter(~Q(pk__in=not_sent(rows, now).values("pk")))


def late_again(rows: Rows, now: datetime) -> Rows:
    """Past the day the apology named, whether or not the desk moved the appointment to it:
    brought to the provincial office, not slipped again."""
    told = rows.filter(Q(rescheduled=True) | Q(apologised_to__isnull=False))
    last = told.alias(last_told=Greatest("apologised_to", "appointed_due"))
    return last.filter(run=Dossier.Run.RUNNING, last_told__lt=midnight(office_date(now)))


def count_owed(acting: Acting, now: datetime) -> int:
    """What the units of a head owe, for his first screen; nobody else has such a tab."""
    if acting.role != Role.HEAD:
        return 0
    rows = owed(visible_to(acting), now).annotate(owner=SLOW)
    below = RawSQL(_BELOW, [acting.unit_id])  # noqa: S611 - a constant; its one value is bound
    return rows.filter(owner__in=below)[: MOST_COUNTED + 1].count()


def _issued() -> QuerySet[Apology]:
    counts = Q(generation=OuterRef("generation")) | Q(dossier__rescheduled=True)
    return Apology.objects.filter(counts, dossier=OuterRef("pk"), state=ApologyState.ISSUED)


def _on_its_way() -> QuerySet[OutboxMessage]:
    told = Cast(KeyTextTransform("seq", OuterRef("payload")), IntegerField())
    signed = Event.objects.filter(stream=OuterRef("stream"), seq=told, kind="apology_issued")
    return OutboxMessage.objects.filter(Exists(signed), stream=OuterRef("pk"), status__in=_UNSENT)
