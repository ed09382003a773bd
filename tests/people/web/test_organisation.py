"""The administrator's pages: the tree, people, and each act as a plain form."""

import re
from typing import Any

import pytest

from onecua.ledger.verification import verify_ledger
from onecua.people.models import Agency, Person, Post, Unit
from onecua.people.services.people import search_text
from onecua.people.services.posts import NewPost, appoint
from tests.people.services.test_posts import TODAY
from tests.support.office import Office
from tests.web.walking import Walker

pytestmark = pytest.mark.django_db(transaction=True)
DATES = {"valid_from": "01/03/2021", "decision": "15/QĐ-UBND"}
NEW = DATES | {
    "full_name": "Y Nhung", "username": "nhung.dakha", "role": "officer", "position": "Công chức",
}  # fmt: skip


def address(kind: str, pk: int, slug: str) -> str:
    return f"/to-chuc/{kind}/{pk}/{slug}/"


def test_the_tree_begins_where_ones_reach_begins(office: Office) -> None:
    commune = office.desk.unit.agency
    province, district = "UBND tỉnh Kon Tum", "UBND huyện Đắk Hà"
    assert listed(office, "admin") == [province, district]
    assert listed(office, "unit_admin") == [commune.name]
    assert listed(office, "admin", q="dak ha") == [district, commune.name]
    assert "Không thấy cơ quan nào" in Walker(office, "admin").reads("/to-chuc/", q="zzz")


def listed(office: Office, who: str, **query: str) -> list[str]:
    page = Walker(office, who).reads("/to-chuc/", **query)
    return re.findall(r'class="rowlink" href="/to-chuc/\d+/">([^<]+)<', page)


def test_an_agencys_page_shows_its_units_and_who_sits_there(office: Office) -> None:
    walker = Walker(office, "unit_admin")
    page = walker.reads(f"/to-chuc/{office.desk.unit.agency_id}/")
    for words in ("Công chức chuyên môn", "Nguyễn Văn Hùng", "Chủ tịch", "được ký", "Mở quầy"):
        assert words in page
    assert page.index("Lãnh đạo") < page.index("Văn thư")


def test_a_new_colleague_is_hired_on_one_page_and_his_password_is_shown_once(
    office: Office,
) -> None:
    walker = Walker(office, "unit_admin")
    where = address("don-vi", office.units["division"].pk, "them-nguoi")
    assert "mật khẩu tạm" in walker.reads(where)
    page = walker.sends(where, NEW)
    secret = re.search(r'Mật khẩu tạm</dt><dd><b class="code">(\w{12})', page)
    assert secret is not None
    colleague = Walker(office)
    colleague.sends("/dang-nhap/", {"username": "nhung.dakha", "password": secret[1]})
    assert "Mật khẩu bạn vừa dùng" in colleague.reads("/doi-mat-khau/")
    assert secret[1] not in walker.reads(
        f"/nguoi-dung/{Person.objects.get(full_name='Y Nhung').pk}/"
    )


@pytest.mark.parametrize(
    ("bad", "sentence"),
    [
        ({"username": "có dấu"}, "không dùng được"),
        ({"username": "chuyenmon"}, "đã có"),
        ({"role": "inspector"}, "chỉ do quản trị hệ thống giao"),
        ({"signs": "on"}, "Chỉ vị trí lãnh đạo được giao ký"),
        ({"valid_from": "31/02/2021"}, "Ngày phải viết dd/mm/yyyy"),
        ({"valid_from": "01/03/2020"}, "Quyền chỉ có từ ngày được giao"),
        ({"valid_to": "01/02/2021"}, "trước ngày 01/03/2021"),
        ({"decision": ""}, "Quyết định, văn bản làm căn cứ"),
        ({"full_name": "x" * 121}, "120"),
    ],
)
def test_what_is_refused_says_why_and_keeps_what_was_typed(
    office: Office, bad: dict[str, str], sentence: str
) -> None:
    walker = Walker(office, "unit_admin")
    where = address("don-vi", office.units["division"].pk, "them-nguoi")
    page = walker.sends(where, NEW | bad)
    assert walker.status in {403, 422}
    assert sentence in page
    assert 'value="Công chức"' in page
    assert not Person.objects.filter(username="nhung.dakha").exists()


