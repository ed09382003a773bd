"""The counter without a script: nothing typed is lost, nothing is written too early."""

from dataclasses import replace
from datetime import date

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from cases.models import Dossier, DossierAccess
from cases.selectors.procedures import pinned
from cases.services import handover, note
from cases.web.persons import from_number
from onecua.people.models import Person, Post
from onecua.people.roles import Role
from procedures.models import Configuration
from procedures.timing import office_date, office_time
from tests.support.lives import result_ready, submitted
from tests.support.office import BIRTH, COPIES, MARRIAGE, PASSWORD, Office

pytestmark = pytest.mark.django_db(transaction=True)

MOST_QUERIES = 15
TYPED = {"name": "A Glưn", "phone": "0905 000 101", "channel": "direct", "quantity": "1"}
WHOLE = TYPED | {
    "procedure": BIRTH, "papers_shown": "1", "paper_1": "on", "original_1": "1", "copy_1": "0",
}  # fmt: skip
CARD = "062096004127||Nguyễn Hữu Thuận|14031996|Nam|Tổ dân phố 4B, Đắk Hà|10052021"


def signed_in(office: Office, who: str = "reception") -> Client:
    client = Client()
    client.force_login(Person.objects.get(pk=office[who].person_id))
    return client


def page(client: Client, **posted: str) -> str:
    return client.post("/tiep-nhan/", TYPED | posted).content.decode()


@pytest.mark.parametrize(
    "words",
    ["đăng ký khai sinh", "dang ky khai sinh", "DANG KI KHAI SINH", "khai snh", "dkks", BIRTH,
     "dawng kys khai sinh", "sinh khai"],
)  # fmt: skip
def test_a_procedure_is_found_however_it_is_typed(office: Office, words: str) -> None:
    found = signed_in(office).get("/tiep-nhan/thu-tuc/", {"q": words}).content.decode()
    first = found.index("Đăng ký khai sinh")
    assert "Đăng ký kết hôn" not in found[:first]


def test_what_the_desk_may_not_receive_is_shown_with_the_reason(office: Office) -> None:
    Configuration.objects.filter(procedure__code=MARRIAGE).update(valid_to=date(2021, 2, 1))
    found = signed_in(office).get("/tiep-nhan/thu-tuc/", {"q": "ket hon"}).content.decode()
    assert "chưa cấu hình quy trình điện tử cho quầy này; hỏi Đỗ Văn An (quản trị đơn vị" in found
    assert f"thu-tuc={MARRIAGE}" not in found


def test_every_helping_button_keeps_what_was_typed_and_writes_nothing(office: Office) -> None:
    desk = signed_in(office)
    for posted in (
        {"deed": "find", "q": "khai sinh"},
        {"pick": BIRTH},
        {"deed": "person", "identity": "062195379153", "procedure": BIRTH},
        {"deed": "all_papers", "procedure": BIRTH, "papers_shown": "1"},
    ):
        shown = page(desk, **posted)
        assert "A Glưn" in shown
        assert "0905 000 101" in shown
    assert not Dossier.objects.exists()


def test_the_due_date_is_said_before_saving_and_is_no_field(office: Office) -> None:
    shown = page(signed_in(office), pick=BIRTH)
    assert "17:30 thứ Ba 02/03/2021" in shown
    assert 'name="due' not in shown


def test_a_card_fills_the_form_and_a_health_card_is_refused_kindly(office: Office) -> None:
    desk = signed_in(office)
    shown = page(desk, deed="person", identity=CARD, procedure=BIRTH)
    assert 'value="Nguyễn Hữu Thuận"' in shown
    assert 'value="062096004127"' in shown
    answer = desk.post(
        "/tiep-nhan/", {"deed": "person", "identity": "DN4620212345678|4e677579e1bb856e2056|1"}
    )
    assert answer.status_code == 422
    assert "thẻ bảo hiểm y tế" in answer.content.decode()


