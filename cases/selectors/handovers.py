"""Bundles on their way: to be given, offered to us, given and not taken."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from cases.deadline_words import instant
from cases.models import Dossier, Handover
from cases.selectors.paging import NOTHING, Part, part_of
from cases.selectors.rows import Row, rows_of
from cases.selectors.worklist import Key, behind
from cases.states import State
from cases.working_words import spell
from onecua.people.acting import Acting
from onecua.people.roles import Role
from procedures.calendars import current_revision, working_calendar
from procedures.models import ConfiguredStep

_PENDING = Handover.objects.filter(dossier=OuterRef("pk"), outcome=Handover.Outcome.PENDING)
Rows = Mapping[int, Row]


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


@dataclass(frozen=True, slots=True)
class Handovers:
    giving: Part[Giving]  # received, held by this unit, and offered to nobody
    offered: Part[Waiting]  # what others have given to it
    given: Part[Waiting]  # what it has given, and still holds until it is confirmed


class Begins(NamedTuple):
    """Where each of the three parts begins."""

    giving: Key | None = None
    offered: Key | None = None
    given: Key | None = None


def handovers(acting: Acting, now: datetime, begins: Begins) -> Handovers:
    """Three lists, and their rows read together."""
    giving = _to_give(acting, begins.giving) if acting.role == Role.RECEPTION else NOTHING
    offered = _waiting(Q(to_unit=acting.unit_id), begins.offered)
    given = _waiting(Q(from_unit=acting.unit_id), begins.given)
    keys = [each.pk for each in giving.lines]
    keys += [each.dossier_id for part in (offered, given) for each in part.lines]
    rows: Rows = {row.pk: row for row in rows_of(keys, acting, now)}
    to, waits = _next_units(giving.lines), _Waits(rows, now)
    return Handovers(
        giving=giving.become(
            lambda each: Giving(rows[each.pk], to.get(each.pk, "")) if each.pk in rows else None
        ),
        offered=offered.become(waits.line),
        given=given.become(waits.line),
    )


def _to_give(acting: Acting, begins: Key | None) -> Part[Any]:
    held = Q(
        access__unit=acting.unit_id, access__is_open=True, access__relation="holder",
        state=State.RECEIVED,
    )  # fmt: skip

    def rows(after: Key | None) -> QuerySet[Dossier, Any]:
        free = Dossier.objects.filter(held & behind(after)).exclude(Exists(_PENDING))
        urgent = free.annotate(due=F("access__due")).order_by("due", "pk")
        return urgent.values_list("due", "pk", "workflow", "desk", "step", named=True)

    return part_of(rows, lambda last: Key(last.due, last.pk), begins)


def _waiting(side: Q, begins: Key | None) -> Part[Handover]:
    """By the index of pending handovers, the oldest first."""
    pending = Q(outcome=Handover.Outcome.PENDING)
    return part_of(
        lambda after: (
            Handover.objects.filter(side & pending & behind(after, "given_at"))
            .select_related("from_unit", "from_person", "to_unit")
            .order_by("given_at", "pk")
        ),
        lambda last: Key(last.given_at, last.pk),
        begins,
    )


class _Waits:
    """Pending handovers in words: how long, in working time of today's calendar."""

    def __init__(self, rows: Rows, now: datetime) -> None:
        self.rows, self.now = rows, now
        self.calendar = working_calendar(current_revision())

    def line(self, given: Handover) -> Waiting | None:
        row = self.rows.get(given.dossier_id)
        if row is None:
            return None
        return Waiting(
            row=row,
            giver=f"{given.from_person.full_name}, {given.from_unit.name}",
            to=given.to_unit.name,
            given=instant(given.given_at),
            waits=spell(given.given_at, self.now, self.calendar) or "chưa đến 1 giờ",
        )


def _next_units(held: Sequence[Any]) -> Mapping[int, str]:
    """Where each goes next, as its desk has configured its workflow: one query for all.

    held: rows with pk, workflow, desk and step.
    """
    if not held:
        return {}
    rows = (
        ConfiguredStep.objects.filter(
            configuration__workflow__in={each.workflow for each in held},
            configuration__desk__in={each.desk for each in held},
        )
        .order_by("-step__no")
        .values_list(
            "configuration__workflow", "configuration__desk", "step__no", "step__name", "unit__name"
        )
    )
    plans: dict[tuple[int | None, int], list[tuple[int, str]]] = {}
    for workflow, desk, number, name, unit in rows:
        plans.setdefault((workflow, desk), []).append((number, f"{unit}: {name}"))
    return {
        each.pk: next(
            (
                words
                for number, words in reversed(plans.get((each.workflow, each.desk), []))
                if number > each.step
            ),
            "",
        )
        for each in held
    }
