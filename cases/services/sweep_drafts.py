"""Drafts of apologies, thousands in one statement: event, draft and row together."""

from collections.abc import Sequence
from datetime import datetime

from django.db import connection

from cases.services.proposal import METHOD, Case, Proposal, propose_for
from cases.services.sweep_kinds import DRAFT, POST
from procedures.timing import office_date

_CASES = """
SELECT id, workflow_id, desk_id, step, calendar_revision, limit_unit, legal_due
FROM cases_dossier WHERE id = ANY(%(ids)s)
"""
_DRAFT = f"""
WITH wanted (id, new_due) AS (
    SELECT * FROM unnest(%(ids)s::bigint[], %(dues)s::timestamptz[])
), claimed AS (
    SELECT d.*, w.new_due, u.agency_id AS apologising, {DRAFT.event_kind} AS event,
           {DRAFT.once} AS once
    FROM cases_dossier d JOIN wanted w USING (id) JOIN people_unit u ON u.id = d.holder_unit_id
    WHERE {DRAFT.where}
), said AS (
    INSERT INTO ledger_event (stream, kind, happened_at, payload)
    SELECT id, event, %(now)s, {DRAFT.payload.replace("agency_id", "apologising")}
    FROM claimed ORDER BY id
    RETURNING stream, seq
), drafted AS (
    INSERT INTO cases_apology (dossier_id, generation, state, step, unit_id, agency_id, reason,
                               new_due, method, drafted_at, too_late)
    SELECT id, generation, 'drafted', step, holder_unit_id, apologising, '', new_due, %(method)s,
           %(now)s, false
    FROM claimed
), posted AS ({POST})
UPDATE cases_dossier d SET version = said.seq, {DRAFT.change} FROM said WHERE d.id = said.stream
"""  # noqa: S608 - our own conditions


def draft_all(ids: Sequence[int], now: datetime) -> int:
    """How many got their draft; who needs none any more gets none. In the sweep's transaction."""
    proposals: dict[Case, Proposal] = {}
    found, dues = [], []
    with connection.cursor() as cursor:
        cursor.execute(_CASES, {"ids": list(ids)})
        for pk, workflow, desk, step, revision, unit, legal_due in cursor.fetchall():
            legal_on = office_date(legal_due) if legal_due else None
            case = Case(workflow, desk, step, revision, unit, legal_on)
            if case not in proposals:
                proposals[case] = propose_for(case, now)
            found.append(pk)
            dues.append(proposals[case].new_due)
        cursor.execute(_DRAFT, {"ids": found, "dues": dues, "now": now, "method": METHOD})
        drafted: int = cursor.rowcount
    return drafted
