"""How many keys a reception costs: counted by the page itself, in a real browser, without a click.

A chord counts two, a scan nothing: the scanner types it.
"""

import contextlib
from collections.abc import Iterator
from urllib.parse import unquote_plus

import pytest
from playwright.sync_api import Browser, Page, Response, expect
from pytest_django.live_server_helper import LiveServer

from cases.models import Dossier, ReceptionDraft
from tests.support.office import COPIES, PASSWORD, Office

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

CARD = (
    "062196004127|233112233|Nguyễn Hữu Thuận|14031996|Nữ"
    "|Tổ dân phố 4B, thị trấn Đắk Hà, Kon Tum|10052021"
)
KNOWN = "062195379153"
COUNTER = """
window.keys = 0; window.clicks = 0; window.scanning = false;
addEventListener("keydown", (e) => { if (!e.repeat && !window.scanning) window.keys += 1; }, true);
addEventListener("pointerdown", () => { window.clicks += 1; }, true);
"""


@pytest.fixture
def desk(office: Office, live_server: LiveServer, browser: Browser) -> Iterator[Page]:
    office.accept()  # so that one citizen is known
    with contextlib.closing(browser.new_context(viewport={"width": 1366, "height": 768})) as window:
        page = window.new_page()
        page.goto(f"{live_server.url}/dang-nhap/?next=/tiep-nhan/")
        page.get_by_label("Tên đăng nhập").fill("tiepnhan")
        page.get_by_label("Mật khẩu").fill(PASSWORD)
        page.keyboard.press("Enter")
        page.wait_for_url(f"{live_server.url}/tiep-nhan/")
        page.add_init_script(COUNTER)
        page.goto(f"{live_server.url}/tiep-nhan/")
        yield page


def search(page: Page, words: str) -> None:
    expect(page.locator("#thu-tuc")).to_be_focused()
    page.keyboard.type(words)
    expect(page.get_by_role("option").first).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Enter")
    expect(page.locator("#id_identity")).to_be_focused()


def pin(page: Page, title: str) -> None:
    key = page.get_by_role("link", name=title).get_attribute("aria-keyshortcuts")
    assert key
    page.keyboard.press(key)
    expect(page.locator("#id_identity")).to_be_focused()


def scan(page: Page, card: str = CARD) -> None:
    page.evaluate("window.scanning = true")
    page.keyboard.type(card)
    page.keyboard.press("Enter")
    page.evaluate("window.scanning = false")
    expect(page.get_by_label("Họ tên người nộp")).to_have_value("Nguyễn Hữu Thuận")


def all_papers_and_send(page: Page) -> int:
    """The keys spent until the next empty form is there, with the hand in it."""
    page.keyboard.press("Alt+A")
    page.get_by_text("đủ 1/1 giấy tờ bắt buộc").wait_for()
    keys: int = page.evaluate("window.keys") + 2  # the chord that leaves this page
    assert page.evaluate("window.clicks") == 0
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("status").first).to_be_visible()
    expect(page.locator("#thu-tuc")).to_be_focused()
    expect(page.locator("#thu-tuc")).to_have_value("")
    return keys


def test_a_known_citizen_and_procedure_typed_cost_24_keys(desk: Page) -> None:
    search(desk, "dkks")
    desk.keyboard.type(KNOWN)
    desk.keyboard.press("Enter")
    expect(desk.get_by_label("Họ tên người nộp")).to_have_value("Nguyễn Thị Hồng Vân")
    assert all_papers_and_send(desk) <= 24
    assert Dossier.objects.count() == 2
    assert not ReceptionDraft.objects.exists()


def test_with_a_scanned_card_11_and_with_a_pinned_procedure_6(desk: Page) -> None:
    search(desk, "dkks")
    scan(desk)
    assert all_papers_and_send(desk) <= 11
    pin(desk, "Đăng ký khai sinh")
    scan(desk, CARD.replace("004127", "004128"))  # somebody else: the same at once is no second
    assert all_papers_and_send(desk) <= 6
    newest = Dossier.objects.order_by("-pk")[0].applicant
    assert (newest.name, newest.sex, f"{newest.born_on}") == (
        "Nguyễn Hữu Thuận", "Nữ", "1996-03-14",
    )  # fmt: skip
    assert newest.address == "Tổ dân phố 4B, thị trấn Đắk Hà, Kon Tum"
    assert Dossier.objects.count() == 3


def test_certifying_n_copies_costs_four_more(desk: Page) -> None:
    desk.goto(f"{desk.url}?thu-tuc={COPIES}")  # the first of the year: its number is typed
    desk.get_by_label("Họ tên người nộp").fill("A Dương")
    desk.get_by_label("Số chứng thực đầu").fill("101")
    all_papers_and_send(desk)
    pin(desk, "Chứng thực bản sao từ bản chính")
    scan(desk)
    desk.keyboard.press("Alt+S")
    desk.keyboard.type("12")
    assert all_papers_and_send(desk) <= 6 + 4
    result = Dossier.objects.order_by("-pk")[0].results.get()
    assert (result.number, result.quantity, result.signer) == ("102", 12, "A Thành")


def kept_with_the_last_word(answer: Response) -> bool:
    posted = unquote_plus(answer.request.post_data or "")
    return answer.url.endswith("/nhap/luu/") and "Thôn 7, Đắk La" in posted


def test_a_killed_tab_loses_nothing_that_rested(desk: Page, live_server: LiveServer) -> None:
    search(desk, "dkks")
    desk.keyboard.type(KNOWN)
    desk.get_by_label("Điện thoại").fill("0905 111 222")
    with desk.expect_response(kept_with_the_last_word):
        desk.get_by_label("Địa chỉ").fill("Thôn 7, Đắk La")
    expect(desk.locator("#ban-nhap")).to_contain_text("Bản nháp lưu")
    again = desk.context.new_page()
    desk.close(run_before_unload=False)
    again.goto(f"{live_server.url}/tiep-nhan/")
    again.get_by_role("link", name="Tiếp tục biểu mẫu này").click()
    expect(again.get_by_label("Điện thoại")).to_have_value("0905 111 222")
    expect(again.locator("#id_identity")).to_have_value(KNOWN)
    expect(again.get_by_label("Địa chỉ")).to_have_value("Thôn 7, Đắk La")
    expect(again.locator("#ban-nhap")).to_contain_text("Bản nháp lưu")


def test_an_unticked_paper_moves_the_first_key_to_the_supplement_slip(desk: Page) -> None:
    search(desk, "dkks")
    scan(desk)
    desk.keyboard.press("Alt+A")
    desk.get_by_text("đủ 1/1 giấy tờ bắt buộc").wait_for()
    box = desk.get_by_role("checkbox", name="Tờ khai")
    box.focus()
    desk.keyboard.press("Space")
    expect(desk.locator("#du-giay")).to_have_text("đủ 0/1 giấy tờ bắt buộc, còn thiếu: Tờ khai")
    desk.keyboard.press("Control+Enter")
    expect(desk.get_by_role("status").first).to_contain_text("Đã ghi phiếu yêu cầu bổ sung")
    assert Dossier.objects.order_by("-pk")[0].state == "guided"
