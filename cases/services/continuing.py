"""Open dossiers go on at the agency that succeeds: one event each, set-based, and who sees them.

The code, the register's entry, the regime, the workflow and every issued paper stay as they are.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import connection

from cases.events import check_payload
from cases.facts import ApologyState
from cases.models import Apology, Branch, Dossier
from cases.services import access
from cases.services.leaving import OPEN
from onecua.ledger.canonical import JsonObject, canonical_json
from onecua.ledger.writing import Actor
from onecua.people.models import Desk, Unit

# The event comes first, for the row's trigger looks for it.
_MOVE = """
WITH moved AS (
    SELECT * FROM unnest(%(id)s::bigint[], %(payload)s::text[], %(agency)s::bigint[],
        %(desk)s::bigint[], %(unit)s::bigint[]) AS m (id, payload, agency, desk, unit)
), said AS (
    SELECT stream, seq FROM ledger_append_all(
        %(id)s::bigint[], 'continued', %(at)s, %(payload)s::text[],
        %(by)s, %(post)s, %(behalf)s)
), runs AS (
    UPDATE cases_steprun s SET unit_id = m.unit
    FROM moved m WHERE s.dossier_id = m.id AND s.ended_at IS NULL AND m.unit IS NOT NULL
), drafts AS (
    UPDATE cases_apology a SET unit_id = u.successor_id, agency_id = n.agency_id
    FROM moved m, people_unit u JOIN people_unit n ON n.id = u.successor_id
    WHERE a.dossier_id = m.id AND a.state = ANY (%(drafts)s) AND u.id = a.unit_id
      AND u.id = ANY (%(old)s)
), branches AS (
    UPDATE cases_branch b SET unit_id = u.successor_id, agency_id = n.agency_id
    FROM moved m, people_unit u JOIN people_unit n ON n.id = u.successor_id
    WHERE b.dossier_id = m.id AND b.ended_at IS NULL AND u.id = b.unit_id AND u.id = ANY (%(old)s)
)
UPDATE cases_dossier d SET
    version = said.seq,
    held_before_id = CASE WHEN m.unit IS NULL THEN d.held_before_id ELSE d.holder_unit_id END,
    holder_unit_id = coalesce(m.unit, d.holder_unit_id),
    entry_desk_id = CASE WHEN m.desk IS NULL OR d.entry IS NULL THEN d.entry_desk_id
                         ELSE coalesce(d.entry_desk_id, d.desk_id) END,
    desk_id = coalesce(m.desk, d.desk_id),
    continuing_id = coalesce(m.agency, d.continuing_id),
    agency_id = CASE WHEN d.code IS NULL THEN coalesce(m.agency, d.agency_id) ELSE d.agency_id END
