"""What one acts as is chosen at sign-in, shown in the bar, and gone when it is taken back."""

import pytest

from onecua.people.models import Person
from onecua.people.services import delegations, people
from tests.people.services.test_standing_in import YESTERDAY, lend
from tests.support.office import PASSWORD, Office
from tests.web.walking import Walker

pytestmark = pytest.mark.django_db(transaction=True)


def signs_in(walker: Walker, username: str, password: str = PASSWORD) -> str:
    return walker.sends("/dang-nhap/", {"username": username, "password": password})


def test_with_one_post_there_is_nothing_to_choose(office: Office) -> None:
    assert "Danh sách việc" in signs_in_and_goes_home(office, "chuyenmon")


def signs_in_and_goes_home(office: Office, username: str) -> str:
    walker = Walker(office)
    signs_in(walker, username)
    return walker.reads("/viec/")


def test_who_stands_in_is_asked_as_whom_and_the_bar_says_so(office: Office) -> None:
    lent = lend(office, "officer", "clerk")
    walker = Walker(office)
    page = signs_in(walker, "vanthu")
    assert "Chọn đơn vị, vai trò" in page
    assert "<b>thay Nguyễn Văn Hùng, Chuyên môn</b><span>Công chức chuyên môn</span>" in page
    key = f"{lent.giver_id}.{lent.pk}"
    walker.sends("/chon-don-vi/", {"post": key})
    page = walker.reads("/viec/")
    assert "<b>Phạm Thị Hoa</b><span>thay Nguyễn Văn Hùng, Chuyên môn" in page
    delegations.end_delegation(
        delegation=lent, last_day=YESTERDAY, acting=office["officer"], at=office.now
    )
    walker.reads("/viec/")
    assert walker.status == 302
    assert key not in walker.reads("/chon-don-vi/")


def test_a_forged_choice_is_no_choice(office: Office) -> None:
    lent = lend(office, "officer", "clerk")
    walker = Walker(office, "reception")
    walker.sends("/chon-don-vi/", {"post": f"{lent.giver_id}.{lent.pk}"})
    assert "Trần Thị Bích Ngọc</b><span>Tiếp nhận" in walker.reads("/viec/")


def test_a_temporary_password_opens_only_the_page_that_changes_it(office: Office) -> None:
    officer = Person.objects.get(username="chuyenmon")
    secret = people.reset_password(person=officer, acting=office["unit_admin"], at=office.now)
    walker = Walker(office)
    signs_in(walker, "chuyenmon", secret)
    walker.reads("/viec/")
    assert walker.status == 302
    assert "Mật khẩu bạn vừa dùng do quản trị đặt" in walker.reads("/doi-mat-khau/")
    page = walker.sends("/doi-mat-khau/", {"old": secret, "new": "khoai-mon-xanh", "again": "x"})
    assert (walker.status, "không giống nhau" in page) == (422, True)
    fields = {"old": secret, "new": "khoai-mon-xanh", "again": "khoai-mon-xanh"}
    walker.sends("/doi-mat-khau/", fields)
    assert "Danh sách việc" in walker.reads("/viec/")
