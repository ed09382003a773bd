import time

import pytest
from django.db import connection, transaction

from onecua.ledger.models import Event, Seal
from onecua.ledger.office import office_now
from onecua.ledger.seals import seal_ledger
from onecua.ledger.verification import verify_ledger
from onecua.ledger.writing import THE_SYSTEM, append
from tests.support.sessions import LogIn

INSERT = "INSERT INTO ledger_event (stream, kind, happened_at) VALUES (%s, 'noted', now())"
HORIZON_IS_PAST = "SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint > %s"

pytestmark = pytest.mark.django_db(transaction=True)


def note(stream: int) -> int:
    """Returns the transaction's id."""
    with transaction.atomic():
        return append(stream, "noted", {}, actor=THE_SYSTEM, at=office_now()).xact


def wait_until_ended(xact: int) -> None:
    """The horizon is the whole cluster's: tests in other databases hold it back for a moment."""
    deadline = time.monotonic() + 60
    with connection.cursor() as cursor:
        while time.monotonic() < deadline:
            cursor.execute(
                "SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint > %s", [xact]
            )
            if cursor.fetchone()[0]:
                return
            time.sleep(0.02)
    pytest.fail("a transaction somewhere in the cluster does not end")


def seal_up_to(xact: int) -> Seal:
    wait_until_ended(xact)
    seal = seal_ledger()
    assert seal
    return seal


def test_a_seal_covers_what_has_ended_and_seals_follow_each_other() -> None:
    note(1)
    first = seal_up_to(note(1))
    assert first.count == 2
    assert seal_ledger() is None
    second = seal_up_to(note(1))
    assert (second.count, second.from_xact) == (1, first.to_xact)
    assert list(verify_ledger()) == []


def test_what_commits_after_a_seal_is_no_inserted_row(log_in: LogIn) -> None:
    """The slow writer holds a lower id and a lower transaction than events already committed."""
    before = note(1)
    slow = log_in("app")
    slow.cursor().execute(INSERT, [2])
    after = note(3)
    first = seal_up_to(before)
    assert first.count == 1  # nothing from the slow transaction's id onwards
    slow.commit()
    assert list(verify_ledger()) == []
    second = seal_up_to(after)
    assert second.count == 2
    assert list(verify_ledger()) == []


def test_a_row_slipped_into_a_sealed_range_is_found(log_in: LogIn) -> None:
    seal_up_to(note(1))
    with log_in("owner") as owner, owner.cursor() as cursor:
        cursor.execute("ALTER TABLE ledger_event DISABLE TRIGGER ledger_append_only")
        cursor.execute(INSERT, [5])
        cursor.execute(
            "UPDATE ledger_event SET xact = %s WHERE stream = 5", [Event.objects.get().xact]
        )
    assert "covers 1 events, the ledger has 2" in {finding.what for finding in verify_ledger()}


def test_a_seal_itself_cannot_be_bent(log_in: LogIn) -> None:
    seal_up_to(note(1))
    with log_in("owner") as owner, owner.cursor() as cursor:
        cursor.execute("ALTER TABLE ledger_seal DISABLE TRIGGER ledger_append_only")
        cursor.execute("UPDATE ledger_seal SET last_event = 7")
    assert Seal.objects.get().last_event == 7
    assert "was altered" in {finding.what for finding in verify_ledger()}
