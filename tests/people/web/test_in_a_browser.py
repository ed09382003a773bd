"""An administrator's morning in a real browser with JavaScript off: plain forms all the way."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, FilePayload, Page
from pytest_django.live_server_helper import LiveServer

from onecua.kernel.tables.xlsx_writing import XLSX
from onecua.ledger.verification import verify_ledger
from onecua.people.models import Delegation, Person
from tests.people.test_staff_list import A_BLENH, KNOWN, Y_NHUNG, xlsx
from tests.support.office import PASSWORD, Office

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PATIENCE = 300_000
PICTURES = os.environ.get("PICTURES")


@contextmanager
def signed_in(browser: Browser, server: LiveServer, who: str, secret: str) -> Iterator[Page]:
    context = browser.new_context(
        viewport={"width": 1366, "height": 768}, locale="vi-VN", java_script_enabled=False
    )
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    troubles: list[str] = []
    page.on("console", lambda said: troubles.append(said.text) if said.type == "error" else None)
    page.goto(f"{server.url}/dang-nhap/")
    page.get_by_label("Tên đăng nhập").fill(who)
    page.get_by_label("Mật khẩu").fill(secret)
    page.get_by_role("button", name="Đăng nhập").click()
    page.wait_for_load_state()
    yield page
    assert troubles == []
    context.close()


def picture(page: Page, name: str) -> None:
    if PICTURES:
        page.screenshot(path=Path(PICTURES) / f"{name}.png", full_page=True)


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()
    page.wait_for_load_state()


def test_a_list_is_handed_in_previewed_and_applied(
    office: Office, browser: Browser, live_server: LiveServer
) -> None:
    merged = (4, "Y Blao", "blao", "", "Chuyên môn", "Công chức", "", "")
    with signed_in(browser, live_server, "quantri", PASSWORD) as page:
        page.goto(f"{live_server.url}/to-chuc/{office.desk.unit.agency_id}/")
        page.get_by_role("link", name="Nhập danh sách người dùng").click()
        file: FilePayload = {
            "name": "ds.xlsx",
            "mimeType": XLSX,
            "buffer": xlsx(Y_NHUNG, A_BLENH, KNOWN, merged),
        }
        page.get_by_label("Tệp danh sách *").set_input_files(file)
        press(page, "Kiểm tra và xem trước")
        picture(page, "staff-list")
        page.get_by_label("Quyết định, văn bản làm căn cứ *").fill("15/QĐ-UBND")
        press(page, "Áp dụng 2 vị trí")
        picture(page, "staff-applied")
    assert Person.objects.filter(username__in=["blenh", "nhung.dakha"]).count() == 2


def test_a_colleague_comes_changes_his_password_and_stands_in(
    office: Office, browser: Browser, live_server: LiveServer
) -> None:
    office.with_officer()
    with signed_in(browser, live_server, "quantri", PASSWORD) as page:
        page.goto(f"{live_server.url}/to-chuc/")
        picture(page, "organisation")
        page.get_by_role("link", name="UBND thị trấn Đắk Hà").last.click()
        picture(page, "agency")
        row = page.get_by_role("row").filter(has_text="Công chức chuyên môn ·")
        row.get_by_role("link", name="Thêm người").click()
        for label, value in (
            ("Họ và tên *", "Y Nhung"), ("Tên đăng nhập *", "nhung"), ("Chức danh *", "Công chức"),
            ("Quyết định, văn bản làm căn cứ *", "15/QĐ-UBND"),
        ):  # fmt: skip
            page.get_by_label(label).fill(value)
        page.get_by_label("Vai trò *").select_option("officer")
        picture(page, "hire")
        press(page, "Thêm người mới")
        picture(page, "secret")
        secret = page.locator("dd").nth(1).inner_text()
        page.get_by_role("link", name="Xong").click()
        picture(page, "person-new")
        page.goto(f"{live_server.url}/nguoi-dung/{office['officer'].person_id}/")
        picture(page, "person")
        page.get_by_role("link", name="Ủy quyền", exact=True).click()
        page.get_by_label("Người nhận *").select_option(label="Y Nhung, Công chức, "
                                                        "Công chức chuyên môn")  # fmt: skip
        page.get_by_label("Đến hết ngày").fill("05/03/2021")
        picture(page, "delegate")
        press(page, "Ủy quyền")
        page.get_by_role("link", name="Ngừng tài khoản").click()
        picture(page, "deactivate")
    with signed_in(browser, live_server, "nhung", secret) as page:
        for label, value in (
            ("Mật khẩu hiện tại *", secret), ("Mật khẩu mới *", "khoai-mon-xanh"),
            ("Mật khẩu mới, gõ lại *", "khoai-mon-xanh"),
        ):  # fmt: skip
            page.get_by_label(label, exact=True).fill(value)
        picture(page, "password")
        press(page, "Đổi mật khẩu")
        page.goto(f"{live_server.url}/chon-don-vi/")
        picture(page, "choose")
        page.get_by_role("button", name="thay Nguyễn Văn Hùng").click()
        assert "thay Nguyễn Văn Hùng" in page.locator(".who").inner_text()
        picture(page, "standing-in")
    assert Delegation.objects.get().receiver.person == Person.objects.get(username="nhung")
    assert list(verify_ledger()) == []
