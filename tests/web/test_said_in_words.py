"""What cannot be counted, and what no page expects: a sentence and 4xx, never a broken page."""

import pytest
from django.test import Client

from cases.models import Dossier
from cases.services import apology
from procedures.models import CalendarDay, CalendarRevision, CalendarSession
from tests.support.office import BIRTH, Office
from tests.web.walking import Walker

pytestmark = pytest.mark.django_db(transaction=True)

TYPED = {
    "procedure": BIRTH, "name": "A Glưn", "phone": "0905 000 101", "channel": "direct",
    "quantity": "1", "paper_1": "on", "papers_shown": "1",
}  # fmt: skip
UNKNOWN_YEAR = "Lịch làm việc năm 2090 chưa được khai báo."


def test_a_day_without_a_regime_receives_nothing_and_says_whom_to_ask(office: Office) -> None:
    with office.owner, office.owner.cursor() as cursor:  # the application may only read them
        cursor.execute("UPDATE procedures_regime SET valid_to = '2021-02-28'")
    desk = Walker(office, "reception")
    refused = desk.sends("/tiep-nhan/", TYPED)
    assert (desk.status, Dossier.objects.count()) == (422, 0)
    assert "Chưa khai báo quy định áp dụng cho ngày 01/03/2021" in refused
    assert "A Glưn" in refused


def test_past_the_calendar_a_reception_says_so_and_keeps_the_form(office: Office) -> None:
    desk = Walker(office, "reception")
    office.travel("2090-03-01T09:00")
    shown = desk.reads("/tiep-nhan/", **{"thu-tuc": BIRTH})
    assert (desk.status, f"Chưa tính được ngày hẹn: {UNKNOWN_YEAR}" in shown) == (200, True)
    refused = desk.sends("/tiep-nhan/", TYPED)
    assert (desk.status, Dossier.objects.count()) == (422, 0)
    assert UNKNOWN_YEAR in refused
    assert "A Glưn" in refused
    assert "0905 000 101" in refused


def test_an_act_that_cannot_be_counted_keeps_what_was_typed(office: Office) -> None:
    dossier = office.with_officer()
    office.travel("2021-03-03T09:00")
    apology.draft_apology(dossier_id=dossier.pk, acting=office["officer"], at=office.now)
    officer = Walker(office, "officer")
    reason = "Chờ xác minh của công an xã"
    shown = officer.acts(dossier, "xin-loi", reason=reason, new_due_on="01/03/2090")
    assert (officer.status, UNKNOWN_YEAR in shown, reason in shown) == (422, True, True)
    assert "01/03/2090" in shown
    assert dossier.apologies.get().reason == ""


def test_an_act_whose_effect_cannot_be_counted_still_shows_its_form(office: Office) -> None:
    dossier = office.with_officer()
    office.travel("2090-03-01T09:00")
    officer = Walker(office, "officer")
    shown = officer.reads(f"/ho-so/{dossier}/chuyen-buoc/")
    assert (officer.status, 'name="opinion"' in shown) == (200, True)
    refused = officer.acts(dossier, "tra-ve-buoc", to_step="", reason="Thiếu bản vẽ móng")
    assert (officer.status, "Thiếu bản vẽ móng" in refused) == (422, True)


def test_a_page_that_only_reads_says_what_is_missing(office: Office) -> None:
    dossier = office.with_officer()
    office.travel("2090-03-01T09:00")
    officer = Walker(office, "officer")
    for address in (f"/ho-so/{dossier}/", "/viec/"):
        shown = officer.reads(address)
        assert (address, officer.status) == (address, 422)
        assert "chưa được khai báo" in shown
        assert "<h1>Nội dung chưa đúng</h1>" in shown


def test_without_any_calendar_nothing_is_received_and_the_page_says_whom_to_ask(
    office: Office,
) -> None:
    for rows in (CalendarDay, CalendarSession, CalendarRevision):
        rows.objects.all().delete()
    desk = Walker(office, "reception")
    refused = desk.sends("/tiep-nhan/", TYPED)
    assert (desk.status, "Báo quản trị hệ thống nạp lịch" in refused) == (422, True)
    assert "A Glưn" in refused


@pytest.mark.parametrize(
    "address",
    ["/ho-so/%00/", "/viec/?q=a%00b", "/tiep-nhan/?thu-tuc=%00", "/tra-cuu/%00", "/viec/?%00=1"],
)
def test_a_letter_no_text_can_hold_is_a_bad_request_on_every_page(
    office: Office, address: str
) -> None:
    for who in ("reception", ""):
        client = Walker(office, who).client
        answer = client.get(address)
        assert answer.status_code == 400
        assert "<h1>Yêu cầu không hợp lệ</h1>" in answer.content.decode()


def test_a_letter_no_text_can_hold_is_refused_when_posted_too(office: Office) -> None:
    for address in ("/tiep-nhan/", "/quay/", "/dang-nhap/", "/tra-cuu/"):
        answer = Walker(office, "reception").client.post(address, {"q": "a\0b", "code": "\0"})
        assert (address, answer.status_code) == (address, 400)


@pytest.mark.parametrize(
    ("address", "statuses"),
    [
        ("/viec/?sau=/99999999999999999999999", {200}),
        ("/viec/?sau=9999-12-31T23:59:59+14:00/1", {200}),
        ("/viec/?giu=99999999999999999999", {200}),
        ("/viec/?tu=31/02/2021", {200}),
        ("/phieu/99999999999999999999999/", {404}),
        (f"/tiep-nhan/thu-tuc/?q={'(' * 500}", {200}),
        ("/tiep-nhan/?nguoi=x&vua=-T", {200}),
        ("/dieu-hanh/danh-sach/?so=khong-co", {404}),
    ],
)
def test_an_odd_address_never_breaks_a_page(
    office: Office, address: str, statuses: set[int]
) -> None:
    assert office.accept()
    for who in ("reception", "head"):
        status = Walker(office, who).client.get(address).status_code
        assert status in statuses | {404}


def test_an_odd_choice_of_many_is_answered_row_by_row(office: Office) -> None:
    desk: Client = Walker(office, "reception").client
    for picked in ("99999999999999999999.1", "1.99999999999999999999999", "x.y", "1"):
        assert desk.post("/ban-giao/giao/", {"dossier": [picked]}).status_code == 302
