"""Who is told what, when, and by which way: real servers, the office's own story."""

import hashlib
import hmac
from collections.abc import Iterator
from datetime import date, timedelta
from smtplib import SMTPRecipientsRefused, SMTPServerDisconnected
from typing import Any

import pytest
from django.core import mail
from django.core.mail.backends.base import BaseEmailBackend
from pytest_django import Settings

from cases.letters import _as_ours
from cases.models import Dossier
from cases.services import apology, ending, handover, result
from cases.services.sweep import sweep
from onecua.ledger import outbox
from onecua.ledger.models import OutboxMessage
from onecua.ledger.office import real_now
from onecua.people.models import Person
from tests.support import lives
from tests.support.listener import Listener, listening
from tests.support.office import BIRTH, BUILDING, Office

pytestmark = pytest.mark.django_db(transaction=True)
Status = OutboxMessage.Status
SECRET = "của-chúng-ta"  # noqa: S105 - of the tests


@pytest.fixture(autouse=True)
def _mail(settings: Settings) -> None:
    settings.EMAIL_HOST = "thu.example.vn"


@pytest.fixture
def gateway(settings: Settings) -> Iterator[Listener]:
    with listening() as server:
        settings.MESSAGE_GATEWAY_URL = f"{server.url}/tin-nhan"
        settings.MESSAGE_GATEWAY_TOKEN = "khoa"  # noqa: S105 - of the tests
        yield server


@pytest.fixture
def follower(settings: Settings) -> Iterator[Listener]:
    with listening() as server:
        settings.WEBHOOK_URLS = [server.url]
        settings.WEBHOOK_SECRET = SECRET
        yield server


def write_to(office: Office, *who: str) -> None:
    for name in who:
        person = Person.objects.filter(pk=office[name].person_id)
        person.update(email=f"{name}@dakha.example.vn")


def deliver_all() -> None:
    """As the workers would: the notices, then the letters they have become."""
    for _ in range(2):
        waiting = OutboxMessage.objects.filter(status=Status.QUEUED).exclude(kind="render_slip")
        for message in waiting.order_by("pk"):
            outbox.deliver(message.pk)


def letters() -> list[tuple[str, str]]:
    return sorted((letter.to[0].partition("@")[0], str(letter.subject)) for letter in mail.outbox)


def test_who_is_told_of_a_lateness(office: Office) -> None:
    write_to(office, "officer", "officer2", "head", "far_head", "reception", "inspector")
    dossier = office.with_officer(BIRTH)
    office.travel("2021-03-03T09:00")
    sweep(office.now)
    deliver_all()
    assert letters() == [
        ("head", f"Nợ phiếu xin lỗi: hồ sơ {dossier}"),
        ("head", f"Quá hạn: hồ sơ {dossier}"),
        ("officer", f"Chậm bước: hồ sơ {dossier}"),
        ("officer", f"Quá hạn: hồ sơ {dossier}"),
        ("officer", f"Sắp đến hạn: hồ sơ {dossier}"),
    ]


def test_a_draft_before_the_lateness_is_a_letter_of_its_own(office: Office) -> None:
    write_to(office, "head", "officer")
    dossier = office.with_officer(BUILDING)
    office.travel("2021-03-12T08:00")
    sweep(office.now)
    deliver_all()
    subject = f"Cần hoàn thiện phiếu xin lỗi: hồ sơ {dossier}"
    assert {("head", subject), ("officer", subject)} <= set(letters())


def test_a_letter_says_what_happened_and_where_to_go_and_nobodys_name(office: Office) -> None:
    write_to(office, "head")
    dossier = office.with_officer(BIRTH, "Nguyễn Thị Hồng Vân")
    office.travel("2021-03-03T07:45")
    sweep(office.now)
    deliver_all()
    [late] = [letter for letter in mail.outbox if letter.subject.startswith("Quá hạn")]
    assert "Quá hạn từ 17:30 thứ Ba 02/03/2021" in late.body
    assert f"/ho-so/{dossier}/" in late.body
    assert "Vân" not in late.body
    assert late.extra_headers["Message-ID"].startswith("<")


