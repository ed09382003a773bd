"""Thư đi: an administrator sees what could not leave, sends it again, and nobody else does."""

import pytest
from django.db import transaction

from cases.facts import ApologyState
from cases.models import Apology, Dossier, SetAside
from cases.services.sweep import sweep
from onecua.ledger import outbox
from onecua.ledger.models import Event, OutboxMessage
from onecua.ledger.writing import THE_SYSTEM, append
from tests.support.office import BIRTH, Office
from tests.web.walking import Walker

pytestmark = pytest.mark.django_db(transaction=True)
Status = OutboxMessage.Status


def a_dead_letter(dossier: Dossier, number: int = 1) -> OutboxMessage:
    with transaction.atomic():
        message = outbox.enqueue(
            "message", f"message/{dossier.pk}/{number}", {"seq": 1}, stream=dossier.pk,
            recipient=f"applicant/{dossier.applicant_id}",
        )  # fmt: skip
    message.status, message.attempts = Status.DEAD, 12
    message.error = "NotDelivered: bên nhận trả lời HTTP 503"
    message.save()
    return message


def test_a_dead_letter_is_seen_and_sent_again(office: Office) -> None:
    dossier = office.with_officer()
    message = a_dead_letter(dossier)
    admin = Walker(office, "unit_admin")
    page = admin.reads("/thu-di/")
    assert str(dossier) in page
    assert "bên nhận trả lời HTTP 503" in page
    assert "công dân" in page
    assert "Hồ sơ được tiếp nhận, hẹn trả 17:30 thứ Ba 02/03/2021" in page
    assert "A Glưn" not in page, "an administrator sees no citizen's name"
    page = admin.sends("/thu-di/gui-lai/", {"row": [message.pk]})
    assert "Đã đưa 1 thư vào hàng gửi lại" in page
    message.refresh_from_db()
    assert (message.status, message.attempts) == (Status.QUEUED, 0)
    told = Event.objects.get(kind="letters_resent")
    assert (told.stream, told.data) == (office["unit_admin"].agency_id, {"messages": [message.pk]})


def test_another_agency_s_letters_are_not_his(office: Office) -> None:
    message = a_dead_letter(office.with_officer())
    admin = Walker(office, "unit_admin")
    with transaction.atomic():
        append(message.stream or 0, "noted", {}, actor=THE_SYSTEM, at=office.now)
        Dossier.objects.update(agency=office["far_head"].agency_id)
    assert "HTTP 503" not in admin.reads("/thu-di/")
    assert "Đã đưa 0 thư" in admin.sends("/thu-di/gui-lai/", {"row": [message.pk]})
    message.refresh_from_db()
    assert message.status == Status.DEAD
    assert "HTTP 503" in Walker(office, "admin").reads("/thu-di/")


def test_nothing_picked_is_said(office: Office) -> None:
    assert "Chưa chọn dòng nào" in Walker(office, "admin").sends("/thu-di/gui-lai/", {})


def test_a_dossier_set_aside_is_seen_and_taken_again(office: Office) -> None:
    bad = office.with_officer(BIRTH)
    in_the_way = Apology.objects.create(
        dossier=bad, generation=1, state=ApologyState.DRAFTED, step=2, unit=bad.held_by,
        agency=bad.held_by.agency, new_due=office.now, drafted_at=office.now,
    )  # fmt: skip
    office.travel("2021-03-03T08:00")
    sweep(office.now)
    admin = Walker(office, "admin")
    page = admin.reads("/thu-di/")
    assert "Lập dự thảo phiếu xin lỗi" in page
    assert str(bad) in page
    Apology.objects.filter(pk=in_the_way.pk).update(state=ApologyState.WITHDRAWN)
    page = admin.sends("/thu-di/lam-lai/", {"row": [SetAside.objects.get().pk]})
    assert "Lượt quét tới sẽ làm lại 1 hồ sơ" in page
    assert sweep(office.now).drafted == 1
    assert Event.objects.filter(kind="set_aside_released").exists()


def test_only_administrators_send_again(office: Office) -> None:
    message = a_dead_letter(office.with_officer())
    for who in ("head", "officer", "office", "inspector"):
        walker = Walker(office, who)
        walker.sends("/thu-di/gui-lai/", {"row": [message.pk]})
        assert walker.status == 403
    message.refresh_from_db()
    assert message.status == Status.DEAD
