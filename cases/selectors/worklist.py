"""The lists of work: one walk along an index for which dossiers, one query for their rows.

`DossierAccess (unit, is_open, due, dossier)` is the walk: what a unit sees, by legal urgency. A
page costs its fifty rows, however many dossiers the province has.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import (
    BooleanField,
    Count,
    Exists,
    ExpressionWrapper,
    OuterRef,
    Q,
    QuerySet,
    Value,
)
from django.db.models.functions import Coalesce

from cases.models import Branch, Dossier, DossierAccess, Handover, StepRun
from cases.permissions import SEES_UNITS
from cases.querysets import known_to
from cases.selectors.deadlines import is_late_now
from cases.services.access import NEVER
from cases.states import STATES, State
from onecua.people.acting import Acting
from onecua.people.roles import Role

PAGE = 50
MOST_COUNTED = 10_000
MOST_AT_ONCE = 2_000
As = DossierAccess.As
WORKING = (State.RECEIVED, State.PROCESSING)
_OPEN = [state for state, facts in STATES.items() if facts.open]
_DESK, _WORKERS, _ALL = {Role.RECEPTION}, {Role.RECEPTION, Role.OFFICER, Role.HEAD}, set(Role)


class Key(NamedTuple):
    """Where a page ends: (due, id) in a list by urgency, else the id alone."""

    due: datetime | None
    pk: int


Where = Callable[[Acting, datetime], Q]


@dataclass(frozen=True, slots=True)
class Tab:
    name: str
    label: str
    where: Where
    roles: set[Role]
    empty: str  # why there is nothing, and what to do now
    is_open: bool = True
    urgent: bool = False  # its count is drawn in red
    rare: bool = False  # shown where something lies in it


def _mine(acting: Acting, _now: datetime) -> Q:
    """Held by my unit: for an officer his own and what nobody has yet."""
    mine = Q(access__relation=As.HOLDER, state__in=WORKING)
    given = Handover.objects.filter(dossier=OuterRef("pk"), outcome=Handover.Outcome.PENDING)
    if acting.role == Role.OFFICER:
        mine &= Q(holder_person=None) | Q(holder_person=acting.keeper_id)
    part = Q(access__relation=As.CONSULTED)  # its part of what others work on, or a question
    return mine & Q(~Exists(given)) & ~_waits_for_others() | part


def _others(_acting: Acting, _now: datetime) -> Q:
    """The lead's own part is done, and it waits for the other agencies of the block."""
    return Q(access__relation=As.HOLDER, state=State.PROCESSING) & _waits_for_others()


def _waits_for_others() -> Q:
    own = StepRun.objects.filter(dossier=OuterRef("pk"), ended_at=None)
    others = Branch.objects.filter(dossier=OuterRef("pk"), ended_at=None, lead=False)
    return Q(Exists(others.exclude(lane=""))) & Q(~Exists(own))


def _late(_acting: Acting, now: datetime) -> Q:
    return is_late_now(now)


def _soon(_acting: Acting, now: datetime) -> Q:
    return Q(run=Dossier.Run.RUNNING, soon_from__lte=now, late_from__gt=now)


def _step_late(_acting: Acting, now: datetime) -> Q:
    return Q(run=Dossier.Run.RUNNING, state__in=WORKING, step_due__lt=now)


TABS: Mapping[str, Tab] = {
    tab.name: tab
    for tab in (
        Tab("can-lam", "Cần làm", _mine, _WORKERS,
            "Bạn không có hồ sơ nào cần xử lý. Xem “Chờ nhận bàn giao” hoặc “Của đơn vị”."),
        Tab("cho-nhan", "Chờ nhận", lambda *_: Q(access__relation=As.RECEIVER), _WORKERS,
            "Không có hồ sơ nào đang bàn giao cho đơn vị bạn."),
        Tab("cho-co-quan-khac", "Chờ cơ quan khác", _others, _WORKERS,
            "Không có hồ sơ nào chờ cơ quan khác làm phần việc song song.", rare=True),
        Tab("truc-tuyen", "Trực tuyến", lambda *_: Q(state=State.SUBMITTED), _DESK,
            "Không có hồ sơ trực tuyến chờ tiếp nhận."),
        Tab("sap-den-han", "Sắp đến hạn", _soon, _ALL, "Không có hồ sơ nào sắp đến hạn."),
        Tab("qua-han", "Quá hạn", _late, _ALL, "Không có hồ sơ quá hạn.", urgent=True),
        Tab("cham-buoc", "Chậm bước", _step_late, _ALL,
            "Không có hồ sơ nào ở lại một bước lâu hơn định mức."),
        Tab("tam-dung", "Tạm dừng", lambda *_: Q(run=Dossier.Run.STOPPED), _ALL,
            "Không có hồ sơ nào đang tạm dừng."),
        Tab("cho-tra", "Chờ trả", lambda *_: Q(state=State.RESULT_READY), _ALL,
            "Không có kết quả nào chờ trả."),
        Tab("tat-ca", "Của đơn vị", lambda *_: Q(), _ALL,
            "Đơn vị bạn không có hồ sơ nào đang giải quyết."),
        Tab("da-xong", "Đã xong", lambda *_: Q(), _ALL, "Chưa có hồ sơ nào xong.", is_open=False),
    )
}  # fmt: skip


