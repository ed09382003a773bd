"""Events and seals for the stories of the ledger, and the forger's session."""

import time
from base64 import b64encode
from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import Any

import pytest
from django.db import connection, transaction

from onecua.ledger.office import office_now
from onecua.ledger.seal_text import SealBody
from onecua.ledger.seals import seal_ledger
from onecua.ledger.writing import THE_SYSTEM, append
from tests.support.sessions import LogIn

ANOTHER_KEY = b64encode(b"another-seal-key-of-32-bytes-ok!").decode()
TABLES = (
    "ledger_event", "ledger_seal", "ledger_streamhead", "ledger_counter", "ledger_accessrecord",
    "ledger_ledgertext", "ledger_officetimemove", "cases_dossier",
)  # fmt: skip
_PAST = "SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint > %s"


def note(stream: int) -> int:
    """Returns the transaction's id."""
    with transaction.atomic():
        return append(stream, "noted", {}, actor=THE_SYSTEM, at=office_now()).xact


def wait_until_ended(xact: int) -> None:
    """The horizon is the whole cluster's: tests in other databases hold it back for a moment."""
    deadline = time.monotonic() + 60
    with connection.cursor() as cursor:
        while time.monotonic() < deadline:
            cursor.execute(_PAST, [xact])
            if cursor.fetchone()[0]:
                return
            time.sleep(0.02)
    pytest.fail("a transaction somewhere in the cluster does not end")


def seal_up_to(xact: int) -> SealBody:
    wait_until_ended(xact)
    body = seal_ledger()
    assert body
    return body


@contextmanager
def silenced(log_in: LogIn) -> Iterator[Any]:
    """A superuser's cursor with every trigger of the ledger off; committed at the end."""
    with closing(log_in("superuser")) as login, login as session, session.cursor() as cursor:
        silence(cursor)
        yield cursor
        for table in TABLES:
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")


def silence(cursor: Any) -> None:
    for table in TABLES:
        cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER ALL")
