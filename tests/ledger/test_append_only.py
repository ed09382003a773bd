import psycopg2
import pytest
from django.db import DatabaseError, connection, transaction

from cases.models import Dossier
from cases.services import handover
from cases.states import State
from onecua.ledger.numbers import take
from tests.support.office import Office
from tests.support.sessions import LogIn

FORBIDDEN = [
    "UPDATE ledger_event SET kind = 'forged'",
    "DELETE FROM ledger_event",
    "TRUNCATE ledger_event",
    "UPDATE ledger_seal SET body = ''",
    "UPDATE ledger_accessrecord SET what = ''",
    "TRUNCATE ledger_accessrecord",
    "DELETE FROM ledger_streamhead",
    "DELETE FROM ledger_ledgertext",
    "TRUNCATE ledger_counter",
    "INSERT INTO ledger_event (stream, kind, happened_at) VALUES (1, 'x', now())"
    " ON CONFLICT (stream, seq) DO UPDATE SET kind = 'forged'",
    "WITH gone AS (DELETE FROM ledger_event RETURNING 1) SELECT * FROM gone",
]


@pytest.mark.django_db
@pytest.mark.parametrize("role", ["app", "owner"])
@pytest.mark.parametrize("statement", FORBIDDEN)
def test_the_past_cannot_be_changed(log_in: LogIn, role: str, statement: str) -> None:
    """The statement is refused as such, so this needs no row and no database of its own."""
    with pytest.raises(psycopg2.Error) as refusal, log_in(role) as session:
        session.cursor().execute(statement)
    if role == "owner":
        assert "append-only" in str(refusal.value)
    else:
        assert refusal.value.pgcode == "42501"  # insufficient privilege, before any trigger


@pytest.mark.django_db
def test_tests_run_as_the_application_and_the_owner_migrated() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user, tableowner FROM pg_tables WHERE tablename = %s",
                       ["ledger_event"])  # fmt: skip
        assert cursor.fetchone() == ("onecua_app", "onecua_owner")


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("role", ["app", "owner"])
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE cases_dossier SET state = 'processing'",
        "UPDATE cases_dossier SET late_from = NULL",
        "UPDATE cases_dossier SET late_said = 9",
        "UPDATE cases_dossier SET holder_person_id = NULL",
        "DELETE FROM cases_dossier",
    ],
)
def test_a_dossier_cannot_change_without_its_event(
    office: Office, log_in: LogIn, role: str, statement: str
) -> None:
    office.accept()
    with (
        pytest.raises(psycopg2.errors.RestrictViolation, match="without an event"),
        log_in(role) as session,
    ):
        session.cursor().execute(statement)


@pytest.mark.django_db(transaction=True)
def test_the_event_must_be_of_the_same_dossier_and_transaction(office: Office) -> None:
    first, second = office.accept(), office.accept()
    with pytest.raises(DatabaseError, match="without an event"), transaction.atomic():
        handover.hand_over(dossier_id=first.pk, acting=office["reception"], at=office.now)
        Dossier.objects.filter(pk=second.pk).update(state=State.PROCESSING)
    first.refresh_from_db()
    assert first.state == State.RECEIVED
    assert not first.handovers.exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    "statement",
    ["UPDATE ledger_counter SET value = value + 2", "UPDATE ledger_counter SET name = 'x'",
     "DELETE FROM ledger_counter",
     "INSERT INTO ledger_counter (name, value) VALUES ('begun in the middle', 7)"],
)  # fmt: skip
def test_a_number_book_only_moves_by_one(statement: str) -> None:
    with transaction.atomic():
        take("book")
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
