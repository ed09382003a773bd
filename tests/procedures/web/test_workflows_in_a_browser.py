"""The editor in a real browser: the diagram follows what is typed; and without JavaScript too."""

import os
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from onecua.people.acting import Acting
from onecua.people.models import Person
from procedures.models import WorkflowDraft, WorkflowVersion
from procedures.workflow_text import read
from tests.support.office import BUILDING, PASSWORD, Office

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PATIENCE = 120_000
PICTURES = os.environ.get("PICTURES")


def signed_in(browser: Browser, server: LiveServer, who: Acting, *, script: bool) -> Page:
    context = browser.new_context(
        viewport={"width": 1366, "height": 768}, locale="vi-VN", java_script_enabled=script
    )
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    page.goto(f"{server.url}/dang-nhap/")
    page.get_by_label("Tên đăng nhập").fill(Person.objects.get(pk=who.person_id).username)
    page.get_by_label("Mật khẩu").fill(PASSWORD)
    page.get_by_role("button", name="Đăng nhập").click()
    page.wait_for_load_state()
    return page


def picture(page: Page, name: str) -> None:
    if PICTURES:
        page.screenshot(path=Path(PICTURES) / f"{name}.png")


def open_draft(page: Page, server: LiveServer) -> None:
    version = WorkflowVersion.objects.get(procedure__code=BUILDING)
    page.goto(f"{server.url}/quy-trinh/ban/{version.pk}/")
    picture(page, "version")
    page.get_by_role("button", name="Soạn bản mới từ quy trình này").click()
    page.wait_for_load_state()


def test_the_diagram_follows_the_typing_before_anything_is_saved(
    office: Office, browser: Browser, live_server: LiveServer
) -> None:
    page = signed_in(browser, live_server, office["unit_admin"], script=True)
    troubles: list[str] = []
    page.on("console", lambda said: troubles.append(said.text) if said.type == "error" else None)
    open_draft(page, live_server)
    picture(page, "draft")
    page.get_by_label("Tên bước 2").fill("Thẩm định tại thực địa")
    page.get_by_label("Thời hạn bước 2").fill("9")
    page.get_by_label("Thời hạn bước 2").press("Tab")
    expect(page.locator("#ve")).to_contain_text("2. Thẩm định tại thực địa")
    expect(page.locator("#ve")).to_contain_text("Bước 3 “Ký kết quả”: cộng đến đây là 11,5 ngày")
    picture(page, "draft-fault")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert read(WorkflowDraft.objects.get().steps)[1].name == "Thẩm định"
    assert troubles == []
    page.context.close()


def test_a_parallel_block_is_made_by_the_keyboard_alone(
    office: Office, browser: Browser, live_server: LiveServer
) -> None:
    page = signed_in(browser, live_server, office["unit_admin"], script=False)
    open_draft(page, live_server)
    page.get_by_role("button", name="Thêm bước sau bước 2").press("Enter")
    page.wait_for_load_state()
    for label, words in (
        ("Tên bước 3", "Xác định nghĩa vụ tài chính"), ("Đơn vị làm bước 3", "Chi cục Thuế"),
        ("Vị trí làm bước 3", "Công chức thuế"), ("Thời hạn bước 3", "4"),
        ("Nhánh của bước 2", "A"), ("Nhánh của bước 3", "B"),
    ):  # fmt: skip
        page.get_by_label(label).fill(words)
    page.get_by_label("Đơn vị tính của bước 3").select_option("days")
    page.locator("[name=lead-2]").check()
    page.get_by_label("Nhánh của bước 3").press("Enter")  # saves, as the first button does
    page.wait_for_load_state()
    expect(page.locator("#ve")).to_contain_text("Kiểm tra đạt")
    picture(page, "draft-parallel")
    page.get_by_role("button", name="Lưu và trình phê duyệt").press("Enter")
    page.wait_for_load_state()
    expect(page.locator("main")).to_contain_text("Đã trình quy trình")
    picture(page, "submitted")
    page.context.close()
    clerk = signed_in(browser, live_server, office["office"], script=False)
    clerk.goto(f"{live_server.url}/quy-trinh/")
    picture(clerk, "list")
    clerk.get_by_role("link", name="Cấp giấy phép xây dựng").first.click()
    clerk.get_by_role("link", name="Phê duyệt hoặc trả lại").click()
    picture(clerk, "decide")
    clerk.get_by_label("Quyết định, văn bản").fill("12/QĐ-UBND")
    clerk.get_by_label("Ngày của quyết định").fill("26/02/2021")
    clerk.get_by_role("button", name="Phê duyệt", exact=True).press("Enter")
    clerk.wait_for_load_state()
    expect(clerk.locator("main")).to_contain_text("Đã phê duyệt")
    clerk.context.close()
    page = signed_in(browser, live_server, office["unit_admin"], script=False)
    version = WorkflowVersion.objects.get(procedure__code=BUILDING, number=2)
    page.goto(f"{live_server.url}/quy-trinh/ban/{version.pk}/cau-hinh/")
    expect(page.locator("main")).to_contain_text("không thấy đơn vị “Chi cục Thuế”")
    picture(page, "electronic")
    page.get_by_role("link", name="Chọn đơn vị").first.click()
    picture(page, "electronic-one")
    page.context.close()
