"""Access records go after 24 months by a decision: whole batches, whose seals and counts stay."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction

from onecua.ledger.destroying import BatchBent, destroy_access_records
from onecua.ledger.models import AccessRecord, Event
from onecua.ledger.office import office_now
from onecua.ledger.verification import verify
from onecua.ledger.writing import THE_SYSTEM
from tests.support.office import Office
from tests.support.sealing import note, seal_up_to, silenced
from tests.support.sessions import LogIn

pytestmark = pytest.mark.django_db(transaction=True)
PAPERS = {"decision": "45/QĐ-UBND", "minutes": "02/BB"}


def looked(times: int) -> None:
    for _ in range(times):
        AccessRecord.objects.create(person=1, what="view", subject="000.01-1")
    seal_up_to(note(7))


def destroy(**papers: str) -> str:
    said = StringIO()
    call_command("destroy_access_records", stdout=said, **papers)
    return said.getvalue()


def test_old_batches_go_by_a_decision_and_the_ledger_stays_whole(office: Office) -> None:
    looked(3)
    assert "0 đợt" in destroy()
    with pytest.raises(CommandError, match="Chưa có đợt niêm phong nào quá 24 tháng"):
        destroy(**PAPERS)
    office.travel("2023-03-20T09:00")
    looked(2)
    assert "3 lượt truy cập" in destroy()
    with pytest.raises(CommandError, match="Cần số biên bản"):
        destroy(decision="45/QĐ-UBND")
    assert AccessRecord.objects.count() == 5
    assert "Đã hủy 3 lượt truy cập" in destroy(**PAPERS)
    assert AccessRecord.objects.count() == 2
    act = Event.objects.get(kind="access_records_destroyed")
    assert act.data == PAPERS | {"first_seal": 1, "last_seal": 1, "records": 3}
    assert verify().total == 0
    assert "0 đợt" in destroy()


def test_nobody_takes_one_record_or_acts_without_an_event(office: Office, log_in: LogIn) -> None:
    looked(3)
    office.travel("2023-03-20T09:00")
    with (
        pytest.raises(DatabaseError, match="by an act only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("SELECT ledger_destroy_access(0, 9000000000000, 0, 9000000000000)")
    with silenced(log_in) as hand:
        hand.execute("DELETE FROM ledger_accessrecord WHERE id = 2")
    with pytest.raises(BatchBent):
        destroy_access_records(actor=THE_SYSTEM, at=office_now(), **PAPERS)
    assert AccessRecord.objects.count() == 2
    assert [each.code for each in verify().findings] == ["seal-access"]