def test_a_leaver_is_shown_with_what_he_holds_and_it_moves(office: Office) -> None:
    dossier = office.with_officer()
    officer, unit = office["officer"].person_id, office.units["division"].pk
    walker = Walker(office, "unit_admin")
    assert "<b>1</b> hồ sơ ở Công chức chuyên môn" in walker.reads(f"/nguoi-dung/{officer}/")
    where = address("nguoi-dung", officer, "ngung")
    page = walker.reads(where)
    assert "1 hồ sơ ở Công chức chuyên môn chuyển cho" in page
    assert "Y Hương, Chuyên môn" in page
    heir = str(office["officer2"].person_id)
    page = walker.sends(where, {f"heir_{unit}": heir, "decision": "21/QĐ-UBND"})
    assert "Đã ngừng tài khoản chuyenmon; 1 hồ sơ đã chuyển." in page
    assert "Tài khoản đã ngừng." in page
    dossier.refresh_from_db()
    assert dossier.holder_person_id == office["officer2"].person_id
    assert list(verify_ledger()) == []


def test_a_unit_is_opened_given_to_somebody_and_closed_again(office: Office) -> None:
    walker = Walker(office, "unit_admin")
    agency = office.desk.unit.agency_id
    walker.sends(address("co-quan", agency, "lap-don-vi"),
                 DATES | {"name": "Tổ dự án", "kind": "division"})  # fmt: skip
    unit = Unit.objects.get(name="Tổ dự án")
    given = DATES | {"username": "VanThu", "role": "officer", "position": "Tổ viên"}
    walker.sends(address("don-vi", unit.pk, "giao-vi-tri"), given)
    post = unit.posts.get()
    closing = {"last_day": "01/03/2021", "decision": "16/QĐ-UBND"}
    page = walker.sends(address("don-vi", unit.pk, "ket-thuc"), closing)
    assert "còn 1 vị trí hoạt động" in page
    walker.sends(address("vi-tri", post.pk, "ket-thuc"), closing)
    page = walker.sends(address("don-vi", unit.pk, "ket-thuc"), closing)
    assert "Tổ dự án hoạt động đến hết 01/03/2021." in page


def test_the_system_administrator_founds_an_agency_below_another(office: Office) -> None:
    walker = Walker(office, "admin")
    district = office["far_officer"].agency_id
    given = DATES | {"name": "UBND xã Ngọc Wang", "code": "000.02.21.H34", "kind": "commune",
                     "place": "Ngọc Wang"}  # fmt: skip
    page = walker.sends(address("co-quan", district, "lap-co-quan"), given)
    assert "Đã lập UBND xã Ngọc Wang." in page
    assert Agency.objects.get(code="000.02.21.H34").printed_name == "UBND XÃ NGỌC WANG"


def test_people_are_found_without_accents_and_listed_page_by_page(office: Office) -> None:
    walker, unit = Walker(office, "unit_admin"), office.units["clerk"]
    names = [f"Nguyễn Thị Hoa {number:02}" for number in range(60)]
    crowd = Person.objects.bulk_create(
        Person(username=f"hoa{no}", full_name=name, search=search_text(name, f"hoa{no}"))
        for no, name in enumerate(names)
    )
    Post.objects.bulk_create(
        Post(person=person, unit=unit, role="officer", position="Văn thư", valid_from=TODAY)
        for person in crowd
    )
    page = walker.reads("/nguoi-dung/", q="thi hoa")
    assert ("Nguyễn Thị Hoa 49" in page, "Nguyễn Thị Hoa 50" in page) == (True, False)
    following = re.search(r'rel="next" href="([^"]+)"', page)
    assert following is not None
    page = walker.reads("/nguoi-dung/" + following[1].replace("&amp;", "&"))
    assert ("Nguyễn Thị Hoa 49" in page, "Nguyễn Thị Hoa 59" in page) == (False, True)
    assert "Nguyễn Thị Hoa 00" in walker.reads("/nguoi-dung/", q="thi hoa", sau="hỏng")


