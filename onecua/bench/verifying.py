"""verify_ledger against a bare loop that reads the same rows and hashes them."""

import hashlib

from django.db import connection, connections, transaction

from onecua.bench.pairs import Ratio, measure
from onecua.ledger.seals import seal_ledger
from onecua.ledger.streaming import rows, steady_view
from onecua.ledger.verification import verify
from onecua.ledger.verify_chain import EVENTS

EVENTS_WANTED = 30_000
A_STREAM = 12
STREAMS = 2 * 10**12

_FILL = """
INSERT INTO ledger_event (stream, kind, happened_at, person, post, payload)
SELECT %s + n / %s, 'step_completed', ledger_office_now(), 7, 9,
       format('{"next_step":3,"opinion":{"digest":"%%s","text":%%s},"step":%%s,"unit":17}',
              encode(sha256(n::text::bytea), 'hex'), n, n %% 9)
FROM generate_series(1, %s) AS n ORDER BY n
"""


def whole_ledger() -> Ratio:
    """Chains, heads, seals, access records and number books, over tens of thousands of events."""
    _fill()
    with steady_view():
        return measure(verify, bare_loop, pairs=30, warm_up=1)


def bare_loop() -> bytes:
    digest = b""
    for row in rows(EVENTS):
        digest = hashlib.sha256("\n".join(map(str, row)).encode()).digest()
    return digest


def _fill() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*), coalesce(max(stream), 0) FROM ledger_event")
        count, last = cursor.fetchone()
    if count < EVENTS_WANTED:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(_FILL, [max(STREAMS, last + 1), A_STREAM, EVENTS_WANTED - count])
        with connections["owner"].cursor() as cursor:
            cursor.execute("ANALYZE ledger_event")
    seal_ledger()
