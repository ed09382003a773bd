"""Apologies on their way: to be completed, to be signed, and signed but not told in a new date."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, F, OuterRef, QuerySet, Value
from django.db.models.functions import Coalesce

from cases.deadline_words import instant
from cases.facts import ApologyState
from cases.models import Apology, DossierAccess
from cases.permissions import SEES_ALL
from cases.selectors.paging import Part, part_of
from cases.selectors.rows import Row, rows_of
from cases.selectors.worklist import MOST_COUNTED, Key, behind
from cases.services.access import NEVER
from cases.states import RUNNING
from onecua.people.acting import Acting
from onecua.people.roles import Role
from procedures.timing import office_date

OPEN = (ApologyState.DRAFTED, ApologyState.COMPLETED)


@dataclass(frozen=True, slots=True)
class Sorry:
    """An apology beside the row of its dossier."""

    row: Row
    reason: str
    new_due: str
    method: str
    unit: str
    drafted: str
    number: str
    complete: bool
    passed: bool  # the day that was proposed has come: another one is needed


def to_sign(acting: Acting) -> QuerySet[Apology]:
    """Drafted or completed, of this agency; by its own index. Whoever sees all sees all of them."""
    if acting.role in SEES_ALL:
        return Apology.objects.filter(state__in=OPEN)
    if acting.role not in {Role.HEAD, Role.OFFICER}:
        return Apology.objects.none()
    return Apology.objects.filter(state__in=OPEN, agency=acting.agency_id)


def drafts_of(dossiers: Iterable[int]) -> dict[int, Apology]:
    """dossier -> its newest open apology, in one question."""
    found = Apology.objects.filter(state__in=OPEN, dossier__in=dossiers).order_by("generation")
    return {each.dossier_id: each for each in found}


def count_to_sign(acting: Acting) -> int:
    """For the tab of those who sign; nobody else has such a tab."""
    return to_sign(acting)[: MOST_COUNTED + 1].count() if acting.role == Role.HEAD else 0


def to_move(acting: Acting) -> QuerySet[Apology]:
    """Signed, and the citizen of this desk still holds the old date."""
    if acting.role != Role.RECEPTION or acting.desk_id is None:
        return Apology.objects.none()
    seen = DossierAccess.objects.filter(
        dossier=OuterRef("dossier"), unit=acting.unit_id, is_open=True
    )
    return Apology.objects.filter(
        Exists(seen),
        state=ApologyState.ISSUED,
        generation=F("dossier__generation"),
        dossier__rescheduled=False,
        dossier__state__in=list(RUNNING),
        dossier__desk=acting.desk_id,
    )


def sorry_lines(
    found: QuerySet[Apology], acting: Acting, now: datetime, begins: Key | None = None
) -> Part[Sorry]:
    """The longest late first."""
    urgent = found.annotate(urgency=Coalesce("dossier__legal_due", Value(NEVER)))
    part = part_of(
        lambda after: (
            urgent.filter(behind(after, "urgency"))
            .select_related("unit", "slip", "dossier")
            .order_by("urgency", "pk")
        ),
        lambda last: Key(last.urgency, last.pk),
        begins,
    )
    rows = {row.pk: row for row in rows_of([each.dossier_id for each in part.lines], acting, now)}
    return part.become(
        lambda each: _line(rows[each.dossier_id], each, now) if each.dossier_id in rows else None
    )


def _line(row: Row, apology: Apology, now: datetime) -> Sorry:
    ended = apology.dossier.ended_at is not None
    return Sorry(
        row=row,
        reason="" if row.secret else apology.reason,
        new_due="không hẹn lại, đã có kết quả" if ended else instant(apology.new_due),
        method=apology.method,
        unit=apology.unit.name,
        drafted=instant(apology.drafted_at),
        number=str(apology.slip.number) if apology.slip else "",
        complete=apology.state == ApologyState.COMPLETED,
        passed=not ended
        and apology.new_due is not None
        and office_date(apology.new_due) <= office_date(now),
    )
