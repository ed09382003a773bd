"""However long the ledger, verification holds only a portion of it."""

import tracemalloc

import pytest
from django.db import connection

from onecua.ledger.verification import verify

MANY = """
INSERT INTO ledger_event (stream, kind, happened_at, payload)
SELECT %s + n / 1000, 'became_late', ledger_office_now(), format('{"step":%%s}', n)
FROM generate_series(1, %s) AS n
"""


def peak(events: int) -> int:
    """Bytes of Python at the most, while a ledger of so many events is verified."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT coalesce(max(stream), 0) + 1, count(*) FROM ledger_event")
        stream, count = cursor.fetchone()
        cursor.execute(MANY, [stream, events - count])
    tracemalloc.start()
    try:
        report = verify()
        highest = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert (report.events, report.total) == (events, 0)
    return highest


@pytest.mark.django_db
def test_twice_the_events_need_no_more_memory() -> None:
    few, many = peak(11_000), peak(22_000)  # both above the two portions that are held
    assert many < 1.2 * few
    assert many < 40 * 1024 * 1024
