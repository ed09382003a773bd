"""Which units see a dossier, kept beside it in the same transaction."""

from collections.abc import Iterable
from datetime import UTC, datetime

from cases.models import Dossier, DossierAccess, Handover
from cases.states import STATES, State
from onecua.people.models import Unit
from procedures.selectors import plan

NEVER = datetime(9999, 12, 31, tzinfo=UTC)  # sorts what has no due date now behind all that has one
As = DossierAccess.As


def sync(dossier: Dossier) -> None:
    """Make the rows of one dossier say what `wanted` says; a unit that held it keeps its sight."""
    known = dict(dossier.access.values_list("unit_id", "relation"))
    now = wanted(dossier, known)
    if gone := known.keys() - now.keys():
        dossier.access.filter(unit__in=gone).delete()
    rows = [
        DossierAccess(
            unit_id=unit,
            dossier=dossier,
            relation=relation,
            is_open=STATES[State(dossier.state)].open,
            due=dossier.legal_due or NEVER,
        )
        for unit, relation in now.items()
    ]
    DossierAccess.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["unit", "dossier"],
        update_fields=["relation", "is_open", "due"],
    )


def wanted(dossier: Dossier, known: dict[int, str]) -> dict[int, str]:
    """unit -> relation; the nearest relation wins, ancestors see all below them.

    Of a confidential dossier no ancestor does, but the leadership of the agency that leads.
    """
    direct = {unit: As.PAST.value for unit, relation in known.items() if relation != As.ABOVE}
    direct[dossier.desk.unit_id] = As.DESK
    pending = dossier.handovers.filter(outcome=Handover.Outcome.PENDING).first()
    if pending is not None:
        direct[pending.to_unit_id] = As.RECEIVER
    if dossier.holder_unit_id is not None:
        direct[dossier.holder_unit_id] = As.HOLDER
    above = _leaders(dossier) if dossier.procedure.confidential else _ancestors(direct)
    return dict.fromkeys(above, As.ABOVE.value) | direct


def _leaders(dossier: Dossier) -> set[int]:
    """Nobody before acceptance; where no step is marked as leading, the receiving agency leads."""
    if dossier.workflow_id is None:
        return set()
    steps = plan(dossier.workflow_id, dossier.desk_id)
    leading = {step.unit_id for step in steps if step.step.lead} or {dossier.desk.unit_id}
    roots = Unit.objects.filter(parent=None, agency__units__in=leading)
    return set(roots.values_list("pk", flat=True))


def _ancestors(units: Iterable[int]) -> set[int]:
    found: set[int] = set()
    frontier = set(units)
    while frontier:
        parents = Unit.objects.filter(pk__in=frontier).values_list("parent_id", flat=True)
        frontier = {parent for parent in parents if parent is not None} - found
        found |= frontier
    return found