FROM moved m JOIN said ON said.stream = m.id
WHERE d.id = m.id
"""
# Who saw it in an ended unit sees it in the one that goes on; then each row says what it is now.
_SEEN = (
    """
    INSERT INTO cases_dossieraccess (unit_id, dossier_id, relation, is_open, due)
    SELECT DISTINCT ON (u.successor_id, a.dossier_id)
           u.successor_id, a.dossier_id, 'past', a.is_open, a.due
    FROM cases_dossieraccess a JOIN people_unit u ON u.id = a.unit_id
    WHERE a.dossier_id = ANY (%(id)s) AND a.relation <> 'above' AND u.id = ANY (%(old)s)
    ON CONFLICT (unit_id, dossier_id) DO UPDATE SET relation = 'past'
    """,
    """
    UPDATE cases_dossieraccess a SET relation = CASE
        WHEN a.unit_id = d.holder_unit_id THEN 'holder'
        WHEN EXISTS (SELECT FROM cases_handover h WHERE h.dossier_id = d.id
                     AND h.outcome = 'pending' AND h.to_unit_id = a.unit_id) THEN 'receiver'
        WHEN EXISTS (SELECT FROM cases_branch b WHERE b.dossier_id = d.id
                     AND b.ended_at IS NULL AND NOT b.lead AND b.unit_id = a.unit_id)
            THEN 'consulted'
        WHEN a.unit_id = k.unit_id THEN 'desk' ELSE 'past' END
    FROM cases_dossier d JOIN people_desk k ON k.id = d.desk_id
    WHERE a.dossier_id = d.id AND d.id = ANY (%(id)s) AND a.relation <> 'above'
    """,
    """
    WITH RECURSIVE above AS (
        SELECT a.dossier_id, u.parent_id, a.is_open, a.due
        FROM cases_dossieraccess a JOIN people_unit u ON u.id = a.unit_id
        WHERE a.dossier_id = ANY (%(id)s) AND a.relation <> 'above'
        UNION SELECT above.dossier_id, u.parent_id, above.is_open, above.due
        FROM above JOIN people_unit u ON u.id = above.parent_id
    )
    INSERT INTO cases_dossieraccess (unit_id, dossier_id, relation, is_open, due)
    SELECT DISTINCT ON (parent_id, dossier_id) parent_id, dossier_id, 'above', is_open, due
    FROM above WHERE parent_id IS NOT NULL
    ON CONFLICT (unit_id, dossier_id) DO NOTHING
    """,
)
_DRAFTS = [ApologyState.DRAFTED.value, ApologyState.COMPLETED.value]


@dataclass(frozen=True, slots=True)
class Moves:
    """Old unit -> new, old desk -> new, of one reorganisation."""

    units: Mapping[int, Unit]
    desks: Mapping[int, Desk]
    decision: str


def continue_all(dossiers: Sequence[Dossier], moves: Moves, actor: Actor, at: datetime) -> int:
    """In the caller's transaction, which holds the dossiers, in order of id. How many moved."""
    asked, owed = _branches(dossiers, moves), _owed(dossiers, moves)
    concerned = [each for each in dossiers if each.state in OPEN or each.pk in owed]
    rows = [row for each in concerned if (row := _row(each, moves, asked, owed))]
    ids = [each.pk for each in dossiers]
    old = list(moves.units)
    with connection.cursor() as cursor:
        if rows:
            names = ("id", "payload", "agency", "desk", "unit")
            cursor.execute(
                _MOVE,
                {
                    **{name: [row[name] for row in rows] for name in names},
                    "at": at, "by": actor.person, "post": actor.post,
                    "behalf": actor.on_behalf_of, "old": old, "drafts": _DRAFTS,
                },
            )  # fmt: skip
        for statement in _SEEN:
            cursor.execute(statement, {"id": ids, "old": old})
    for secret in Dossier.objects.filter(pk__in=ids, procedure__confidential=True):
        access.sync(secret)
    return len(rows)


def _row(
    dossier: Dossier,
    moves: Moves,
    asked: Mapping[int, list[JsonObject]],
    owed: Mapping[int, Unit],
) -> dict[str, object] | None:
    """None: nothing of it ends. Of one that is over only the apology goes on."""
    open_, heir = dossier.state in OPEN, owed.get(dossier.pk)
    unit = moves.units.get(dossier.holder_unit_id or 0) if open_ else None
    desk = moves.desks.get(dossier.desk_id) if open_ else None
    branches = asked.get(dossier.pk, [])
    if unit is None and desk is None and heir is None and not branches:
        return None
    agency = desk.unit.agency if desk else heir.agency if heir else dossier.answering
    said: JsonObject = {
        "continuing": agency.pk if desk else 0,
        "named": agency.name,
        "from_unit": dossier.holder_unit_id if unit else 0,
        "to_unit": unit.pk if unit else 0,
        "desk_unit": desk.unit_id if desk else 0,
        "branches": branches,
        "decision": moves.decision,
    }
    check_payload("continued", said)
    return {
        "id": dossier.pk,
        "payload": canonical_json(said),
        "agency": agency.pk if desk else None,
        "desk": desk.pk if desk else None,
        "unit": unit.pk if unit else None,
    }


def _owed(dossiers: Sequence[Dossier], moves: Moves) -> Mapping[int, Unit]:
    """Dossier -> who signs the apology that is still a draft of an ended unit."""
    drafts = Apology.objects.filter(
        dossier__in=dossiers, state__in=_DRAFTS, unit__in=list(moves.units)
    )
    return {pk: moves.units[unit] for pk, unit in drafts.values_list("dossier", "unit")}


def _branches(dossiers: Sequence[Dossier], moves: Moves) -> Mapping[int, list[JsonObject]]:
    found: defaultdict[int, list[JsonObject]] = defaultdict(list)
    for branch in Branch.objects.filter(
        dossier__in=dossiers, ended_at=None, unit__in=list(moves.units)
    ).order_by("dossier", "no"):
        unit = moves.units[branch.unit_id]
        found[branch.dossier_id].append(
            {"branch": branch.no, "unit": unit.pk, "agency": unit.agency_id}
        )
    return found
