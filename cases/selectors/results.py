"""Results of a desk: on the shelf, and not yet there."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, F, Q

from cases.deadline_words import instant
from cases.models import Dossier
from cases.selectors.paging import Part, part_of
from cases.selectors.rows import Row, rows_of
from cases.selectors.worklist import Key, behind
from cases.states import State
from onecua.people.acting import Acting


@dataclass(frozen=True, slots=True)
class Coming:
    """A result: on the shelf, or not yet at the desk."""

    row: Row
    since: str
    outcome: str
    late: bool  # chậm trả về quầy: not there by the appointed time


@dataclass(frozen=True, slots=True)
class Results:
    here: Part[Coming]
    coming: Part[Coming]


UNCOLLECTED = (7, 30, 90)  # days that a result has waited at the desk


def results(
    acting: Acting, now: datetime, here: Key | None = None, coming: Key | None = None,
    waited: int = 0,
) -> Results:  # fmt: skip
    """Of the desk of this post. here, coming: where each part begins; waited: days at the desk."""
    shelf = _waited(waited, now) if waited else Q()
    parts = _ready(acting, here, shelf, at_desk=True), _ready(acting, coming, at_desk=False)
    keys = [dossier.pk for part in parts for dossier in part.lines]
    rows = {row.pk: row for row in rows_of(keys, acting, now)}
    return Results(*(part.become(lambda each: _line(each, rows, now)) for part in parts))


def uncollected(acting: Acting, now: datetime) -> Mapping[int, int]:
    """Chưa đến lấy: how many results have waited at this desk for 7, 30 and 90 days."""
    counts = Dossier.objects.filter(_lying(acting, at_desk=True)).aggregate(
        **{f"d{days}": Count("pk", filter=_waited(days, now)) for days in UNCOLLECTED}
    )
    return {days: counts[f"d{days}"] for days in UNCOLLECTED}


def _waited(days: int, now: datetime) -> Q:
    return Q(at_desk_since__lte=now - timedelta(days=days))


def _lying(acting: Acting, *, at_desk: bool) -> Q:
    return Q(
        access__unit=acting.unit_id, access__is_open=True, state=State.RESULT_READY,
        desk=acting.desk_id, at_desk_since__isnull=not at_desk,
    )  # fmt: skip


def _ready(
    acting: Acting, begins: Key | None, narrower: Q | None = None, *, at_desk: bool
) -> Part[Dossier]:
    ready = _lying(acting, at_desk=at_desk) & (narrower or Q())
    return part_of(
        lambda after: (
            Dossier.objects.filter(ready & behind(after))
            .annotate(urgency=F("access__due"))
            .only("pk", "outcome", "ended_at", "at_desk_since", "appointed_due")
            .order_by("access__due", "pk")
        ),
        lambda last: Key(last.urgency, last.pk),  # type: ignore[attr-defined]
        begins,
    )


def _line(dossier: Dossier, rows: Mapping[int, Row], now: datetime) -> Coming | None:
    row, due = rows.get(dossier.pk), dossier.appointed_due
    if row is None:
        return None
    return Coming(
        row=row,
        since=instant(dossier.at_desk_since or dossier.ended_at),
        outcome=dossier.get_outcome_display(),
        late=dossier.at_desk_since is None and due is not None and due < now,
    )
