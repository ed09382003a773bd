"""Drafts of apologies, thousands in one statement: event, draft and row together."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import connection

from cases.services.proposal import Case, Proposal, propose_for
from cases.services.sweep_kinds import CHAINED, DRAFT, LATE, POST
from procedures.timing import office_date

_CASES = """
SELECT id, workflow_id, desk_id, step, holder_unit_id, calendar_revision, limit_unit, legal_due
FROM cases_dossier WHERE id = ANY(%(ids)s)
"""
# Late and drafted at one moment is one letter: whoever opens the dossier finds the draft.
_TOLD = f"WHERE said.kind = {LATE.event_kind} OR NOT c.newly_late"
_DRAFT = f"""
WITH wanted (id, new_due, way, method) AS (
    SELECT * FROM unnest(%(ids)s::bigint[], %(dues)s::timestamptz[], %(ways)s::text[],
                         %(methods)s::text[])
), claimed AS (
    SELECT d.*, w.new_due, w.way, w.method, u.agency_id AS apologising, {DRAFT.once} AS once,
           ({LATE.where}) AS newly_late
    FROM cases_dossier d JOIN wanted w USING (id) JOIN people_unit u ON u.id = d.holder_unit_id
    WHERE {DRAFT.where}
), words (stream, place, kind, happened_at, payload) AS (
    SELECT id, 1, {LATE.event_kind}, {LATE.fell_due}, {LATE.payload} FROM claimed WHERE newly_late
    UNION ALL
    SELECT id, 2, {DRAFT.event_kind}, %(now)s, {DRAFT.payload.replace("agency_id", "apologising")}
    FROM claimed
), {CHAINED}, drafted AS (
    INSERT INTO cases_apology (dossier_id, generation, state, step, unit_id, agency_id, reason,
                               new_due, method, drafted_at, too_late)
    SELECT id, generation, 'drafted', step, holder_unit_id, apologising, '', new_due, method,
           %(now)s, false
    FROM claimed
), posted AS ({POST.format(only=_TOLD)})
UPDATE cases_dossier d
SET version = told.seq, {DRAFT.change},
    late_said = CASE WHEN told.late THEN d.generation ELSE d.late_said END
FROM (SELECT stream, max(seq) AS seq, bool_or(kind = {LATE.event_kind}) AS late
      FROM said GROUP BY stream) AS told
WHERE d.id = told.stream
RETURNING told.late
"""  # noqa: S608 - our own conditions


def draft_all(ids: Sequence[int], now: datetime) -> Mapping[str, int]:
    """What was said of them, by kind: each draft, and each lateness that is as new.

    Who needs none any more gets none. In the sweep's transaction.
    """
    proposals: dict[Case, Proposal] = {}
    found, wanted = [], []
    with connection.cursor() as cursor:
        cursor.execute(_CASES, {"ids": list(ids)})
        for pk, workflow, desk, step, holder, revision, limit_unit, legal_due in cursor.fetchall():
            legal_on = office_date(legal_due) if legal_due else None
            case = Case(workflow, desk, step, holder, revision, limit_unit, legal_on)
            if case not in proposals:
                proposals[case] = propose_for(case, now)
            found.append(pk)
            wanted.append(proposals[case])
        values: dict[str, Any] = {
            "ids": found,
            "dues": [each.new_due for each in wanted],
            "ways": [each.way for each in wanted],
            "methods": [each.method for each in wanted],
            "now": now,
        }
        cursor.execute(_DRAFT, values)
        late = [newly for (newly,) in cursor.fetchall()]
    return {DRAFT.name: len(late), LATE.name: sum(late)}
