import threading
from datetime import UTC, datetime

import pytest
from django.db import connection, transaction

from onecua.ledger.canonical import GENESIS, entry_hash
from onecua.ledger.models import Event
from onecua.ledger.office import office_now
from onecua.ledger.verification import entry_of, verify_ledger
from onecua.ledger.writing import THE_SYSTEM, Actor, append
from tests.support.sessions import LogIn

BULK = """
    INSERT INTO ledger_event (stream, kind, happened_at, payload)
    SELECT 1 + n % 7, 'became_late', ledger_office_now(),
           ledger_json(jsonb_build_object('step', n, 'kind', 'bước'))
    FROM generate_series(1, 700) AS n ORDER BY 1 + n % 7
"""


@pytest.mark.django_db
def test_the_database_numbers_times_and_chains() -> None:
    at = office_now()
    first = append(9, "accepted", {"desk": 3}, actor=Actor(person=4, post=5), at=at)
    second = append(9, "handed_over", {"to": "địa chính"}, actor=THE_SYSTEM, at=at)
    assert (first.seq, second.seq) == (1, 2)
    assert bytes(first.previous_hash) == GENESIS
    assert bytes(second.previous_hash) == bytes(first.hash)
    assert at <= first.recorded_at <= second.recorded_at
    assert entry_hash(entry_of(second)) == bytes(second.hash)
    assert list(verify_ledger()) == []


@pytest.mark.django_db
def test_what_an_insert_claims_about_the_chain_is_ignored() -> None:
    Event.objects.create(
        stream=9,
        kind="forged",
        happened_at=office_now(),
        seq=99,
        xact=1,
        hash=b"forged",
        recorded_at=datetime(2020, 1, 1, tzinfo=UTC),
    )
    event = Event.objects.get()
    assert (event.seq, event.recorded_at.year > 2020) == (1, True)
    assert list(verify_ledger()) == []


@pytest.mark.django_db(transaction=True)
def test_the_hash_is_the_same_in_two_time_zones(log_in: LogIn) -> None:
    """The text is made in UTC, so neither the writer's nor the reader's zone can show in it."""
    hashes = set()
    for zone in ("Asia/Ho_Chi_Minh", "America/New_York"):
        with log_in("app") as session, session.cursor() as cursor:
            cursor.execute("SET TIME ZONE %s; SET datestyle TO 'German'", [zone])
            cursor.execute("INSERT INTO ledger_event (stream, kind, happened_at)"
                           " VALUES (1, 'noted', '2026-01-01T00:00:00Z')")  # fmt: skip
            session.commit()
            cursor.execute("SELECT hash, ledger_hash_v1(e) FROM ledger_event e WHERE seq = 1")
            hashes |= {bytes(value) for value in cursor.fetchone() or ()}
    assert len(hashes) == 1
    assert list(verify_ledger()) == []


@pytest.mark.django_db
def test_one_statement_chains_many_events() -> None:
    with connection.cursor() as cursor:
        cursor.execute(BULK)
    assert Event.objects.count() == 700
    assert [event.seq for event in Event.objects.filter(stream=3).order_by("id")] == [
        *range(1, 101)
    ]
    assert list(verify_ledger()) == []


@pytest.mark.django_db
def test_bulk_create_chains_too() -> None:
    now = office_now()
    Event.objects.bulk_create(
        Event(stream=n % 2, kind="noted", happened_at=now) for n in range(100)
    )
    assert list(verify_ledger()) == []


@pytest.mark.django_db(transaction=True)
def test_two_threads_on_one_stream_wait_for_each_other() -> None:
    together = threading.Barrier(2)

    def write() -> None:
        together.wait()
        for _ in range(50):
            with transaction.atomic():
                append(1, "noted", {}, actor=THE_SYSTEM, at=office_now())
        connection.close()

    threads = [threading.Thread(target=write) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert Event.objects.filter(stream=1).count() == 100
    assert list(verify_ledger()) == []


@pytest.mark.django_db(transaction=True)
def test_a_rolled_back_event_leaves_no_gap() -> None:
    now = office_now()
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        append(1, "noted", {}, actor=THE_SYSTEM, at=now)
        raise ZeroDivisionError
    with transaction.atomic():
        assert append(1, "noted", {}, actor=THE_SYSTEM, at=now).seq == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("forgery", "found"),
    [
        ("UPDATE ledger_event SET payload = '{\"desk\":4}' WHERE seq = 2", "altered"),
        ("DELETE FROM ledger_event WHERE seq = 2", "missing"),
        ("DELETE FROM ledger_event WHERE seq = 3", "ends-early"),
        ("DELETE FROM ledger_event", "all-missing"),
    ],
)
def test_an_owner_who_silences_the_triggers_is_found_out(
    log_in: LogIn, forgery: str, found: str
) -> None:
    with transaction.atomic():
        for desk in range(3):
            append(1, "noted", {"desk": desk}, actor=THE_SYSTEM, at=office_now())
    with log_in("owner") as owner, owner.cursor() as cursor:
        cursor.execute("ALTER TABLE ledger_event DISABLE TRIGGER USER")
        cursor.execute(forgery)
    assert found in {finding.code for finding in verify_ledger()}
