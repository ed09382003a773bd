"""A list worked without a mouse: from row to row, a look beside it, opened; a scan finds one."""

import contextlib
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.support.office import PASSWORD, Office

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
NAMES = ("A Glưn", "Y Bích", "A Hùng")


@pytest.fixture
def officer(office: Office, live_server: LiveServer, browser: Browser) -> Iterator[Page]:
    for name in NAMES:
        office.with_officer(name=name)
    with contextlib.closing(browser.new_context(viewport={"width": 1366, "height": 768})) as window:
        page = window.new_page()
        page.goto(f"{live_server.url}/dang-nhap/?next=/viec/")
        page.get_by_label("Tên đăng nhập").fill("chuyenmon")
        page.get_by_label("Mật khẩu").fill(PASSWORD)
        page.keyboard.press("Enter")
        page.wait_for_url(f"{live_server.url}/viec/")
        yield page


def test_from_row_to_row_a_look_and_the_dossier(officer: Page) -> None:
    rows = officer.locator(".worklist tbody tr")
    expect(rows).to_have_count(len(NAMES))
    officer.keyboard.press("j")
    officer.keyboard.press("j")
    expect(rows.nth(1).locator("a.rowlink")).to_be_focused()
    officer.keyboard.press("Space")
    glance = officer.get_by_role("complementary", name="Xem nhanh")
    second = rows.nth(1).locator("td").nth(3).inner_text()
    expect(glance).to_contain_text(second)
    expect(glance).to_contain_text("Đang giữ: Công chức chuyên môn")
    officer.keyboard.press("k")
    expect(glance).to_contain_text(rows.nth(0).locator("td").nth(3).inner_text())
    officer.keyboard.press("Escape")
    expect(glance).to_have_count(0)
    officer.keyboard.press("Enter")
    expect(officer.get_by_role("heading", level=1)).to_contain_text("Đăng ký khai sinh")


def test_the_keys_are_on_a_sheet_and_not_taken_from_who_types(officer: Page) -> None:
    officer.keyboard.press("?")
    sheet = officer.get_by_role("dialog", name="Phím tắt")
    expect(sheet).to_be_visible()
    officer.keyboard.press("Escape")
    expect(sheet).to_be_hidden()
    officer.keyboard.press("/")
    officer.keyboard.type("jxn?")
    expect(officer.get_by_label("Tìm hồ sơ")).to_have_value("jxn?")


def test_a_card_and_a_slip_that_are_scanned_find_the_dossier(officer: Page) -> None:
    code = officer.locator(".worklist tbody tr a.rowlink").first.get_attribute("title")
    for scanned, found in (
        ("062195379153|233112233|NGUYỄN THỊ HỒNG VÂN|14021995|Nữ|thôn 2|10052021", len(NAMES)),
        (f"https://motcua.kontum.gov.vn/tra-cuu/{code}?ma=ABCD1234", 1),
        ("062195379153", len(NAMES)),
        ("001095000001", 0),
    ):
        officer.keyboard.press("/")
        officer.keyboard.type(scanned)
        officer.keyboard.press("Enter")
        expect(officer.locator(".filters__end b")).to_have_text(str(found))
        officer.locator("h1").click()