def test_it_is_asked_again_before_sending_whether_it_still_holds(office: Office) -> None:
    write_to(office, "officer", "head", "clerk")
    dossier = office.with_clerk(BIRTH)
    office.travel("2021-03-03T07:45")
    sweep(office.now)
    result.record_result(
        dossier_id=dossier.pk, result=lives.a_result(office), acting=office["clerk"], at=office.now
    )
    deliver_all()
    assert "Quá hạn" not in {letter.subject.partition(":")[0] for letter in mail.outbox}
    late = OutboxMessage.objects.get(kind="notice", key__contains="became_late")
    assert (late.status, late.error) == (Status.VOID, "điều cần báo không còn đúng khi gửi")


def test_a_letter_already_written_is_asked_too(office: Office) -> None:
    write_to(office, "officer")
    dossier = office.with_officer(BUILDING)
    office.travel("2021-03-11T08:00")
    sweep(office.now)
    [notice] = OutboxMessage.objects.filter(kind="notice", key__contains="soon_due")
    outbox.deliver(notice.pk)
    [letter] = OutboxMessage.objects.filter(kind="mail", key__contains=f"/{dossier.pk}/")
    ending.withdraw(
        dossier_id=dossier.pk, reason="", document="Đơn", acting=office["reception"], at=office.now
    )
    assert not outbox.deliver(letter.pk)
    letter.refresh_from_db()
    assert letter.status == Status.VOID
    assert mail.outbox == []


def test_the_new_holder_is_told_and_not_the_one_before(office: Office) -> None:
    write_to(office, "officer", "officer2", "head")
    dossier = office.with_officer(BIRTH)
    office.travel("2021-03-03T07:45")
    sweep(office.now)
    handover.assign(
        dossier_id=dossier.pk, person_id=office["officer2"].person_id, acting=office["head"],
        at=office.now,
    )  # fmt: skip
    deliver_all()
    assert {to for to, _ in letters()} == {"officer2", "head"}


def test_reminders_come_in_working_hours_and_lateness_at_any_hour(office: Office) -> None:
    write_to(office, "officer", "head")
    office.with_officer(BIRTH)
    office.travel("2021-03-03T00:05")
    sweep(office.now)
    deliver_all()
    assert {subject.partition(":")[0] for _, subject in letters()} == {"Quá hạn"}
    waiting = OutboxMessage.objects.filter(kind="mail", status=Status.QUEUED)
    hours = [message.not_before - real_now() for message in waiting if message.not_before]
    expected = timedelta(hours=7, minutes=25)
    assert all(abs(hour - expected) < timedelta(minutes=5) for hour in hours), hours
    assert len(hours) == 2, "soon due and step late, to the officer"


def test_a_citizen_is_told_by_the_gateway_when_the_result_is_at_the_desk(
    office: Office, gateway: Listener
) -> None:
    dossier = office.with_clerk(BIRTH)
    result.record_result(
        dossier_id=dossier.pk, result=lives.a_result(office), acting=office["clerk"], at=office.now
    )
    result.arrive_at_desk(dossier_id=dossier.pk, acting=office["reception"], at=office.now)
    gateway.answers = [503]
    deliver_all()
    message = OutboxMessage.objects.get(kind="message")
    assert (message.status, message.attempts) == (Status.QUEUED, 1)
    outbox.deliver(message.pk)
    message.refresh_from_db()
    assert message.status == Status.SENT
    first, second = gateway.bodies
    assert first == second, "a repetition is the same letter, with the same id"
    assert first["to"] == "0905 000 101"
    assert f"hồ sơ {dossier}. Kết quả đã về quầy, mời đến nhận." in first["text"]
    headers = gateway.heard[0][0]
    assert (headers["Idempotency-Key"], headers["Authorization"]) == (first["id"], "Bearer khoa")


def test_a_follower_hears_what_a_citizen_may_read_in_order_and_signed(
    office: Office, follower: Listener
) -> None:
    dossier = office.with_officer(BIRTH, "Nguyễn Thị Hồng Vân")
    deliver_all()
    assert [body["event"] for body in follower.bodies] == ["accepted", "handover_confirmed"]
    assert {body["code"] for body in follower.bodies} == {str(dossier)}
    for headers, body in follower.heard:
        signed = headers["X-Onecua-Timestamp"].encode() + b"." + body
        expected = hmac.new(SECRET.encode(), signed, hashlib.sha256).hexdigest()
        assert headers["X-Onecua-Signature"] == f"sha256={expected}"
        assert "Vân".encode() not in body
        assert b"0905" not in body


