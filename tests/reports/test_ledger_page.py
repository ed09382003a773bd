"""The auditor's page: whole or broken, sealed and witnessed or not, moved clocks, late entries."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from pytest_django import Settings

from cases.services import intake
from cases.tasks import examine_ledger
from onecua.ledger import outbox
from onecua.ledger.models import Event, KeptExamination, OutboxMessage
from onecua.people.models import Person
from tests.support.office import Office
from tests.support.sealing import seal_up_to, silenced
from tests.support.sessions import LogIn

pytestmark = pytest.mark.django_db(transaction=True)


def page(office: Office, who: str = "inspector") -> str:
    client = Client()
    client.force_login(Person.objects.get(pk=office[who].person_id))
    answer = client.get("/so-cai/")
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_new_ledger_says_that_nobody_has_looked(office: Office) -> None:
    said = page(office)
    assert "Chưa có lần kiểm tra nào" in said
    assert "Chưa có dấu niêm phong" in said
    assert "dấu niêm phong chưa ra khỏi máy này" in said


def test_a_whole_ledger_with_its_seal_on_the_way_to_the_witness(
    office: Office, settings: Settings
) -> None:
    settings.WITNESSES = ["thanhtra@example.vn"]
    office.accept()
    seal_up_to(Event.objects.order_by("-pk")[:1].get().xact)
    examine_ledger()
    said = page(office)
    assert "Chuỗi, dấu niêm phong, dòng hồ sơ, quyền xem và sổ số đều khớp" in said
    assert "chưa đối chiếu với nhân chứng" in said
    assert "Mọi sự kiện đã được niêm phong." in said
    assert "chờ gửi 1" in said
    outbox.deliver(OutboxMessage.objects.get(kind="seal_mail").pk)
    assert "đã gửi 1" in page(office, "admin")


def test_moved_clocks_and_late_entries_are_listed(office: Office) -> None:
    office.travel("2021-03-03T09:00")
    dossier = intake.accept(
        intake=office.intake(), desk=office.desk, acting=office["reception"], at=office.now,
        received_at=office.now - timedelta(days=1, hours=2),
    )  # fmt: skip
    said = page(office)
    assert "giờ so với giờ thật" in said
    assert "days" not in said
    assert f"<td>{dossier}</td><td>Tiếp nhận hồ sơ</td>" in said
    assert "1 ngày 2 giờ" in said


def test_a_broken_ledger_is_named_at_the_top(office: Office, log_in: LogIn) -> None:
    dossier = office.with_officer()
    with silenced(log_in) as owner:
        owner.execute("UPDATE ledger_event SET payload = '{}' WHERE kind = 'accepted'")
        owner.execute("UPDATE cases_dossier SET escalated = true")
    with pytest.raises(CommandError):
        call_command("verify_ledger", stdout=StringIO(), stderr=StringIO())
    said = page(office)
    assert KeptExamination.objects.get().faults >= 2
    assert "sai khác</strong>" in said
    assert "Mắt xích gãy đầu tiên" in said
    assert f"Hồ sơ, cơ quan bị động đến: {dossier}." in said
