"""The deadline clock of the office, each minute: what became soon due, late, late on a step.

A dossier is claimed by "not yet said in this generation", never by a window of time, so an outage
loses nothing; `happened_at` is the moment it fell due. Flags are set in one statement each; drafts
of apologies one dossier at a time, and one that fails is set aside and stops nobody.
"""

from dataclasses import dataclass, field
from datetime import datetime

from django.db import connection, transaction
from django.db.models import F

from cases.models import Dossier, SetAside
from cases.services.apology import draft_apology
from cases.services.errors import ActRefused
from procedures.timing import office_date

CHUNK = 5_000
DRAFTS_AT_ONCE = 500
LONGEST_ERROR = 500


@dataclass(frozen=True, slots=True)
class Flag:
    """kind: of the event; where: not yet said, and due; happened: the column of the moment."""

    kind: str
    where: str
    happened: str
    payload: str  # SQL: RFC 8785 text, keys in order
    change: str


_INSTANT = """to_char({0} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"+00:00"')"""
_DEADLINE = 'format(\'{{"due_at":"%s","generation":%s}}\', ' + _INSTANT + ", generation)"
_STEP = (
    'format(\'{"due_at":"%s","step":%s,"unit":%s}\', '
    + _INSTANT.format("step_due")
    + ", step, holder_unit_id)"
)
FLAGS = (
    Flag(
        kind="soon_due",
        where="run = 'running' AND soon_said < generation AND soon_from <= %(now)s",
        happened="soon_from",
        payload=_DEADLINE.format("legal_due"),
        change="soon_said = d.generation",
    ),
    Flag(
        kind="became_late",
        where="run = 'running' AND late_said < generation AND NOT rescheduled"
        " AND late_from < %(now)s",
        happened="late_from",
        payload=_DEADLINE.format("legal_due"),
        change="late_said = d.generation",
    ),
    Flag(
        kind="step_late",
        where="run = 'running' AND step_late_said <> step AND step_due < %(now)s"
        " AND holder_unit_id IS NOT NULL AND state IN ('received', 'processing')",
        happened="step_due",
        payload=_STEP,
        change="step_late_said = d.step",
    ),
    Flag(  # quá hẹn lần hai: not slipped again, but brought to the provincial office
        kind="escalated",
        where="run = 'running' AND rescheduled AND NOT escalated AND %(today)s >"
        " (appointed_due AT TIME ZONE 'Asia/Ho_Chi_Minh')::date",
        happened="appointed_due",
        payload=_DEADLINE.format("appointed_due"),
        change="escalated = true",
    ),
)

# The event comes first, for the row's trigger looks for it; the whole condition is repeated.
_STATEMENT = """
WITH claimed AS (
    SELECT id, generation, step, holder_unit_id, legal_due, appointed_due, step_due, soon_from,
           late_from
    FROM cases_dossier WHERE {where} ORDER BY id LIMIT %(chunk)s FOR UPDATE SKIP LOCKED
), said AS (
    INSERT INTO ledger_event (stream, kind, happened_at, payload)
    SELECT id, '{kind}', {happened}, {payload} FROM claimed ORDER BY id
    RETURNING stream, seq
)
UPDATE cases_dossier d SET version = said.seq, {change}
FROM said WHERE d.id = said.stream
"""


@dataclass(slots=True)
class Swept:
    said: dict[str, int] = field(default_factory=dict)
    drafted: int = 0
    set_aside: int = 0


def sweep(now: datetime) -> Swept:
    """Everything that fell due up to now. now: office time, aware."""
    swept = Swept()
    for flag in FLAGS:
        swept.said[flag.kind] = _say(flag, now)
    for dossier_id in to_apologise(now):
        _draft(dossier_id, now, swept)
    return swept


def to_apologise(now: datetime) -> list[int]:
    """Open dossiers on their last lawful day or late, without an apology of this generation."""
    due = Dossier.objects.filter(
        run=Dossier.Run.RUNNING,
        apology_from__lte=now,
        apology_said__lt=F("generation"),
        rescheduled=False,
    )
    return list(
        due.exclude(set_aside__what="draft_apology")
        .order_by("pk")
        .values_list("pk", flat=True)[:DRAFTS_AT_ONCE]
    )


def _say(flag: Flag, now: datetime) -> int:
    statement = _STATEMENT.format(
        where=flag.where,
        kind=flag.kind,
        happened=flag.happened,
        payload=flag.payload.replace("%", "%%"),
        change=flag.change,
    )
    said = CHUNK
    total = 0
    while said == CHUNK:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement, {"now": now, "today": _today(now), "chunk": CHUNK})
            said = cursor.rowcount
        total += said
    return total


def _draft(dossier_id: int, now: datetime, swept: Swept) -> None:
    try:
        draft_apology(dossier_id=dossier_id, acting=None, at=now)
    except ActRefused:
        return  # somebody acted in between: there is nothing left to prepare
    except Exception as error:  # noqa: BLE001 - one bad dossier stops nobody, and is seen
        SetAside.objects.get_or_create(
            dossier_id=dossier_id,
            what="draft_apology",
            defaults={"error": f"{type(error).__name__}: {error}"[:LONGEST_ERROR], "at": now},
        )
        swept.set_aside += 1
    else:
        swept.drafted += 1


def _today(now: datetime) -> str:
    return office_date(now).isoformat()


def would_say(now: datetime) -> dict[str, list[str]]:
    """What a sweep at this moment would say, by kind; nothing is written."""
    found: dict[str, list[str]] = {}
    for flag in FLAGS:
        query = f"SELECT code FROM cases_dossier WHERE {flag.where} ORDER BY id"  # noqa: S608 - ours
        with connection.cursor() as cursor:
            cursor.execute(query, {"now": now, "today": _today(now)})
            found[flag.kind] = [code for (code,) in cursor.fetchall()]
    return found
