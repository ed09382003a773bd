"""The lists of work: one indexed look-up for which dossiers, one query for their rows."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet, Value
from django.db.models.functions import Coalesce

from cases.facts import ApologyState
from cases.models import Dossier, Handover
from cases.querysets import visible_to
from cases.services.access import NEVER
from cases.states import State
from onecua.kernel.text import fold
from onecua.people.acting import Acting

PAGE = 50
_URGENCY = Coalesce("legal_due", Value(NEVER))  # without a due date now: last
MOST_COUNTED = 10_000

Narrow = Callable[[QuerySet[Dossier], Acting, datetime], QuerySet[Dossier]]


@dataclass(frozen=True, slots=True)
class Tab:
    name: str
    label: str
    narrow: Narrow


def _mine(rows: QuerySet[Dossier], acting: Acting, _now: datetime) -> QuerySet[Dossier]:
    """Held by my unit, with nobody else's handover in between."""
    return rows.filter(
        holder_unit=acting.unit_id, state__in=[State.RECEIVED, State.PROCESSING]
    ).exclude(handovers__outcome=Handover.Outcome.PENDING)


def _to_confirm(rows: QuerySet[Dossier], acting: Acting, _now: datetime) -> QuerySet[Dossier]:
    return rows.filter(
        handovers__outcome=Handover.Outcome.PENDING, handovers__to_unit=acting.unit_id
    )


def _late(rows: QuerySet[Dossier], _acting: Acting, now: datetime) -> QuerySet[Dossier]:
    return rows.filter(ended_at=None, late_from__lte=now)


def _soon(rows: QuerySet[Dossier], _acting: Acting, now: datetime) -> QuerySet[Dossier]:
    return rows.filter(run=Dossier.Run.RUNNING, soon_from__lte=now, late_from__gt=now)


def _paused(rows: QuerySet[Dossier], _acting: Acting, _now: datetime) -> QuerySet[Dossier]:
    return rows.filter(run=Dossier.Run.STOPPED)


def _to_sign(rows: QuerySet[Dossier], acting: Acting, _now: datetime) -> QuerySet[Dossier]:
    return rows.filter(
        apologies__state__in=[ApologyState.DRAFTED, ApologyState.COMPLETED],
        apologies__agency=acting.agency_id,
    )


def _to_move(rows: QuerySet[Dossier], _acting: Acting, _now: datetime) -> QuerySet[Dossier]:
    return rows.filter(ended_at=None, rescheduled=False, apologies__state=ApologyState.ISSUED)


def _to_return(rows: QuerySet[Dossier], _acting: Acting, _now: datetime) -> QuerySet[Dossier]:
    return rows.filter(state=State.RESULT_READY)


def _online(rows: QuerySet[Dossier], _acting: Acting, _now: datetime) -> QuerySet[Dossier]:
    return rows.filter(state=State.SUBMITTED)


def _all(rows: QuerySet[Dossier], _acting: Acting, _now: datetime) -> QuerySet[Dossier]:
    return rows


TABS: Mapping[str, Tab] = {
    tab.name: tab
    for tab in (
        Tab("can-lam", "Cần làm", _mine),
        Tab("cho-nhan", "Chờ nhận bàn giao", _to_confirm),
        Tab("sap-den-han", "Sắp đến hạn", _soon),
        Tab("qua-han", "Quá hạn", _late),
        Tab("tam-dung", "Tạm dừng", _paused),
        Tab("cho-ky", "Phiếu xin lỗi chờ ký", _to_sign),
        Tab("cho-doi-hen", "Chờ đổi ngày hẹn", _to_move),
        Tab("cho-tra", "Chờ trả kết quả", _to_return),
        Tab("truc-tuyen", "Trực tuyến chờ tiếp nhận", _online),
        Tab("tat-ca", "Của đơn vị", _all),
    )
}


def listed(acting: Acting, tab: Tab, now: datetime, words: str) -> QuerySet[Dossier]:
    """What a tab shows; searching looks through everything one may see."""
    rows = visible_to(acting)
    if words:
        return _search(rows, words)
    return tab.narrow(rows, acting, now)


def count(rows: QuerySet[Dossier]) -> int:
    """Exact to ten thousand; one more means "hơn 10.000"."""
    return rows.order_by()[: MOST_COUNTED + 1].count()


def page_of(rows: QuerySet[Dossier], after: tuple[datetime, int] | None) -> list[Dossier]:
    """Legal urgency first, then id; the next page begins behind the last row of this one."""
    urgent = rows.annotate(urgency=_URGENCY).order_by("urgency", "pk")
    if after is not None:
        due, pk = after
        urgent = urgent.filter(Q(urgency__gt=due) | Q(urgency=due, pk__gt=pk))
    chosen = urgent.select_related(
        "procedure", "applicant", "holder_unit", "holder_person"
    ).distinct()
    return list(chosen[: PAGE + 1])


def _search(rows: QuerySet[Dossier], words: str) -> QuerySet[Dossier]:
    """A code or its end, or a name without accents."""
    wanted = words.strip()
    return rows.filter(
        Q(code__iendswith=wanted)
        | Q(contact__iendswith=wanted)
        | Q(applicant__search__contains=fold(wanted))
    )
