"""A session ends, the network falls out, a second tab takes another post: nothing is lost."""

import contextlib
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from cases.models import Dossier
from onecua.people.models import Post
from onecua.people.roles import Role
from tests.support.office import BIRTH, PASSWORD, Office

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def desk(office: Office, live_server: LiveServer, browser: Browser) -> Iterator[Page]:
    """A filled-in reception form, ready to be sent."""
    assert office.desk
    with contextlib.closing(browser.new_context(viewport={"width": 1366, "height": 768})) as window:
        page = window.new_page()
        page.goto(f"{live_server.url}/dang-nhap/?next=/tiep-nhan/")
        page.get_by_label("Tên đăng nhập").fill("tiepnhan")
        page.get_by_label("Mật khẩu").fill(PASSWORD)
        page.keyboard.press("Enter")
        page.wait_for_url(f"{live_server.url}/tiep-nhan/")
        page.goto(f"{live_server.url}/tiep-nhan/?thu-tuc={BIRTH}")
        page.locator("#id_identity").fill("062196004127")
        page.get_by_label("Họ tên người nộp").fill("Nguyễn Hữu Thuận")
        page.keyboard.press("Alt+a")
        expect(page.locator("#du-giay")).not_to_contain_text("còn thiếu")
        yield page


def sign_in_again(page: Page, password: str) -> None:
    dialog = page.get_by_role("dialog", name="Đăng nhập lại")
    dialog.get_by_label("Mật khẩu").fill("")
    page.keyboard.type(password)  # as fast as a scanner: it is none
    page.keyboard.press("Enter")


def test_a_session_that_ended_signs_in_over_the_form_and_sends_it_once(desk: Page) -> None:
    desk.context.clear_cookies(name="sessionid")
    desk.keyboard.press("Control+Enter")
    expect(desk.get_by_role("dialog", name="Đăng nhập lại")).to_be_visible()
    sign_in_again(desk, "sai mật khẩu")
    expect(desk.get_by_role("alert").filter(has_text="Mật khẩu chưa đúng")).to_be_visible()
    expect(desk.get_by_label("Họ tên người nộp")).to_have_value("Nguyễn Hữu Thuận")
    assert not Dossier.objects.exists()
    sign_in_again(desk, PASSWORD)
    expect(desk.get_by_text("Đã tiếp nhận")).to_be_visible()
    applicant = Dossier.objects.get().applicant
    assert (applicant.name, applicant.submitter) == ("Nguyễn Hữu Thuận", "")
    assert desk.evaluate("sessionStorage.scanned") is None  # no trace of what was typed


def test_a_fragment_that_met_the_sign_in_page_comes_after_it(desk: Page) -> None:
    desk.context.clear_cookies(name="sessionid")
    desk.locator("#id_identity").press("Enter")
    sign_in_again(desk, PASSWORD)
    expect(desk.get_by_role("dialog", name="Đăng nhập lại")).to_be_hidden()
    expect(desk.get_by_label("Họ tên người nộp")).to_have_value("Nguyễn Hữu Thuận")


def test_without_a_network_the_text_stays_and_one_press_sends_it(desk: Page) -> None:
    desk.context.set_offline(True)
    expect(desk.get_by_text("Mất kết nối.")).to_be_visible()
    desk.keyboard.press("Control+Enter")
    expect(desk.get_by_label("Họ tên người nộp")).to_have_value("Nguyễn Hữu Thuận")
    assert not Dossier.objects.exists()
    desk.context.set_offline(False)
    expect(desk.get_by_text("Đã có mạng lại.")).to_be_visible()
    desk.keyboard.press("Control+Enter")
    expect(desk.get_by_text("Đã tiếp nhận")).to_be_visible()
    assert Dossier.objects.count() == 1


def test_a_page_of_one_post_sends_nothing_under_another(
    desk: Page, office: Office, live_server: LiveServer
) -> None:
    here = Post.objects.get(pk=office["reception"].post_id)
    there = Post.objects.get(pk=office["officer"].post_id)
    Post.objects.create(
        person_id=here.person_id, unit_id=there.unit_id, role=Role.OFFICER,
        position="Công chức", valid_from=here.valid_from,
    )  # fmt: skip
    other = desk.context.new_page()
    other.goto(f"{live_server.url}/chon-don-vi/")
    other.get_by_role("button").filter(has_text=there.unit.name).click()
    other.wait_for_url(f"{live_server.url}/viec/")
    desk.bring_to_front()
    desk.keyboard.press("Control+Enter")
    expect(desk.get_by_text("bạn đã chuyển sang vị trí khác")).to_be_visible()
    assert not Dossier.objects.exists()
    desk.get_by_role("button", name="Tiếp tục và gửi").click()
    expect(desk.get_by_text("Đã tiếp nhận")).to_be_visible()