def test_somebody_known_is_filled_in_and_an_open_dossier_is_named(office: Office) -> None:
    dossier = office.accept(BIRTH)
    shown = page(signed_in(office), deed="person", identity="062195379153", procedure=BIRTH)
    assert 'value="Nguyễn Thị Hồng Vân"' in shown
    assert "Lấy từ lần trước, ngày 01/03/2021" in shown
    assert f"/ho-so/{dossier}/" in shown


def test_of_a_dossier_received_elsewhere_not_even_the_day_is_told(office: Office) -> None:
    office.accept(BIRTH)
    strangers_desk = replace(office["reception"], unit_id=office.units["division"].pk)
    DossierAccess.objects.filter(unit=strangers_desk.unit_id).delete()
    known = from_number("062195379153", strangers_desk, BIRTH)
    assert known.fields["name"] == "Nguyễn Thị Hồng Vân"
    assert (known.note, known.open_code) == ("Lấy từ lần trước; hãy so lại với thẻ.", "")


def test_accepted_with_a_scanned_card_alone_and_said_above_the_next_form(office: Office) -> None:
    desk = signed_in(office)
    answer = desk.post("/tiep-nhan/", WHOLE | {"name": "", "identity": CARD})
    dossier = Dossier.objects.get()
    assert dossier.applicant.name == "Nguyễn Hữu Thuận"
    after = desk.get(answer.headers["Location"]).content.decode()
    assert str(dossier) in after
    assert f"/phieu/{dossier.slips.get().pk}/" in after
    assert 'form="hoan-tac"' in after
    assert 'value="Nguyễn Hữu Thuận"' not in after
    again = desk.get(f"/tiep-nhan/?nguoi={dossier}").content.decode()
    assert 'value="062096004127"' in again


def test_what_is_missing_goes_on_the_slip_without_typing(office: Office) -> None:
    desk = signed_in(office)
    without = {name: value for name, value in WHOLE.items() if name != "paper_1"}
    refused = desk.post("/tiep-nhan/", without)
    assert refused.status_code == 422
    assert "Còn thiếu giấy tờ bắt buộc: Tờ khai" in refused.content.decode()
    guided = desk.post("/tiep-nhan/", without | {"deed": "guide"})
    dossier = Dossier.objects.get()
    assert (guided.status_code, dossier.state, dossier.code) == (302, "guided", None)
    assert "Tờ khai" in dossier.slips.get().context
    assert "In phiếu bổ sung" in desk.get(guided.headers["Location"]).content.decode()


@pytest.mark.parametrize("count", ["100", "-1", "hai", "²"])
def test_a_count_of_papers_is_a_number_to_99(office: Office, count: str) -> None:
    answer = signed_in(office).post("/tiep-nhan/", WHOLE | {"original_1": count})
    assert answer.status_code == 422
    assert "từ 0 đến 99" in answer.content.decode()


def test_certified_at_once_leaves_a_returned_dossier_with_its_numbers(office: Office) -> None:
    posted = WHOLE | {
        "procedure": COPIES, "copies": "5", "number": "101", "last_number": "105",
        "signer": "A Thành",
    }  # fmt: skip
    assert signed_in(office).post("/tiep-nhan/", posted).status_code == 302
    dossier = Dossier.objects.get()
    result = dossier.results.get()
    assert (dossier.state, result.quantity, result.last_number) == ("returned", 5, "105")


def test_the_desk_home_counts_what_lies_there(office: Office) -> None:
    waiting = office.accept(BIRTH, "Y Thuyên")
    office.with_officer(BIRTH, "A Dương")
    shown = signed_in(office).get("/quay/").content.decode()
    pile = shown[shown.index("Chờ bàn giao") : shown.index("Chờ xác nhận")]
    assert (f"/ho-so/{waiting}/" in pile, "1 hồ sơ" in pile, "/ban-giao/" in pile) == (True,) * 3
    assert shown.count("In lại") == 2


