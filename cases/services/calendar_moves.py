"""Dossiers moved by a calendar: one event each, set-based; a lifted lateness with all it undoes."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

from django.db import connection

from cases.events import check_payload
from cases.facts import ApologyState
from cases.models import Apology, Branch, CalendarChange, Dossier
from cases.services import notify, step_runs
from cases.services.caches import columns_of, sync_branches
from cases.services.look import newest_apology
from cases.services.redating import Move, Sort
from onecua.ledger.canonical import JsonObject, canonical_json
from onecua.ledger.texts import keep_text
from onecua.ledger.writing import Actor, append
from procedures.timing import office_date

WHY = "Lịch làm việc thay đổi, hồ sơ không còn quá hạn."

# The event comes first, for the row's trigger looks for it.
_STATEMENT = """
WITH moved AS (
    SELECT * FROM unnest(
        %(id)s::bigint[], %(payload)s::text[], %(legal_due)s::timestamptz[],
        %(appointed_due)s::timestamptz[], %(late_from)s::timestamptz[],
        %(soon_from)s::timestamptz[], %(apology_from)s::timestamptz[], %(provisional)s::boolean[],
        %(debt_from)s::timestamptz[], %(revision)s::int[],
        %(step_due)s::timestamptz[], %(planned_due)s::timestamptz[]
    ) AS m (id, payload, legal_due, appointed_due, late_from, soon_from, apology_from,
            provisional, debt_from, revision, step_due, planned_due)
), said AS (
    SELECT stream, seq FROM ledger_append_all(
        %(id)s::bigint[], 'calendar_revised', %(at)s, %(payload)s::text[],
        %(person)s, %(post)s, %(on_behalf_of)s)
), access AS (
    UPDATE cases_dossieraccess a SET due = m.legal_due
    FROM moved m WHERE a.dossier_id = m.id AND a.dossier_id BETWEEN %(first)s AND %(last)s
), steps AS (
    UPDATE cases_steprun s SET due = m.step_due, planned_due = m.planned_due
    FROM moved m WHERE s.dossier_id = m.id AND s.ended_at IS NULL
)
UPDATE cases_dossier d SET
    version = said.seq, generation = d.generation + 1, calendar_revision = m.revision,
    legal_due = m.legal_due, appointed_due = m.appointed_due, late_from = m.late_from,
    soon_from = m.soon_from, apology_from = m.apology_from, provisional = m.provisional,
    debt_from = m.debt_from, apologised_to = NULL,
    step_due = m.step_due
FROM moved m JOIN said ON said.stream = m.id
WHERE d.id = m.id AND d.id BETWEEN %(first)s AND %(last)s
"""
_COLUMNS = (
    "legal_due", "appointed_due", "late_from", "soon_from", "apology_from", "provisional",
    "debt_from",
)  # fmt: skip


class Done(NamedTuple):
    moved: int = 0
    lifted: int = 0
    superseded: int = 0


def write(found: Sequence[Move], change: CalendarChange, at: datetime) -> Done:
    """In the caller's transaction; the dossiers are locked, in order of id."""
    if not found:
        return Done()
    steps = step_runs.redated_many(found)
    known: dict[Sort, dict[str, Any]] = {}
    rows = [_row(move, known) for move in found]
    values = {name: [row[name] for row in rows] for name in rows[0]}
    values["step_due"], values["planned_due"] = (list(dates) for dates in zip(*steps, strict=True))
    actor = Actor(change.person_id, change.post, change.on_behalf_of)
    with connection.cursor() as cursor:
        cursor.execute(
            _STATEMENT,
            {
                **values,
                "first": found[0].dossier.pk,
                "last": found[-1].dossier.pk,
                "at": at,
                "person": actor.person,
                "post": actor.post,
                "on_behalf_of": actor.on_behalf_of,
            },
        )
    _move_branches(found, at)
    lifted = [move for move in found if move.lifted]
    superseded = sum(_lift(move, actor, at) for move in lifted)
    return Done(len(found), len(lifted), superseded)


def _move_branches(found: Sequence[Move], at: datetime) -> None:
    """The revision that moved the dossier counts for its branches too."""
    ids = [move.dossier.pk for move in found]
    having = set(Branch.objects.filter(dossier__in=ids).values_list("dossier", flat=True))
    for dossier in Dossier.objects.filter(pk__in=having).order_by("pk"):
        sync_branches(dossier, at)


def payload(revision: int, old: datetime | None, new: datetime | None) -> JsonObject:
    return {
        "calendar_revision": revision,
        "old_due_at": old.isoformat() if old else "",
        "new_due_at": new.isoformat() if new else "",
    }


def _row(move: Move, known: dict[Sort, dict[str, Any]]) -> dict[str, Any]:
    """Dossiers of one sort share their columns, but that nothing begins before they came."""
    dossier, clock = move.dossier, move.clock
    columns = known.get(move.sort) if move.sort else None
    if columns is None:
        columns = columns_of(dossier, clock)
        if move.sort:
            known[move.sort] = columns
    said = payload(clock.calendar_revision, dossier.legal_due, columns["legal_due"])
    began = clock.started_at if move.sort is None else dossier.received_at
    return {
        "id": dossier.pk,
        "payload": canonical_json(said),
        "revision": clock.calendar_revision,
        **{name: columns[name] for name in _COLUMNS},
        **{name: _not_before(began, columns[name]) for name in ("soon_from", "apology_from")},
    }


def _not_before(began: datetime | None, at: datetime | None) -> datetime | None:
    return max(began, at) if began and at else at


def _lift(move: Move, actor: Actor, at: datetime) -> bool:
    """What was said of a lateness that is none: drafts withdrawn, a slip superseded, word sent."""
    dossier, due = move.dossier, move.clock.legal_due
    generation = dossier.generation
    new = due.at.isoformat() if due else ""
    _say(dossier, "lateness_lifted", {"generation": generation, "due_at": new}, actor, at)
    apology = newest_apology(dossier)
    current = apology and (apology.generation == generation or dossier.rescheduled)
    return _undo(dossier, apology, actor, at) if apology and current else False


def _undo(dossier: Dossier, apology: Apology, actor: Actor, at: datetime) -> bool:
    """Whether it had been issued. The slip itself stays on record."""
    issued = apology.state == ApologyState.ISSUED
    said: JsonObject = {
        "generation": apology.generation,
        "reason": keep_text(dossier.pk, WHY),
    }
    if issued and apology.slip and apology.issued_at:
        said = {
            "generation": apology.generation,
            "number": apology.slip.number,
            "year": office_date(apology.issued_at).year,
        }
    kind = "apology_superseded" if issued else "apology_withdrawn"
    _say(dossier, kind, said, actor, at)
    apology.state = ApologyState.SUPERSEDED if issued else ApologyState.WITHDRAWN
    apology.save(update_fields=["state"])
    return issued


def _say(dossier: Dossier, kind: str, said: JsonObject, actor: Actor, at: datetime) -> None:
    check_payload(kind, said)
    event = append(dossier.pk, kind, said, actor=actor, at=at)
    notify.tell(event)
    Dossier.objects.filter(pk=dossier.pk).update(version=event.seq)
