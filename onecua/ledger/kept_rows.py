"""Rows beside the dossiers (rights, catalogue, calendars) against the digests the database kept.

Each row says what its last `rows_kept` says, and each `rows_kept` stands in the transaction of an
act: SQL that goes round the acts leaves one without, and SQL that goes round the triggers leaves
a row that its digest does not know.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from django.db import connection

MOST_NAMED = 10  # rows of one statement
FIRST_DOSSIER_STREAM = 10**10  # below it: agencies and the system


class KeptTable(NamedTuple):
    """called: what a row is to people. kinds: the acts that may change one."""

    table: str
    called: str
    kinds: frozenset[str]


class Bent(NamedTuple):
    where: str
    what: str
    row: str
    events: str


# The digest is computed here, not by the function of the database that is being examined.
_DIFFERENT = """
SELECT coalesce(kept.id, told.id), kept.id IS NULL, told.id IS NULL
FROM {table} AS kept
FULL JOIN (
    SELECT * FROM (
        SELECT DISTINCT ON (said.id) said.id, said.digest, said.columns
        FROM (
            SELECT event.id AS event, pair.key::bigint AS id, pair.value AS digest,
                   event.data -> 'columns' AS columns
            FROM ledger_event event, jsonb_each_text(event.data -> 'rows') AS pair
            WHERE event.stream < 0 AND event.data ->> 'table' = %s
            UNION ALL
            SELECT event.id, gone::bigint, NULL, NULL
            FROM ledger_event event, jsonb_array_elements_text(event.data -> 'gone') AS gone
            WHERE event.stream < 0 AND event.data ->> 'table' = %s
        ) AS said ORDER BY said.id, said.event DESC
    ) AS last WHERE digest IS NOT NULL
) AS told ON told.id = kept.id
WHERE kept.id IS NULL OR told.id IS NULL OR told.digest <> (
    SELECT encode(sha256(convert_to(string_agg(
        coalesce(to_jsonb(kept) -> name, 'null')::text, E'\\n' ORDER BY place), 'UTF8')), 'hex')
    FROM jsonb_array_elements_text(told.columns) WITH ORDINALITY AS listed (name, place))
ORDER BY 1
"""
_WITHOUT_AN_ACT = """
SELECT event.recorded_at, ARRAY(
    SELECT key::bigint FROM jsonb_object_keys(event.data -> 'rows') AS key
    UNION SELECT gone::bigint FROM jsonb_array_elements_text(event.data -> 'gone') AS gone
    ORDER BY 1 LIMIT %s)
FROM ledger_event event
WHERE event.stream < 0 AND event.kind = 'rows_kept' AND event.data ->> 'table' = %s
  AND event.xact NOT IN (
    SELECT xact FROM ledger_event WHERE stream >= 0 AND stream < %s AND kind = ANY(%s))
ORDER BY event.id
"""


def check_kept_rows(tables: Sequence[KeptTable]) -> Iterator[Bent]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('timezone', 'UTC', true)")
        for kept in tables:
            cursor.execute(_DIFFERENT.format(table=kept.table), [kept.table, kept.table])
            for pk, gone, unknown in cursor.fetchall():
                row = "không còn" if gone else "thêm ngoài sổ cái" if unknown else "đã bị sửa"
                yield Bent(f"{kept.called} {pk}", "dòng", row, "khác")
            kinds = sorted(kept.kinds)
            cursor.execute(_WITHOUT_AN_ACT, (MOST_NAMED, kept.table, FIRST_DOSSIER_STREAM, kinds))
            for at, rows in cursor.fetchall():
                which = ", ".join(map(str, rows))
                yield Bent(f"{kept.called} {which}", f"thay đổi lúc {at:%d/%m/%Y %H:%M} UTC",
                           "không qua thao tác nào", "không có thao tác")  # fmt: skip
