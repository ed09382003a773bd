"""One event, and a thousand in a statement, against a table of the same shape without any rule."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from itertools import count

from django.db import connections, transaction

from onecua.bench.pairs import Ratio, measure
from onecua.ledger.office import office_now
from onecua.ledger.writing import THE_SYSTEM, append

MANY = 1_000
STREAMS = 10**12  # far above the streams of agencies and dossiers
_streams = count(STREAMS)

_SHAPE = """
DROP TABLE IF EXISTS bench_event;
CREATE TABLE bench_event (LIKE ledger_event INCLUDING ALL);
ALTER TABLE bench_event ALTER seq SET DEFAULT 1
"""
_ONE = """
INSERT INTO bench_event (stream, kind, happened_at, payload)
VALUES (%s, 'became_late', %s, '{"due_at":"2021-03-01T10:30:00+00:00","generation":1}')
"""
_MANY = """
INSERT INTO {table} (stream, kind, happened_at, payload)
SELECT %s + n, 'became_late', %s, '{{"due_at":"2021-03-01T10:30:00+00:00","generation":1}}'
FROM generate_series(1, {many}) AS n
"""


def one_event() -> Ratio:
    """A committed transaction each; our way as the services write it."""
    _bare_table()

    def ours() -> None:
        with transaction.atomic():
            append(
                next(_streams), "became_late",
                {"due_at": "2021-03-01T10:30:00+00:00", "generation": 1},
                actor=THE_SYSTEM, at=office_now(),
            )  # fmt: skip

    def bare() -> None:
        with transaction.atomic():
            now = office_now()
            _execute(_ONE, next(_streams), now)

    return measure(ours, bare, pairs=400, warm_up=50)


def thousand_events() -> Ratio:
    """Each of another stream, as the sweep writes them."""
    _bare_table()
    return measure(_thousand("ledger_event"), _thousand("bench_event"))


def _thousand(table: str) -> Callable[[], None]:
    return partial(_write_thousand, _MANY.format(table=table, many=MANY))


def _write_thousand(statement: str) -> None:
    first = next(_streams) * MANY
    with transaction.atomic():
        _execute(statement, first, office_now())


def _execute(statement: str, *parameters: int | datetime) -> None:
    with connections["default"].cursor() as cursor:
        cursor.execute(statement, parameters)


def _bare_table() -> None:
    with connections["owner"].cursor() as cursor:
        cursor.execute(_SHAPE)
