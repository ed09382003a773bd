"""A scanner types faster than a hand, wherever the hand is: one scan, one act, nothing spoiled."""

import contextlib
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from cases.models import Dossier
from cases.services import result
from tests.support.lives import result_ready
from tests.support.office import BIRTH, PASSWORD, Office

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

OWNER = "062196004127|233112233|Nguyễn Hữu Thuận|14031996|Nữ|Tổ dân phố 4B, Đắk Hà|10052021"
SECOND = "062070004128||A Dương|14031970|Nam|Thôn 7, Đắk La|10052021"


@pytest.fixture
def desk(office: Office, live_server: LiveServer, browser: Browser) -> Iterator[Page]:
    assert office.desk
    with contextlib.closing(browser.new_context(viewport={"width": 1366, "height": 768})) as window:
        page = window.new_page()
        page.goto(f"{live_server.url}/dang-nhap/?next=/tiep-nhan/")
        page.get_by_label("Tên đăng nhập").fill("tiepnhan")
        page.get_by_label("Mật khẩu").fill(PASSWORD)
        page.keyboard.press("Enter")
        page.wait_for_url(f"{live_server.url}/tiep-nhan/")
        page.goto(f"{live_server.url}/tiep-nhan/?thu-tuc={BIRTH}")
        yield page


def scan(page: Page, text: str) -> None:
    page.keyboard.type(text)
    page.keyboard.press("Enter")


def test_a_scan_while_the_hand_is_in_the_notes_fills_the_person(desk: Page) -> None:
    notes = desk.get_by_label("Giấy tờ thiếu hoặc lý do từ chối")
    notes.fill("Thiếu tờ khai")
    notes.press("End")
    desk.wait_for_timeout(300)  # the hand rests: what was filled in and the scan are two things
    scan(desk, OWNER)
    expect(desk.get_by_label("Họ tên người nộp")).to_have_value("Nguyễn Hữu Thuận")
    expect(notes).to_have_value("Thiếu tờ khai")
    assert not Dossier.objects.exists()


def test_a_second_card_is_whoever_hands_in_for_the_first(desk: Page) -> None:
    scan(desk, OWNER)
    expect(desk.get_by_label("Họ tên người nộp")).to_have_value("Nguyễn Hữu Thuận")
    scan(desk, SECOND)
    expect(desk.get_by_label("Người nộp thay", exact=True)).to_have_value("A Dương")
    expect(desk.locator("#id_submitter_identity")).to_have_value("062070004128")
    expect(desk.get_by_label("Họ tên người nộp")).to_have_value("Nguyễn Hữu Thuận")


def test_what_a_hand_types_is_no_scan(desk: Page) -> None:
    notes = desk.get_by_label("Giấy tờ thiếu hoặc lý do từ chối")
    notes.focus()
    desk.keyboard.type("thiếu tờ khai và giấy", delay=90)
    desk.keyboard.press("Enter")
    expect(notes).to_have_value("thiếu tờ khai và giấy\n")


def test_the_same_slip_scanned_twice_opens_one_return_and_sends_nothing(
    office: Office, desk: Page, live_server: LiveServer
) -> None:
    done = result_ready(office)
    result.arrive_at_desk(dossier_id=done.pk, acting=office["reception"], at=office.now)
    desk.goto(f"{live_server.url}/tra-ket-qua/")
    scan(desk, str(done))
    desk.wait_for_url(f"**/ho-so/{done}/tra/")
    recipient = desk.get_by_label("Người nhận", exact=False).first
    before = recipient.input_value()
    recipient.focus()
    scan(desk, str(done))
    expect(recipient).to_have_value(before)
    assert Dossier.objects.get(pk=done.pk).state == "result_ready"