def test_what_was_given_and_what_came_back_lie_on_their_own_piles(office: Office) -> None:
    given, done = office.accept(BIRTH, "Y Thuyên"), result_ready(office)
    asked = submitted(office)
    handover.hand_over(dossier_id=given.pk, acting=office["reception"], at=office.now)
    shown = signed_in(office).get("/quay/").content.decode()
    online = shown[shown.index("Hồ sơ trực tuyến</h2>") : shown.index("Chờ bàn giao")]
    coming = shown[shown.index("Kết quả chờ về quầy") : shown.index("Hồ sơ trực tuyến</h2>")]
    unconfirmed = shown[shown.index("Chờ xác nhận") : shown.index("Vừa tiếp nhận")]
    assert (str(done) in coming, str(given) in unconfirmed, str(asked) in online) == (True,) * 3
    assert "Không còn hồ sơ chờ bàn giao." in shown


def test_the_rail_marks_where_one_stands(office: Office) -> None:
    desk, marked = signed_in(office), 'aria-current="page"><svg'
    for address in ("/quay/", "/viec/?loc=qua-han", "/tiep-nhan/?thu-tuc=1.001193"):
        shown = desk.get(address).content.decode()
        here = address.removesuffix("?thu-tuc=1.001193")
        assert shown.count(f'href="{here}" {marked}') == 1


def test_the_search_of_the_desk_goes_straight_to_the_one_dossier(office: Office) -> None:
    first, second = office.accept(BIRTH, "Y Thuyên"), office.accept(BIRTH, "Y Thuyên")
    desk = signed_in(office)
    assert desk.post("/quay/", {"q": str(first)[-4:]}).headers["Location"] == f"/ho-so/{first}/"
    scanned = f"http://localhost:8000/tra-cuu/{second}#ACDEFHJK"
    assert desk.post("/quay/", {"q": scanned}).headers["Location"] == f"/ho-so/{second}/"
    assert desk.post("/quay/", {"q": "y thuyen"}).headers["Location"] == "/viec/?q=y+thuyen"
    missed = desk.post("/quay/", {"q": "9999"})
    assert (missed.status_code, "“9999”" in missed.content.decode()) == (404, True)


