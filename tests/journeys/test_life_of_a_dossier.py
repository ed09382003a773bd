"""The life of a dossier in a real browser, in the order in which the README walks it."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from cases.models import Dossier, Slip
from cases.services.slips import file_slip, waiting_slip
from cases.services.sweep import sweep
from cases.slip_contexts.forms import FORMS
from cases.slips.render import renderer
from onecua.ledger.verification import verify_ledger
from tests.support.office import PASSWORD, Office

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PATIENCE = 300_000  # milliseconds: machines are shared, and a slow one is not a wrong one
PICTURES = os.environ.get("PICTURES")  # a folder: what each role saw, for the eye


@contextmanager
def signed_in(browser: Browser, server: LiveServer, who: str) -> Iterator[Page]:
    """A window of one's own; nothing may come from elsewhere, nothing may break the policy."""
    context = browser.new_context(viewport={"width": 1366, "height": 768}, locale="vi-VN")
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    troubles: list[str] = []
    page.on("console", lambda said: troubles.append(said.text) if said.type == "error" else None)
    page.on("request", lambda asked: troubles.append(asked.url)
            if not asked.url.startswith(server.url) else None)  # fmt: skip
    page.goto(f"{server.url}/dang-nhap/")
    page.get_by_label("Tên đăng nhập").fill(who)
    page.get_by_label("Mật khẩu").fill(PASSWORD)
    page.get_by_role("button", name="Đăng nhập").click()
    page.wait_for_url("**/quay/" if who == "tiepnhan" else "**/viec/")
    yield page
    assert troubles == []
    context.close()


def picture(page: Page, name: str) -> None:
    if PICTURES:
        page.screenshot(path=Path(PICTURES) / f"{name}.png", full_page=True)


def do(page: Page, act: str, **fields: str) -> None:
    """From the dossier's page: open the act, fill it in, press. Less usual acts are in a menu."""
    link = page.locator("main").get_by_role("link", name=act, exact=True)
    if not link.count():
        page.locator("summary", has_text="Việc khác").click()
    link.first.click()
    for label, value in fields.items():
        page.get_by_label(label.replace("_", " ")).first.fill(value)
    picture(page, f"act-{act}")
    with page.expect_navigation():
        page.get_by_role("button", name=act, exact=True).click()


def open_dossier(page: Page, server: LiveServer, dossier: Dossier) -> None:
    page.goto(f"{server.url}/ho-so/{dossier}/")


def print_waiting_slips() -> None:
    """What the worker does with the outbox."""
    for slip_id in Slip.objects.filter(file=None).values_list("pk", flat=True):
        if slip := waiting_slip(slip_id):
            form = FORMS[slip.form_set, slip.form]
            file_slip(slip, renderer().render(form, form.read(slip.context)))


def test_received_late_apologised_for_and_returned(
    office: Office, live_server: LiveServer, browser: Browser
) -> None:
    with signed_in(browser, live_server, "tiepnhan") as desk:
        picture(desk, "worklist-empty")
        desk.get_by_role("link", name="Tiếp nhận hồ sơ").first.click()
        desk.get_by_role("link", name="Đăng ký khai sinh").click()
        desk.get_by_label("Họ tên người nộp").fill("Nguyễn Thị Hồng Vân")
        desk.locator("#id_identity").fill("062195379153")
        desk.get_by_role("button", name="Đủ theo danh mục").click()
        desk.get_by_text("đủ 1/1 giấy tờ bắt buộc").wait_for()
        picture(desk, "receive")
        desk.get_by_role("button", name="Tiếp nhận và in giấy hẹn").click()
        expect(desk.get_by_role("status")).to_contain_text("hẹn 17:30 thứ Ba 02/03/2021")
        dossier = Dossier.objects.get()
        print_waiting_slips()
        receipt = desk.request.get(f"{live_server.url}/phieu/{dossier.slips.get().pk}/")
        assert receipt.body()[:5] == b"%PDF-"
        desk.get_by_role("link", name="Mở hồ sơ").click()
        do(desk, "Bàn giao")

    with signed_in(browser, live_server, "chuyenmon") as officer:
        open_dossier(officer, live_server, dossier)
        do(officer, "Xác nhận đã nhận bàn giao")
        picture(officer, "dossier")

    office.travel("2021-03-03T08:00")
    sweep(office.now)

    with signed_in(browser, live_server, "chutich") as head:
        head.get_by_role("link", name="Chờ ký").click()
        picture(head, "worklist")
        head.get_by_role("link", name=str(dossier)[-4:]).click()
        assert "Hồ sơ quá hạn và chưa có phiếu xin lỗi" in head.content()
        picture(head, "dossier-late")
        do(head, "Ký phiếu xin lỗi và hẹn lại", Lý_do="Quá tải hồ sơ", Hẹn_lại_ngày="08/03/2021")

    with signed_in(browser, live_server, "tiepnhan") as desk:
        open_dossier(desk, live_server, dossier)
        do(desk, "Đổi ngày hẹn trả")
        assert "17:30 thứ Hai 08/03/2021" in desk.content()

    for who, giver in (("chuyenmon", "Chuyển bước"), ("chutich", "Chuyển bước")):
        with signed_in(browser, live_server, who) as page:
            open_dossier(page, live_server, dossier)
            if who == "chutich":
                do(page, "Xác nhận đã nhận bàn giao")
            do(page, giver)

    with signed_in(browser, live_server, "vanthu") as clerk:
        open_dossier(clerk, live_server, dossier)
        do(clerk, "Xác nhận đã nhận bàn giao")
        do(clerk, "Nhập kết quả", Số="12/2021", Người_ký="A Thành", Ngày_ký="03/03/2021")

    with signed_in(browser, live_server, "tiepnhan") as desk:
        open_dossier(desk, live_server, dossier)
        do(desk, "Nhận kết quả về quầy")
        do(desk, "Trả kết quả", Người_nhận="Nguyễn Thị Hồng Vân", Xác_nhận_bằng="CCCD")
        picture(desk, "dossier-returned")

    citizen = browser.new_page(viewport={"width": 390, "height": 844}, locale="vi-VN")
    citizen.set_default_timeout(PATIENCE)
    citizen.goto(f"{live_server.url}/tra-cuu/{dossier}")
    citizen.get_by_label("Mã kiểm tra").fill(dossier.check_code.lower())
    citizen.get_by_role("button", name="Tra cứu").click()
    assert "Đã trả kết quả" in citizen.get_by_role("heading", level=1).inner_text()
    assert "Hồng Vân" not in citizen.content()
    picture(citizen, "lookup")
    citizen.close()
    assert list(verify_ledger()) == []
