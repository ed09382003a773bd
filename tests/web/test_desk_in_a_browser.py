"""The desk in a real browser: keys instead of the mouse, a scanned card, nothing typed twice."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from cases.models import Dossier
from tests.support.office import BIRTH, COPIES, PASSWORD, Office

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PICTURES = os.environ.get("PICTURES")  # a folder: what was seen, for the eye
# A form that is not whole is answered 422, a search without a find 404: the page says why.
SAID_IN_WORDS = tuple(
    f"Failed to load resource: the server responded with a status of {status}"
    for status in (404, 422)
)
CARD = (
    "062196004127|233112233|Nguyễn Hữu Thuận|14031996|Nữ"
    "|Tổ dân phố 4B, thị trấn Đắk Hà, Kon Tum|10052021"
)


@pytest.fixture
def desk(office: Office, live_server: LiveServer, browser: Browser) -> Iterator[Page]:
    """Signed in at the desk; whatever the page complains about fails the test."""
    assert office.desk
    context = browser.new_context(viewport={"width": 1366, "height": 768}, locale="vi-VN")
    page = context.new_page()
    troubles: list[str] = []
    page.on("console", lambda said: troubles.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: troubles.append(str(error)))
    page.on("requestfailed", lambda asked: troubles.append(asked.url))
    page.goto(f"{live_server.url}/dang-nhap/")
    picture(page, "sign-in")
    page.get_by_label("Tên đăng nhập").fill("tiepnhan")
    page.get_by_label("Mật khẩu").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/quay/")
    yield page
    assert [each for each in troubles if not each.startswith(SAID_IN_WORDS)] == []
    context.close()


def picture(page: Page, name: str) -> None:
    if PICTURES:
        # caret: hiding it would need a style the page refuses
        page.screenshot(path=Path(PICTURES) / f"{name}.png", caret="initial")


def open_at(page: Page, address: str, field: str) -> None:
    """The hand is where the work begins, without a click."""
    page.goto(address)
    expect(page.locator(field)).to_be_focused()


def test_received_by_keys_and_a_scanned_card(desk: Page, live_server: LiveServer) -> None:
    open_at(desk, f"{live_server.url}/tiep-nhan/", "#thu-tuc")
    picture(desk, "receive-empty")
    desk.keyboard.type("dkks", delay=30)
    option = desk.get_by_role("option", name="Đăng ký khai sinh")
    expect(option).to_have_attribute("aria-selected", "true")
    picture(desk, "receive-typing")
    desk.keyboard.press("Enter")
    expect(desk.locator("#id_identity")).to_be_focused()
    desk.keyboard.type(CARD)
    desk.keyboard.press("Enter")
    expect(desk.get_by_label("Họ tên người nộp")).to_have_value("Nguyễn Hữu Thuận")
    expect(desk.locator("#id_phone")).to_be_focused()
    desk.keyboard.press("Alt+A")
    desk.get_by_text("đủ 1/1 giấy tờ bắt buộc").wait_for()
    picture(desk, "receive-filled")
    desk.keyboard.press("Control+Enter")
    expect(desk.get_by_role("status")).to_contain_text("hẹn 17:30 thứ Ba 02/03/2021")
    expect(desk.locator("#thu-tuc")).to_be_focused()
    picture(desk, "receive-done")
    dossier = Dossier.objects.get()
    assert dossier.applicant.name == "Nguyễn Hữu Thuận"
    assert dossier.applicant.identity_tail == "127"
    assert list(dossier.papers.values_list("name", flat=True)) == ["Tờ khai"]


def test_the_desk_home_opens_what_is_scanned(
    office: Office, desk: Page, live_server: LiveServer
) -> None:
    first = office.accept(BIRTH, "Y Thuyên")
    office.with_officer(BIRTH, "Đỗ Văn Thường")
    open_at(desk, f"{live_server.url}/quay/", "#quet")
    picture(desk, "desk")
    desk.keyboard.type(f"https://mot-cua.example/tra-cuu/{first}#ABCD")
    desk.keyboard.press("Enter")
    desk.wait_for_url(f"**/ho-so/{first}/")
    open_at(desk, f"{live_server.url}/quay/", "#quet")
    desk.keyboard.type(CARD)
    desk.keyboard.press("Enter")
    expect(desk.get_by_label("Họ tên người nộp")).to_have_value("Nguyễn Hữu Thuận")
    open_at(desk, f"{live_server.url}/quay/", "#quet")
    desk.keyboard.type("khong co")
    desk.keyboard.press("Enter")
    expect(desk.get_by_role("alert")).to_contain_text("Không thấy hồ sơ nào ứng với “khong co”")


def test_certified_at_once_and_a_form_that_is_not_whole(
    office: Office, desk: Page, live_server: LiveServer
) -> None:
    assert office.desk
    desk.goto(f"{live_server.url}/tiep-nhan/?thu-tuc={COPIES}")
    desk.keyboard.press("Control+Enter")
    expect(desk.locator(".errors")).to_be_focused()
    picture(desk, "receive-errors")
    desk.get_by_label("Họ tên người nộp").fill("A Dương")
    desk.get_by_label("Số chứng thực đầu").fill("101")
    desk.get_by_label("Số chứng thực cuối").fill("105")
    desk.get_by_label("Số bản", exact=False).first.fill("5")
    desk.keyboard.press("Control+Enter")
    expect(desk.locator(".errors")).to_contain_text("Còn thiếu giấy tờ bắt buộc: Tờ khai")
    desk.keyboard.press("Alt+A")
    desk.get_by_text("đủ 1/1 giấy tờ bắt buộc").wait_for()
    picture(desk, "at-once")
    desk.keyboard.press("Control+Enter")
    expect(desk.get_by_role("status")).to_contain_text("Đã trả kết quả ngay")


def test_the_other_pages_of_the_frame(office: Office, desk: Page, live_server: LiveServer) -> None:
    assert office.desk
    for name, address in (("not-found", "/ho-so/khong-co/"), ("posts", "/chon-don-vi/")):
        desk.goto(f"{live_server.url}{address}")
        picture(desk, name)
        expect(desk.get_by_role("heading", level=1)).to_be_visible()
        width = desk.evaluate("document.documentElement.scrollWidth")
        assert width <= 1366


def test_the_same_reception_without_a_script(
    office: Office, live_server: LiveServer, browser: Browser
) -> None:
    assert office.desk
    context = browser.new_context(java_script_enabled=False, locale="vi-VN")
    page = context.new_page()
    page.goto(f"{live_server.url}/dang-nhap/")
    page.get_by_label("Tên đăng nhập").fill("tiepnhan")
    page.get_by_label("Mật khẩu").fill(PASSWORD)
    page.get_by_role("button", name="Đăng nhập").click()
    page.get_by_label("Quét hoặc gõ").fill(CARD)
    page.get_by_role("button", name="Tìm", exact=True).click()
    expect(page.get_by_label("Họ tên người nộp")).to_have_value("Nguyễn Hữu Thuận")
    page.get_by_label("Tên, mã hoặc chữ đầu").fill("khai sinh")
    page.get_by_role("button", name="Tìm thủ tục").click()
    picture(page, "no-script-found")
    page.get_by_role("option", name="Đăng ký khai sinh").click()
    page.get_by_role("button", name="Đủ theo danh mục").click()
    picture(page, "no-script-filled")
    page.get_by_role("button", name="Tiếp nhận và in giấy hẹn").click()
    expect(page.get_by_role("status")).to_contain_text("hẹn 17:30 thứ Ba 02/03/2021")
    dossier = Dossier.objects.get()
    page.goto(f"{live_server.url}/tra-cuu/{dossier}")
    page.get_by_label("Mã kiểm tra").fill(dossier.check_code)
    page.get_by_role("button", name="Tra cứu").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Được tiếp nhận")
    context.close()


def test_the_slip_opens_the_lookup_with_the_check_code(
    office: Office, live_server: LiveServer, browser: Browser
) -> None:
    dossier = office.with_officer(BIRTH)
    phone = browser.new_page(viewport={"width": 390, "height": 844}, locale="vi-VN")
    phone.goto(f"{live_server.url}/tra-cuu/{dossier}#{dossier.check_code}")
    expect(phone.get_by_role("heading", level=1)).to_have_text("Đang xử lý")
    expect(phone.locator("body")).to_contain_text("Công chức chuyên môn")
    assert dossier.check_code not in phone.url
    assert "Hồng Vân" not in phone.content()
    width = phone.evaluate("document.documentElement.scrollWidth")
    assert width <= 390
    if PICTURES:
        phone.screenshot(path=Path(PICTURES) / "lookup-phone.png", full_page=True, caret="initial")
        phone.set_viewport_size({"width": 1366, "height": 900})
        picture(phone, "lookup-wide")
    phone.close()