def test_pages_of_the_desk_stay_below_the_query_ceiling(
    office: Office, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for name in ("Y Thuyên", "A Dương", "Y Mến"):
        office.accept(BIRTH, name)
    desk = signed_in(office)
    for address in ("/quay/", "/tiep-nhan/", f"/tiep-nhan/?thu-tuc={BIRTH}"):
        with django_assert_max_num_queries(MOST_QUERIES):
            assert desk.get(address).status_code == 200


def test_each_role_begins_where_its_work_lies(office: Office) -> None:
    begins = {
        "reception": "/quay/", "officer": "/viec/", "head": "/viec/", "admin": "/viec-quan-tri/",
        "unit_admin": "/viec-quan-tri/", "office": "/dieu-hanh/", "inspector": "/dieu-hanh/",
    }  # fmt: skip
    for who, address in begins.items():
        client = signed_in(office, who)
        assert client.get("/").headers["Location"] == address
        assert client.get(address).status_code == 200


def test_who_holds_two_posts_chooses_before_the_page_that_was_asked_for(office: Office) -> None:
    head = office["head"]
    second = Post.objects.create(
        person_id=head.person_id, unit=office.units["division"], role=Role.OFFICER,
        position="Công chức", valid_from=date(2018, 1, 1),
    )  # fmt: skip
    client = Client()
    typed = {"username": "chutich", "password": PASSWORD}
    answer = client.post("/dang-nhap/?next=/viec/?loc=qua-han", typed)
    assert answer.headers["Location"].startswith("/chon-don-vi/?next=")
    chosen = client.post(answer.headers["Location"], {"post": second.pk})
    assert chosen.headers["Location"] == "/viec/?loc=qua-han"
    evil = client.post("/chon-don-vi/", {"post": second.pk, "next": "//evil.example/"})
    assert evil.headers["Location"] == "/"


def test_a_refusal_at_certifying_asks_for_no_certification_number(office: Office) -> None:
    posted = TYPED | {
        "procedure": COPIES, "papers_shown": "1", "deed": "refuse", "signer": "",
        "reason": "Bản chính bị tẩy xóa", "key": "f9",
    }  # fmt: skip
    answer = signed_in(office).post("/tiep-nhan/", posted)
    assert answer.status_code == 302
    assert Dossier.objects.get().state == "not_accepted"


def test_a_key_means_the_same_procedure_all_day(office: Office) -> None:
    def keys() -> list[str]:
        return [each.code for each in pinned(office.desk, office_date(office.now))]

    before = keys()
    for _ in range(3):
        office.accept(MARRIAGE)
    assert keys() == before
    office.travel("2021-03-02T09:00")
    assert keys()[0] == MARRIAGE


def test_no_identity_number_stands_in_the_timeline_whatever_field_it_was_typed_into(
    office: Office,
) -> None:
    dossier = office.accept()
    note.note(
        dossier_id=dossier.pk, text="Người nhận trình CCCD 062195379153, điện thoại 0905000101",
        acting=office["reception"], at=office.now,
    )  # fmt: skip
    read = signed_in(office).get(f"/ho-so/{dossier}/").content.decode()
    assert "CCCD •••153, điện thoại 0905000101" in read
    assert "062195379153" not in read


def test_papers_taken_on_a_paper_block_keep_their_hour_with_a_reason(office: Office) -> None:
    desk, friday = signed_in(office), {"received_at": "08:15 26/02/2021"}
    shown = page(desk, procedure=BIRTH, deed="all_papers", papers_shown="1", **friday)
    assert "tính từ 08:15 26/02" in shown
    office.travel("2021-03-03T09:00")
    refused = desk.post("/tiep-nhan/", WHOLE | friday)
    assert (refused.status_code, Dossier.objects.count()) == (422, 0)
    assert "sớm hơn lúc ghi quá 1 ngày làm việc" in refused.content.decode()
    wrong = desk.post("/tiep-nhan/", WHOLE | {"received_at": "sáng nay"})
    assert "ví dụ 08:15 05/03/2021" in wrong.content.decode()
    told = WHOLE | friday | {"late_reason": "Mất điện cả ngày, phiếu tạm số 15"}
    assert desk.post("/tiep-nhan/", told).status_code == 302
    received_at = Dossier.objects.get().received_at
    assert received_at is not None
    assert f"{office_time(received_at):%H:%M %d/%m/%Y}" == "08:15 26/02/2021"


def test_one_paper_missing_makes_the_supplement_the_first_act(office: Office) -> None:
    shown = page(
        signed_in(office), procedure=BIRTH, deed="person", papers_shown="1", extra="Giấy ủy quyền"
    )
    guide = shown[shown.index('value="guide"') :]
    assert guide.startswith('value="guide" aria-keyshortcuts="Control+Enter"')
    assert "còn thiếu: Tờ khai" in shown


def test_a_certification_number_used_before_is_warned_of_and_may_be_right(office: Office) -> None:
    desk = signed_in(office)
    posted = WHOLE | {"procedure": COPIES, "copies": "1", "number": "101", "signer": "A Thành"}
    assert desk.post("/tiep-nhan/", posted).status_code == 302
    warned = desk.post("/tiep-nhan/", posted)
    said = warned.content.decode()
    assert (warned.status_code, f"đã ghi cho hồ sơ {Dossier.objects.get()}" in said) == (422, True)
    assert 'name="number_checked"' in said
    assert desk.post("/tiep-nhan/", posted | {"number_checked": "on"}).status_code == 302