def test_a_list_of_people_asks_a_fixed_number_of_questions(
    office: Office, django_assert_max_num_queries: Any
) -> None:
    walker = Walker(office, "admin")
    for page in ("/to-chuc/", f"/to-chuc/{office.desk.unit.agency_id}/", "/nguoi-dung/",
                 f"/nguoi-dung/{office['officer'].person_id}/"):  # fmt: skip
        with django_assert_max_num_queries(15):
            walker.reads(page)
        assert walker.status == 200


def test_an_officer_lends_his_own_work_says_he_is_away_and_takes_both_back(
    office: Office,
) -> None:
    walker, officer = Walker(office, "officer"), office["officer"]
    assert "Ủy quyền vị trí Chuyên môn" in walker.reads("/uy-quyen/")
    given = {"kind": "work", "receiver": str(office["clerk"].post_id), "valid_from": "01/03/2021",
             "valid_to": "05/03/2021"}  # fmt: skip
    page = walker.sends(address("vi-tri", officer.post_id, "uy-quyen"), given)
    assert "Đã ủy quyền cho Phạm Thị Hoa." in page
    lent = Post.objects.get(pk=officer.post_id).given.get()
    days = {"first_day": "01/03/2021", "last_day": "05/03/2021"}
    page = walker.sends(address("nguoi-dung", officer.person_id, "vang-mat"), days)
    assert "từ 01/03/2021 đến 05/03/2021" in page
    page = walker.sends(address("uy-quyen", lent.pk, "thu-hoi"), {"last_day": "28/02/2021"})
    assert "Không có ủy quyền nào" in page
    absence = Person.objects.get(pk=officer.person_id).absences.get()
    assert "Không ghi ngày vắng mặt" in walker.sends(address("vang-mat", absence.pk, "bo"), {})


def test_who_assigns_sees_who_is_away_and_until_when(office: Office) -> None:
    dossier = office.with_officer()
    away = Walker(office, "officer2")
    away.sends(address("nguoi-dung", office["officer2"].person_id, "vang-mat"),
               {"first_day": "01/03/2021", "last_day": "05/03/2021"})  # fmt: skip
    page = Walker(office, "head").reads(f"/ho-so/{dossier}/phan-cong/")
    assert "Y Hương, Chuyên môn (vắng đến 05/03/2021)" in page
    assert "Nguyễn Văn Hùng, Chuyên môn<" in page


def test_who_stands_in_does_not_pass_on_as_if_it_were_his(office: Office) -> None:
    walker, officer = Walker(office, "officer"), office["officer"]
    given = {"kind": "work", "receiver": str(office["clerk"].post_id), "valid_from": "01/03/2021",
             "valid_to": "05/03/2021"}  # fmt: skip
    walker.sends(address("vi-tri", officer.post_id, "uy-quyen"), given)
    lent = Post.objects.get(pk=officer.post_id).given.get()
    clerk = Walker(office, "clerk")
    clerk.sends("/chon-don-vi/", {"post": f"{officer.post_id}.{lent.pk}"})
    clerk.reads("/uy-quyen/")
    assert clerk.status == 404
    clerk.reads(address("vi-tri", officer.post_id, "uy-quyen"))
    assert clerk.status == 404


def test_rights_given_today_open_the_page_today(office: Office) -> None:
    walker = Walker(office, "officer")
    walker.reads("/to-chuc/")
    assert walker.status == 403
    appoint(
        person=Person.objects.get(username="chuyenmon"), decision="1/QĐ", acting=office["admin"],
        new=NewPost(unit=office.units["leadership"], role="unit_admin", position="Quản trị",
                    valid_from=TODAY),
        at=office.now,
    )  # fmt: skip
    post = Post.objects.get(position="Quản trị")
    walker.sends("/chon-don-vi/", {"post": str(post.pk)})
    assert "Cơ quan, đơn vị" in walker.reads("/to-chuc/")
