"""What the deadline clock says, one row a kind: when it fell due, of whom, and how it is kept.

A dossier is claimed by "not yet said", never by a window of time. All in SQL, so that each kind is
one statement over thousands; the conditions are those of the partial indexes of the dossier's row.
"""

from collections.abc import Sequence
from dataclasses import dataclass

# RFC 8785: keys in order, and an instant as the ledger's other payloads have it.
_AT = """to_char({0} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"+00:00"')"""
_LAST_TOLD = "greatest(apologised_to, appointed_due)"  # by the desk, or by the apology alone
_THE_NEXT_DAY = (
    f"(date_trunc('day', {_LAST_TOLD} AT TIME ZONE 'Asia/Ho_Chi_Minh') + interval '1 day')"
    " AT TIME ZONE 'Asia/Ho_Chi_Minh'"
)
_RUNNING = "run = 'running' AND NOT rescheduled"


@dataclass(frozen=True, slots=True)
class Kind:
    """name: of the event, or its column; fell_due: SQL; change: of the row, once it is said."""

    name: str
    where: str
    fell_due: str
    payload: str
    change: str
    event: str = ""  # SQL of the event's kind, where it is not the name
    once: str = "generation"  # SQL: of what there is one notice

    @property
    def event_kind(self) -> str:
        return self.event or f"'{self.name}'"

    @property
    def due(self) -> str:
        """Who is to be told of now: %(now)s is office time, %(midnight)s began its day."""
        return f"""{self.where} AND NOT EXISTS (
            SELECT FROM cases_setaside a WHERE a.dossier_id = d.id AND a.what = '{self.name}')"""


def _deadline(column: str) -> str:
    return f"""format('{{"due_at":"%%s","generation":%%s}}', {_AT.format(column)}, generation)"""


_STEP = (
    """format('{"due_at":"%%s","step":%%s,"unit":%%s}', """
    + _AT.format("step_due")
    + ", step, holder_unit_id)"
)
DRAFT = Kind(  # the last lawful day has begun: the apology is prepared, a person issues it
    name="apology_drafted",
    where=f"{_RUNNING} AND apology_said < generation AND apology_from <= %(now)s"
    " AND holder_unit_id IS NOT NULL",
    fell_due="apology_from",
    payload='format(\'{"agency":%%s,"generation":%%s,"method":"%%s",'
    '"new_due_at":"%%s","step":%%s,"unit":%%s}\', agency_id, generation, way, '
    + _AT.format("new_due")
    + ", step, holder_unit_id)",
    change="apology_said = d.generation",
)
LATE = Kind(
    name="became_late",
    # a date moved before it passed moves no lateness: that is against legal_due
    where="run = 'running' AND late_said < generation AND late_from < %(now)s",
    fell_due="late_from",
    payload=_deadline("legal_due"),
    change="late_said = d.generation",
)
EVERYTHING: Sequence[Kind] = (
    Kind(
        name="soon_due",
        where=f"{_RUNNING} AND soon_said < generation AND soon_from <= %(now)s",
        fell_due="soon_from",
        payload=_deadline("legal_due"),
        change="soon_said = d.generation",
    ),
    DRAFT,  # before LATE: who is late without a draft gets both by one change of his row
    LATE,
    Kind(
        name="step_late",
        where="run = 'running' AND step_late_said <> step AND step_due < %(now)s"
        " AND holder_unit_id IS NOT NULL AND state IN ('received', 'processing')",
        fell_due="step_due",
        payload=_STEP,
        change="step_late_said = d.step",
        once="format('%%s.%%s', step, extract(epoch FROM step_due)::bigint)",
    ),
    Kind(  # open or ended: whoever was late is owed an apology (NĐ 61/2018 Đ19.9)
        name="slip_debt",
        where="NOT rescheduled AND debt_said < generation AND debt_from <= %(now)s",
        fell_due="debt_from",
        payload=_deadline("late_from"),
        change="debt_said = d.generation",
    ),
    Kind(  # quá hẹn lần hai: not slipped again, but brought to the provincial office
        name="escalated",
        where="run = 'running' AND (rescheduled OR apologised_to IS NOT NULL) AND NOT escalated"
        f" AND {_LAST_TOLD} < %(midnight)s",
        fell_due=_THE_NEXT_DAY,
        payload=_deadline(_LAST_TOLD),
        change="escalated = true",
    ),
    Kind(
        name="lapse",
        event="lapse",
        where="NOT lapse_said AND lapses_at < %(now)s",
        fell_due="lapses_at",
        payload=f"""format('{{"due_at":"%%s"}}', {_AT.format("lapses_at")})""",
        change="lapse_said = true",
        once="extract(epoch FROM lapses_at)::bigint",
    ),
)

CLAIM = """
SELECT d.id FROM cases_dossier d WHERE {due}
ORDER BY {fell_due}, d.id LIMIT %(chunk)s FOR UPDATE SKIP LOCKED
"""
# A notice of each in the same transaction, due at once; unique by (kind, dossier, generation).
POST = """
    INSERT INTO ledger_outboxmessage (kind, key, stream, recipient, payload, status, attempts,
                                      due_at, error, created_at)
    SELECT 'notice', format('notice/%%s/%%s/%%s', said.kind, c.id, c.once), c.id, '',
           jsonb_build_object('seq', said.seq), 'queued', 0, clock_timestamp(), '',
           clock_timestamp()
    FROM said JOIN claimed c ON c.id = said.stream {only} ORDER BY c.id, said.seq
    ON CONFLICT (key) DO NOTHING
"""
# Chained by one call. A plain INSERT would lock, time and hash each by itself.
CHAINED = """
said AS (
    SELECT chained.* FROM (
        SELECT array_agg(stream ORDER BY stream, place) AS streams,
               array_agg(kind::text ORDER BY stream, place) AS kinds,
               array_agg(happened_at ORDER BY stream, place) AS moments,
               array_agg(payload ORDER BY stream, place) AS payloads
        FROM words
    ) AS all_of, ledger_append_set(streams, kinds, moments, payloads, NULL, NULL, NULL) AS chained
)"""
# The event comes first, for the row's trigger looks for it.
SAY = f"""
WITH claimed AS (
    SELECT d.*, {{once}} AS once
    FROM cases_dossier d WHERE d.id = ANY(%(ids)s) AND {{where}}
), words (stream, place, kind, happened_at, payload) AS (
    SELECT id, 1, {{event}}, {{fell_due}}, {{payload}} FROM claimed
), {CHAINED}, posted AS ({POST.format(only="")})
UPDATE cases_dossier d SET version = said.seq, {{change}}
FROM said WHERE d.id = said.stream
"""  # noqa: S608 - our own conditions
