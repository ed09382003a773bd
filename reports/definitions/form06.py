"""Biểu số 06/VPCP/KSTT (TT 01/2020/TT-VPCP): reception and settlement in a period.

Thirteen columns, their identities, and the population of each as a condition on the same rows: a
cell and the list behind it are the same queryset, counted or shown (docs/figures.md). A dossier
counts once, at the agency that resolves it, by when its reception was recorded; voided, guided and
not accepted ones never.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import (
    BigIntegerField,
    Case,
    DateTimeField,
    Exists,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    When,
)  # fmt: skip
from django.db.models.functions import Coalesce

from cases.clock_events import EFFECTS, Effect
from cases.history import events_of, reading
from cases.models import Dossier
from cases.selectors.deadlines import is_late_now
from cases.states import State
from onecua.ledger.models import Event
from procedures.models import ChannelTerm, ConfiguredStep
from reports.periods import Period

EDITION = 1  # of the definition; a frozen table names it
Rows = QuerySet[Dossier]
_LATE = Dossier.Timeliness.LATE
# A claimed end lies before its recording only within a declared outage: none lasts this long.
LONGEST_OUTAGE = timedelta(days=31)
AT_ONCE = 500
_MOVES = {Effect.START, Effect.STOP, Effect.RESUME, Effect.REVISE, Effect.RESCHEDULE, Effect.END}
MOVES = tuple(kind for kind, rule in EFFECTS.items() if rule.effect in _MOVES)
ENDS = tuple(
    kind for kind, rule in EFFECTS.items() if rule.effect is Effect.END and rule.has_timeliness
)


@dataclass(frozen=True, slots=True)
class Column:
    no: int  # as the form numbers it
    group: str
    label: str
    says: str
    sum_of: tuple[int, ...] = ()  # an identity of the form


_IN, _OUT, _STILL = (
    "Số hồ sơ nhận giải quyết", "Số lượng hồ sơ đã giải quyết", "Số lượng hồ sơ đang giải quyết",
)  # fmt: skip
COLUMNS: Mapping[int, Column] = {
    column.no: column
    for column in (
        Column(3, _IN, "Tổng số", "Nhận trong kỳ và từ kỳ trước chuyển sang.",
               (4, 5, 6)),
        Column(4, _IN, "Trực tuyến", "Tiếp nhận trực tuyến trong kỳ."),
        Column(5, _IN, "Trực tiếp, dịch vụ bưu chính",
               "Tiếp nhận tại quầy hoặc qua bưu chính trong kỳ."),
        Column(6, _IN, "Từ kỳ trước",
               "Tiếp nhận trước kỳ, chưa xong ở thời điểm đầu kỳ."),
        Column(7, _OUT, "Tổng số",
               "Có kết quả, dừng hoặc rút trong kỳ.", (8, 9, 10)),
        Column(8, _OUT, "Trước hạn", "Xong trong kỳ, trước hạn theo quy định."),
        Column(9, _OUT, "Đúng hạn", "Xong trong kỳ, đúng hạn theo quy định."),
        Column(10, _OUT, "Quá hạn", "Xong trong kỳ, quá hạn theo quy định."),
        Column(11, _STILL, "Tổng số", "Chưa xong ở thời điểm cuối kỳ.",
               (12, 13)),
        Column(12, _STILL, "Trong hạn",
               "Chưa xong ở cuối kỳ, chưa quá hạn; gồm cả hồ sơ đang tạm dừng, chờ bổ sung."),
        Column(13, _STILL, "Quá hạn",
               "Chưa xong ở cuối kỳ và đã quá hạn theo quy định lúc đó."),
    )
}  # fmt: skip
IDENTITIES: Sequence[tuple[int, tuple[int, ...]]] = (
    *((column.no, column.sum_of) for column in COLUMNS.values() if column.sum_of),
    (3, (7, 11)),
)
PARTS = (4, 5, 6, 8, 9, 10, 12, 13)  # counted; the others are their sums


def _resolving(desk: str) -> Any:
    """The unit whose step brings the result: of the lead of a liên thông."""
    found = ConfiguredStep.objects.filter(
        configuration__desk=OuterRef(desk), configuration__workflow=OuterRef("workflow"),
        step__evidence="result",
    ).order_by("-step__no").values("unit")[:1]  # fmt: skip
    return Coalesce(Subquery(found), F(f"{desk}__unit"), output_field=BigIntegerField())


_NOW = _resolving("desk")
# Before a reorganisation: by the desk whose register has the entry; without one, who held it.
_THEN = Case(
    When(entry_desk__isnull=False, then=_resolving("entry_desk")),
    When(continuing__isnull=False, held_before__isnull=False, then=F("held_before")),
    default=_NOW,
    output_field=BigIntegerField(),
)


def population(rows: Rows, asked: Period, *, then: bool = False) -> Any:
    """Whoever was to be settled in the period, with `owner`, `entered` and `left` (recorded).

    then: `owner` as it was before a reorganisation moved it.
    """
    own = Event.objects.filter(stream=OuterRef("pk")).order_by("seq")
    entered = own.filter(kind="accepted").values("recorded_at")[:1]
    left = own.filter(kind__in=ENDS).values("recorded_at")[:1]
    found = rows.filter(
        Q(ended_at=None) | Q(ended_at__gte=asked.begins - LONGEST_OUTAGE),
        code__isnull=False, received_at__lt=asked.ends,
    ).exclude(state=State.VOIDED).annotate(
        owner=_THEN if then else _NOW,
        entered=Subquery(entered, output_field=DateTimeField()),
        left=Case(
            When(ended_at=None, then=None), default=Subquery(left), output_field=DateTimeField()
        ),
    )  # fmt: skip
    return found.filter(Q(left=None) | Q(left__gte=asked.begins), entered__lt=asked.ends)


def conditions(rows: Rows, asked: Period, now: datetime) -> Mapping[int, Q]:
    """Column -> who of `population` counts in it."""
    within = Q(entered__gte=asked.begins)
    online = Q(channel=ChannelTerm.Channel.ONLINE)
    done = Q(left__lt=asked.ends)
    early = Q(timeliness=Dossier.Timeliness.EARLY)
    late = Q(timeliness=_LATE)
    unfinished = Q(left=None) | Q(left__gte=asked.ends)
    overdue = late_at(rows.filter(unfinished), asked.instant(now))
    found = {
        4: within & online,
        5: within & ~online,
        6: Q(entered__lt=asked.begins),
        8: done & early,
        9: done & ~early & ~late,
        10: done & late,
        12: unfinished & ~overdue,
        13: unfinished & overdue,
    }
    found[7], found[11] = done, unfinished
    return found | {3: Q(pk__isnull=False)}


def late_at(unfinished: Any, instant: datetime) -> Q:
    """Which of those were late at an instant that may be long past.

    A row whose clock no event has moved since says it still; of the others the events are replayed
    up to that instant.
    """
    since = Event.objects.filter(stream=OuterRef("pk"), kind__in=MOVES, recorded_at__gt=instant)
    moved = list(unfinished.filter(Exists(since)).order_by("pk").values_list("pk", flat=True))
    late = [pk for start in range(0, len(moved), AT_ONCE)
            for pk in _replayed(unfinished, moved[start : start + AT_ONCE], instant)]  # fmt: skip
    return Q(pk__in=late) | (is_late_now(instant) & ~Q(pk__in=moved))


def _replayed(rows: Any, ids: Sequence[int], instant: datetime) -> list[int]:
    events = events_of(ids)
    late = []
    for dossier in rows.filter(pk__in=ids):
        until = [event for event in events[dossier.pk] if event.recorded_at <= instant]
        clock = reading(dossier, until, instant)
        # Waiting for the applicant is open in time, unless lateness had begun before.
        if clock.late_from is not None and clock.is_late:
            late.append(dossier.pk)
    return late
