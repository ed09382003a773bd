"""What lies at a desk: to hand over, to give back, to answer; and what it received last."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import (
    Case,
    CharField,
    Count,
    Exists,
    F,
    OuterRef,
    Q,
    Subquery,
    Value,
    When,
    Window,
)
from django.db.models.functions import RowNumber

from cases.models import Dossier, DossierAccess, Handover, Slip
from cases.querysets import visible_to
from cases.selectors.rows import Row, rows_of
from cases.states import State
from onecua.kernel.text import fold
from onecua.people.acting import Acting
from procedures.timing import office_date, office_time

SHOWN = 7
RECENT = 10
SHORTEST_TAIL = 3


@dataclass(frozen=True, slots=True)
class Pile:
    name: str
    title: str
    note: str
    empty: str
    count: int
    rows: Sequence[Row]


@dataclass(frozen=True, slots=True)
class Reception:
    code: str
    last: str
    name: str
    at: str
    slip: int | None
    state: str


# name, title, note, what to say when there is none
_PILES = (
    ("ready", "Sẵn sàng trả", "kết quả đã về quầy", "Chưa có kết quả nào ở quầy."),
    ("coming", "Kết quả chờ về quầy", "đã có kết quả, chưa xác nhận về quầy",
     "Không có kết quả nào đang trên đường về."),
    ("online", "Hồ sơ trực tuyến", "trả lời trong 8 giờ làm việc",
     "Không có hồ sơ trực tuyến chờ."),
    ("to_hand_over", "Chờ bàn giao", "xong trong ngày", "Không còn hồ sơ chờ bàn giao."),
    ("unconfirmed", "Chờ xác nhận", "đã bàn giao, bên nhận chưa xác nhận",
     "Mọi hồ sơ đã bàn giao đều được xác nhận."),
)  # fmt: skip


def piles(acting: Acting, now: datetime) -> list[Pile]:
    """Five short lists with their whole counts, most urgent first: one walk, one reading of rows.

    The walk goes along what is open at this desk, not along all that it ever received.
    """
    lying = (
        visible_to(acting)
        .filter(access__unit=acting.unit_id, access__is_open=True, desk=acting.desk_id)
        .annotate(pile=_pile_of(acting))
        .exclude(pile="")
        .annotate(
            place=Window(RowNumber(), partition_by=F("pile"), order_by=[F("access__due"), F("pk")]),
            whole=Window(Count("pk"), partition_by=F("pile")),
        )
    )
    found = list(
        lying.filter(place__lte=SHOWN).order_by("pile", "place").values_list("pk", "pile", "whole")
    )
    counts = {pile: whole for _, pile, whole in found}
    rows: Mapping[int, Row] = {
        row.pk: row for row in rows_of([pk for pk, *_ in found], acting, now)
    }
    return [
        Pile(
            name, title, note, empty, counts.get(name, 0),
            [rows[pk] for pk, pile, _ in found if pile == name and pk in rows],
        )
        for name, title, note, empty in _PILES
    ]  # fmt: skip


def recent(acting: Acting, now: datetime) -> list[Reception]:
    """The last receptions of this desk, each with the slip to print again."""
    newest = Slip.objects.filter(dossier=OuterRef("pk")).order_by("-pk").values("pk")[:1]
    mine = (
        DossierAccess.objects.filter(unit=acting.unit_id)
        .order_by("-dossier")
        .values("dossier")[:RECENT]
    )
    rows = (
        visible_to(acting)
        .filter(pk__in=Subquery(mine), desk=acting.desk_id)
        .exclude(state=State.SUBMITTED)
        .select_related("applicant")
        .annotate(slip=Subquery(newest))
        .order_by("-pk")
    )
    return [_reception(row, now) for row in rows]


def found_at_desk(acting: Acting, typed: str) -> list[Dossier]:
    """By code, by its last digits, or by name: two rows at most, for there may be no doubt."""
    wanted = typed.strip().upper()
    rows = visible_to(acting)
    exact = list(rows.filter(Q(code=wanted) | Q(contact=wanted))[:1])
    if exact or len(wanted) < SHORTEST_TAIL:
        return exact
    tail = Q(code__endswith=wanted) | Q(contact__endswith=wanted)
    return list(rows.filter(tail | Q(applicant__search=fold(typed)))[:2])


def _pile_of(acting: Acting) -> Case:
    """Each dossier lies on one pile at most; "" where it is somebody else's work."""
    given = Handover.objects.filter(
        dossier=OuterRef("pk"), outcome=Handover.Outcome.PENDING, from_unit=acting.unit_id
    )
    ready = Q(state=State.RESULT_READY)
    return Case(
        When(ready & Q(at_desk_since__isnull=False), then=Value("ready")),
        When(ready, then=Value("coming")),
        When(state=State.SUBMITTED, then=Value("online")),
        When(Exists(given), then=Value("unconfirmed")),
        When(state=State.RECEIVED, holder_unit=acting.unit_id, then=Value("to_hand_over")),
        default=Value(""),
        output_field=CharField(),
    )


def _reception(dossier: Dossier, now: datetime) -> Reception:
    at = dossier.received_at or now
    today = office_date(at) == office_date(now)
    slip: int | None = dossier.slip  # type: ignore[attr-defined]
    return Reception(
        code=str(dossier),
        last=str(dossier).rpartition("-")[2],
        name=dossier.applicant.name,
        at=f"{office_time(at):%H:%M}" if today else f"{office_time(at):%d/%m}",
        slip=slip,
        state=State(dossier.state).label,
    )