def tabs_of(acting: Acting) -> list[Tab]:
    return [tab for tab in TABS.values() if acting.role in tab.roles]


def by_urgency(acting: Acting, tab: Tab | None) -> bool:
    """What is done, what is searched and what belongs to everybody comes newest first."""
    return tab is not None and tab.is_open and acting.role in SEES_UNITS


def listed(
    acting: Acting, tab: Tab | None, now: datetime, after: Key | None = None
) -> QuerySet[Dossier]:
    """What a tab shows, behind the last row of the page before. None: all this post may see."""
    if acting.role not in SEES_UNITS:
        return _of_everybody(acting, tab, now, after)
    mine = Q(access__unit=acting.unit_id)
    if tab is not None:
        mine &= Q(access__is_open=tab.is_open) & tab.where(acting, now)
    if after is not None:
        # In the same filter() as the unit, or it would be the date of another unit's row.
        mine &= behind(after) if by_urgency(acting, tab) and after.due else Q(pk__lt=after.pk)
    return Dossier.objects.filter(mine)


def _of_everybody(
    acting: Acting, tab: Tab | None, now: datetime, after: Key | None
) -> QuerySet[Dossier]:
    rows = known_to(acting)
    if after is not None:
        rows = rows.filter(pk__lt=after.pk)
    if tab is None:
        return rows
    open_ = Q(state__in=_OPEN)
    return rows.filter(open_ if tab.is_open else ~open_).filter(tab.where(acting, now))


def behind(after: Key | None, moment: str = "access__due") -> Q:
    """Behind a key in a list by (moment, pk); all of it without a key."""
    if after is None or after.due is None:
        return Q()
    later = Q(**{f"{moment}__gt": after.due}) | Q(**{moment: after.due, "pk__gt": after.pk})
    return Q(**{f"{moment}__gte": after.due}) & later  # the first half is what the index walks


def keys_of(rows: QuerySet[Dossier], *, urgent: bool) -> list[Key]:
    """The keys of one page, and one more if there is a next page."""
    if not urgent:
        newest = rows.order_by("-pk").values_list("pk", flat=True)
        return [Key(None, pk) for pk in newest[: PAGE + 1]]
    ordered = rows.order_by("access__due", "pk").values_list("access__due", "pk")
    return [Key(due, pk) for due, pk in ordered[: PAGE + 1]]


def keys_by_due(rows: QuerySet[Dossier], after: Key | None) -> list[Key]:
    """A page of any dossiers by legal urgency, for lists that no unit's index walks: reports."""
    urgent = rows.annotate(urgency=Coalesce("legal_due", Value(NEVER))).order_by("urgency", "pk")
    if after is not None and after.due is not None:
        urgent = urgent.filter(Q(urgency__gt=after.due) | Q(urgency=after.due, pk__gt=after.pk))
    return [Key(due, pk) for due, pk in urgent.values_list("urgency", "pk")[: PAGE + 1]]


def count(rows: QuerySet[Any, Any]) -> int:
    """Exact to ten thousand; one more means "hơn 10.000"."""
    return rows.order_by()[: MOST_COUNTED + 1].count()


def count_of(acting: Acting, tab: Tab, now: datetime) -> int:
    """Of a tab that nobody narrowed. What no dossier's row decides, the index alone can count."""
    if acting.role in SEES_UNITS and not tab.where(acting, now):
        return _seen(acting, MOST_COUNTED, is_open=tab.is_open)
    return count(listed(acting, tab, now))


def _seen(acting: Acting, most: int, *, is_open: bool) -> int:
    seen = DossierAccess.objects.filter(unit=acting.unit_id, is_open=is_open)
    return seen[: most + 1].count()


def counts(acting: Acting, now: datetime) -> dict[str, int]:
    """Of every open tab, in one query.

    It walks at most two thousand dossiers: a unit that has more open at once is told its numbers
    one list at a time, by `count_of`.
    """
    if acting.role not in SEES_UNITS or _seen(acting, MOST_AT_ONCE, is_open=True) > MOST_AT_ONCE:
        return {}
    seen = Q(access__unit=acting.unit_id, access__is_open=True)
    wheres = {tab.name: tab.where(acting, now) for tab in tabs_of(acting) if tab.is_open}
    asked = {f"is_{number}": where for number, where in enumerate(wheres.values()) if where}
    belongs = {name: ExpressionWrapper(where, BooleanField()) for name, where in asked.items()}
    first = Dossier.objects.filter(seen).annotate(**belongs)
    found = first.aggregate(
        whole=Count("pk"), **{f"n_{name}": Count("pk", filter=Q(**{name: True})) for name in asked}
    )
    return {name: found.get(f"n_is_{number}", found["whole"]) for number, name in enumerate(wheres)}