def test_a_follower_that_fails_holds_up_its_own_line_only(
    office: Office, follower: Listener, gateway: Listener
) -> None:
    follower.answers = [500] * 9
    dossier = office.with_clerk(BIRTH)
    result.record_result(
        dossier_id=dossier.pk, result=lives.a_result(office), acting=office["clerk"], at=office.now
    )
    result.arrive_at_desk(dossier_id=dossier.pk, acting=office["reception"], at=office.now)
    deliver_all()
    assert {body["event"] for body in follower.bodies} == {"accepted"}, "the next ones wait for it"
    assert len(gateway.heard) == 1


def test_an_apology_is_told_to_the_desk_and_the_citizen(office: Office, gateway: Listener) -> None:
    write_to(office, "reception", "reception2")
    dossier = office.with_officer(BIRTH)
    office.travel("2021-03-03T09:00")
    sweep(office.now)
    apology.sign_apology(
        dossier_id=dossier.pk, reason="Quá tải", new_due_on=date(2021, 3, 8),
        acting=office["head"], at=office.now,
    )  # fmt: skip
    apology.reschedule(dossier_id=dossier.pk, acting=office["reception"], at=office.now)
    deliver_all()
    told = [to for to, subject in letters() if subject.startswith("Đã ký phiếu xin lỗi")]
    assert told == ["reception", "reception2"]
    assert [body["text"].partition(". ")[2][:20] for body in gateway.bodies] == [
        "Cơ quan giải quyết x", "Ngày hẹn trả mới: 17",
    ]  # fmt: skip


def test_without_an_address_nothing_is_written_and_nothing_waits(office: Office) -> None:
    dossier: Dossier = office.with_clerk(BIRTH)
    steps_before = OutboxMessage.objects.count()
    result.record_result(
        dossier_id=dossier.pk, result=lives.a_result(office), acting=office["clerk"], at=office.now
    )
    result.arrive_at_desk(dossier_id=dossier.pk, acting=office["reception"], at=office.now)
    deliver_all()
    left = OutboxMessage.objects.exclude(kind="render_slip")
    assert {message.status for message in left} <= {Status.SENT, Status.VOID}
    assert OutboxMessage.objects.count() == steps_before + 1


def test_the_sweep_twice_writes_each_notice_once(office: Office) -> None:
    office.with_officer(BIRTH)
    office.travel("2021-03-03T09:00")
    sweep(office.now)
    notices = OutboxMessage.objects.filter(kind="notice").count()
    sweep(office.now)
    assert OutboxMessage.objects.filter(kind="notice").count() == notices == 4


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (SMTPRecipientsRefused({"ai@example.vn": (550, b"ai@example.vn unknown")}),
         "Hopeless: máy chủ thư trả lời 550"),
        (SMTPRecipientsRefused({"ai@example.vn": (451, b"later")}),
         "NotDelivered: máy chủ thư trả lời 451"),
        (SMTPServerDisconnected("ai@example.vn"),
         "NotDelivered: máy chủ thư không nhận (SMTPServerDisconnected)"),
    ],
)  # fmt: skip
def test_what_a_mail_server_says_is_kept_without_the_address(error: Exception, said: str) -> None:
    ours = _as_ours(error)
    assert f"{type(ours).__name__}: {ours}" == said


class _Refusing(BaseEmailBackend):
    """A mail server that knows nobody."""

    def send_messages(self, email_messages: Any) -> int:
        raise SMTPRecipientsRefused({to: (550, b"unknown") for m in email_messages for to in m.to})


def test_a_mail_refused_for_good_is_a_dead_letter(office: Office, settings: Settings) -> None:
    write_to(office, "head")
    settings.EMAIL_BACKEND = f"{__name__}._Refusing"
    office.with_officer(BIRTH)
    office.travel("2021-03-03T07:45")
    sweep(office.now)
    deliver_all()
    dead = OutboxMessage.objects.filter(kind="mail", status=Status.DEAD)
    assert {message.attempts for message in dead} == {1}
    assert all("@" not in message.error for message in dead)
