"""Which units see a dossier, kept beside it in the same transaction."""

from collections.abc import Iterable
from datetime import UTC, datetime

from django.db import connection

from cases.models import Dossier, DossierAccess, Handover
from cases.states import STATES, State
from onecua.people.models import Unit
from procedures.selectors import plan

NEVER = datetime(9999, 12, 31, tzinfo=UTC)  # sorts what has no due date now behind all that has one
As = DossierAccess.As


def sync(dossier: Dossier, *, new: bool = False) -> None:
    """Make the rows of one dossier say what `wanted` says; a unit that held it keeps its sight.

    new: nobody has seen it and it was offered to nobody, so neither is asked.
    """
    known = {} if new else dict(dossier.access.values_list("unit_id", "relation"))
    now = wanted(dossier, known, new=new)
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


def wanted(dossier: Dossier, known: dict[int, str], *, new: bool = False) -> dict[int, str]:
    """unit -> relation; the nearest relation wins, ancestors see all below them.

    Of a confidential dossier no ancestor does, but the leadership of the agency that leads.
    """
    direct = {unit: As.PAST.value for unit, relation in known.items() if relation != As.ABOVE}
    direct[dossier.desk.unit_id] = As.DESK
    asked = [] if new else _asked(dossier)
    direct |= dict.fromkeys(asked, As.CONSULTED.value)
    pending = dossier.handovers.filter(outcome=Handover.Outcome.PENDING)
    if not new and (offered := pending.first()) is not None:
        direct[offered.to_unit_id] = As.RECEIVER
    if dossier.holder_unit_id is not None:
        direct[dossier.holder_unit_id] = As.HOLDER
    above = _leaders(dossier) if dossier.procedure.confidential else _ancestors(direct)
    return dict.fromkeys(above, As.ABOVE.value) | direct


def _asked(dossier: Dossier) -> list[int]:
    """Who was asked, or does a lane; the lead's own part is the dossier itself."""
    still = dossier.branches.filter(ended_at=None, lead=False)
    return list(still.values_list("unit_id", flat=True))


def _leaders(dossier: Dossier) -> set[int]:
    """Nobody before acceptance; where no step is marked as leading, the receiving agency leads."""
    if dossier.workflow_id is None:
        return set()
    steps = plan(dossier.workflow_id, dossier.desk_id)
    leading = {step.unit_id for step in steps if step.step.lead} or {dossier.desk.unit_id}
    roots = Unit.objects.filter(parent=None, agency__units__in=leading)
    return set(roots.values_list("pk", flat=True))


_ABOVE = """
WITH RECURSIVE above AS (
    SELECT parent_id FROM people_unit WHERE id = ANY(%s)
    UNION SELECT unit.parent_id FROM people_unit unit JOIN above ON unit.id = above.parent_id
) SELECT parent_id FROM above WHERE parent_id IS NOT NULL
"""


def _ancestors(units: Iterable[int]) -> set[int]:
    with connection.cursor() as cursor:
        cursor.execute(_ABOVE, [list(units)])
        return {parent for (parent,) in cursor.fetchall()}
