"""The dossier's page and its acts: what it says before, during and after."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from pytest_django.fixtures import DjangoAssertNumQueries

from cases.models import Result
from cases.services import supplement
from cases.services.sweep import sweep
from cases.states import ACTS
from cases.web.act_forms import BY_ACT
from onecua.ledger.models import Event
from onecua.people.models import Agency
from tests.support.lives import LIVES, ask_for_more, awaiting_supplement, result_ready, suspended
from tests.support.office import BIRTH, BUILDING, HOURS, Office
from tests.web.walking import Walker

pytestmark = pytest.mark.django_db(transaction=True)

PDF = b"%PDF-1.7\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF"


def test_every_state_has_a_page_that_says_what_may_be_done(office: Office) -> None:
    for state, live in LIVES.items():
        dossier = live(office)
        reader = Walker(office, "reception")
        page = reader.reads(f"/ho-so/{dossier}/")
        assert reader.status == 200, state
        assert state.label in page
        assert "Dòng thời gian" in page
        assert "{" not in page.split("<main")[1].split("</main>")[0], "no field is left unfilled"


def test_every_act_a_person_does_has_a_page() -> None:
    assert {*ACTS} - {*BY_ACT} == {"submit", "complete_at_once", "reprint", "keep_scan"}


def test_the_head_of_the_page_says_the_clock_in_one_sentence_and_one_bar(office: Office) -> None:
    dossier = office.with_officer(BUILDING)  # ten working days from Monday 01/03
    office.travel("2021-03-03T10:00")
    page = Walker(office, "officer").reads(f"/ho-so/{dossier}/")
    assert "Còn 8 ngày 5 giờ làm việc · hẹn trả 17:30 thứ Hai 15/03/2021" in page
    assert "đã dùng 1 ngày 2 giờ" in page
    assert 'class="f-used"' in page
    assert "ngày tiếp nhận, không tính" in page
    assert page.count("17:30 thứ Hai 15/03/2021") >= 4  # the sentence and the three dates
    assert "style=" not in page


def test_under_a_term_that_counts_every_day_a_working_day_is_called_one(office: Office) -> None:
    office.rewrite_terms(BUILDING, "30", "calendar_days")
    dossier = office.with_officer(BUILDING)
    office.travel("2021-03-08T10:00")
    page = Walker(office, "officer").reads(f"/ho-so/{dossier}/")
    assert "(30 ngày)" in page
    assert "đã dùng 4 ngày làm việc" in page
    ask_for_more(office, dossier, "head")
    office.travel("2021-03-11T10:00")
    page = Walker(office, "officer").reads(f"/ho-so/{dossier}/")
    assert "Tạm dừng 3 ngày làm việc" in page
    assert "tạm dừng 3 ngày làm việc" in page


def test_a_stopped_clock_has_no_date_but_a_projection(office: Office) -> None:
    dossier = suspended(office)
    office.travel("2021-03-05T10:00")
    page = Walker(office, "officer").reads(f"/ho-so/{dossier}/")
    assert "Tạm dừng 4 ngày · chưa có ngày hẹn; nếu tiếp tục lúc này thì hẹn" in page
    assert "chưa có, thời hạn đang tạm dừng" in page
    assert "trong thời gian tạm dừng" in page
    assert "Kiểm tra, xác minh thực địa theo luật chuyên ngành" in page
    assert "field_check" not in page


def test_the_debt_is_loud_until_a_slip_exists(office: Office) -> None:
    dossier = office.with_officer(BIRTH)
    office.travel("2021-03-03T09:30")
    sweep(office.now)
    officer, head = Walker(office, "officer"), Walker(office, "head")
    page = officer.reads(f"/ho-so/{dossier}/")
    assert "Hồ sơ quá hạn và chưa có phiếu xin lỗi (quá 2 giờ)" in page
    assert "còn thiếu lý do" in page
    assert f"/ho-so/{dossier}/xin-loi/" in page
    officer.acts(dossier, "xin-loi", reason="Chờ xác minh", new_due_on="08/03/2021")
    assert "chờ lãnh đạo ký" in officer.reads(f"/ho-so/{dossier}/")
    head.acts(dossier, "ky-xin-loi", reason="Chờ xác minh", new_due_on="08/03/2021")
    page = officer.reads(f"/ho-so/{dossier}/")
    assert "chưa có phiếu xin lỗi" not in page
    assert "PHIẾU XIN LỖI" in page.upper()


def test_an_act_says_what_it_will_do_to_the_clock_before_it_is_done(office: Office) -> None:
    dossier = office.with_officer(BUILDING)
    officer = Walker(office, "officer")
    assert "tính lại từ đầu khi nhận đủ" in officer.reads(f"/ho-so/{dossier}/bo-sung/")
    office.travel("2021-03-08T08:00")
    late = officer.reads(f"/ho-so/{dossier}/bo-sung/")
    assert "Lần 1, quá 03 ngày làm việc: phải do lãnh đạo ký" in late
    assert "Giao cho Lãnh đạo làm bước" in officer.reads(f"/ho-so/{dossier}/chuyen-buoc/")
    refused = officer.acts(
        dossier, "bo-sung", missing="Bản vẽ móng", reason="Thiếu", answer_by="08/04/2021"
    )
    assert officer.status == 422
    assert "phải do lãnh đạo có thẩm quyền ký" in refused
    assert "Bản vẽ móng" in refused


def test_a_restart_is_told_when_the_supplement_comes(office: Office) -> None:
    dossier = awaiting_supplement(office)
    office.travel("2021-03-10T08:00")
    desk = Walker(office, "reception")
    assert "Thời hạn tính lại từ đầu" in desk.reads(f"/ho-so/{dossier}/nhan-bo-sung/")
    page = desk.acts(dossier, "nhan-bo-sung")
    assert "Đã nhận đủ bổ sung" in page
    assert "trước khi tính lại" in page
    assert "ngày nhận đủ bổ sung, không tính" in page


def test_what_is_not_permitted_says_whose_it_is_and_what_is_not_lawful_says_why(
    office: Office,
) -> None:
    dossier = office.with_officer()
    desk, officer = Walker(office, "reception"), Walker(office, "officer")
    page = desk.reads(f"/ho-so/{dossier}/chuyen-buoc/")
    assert (desk.status, "đơn vị đang giữ hồ sơ" in page) == (403, True)
    page = officer.reads(f"/ho-so/{dossier}/tiep-tuc/")
    assert (officer.status, "đang ở trạng thái “Đang xử lý”" in page) == (409, True)
    desk.reads(f"/ho-so/{dossier}/khong-co-viec-nay/")
    assert desk.status == 404
    stranger = Walker(office, "far_head")
    stranger.reads(f"/ho-so/{dossier}/ghi-chu/")
    assert stranger.status == 404


def test_who_comes_second_learns_who_was_first_though_he_has_lost_the_right(
    office: Office,
) -> None:
    dossier = office.with_officer()
    seen = str(dossier.version)
    Walker(office, "officer").acts(dossier, "chuyen-buoc", opinion="Đủ điều kiện")
    Walker(office, "head").acts(dossier, "nhan-ban-giao")
    officer = Walker(office, "officer")
    page = officer.acts(dossier, "ghi-chu", text="Đã gọi cho công dân", version=seen)
    assert officer.status == 409
    assert "vừa được A Thành cập nhật" in page
    assert "Đã gọi cho công dân" in page
    page = officer.acts(dossier, "chuyen-buoc", opinion="Bổ sung ý kiến", version=seen)
    assert (officer.status, "vừa được A Thành cập nhật" in page) == (409, True)


def test_a_double_click_writes_one_note_and_says_the_same(office: Office) -> None:
    dossier = office.with_officer()
    officer, version = Walker(office, "officer"), str(dossier.version)
    sent = {"text": "Đã gọi", "key": "k1", "version": version}
    for _ in range(2):
        page = officer.acts(dossier, "ghi-chu", **sent)
        assert (officer.status, "Đã ghi chú" in page) == (302, True)
    assert Event.objects.filter(stream=dossier.pk, kind="noted").count() == 1
    page = officer.acts(dossier, "ghi-chu", **(sent | {"text": "Khác"}))
    assert (officer.status, "chống gửi trùng" in page, "Khác" in page) == (422, True, True)


@pytest.mark.parametrize(
    ("slug", "typed", "said"),
    [
        ("bo-sung", {"missing": "Bản vẽ", "reason": "Thiếu", "answer_by": "01/03/2021"},
         "một ngày sau hôm nay"),
        ("bo-sung", {"missing": "Bản vẽ", "reason": "Thiếu", "answer_by": "mai"}, "dd/mm/yyyy"),
        ("tam-dung", {"ground": "field_check", "document": "  "}, "Cần "),
        ("tam-dung", {"ground": "bịa", "document": "Bản vẽ"}, "bịa"),
        ("phan-cong", {"person_id": "999999"}, "999999"),
        ("ghi-chu", {"text": ""}, "Cần "),
        ("ghi-chu", {"text": "Bản vẽ", "version": "không phải số"}, ""),
    ],
)  # fmt: skip
def test_a_wrong_form_comes_back_with_everything_typed(
    office: Office, slug: str, typed: dict[str, str], said: str
) -> None:
    dossier = office.with_officer(BUILDING)
    officer = Walker(office, "officer")
    page = officer.acts(dossier, slug, **typed)
    if not said:
        assert officer.status == 302
        return
    assert officer.status == 422
    assert said in page
    for value in typed.values():
        assert value.strip() in page


def test_a_result_is_recorded_with_its_file_and_only_those_who_see_it_get_it(
    office: Office,
) -> None:
    dossier = office.with_clerk()
    clerk = Walker(office, "clerk")
    upload = SimpleUploadedFile("ket qua.pdf", PDF)
    typed = {"number": "12/2021", "signer": "A Thành", "signed_on": "01/03/2021", "quantity": "1"}
    page = clerk.acts(dossier, "ket-qua", file=upload, **typed)
    assert "Đã ghi kết quả" in page
    digest = Result.objects.select_related("file").get().file.digest  # type: ignore[union-attr]
    assert f"/tep/{digest}/" in page
    answer = clerk.client.get(f"/tep/{digest}/")
    assert b"".join(answer.streaming_content) == PDF  # type: ignore[attr-defined]
    assert answer.headers["Content-Disposition"].startswith("attachment; filename=")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Type"] == "application/pdf"
    for who, status in (("far_officer", 404), ("admin", 404), ("inspector", 200), ("", 302)):
        reader = Walker(office, who)
        reader.client.get(f"/tep/{digest}/")
        assert reader.client.get(f"/tep/{digest}/").status_code == status, who
    assert clerk.client.get(f"/tep/{'0' * 64}/").status_code == 404


def test_a_file_is_taken_by_what_it_is_and_a_refused_one_loses_nothing(office: Office) -> None:
    dossier = office.with_clerk()
    clerk = Walker(office, "clerk")
    page = clerk.acts(
        dossier, "ket-qua", file=SimpleUploadedFile("a.pdf", b"MZ\x90"), number="12/2021",
        signer="A Thành", signed_on="01/03/2021",
    )  # fmt: skip
    assert (clerk.status, "chỉ nhận PDF" in page, "12/2021" in page) == (422, True, True)
    assert not Result.objects.exists()


def test_an_online_dossier_is_received_from_its_page(office: Office) -> None:
    dossier = LIVES["submitted"](office)  # type: ignore[index]
    desk = Walker(office, "reception")
    assert "chờ tiếp nhận" in desk.reads(f"/ho-so/{dossier}/")
    page = desk.acts(dossier, "tiep-nhan")
    assert (desk.status, "hẹn trả" in page) == (302, True)
    dossier.refresh_from_db()
    assert dossier.code


def test_a_page_asks_a_fixed_number_of_questions(
    office: Office, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    short, long = office.accept(), result_ready(office)
    head = Walker(office, "head")
    head.reads("/viec/")
    for dossier in (short, long):
        with django_assert_max_num_queries(QUERIES):
            head.reads(f"/ho-so/{dossier}/")
    with django_assert_max_num_queries(QUERIES):
        head.reads(f"/ho-so/{long}/xin-loi/")


QUERIES = 18


def test_hours_are_told_as_hours(office: Office) -> None:
    dossier = office.with_officer(HOURS)
    page = Walker(office, "officer").reads(f"/ho-so/{dossier}/")
    assert "Hạn theo quy định (8 giờ làm việc)" in page
    assert supplement.next_case(dossier, office.now).restart
    assert date(2021, 3, 1).strftime("%d/%m/%Y") in page


def test_another_agency_is_asked_and_answers_from_the_page(office: Office) -> None:
    dossier = office.with_officer(BUILDING)
    officer, district = Walker(office, "officer"), Walker(office, "far_head")
    agency = str(Agency.objects.get(kind="district").pk)
    page = officer.acts(
        dossier, "lay-y-kien", agency_id=agency, days="3", question="Có trong quy hoạch?"
    )
    assert (officer.status, "chờ trả lời" in page, "Có trong quy hoạch?" in page) == (
        302,
        True,
        True,
    )
    page = district.acts(dossier, "tra-loi-y-kien", answer="Có trong quy hoạch.")
    assert (district.status, "Có trong quy hoạch." in page) == (302, True)
