"""The papers that events name, and who acted, against the rows that keep them. Set-based."""

from collections.abc import Iterator
from typing import NamedTuple

from django.db import connection


class Wrong(NamedTuple):
    stream: int
    what: str
    row: str
    events: str


# what -> rows of (stream, what the row says, what the events say)
_CHECKS: tuple[tuple[str, str], ...] = (
    ("kết quả", """
        SELECT e.stream, coalesce(concat_ws(' ', r.number, r.signed_on), 'không có'),
               concat_ws(' ', e.data ->> 'number', e.data ->> 'signed_on')
        FROM ledger_event e
        LEFT JOIN cases_result r ON r.dossier_id = e.stream
            AND r.version = (e.data ->> 'version')::int
        WHERE e.kind = 'result_recorded' AND (
            r.id IS NULL OR r.number <> e.data ->> 'number'
            OR coalesce(r.signed_on::text, '') <> e.data ->> 'signed_on')
    """),
    ("phiếu xin lỗi đã phát hành", """
        SELECT e.stream, coalesce(a.state, 'không có'), 'issued' FROM ledger_event e
        LEFT JOIN cases_apology a ON a.dossier_id = e.stream
            AND a.generation = (e.data ->> 'generation')::int AND a.state <> 'withdrawn'
        WHERE e.kind = 'apology_issued' AND (
            a.state IS NULL OR a.state NOT IN ('issued', 'superseded') OR a.slip_id IS NULL
            OR a.too_late <> (e.data ->> 'late')::boolean
            OR a.new_due IS DISTINCT FROM nullif(e.data ->> 'new_due_at', '')::timestamptz)
    """),
    ("phiếu xin lỗi", """
        SELECT a.dossier_id, a.state, 'chưa phát hành' FROM cases_apology a
        WHERE a.state = 'issued' AND NOT EXISTS (
            SELECT FROM ledger_event e WHERE e.stream = a.dossier_id AND e.kind = 'apology_issued'
            AND (e.data ->> 'generation')::int = a.generation)
    """),
    ("số dự thảo phiếu xin lỗi", """
        SELECT e.stream, (SELECT count(*) FROM cases_apology a WHERE a.dossier_id = e.stream)::text,
               count(*)::text
        FROM ledger_event e WHERE e.kind = 'apology_drafted' GROUP BY e.stream
        HAVING count(*) <> (SELECT count(*) FROM cases_apology a WHERE a.dossier_id = e.stream)
    """),
    ("phiếu", """
        SELECT e.stream, coalesce(s.number::text, 'không có'), e.data ->> 'number'
        FROM ledger_event e
        LEFT JOIN cases_slip s ON s.id = (e.data ->> 'slip')::bigint AND s.dossier_id = e.stream
        WHERE e.kind = 'slip_issued' AND s.number IS DISTINCT FROM (e.data ->> 'number')::int
    """),
    ("người ghi sự kiện", """
        SELECT e.stream, 'vị trí ' || e.post, 'người ' || e.person FROM ledger_event e
        JOIN people_post p ON p.id = e.post
        WHERE p.person_id <> e.person AND p.person_id IS DISTINCT FROM e.on_behalf_of
    """),
)  # fmt: skip


def check_papers() -> Iterator[Wrong]:
    with connection.cursor() as cursor:
        for what, query in _CHECKS:
            cursor.execute(query)
            for stream, row, events in cursor.fetchall():
                yield Wrong(stream, what, row, events)
