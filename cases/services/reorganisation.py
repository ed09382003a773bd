"""Sắp xếp tổ chức: what it would do, seen before; applied on its day; carried to every dossier.

`begin_reorganisation` makes the new organisation stand, in one transaction. The dossiers follow in
chunks, each whole in a transaction with the place it reached: killed at any moment, it goes on.
"""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.timezone import localdate

from cases.models import Dossier, DossierAccess
from cases.services import handover, register_volumes
from cases.services.continuing import Moves, continue_all
from cases.services.reorganisation_preview import faults_of, open_books, open_handovers
from onecua.ledger.canonical import JsonObject
from onecua.ledger.writing import Actor, append
from onecua.people.acting import Acting
from onecua.people.events import check_payload
from onecua.people.models import Desk, Reorganisation, Unit
from onecua.people.services import reorganisation_errors as errors
from onecua.people.services.reorganising import (
    require_not_begun,
    require_system_administrator,
)
from onecua.people.services.succeeding import Day, succeed
from onecua.people.succession import plan_of
from procedures.services.succeeding import succeed_workflows

CHUNK = 1_000  # dossiers in one transaction


@transaction.atomic
def begin_reorganisation(*, reorganisation_id: int, acting: Acting, at: datetime) -> Reorganisation:
    """The new organisation stands from now on, by the decision; the job carries the dossiers.

    Raises SystemAdministratorOnly, AppliedAlready, NotYet, StillFaulty.
    """
    require_system_administrator(acting)
    found = Reorganisation.objects.select_for_update().get(pk=reorganisation_id)
    require_not_begun(found)
    if localdate(at) < found.effective_on:
        raise errors.NotYet(effective=found.effective_on, decision=found.decision)
    plan = plan_of(found)
    if faults := faults_of(plan):
        raise errors.StillFaulty(count=len(faults), first=faults[0])
    for desk, year in open_books(plan):
        register_volumes.close_by_decision(desk=desk, year=year, acting=acting, at=at)
    day = Day(found.decision, found.effective_on, acting, at)
    done = succeed(plan, day)
    succeed_workflows(
        done.desks, done.units, decision=found.decision, effective_on=found.effective_on,
        actor=acting.actor, at=at,
    )  # fmt: skip
    facts: JsonObject = {
        "reorganisation": found.pk,
        "decision": found.decision,
        "effective_on": found.effective_on.isoformat(),
        "agencies": len(done.agencies),
        "units": len(done.units),
        "posts": done.posts,
    }
    day.tell(acting.agency_id, "reorganisation_begun", facts)
    found.begun_at, found.total = at, _concerned(list(done.units)).count()
    found.person_id, found.post = acting.person_id, acting.post_id
    found.on_behalf_of = acting.on_behalf_of
    found.save()
    return found


def carry_on(reorganisation_id: int, now: datetime) -> bool:
    """One chunk further. False: it is done, or another worker is at it."""
    with transaction.atomic():
        found = (
            Reorganisation.objects.select_for_update(skip_locked=True)
            .filter(pk=reorganisation_id, done_at=None, begun_at__isnull=False)
            .first()
        )
        if found is None:
            return False
        moves = _moves(found)
        ids = list(_concerned(list(moves.units)).filter(dossier__gt=found.reached)[:CHUNK])
        locked = Dossier.objects.select_for_update(of=("self",)).filter(pk__in=ids)
        list(locked.order_by("pk").values_list("pk"))
        found.handovers += _close_handovers(ids, moves, now)
        rows = Dossier.objects.filter(pk__in=ids).select_related("agency", "continuing")
        actor = Actor(found.person_id, found.post, found.on_behalf_of)
        found.moved += continue_all(list(rows.order_by("pk")), moves, actor, now)
        found.seen += len(ids)
        if ids:
            found.reached = ids[-1]
        if len(ids) < CHUNK:
            found.done_at = now
            _tell_the_end(found, actor, now)
        found.save()
    return found.done_at is None


def carry_through(office_now: Callable[[], datetime]) -> int:
    """Whatever is unfinished to its end. Returns the number of chunks."""
    chunks = 0
    for each in Reorganisation.objects.filter(done_at=None, begun_at__isnull=False):
        while carry_on(each.pk, office_now()):
            chunks += 1
    return chunks


def _moves(found: Reorganisation) -> Moves:
    rows = found.rows.exclude(successor="").values("agency")
    ended = Unit.objects.filter(agency__in=rows, successor__isnull=False)
    units = {
        unit.pk: unit.successor
        for unit in ended.select_related("successor__agency")
        if unit.successor is not None
    }
    new = {
        desk.unit_id: desk
        for desk in Desk.objects.filter(unit__in=units.values()).select_related("unit__agency")
    }
    desks = {
        desk.pk: new[units[desk.unit_id].pk]
        for desk in Desk.objects.filter(unit__in=list(units))
        if units[desk.unit_id].pk in new
    }
    return Moves(units, desks, found.decision)


def _concerned(units: Sequence[int]) -> Any:
    """Ids of the dossiers that somebody in these units sees, in order, as a queryset."""
    rows = DossierAccess.objects.filter(unit__in=units).order_by("dossier")
    return rows.values_list("dossier", flat=True).distinct()


def _close_handovers(ids: Sequence[int], moves: Moves, now: datetime) -> int:
    waiting = open_handovers(list(moves.units)).filter(dossier__in=ids).order_by("dossier")
    dossiers = list(waiting.values_list("dossier", flat=True))
    for dossier in dossiers:
        handover.close_by_decision(dossier_id=dossier, decision=moves.decision, at=now)
    return len(dossiers)


def _tell_the_end(found: Reorganisation, actor: Actor, now: datetime) -> None:
    facts: JsonObject = {
        "reorganisation": found.pk,
        "decision": found.decision,
        "dossiers": found.moved,
        "handovers": found.handovers,
    }
    check_payload("reorganisation_done", facts)
    first = found.rows.order_by("pk").values_list("agency", flat=True)[0]
    append(first, "reorganisation_done", facts, actor=actor, at=now)
