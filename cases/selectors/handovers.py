"""Bundles on their way: to be given, given and not taken, offered to us; results to the desk."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, QuerySet

from cases.deadline_words import instant
from cases.models import Dossier, Handover
from cases.selectors.rows import Row, rows_of
from cases.states import State
from cases.working_words import spell
from onecua.people.acting import Acting
from procedures.calendars import current_revision, working_calendar
from procedures.models import ConfiguredStep

MOST = 200
_PENDING = Handover.objects.filter(dossier=OuterRef("pk"), outcome=Handover.Outcome.PENDING)


@dataclass(frozen=True, slots=True)
class Giving:
    row: Row
    to: str  # the unit and what it shall do


@dataclass(frozen=True, slots=True)
class Waiting:
    """A handover nobody has confirmed yet, seen from either side."""

    row: Row
    giver: str
    to: str
    given: str
    waits: str


def to_give(acting: Acting, now: datetime) -> list[Giving]:
    """Received, held by this unit, and offered to nobody."""
    held = _urgent(
        Dossier.objects.filter(
            access__unit=acting.unit_id,
            access__is_open=True,
            access__relation="holder",
            state=State.RECEIVED,
        ).exclude(Exists(_PENDING))
    )
    next_units = _next_units(held)
    return [Giving(row, next_units.get(row.pk, "")) for row in rows_of(list(held), acting, now)]


def offered_to(acting: Acting, now: datetime) -> list[Waiting]:
    """By the index of pending handovers: what others have given to my unit."""
    return _waiting(Handover.objects.filter(to_unit=acting.unit_id), acting, now)


def given_by(acting: Acting, now: datetime) -> list[Waiting]:
    return _waiting(Handover.objects.filter(from_unit=acting.unit_id), acting, now)


@dataclass(frozen=True, slots=True)
class Coming:
    """A result: on the shelf, or not yet at the desk."""

    row: Row
    since: str
    outcome: str
    late: bool  # chậm trả về quầy: not there by the appointed time


def results(acting: Acting, now: datetime, *, here: bool) -> list[Coming]:
    """Of the desk of this post."""
    ready = Dossier.objects.filter(
        access__unit=acting.unit_id,
        access__is_open=True,
        state=State.RESULT_READY,
        desk=acting.desk_id,
        at_desk_since__isnull=not here,
    )
    keys = _urgent(ready)
    facts = {
        dossier.pk: dossier
        for dossier in Dossier.objects.filter(pk__in=keys).only(
            "pk", "outcome", "ended_at", "at_desk_since", "appointed_due"
        )
    }
    return [_coming(row, facts[row.pk], now) for row in rows_of(list(keys), acting, now)]


def _coming(row: Row, dossier: Dossier, now: datetime) -> Coming:
    due = dossier.appointed_due
    return Coming(
        row=row,
        since=instant(dossier.at_desk_since or dossier.ended_at),
        outcome=dossier.get_outcome_display(),
        late=dossier.at_desk_since is None and due is not None and due < now,
    )


def _urgent(rows: QuerySet[Dossier]) -> Mapping[int, tuple[int, int, int]]:
    """id -> (workflow, desk, step), most urgent first."""
    found = rows.order_by("access__due", "pk").values_list("pk", "workflow", "desk", "step")
    return {pk: (workflow or 0, desk, step) for pk, workflow, desk, step in found[:MOST]}


def _next_units(held: Mapping[int, tuple[int, int, int]]) -> Mapping[int, str]:
    """Where each goes next, as its desk has configured its workflow: one query for all."""
    rows = (
        ConfiguredStep.objects.filter(
            configuration__workflow__in={workflow for workflow, _, _ in held.values()},
            configuration__desk__in={desk for _, desk, _ in held.values()},
        )
        .order_by("-step__no")
        .values_list(
            "configuration__workflow", "configuration__desk", "step__no", "step__name", "unit__name"
        )
    )
    plans: dict[tuple[int, int], list[tuple[int, str]]] = {}
    for workflow, desk, number, name, unit in rows:
        plans.setdefault((workflow, desk), []).append((number, f"{unit}: {name}"))
    return {
        pk: next(
            (words for number, words in reversed(plans.get((workflow, desk), [])) if number > step),
            "",
        )
        for pk, (workflow, desk, step) in held.items()
    }


def _waiting(found: QuerySet[Handover], acting: Acting, now: datetime) -> list[Waiting]:
    handovers: Sequence[Handover] = list(
        found.filter(outcome=Handover.Outcome.PENDING)
        .select_related("from_unit", "from_person", "to_unit")
        .order_by("given_at", "pk")[:MOST]
    )
    by_dossier = {each.dossier_id: each for each in handovers}
    calendar = working_calendar(current_revision())
    return [
        Waiting(
            row=row,
            giver=f"{given.from_person.full_name}, {given.from_unit.name}",
            to=given.to_unit.name,
            given=instant(given.given_at),
            waits=spell(given.given_at, now, calendar) or "chưa đến 1 giờ",
        )
        for row in rows_of(list(by_dossier), acting, now)
        if (given := by_dossier[row.pk])
    ]
