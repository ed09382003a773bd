"""What cannot be right, through the page it is typed on: 4xx, a sentence, and nothing lost."""

from collections.abc import Mapping
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from cases.models import Dossier, StoredFile
from cases.services import apology, note, steps
from cases.services.sweep import sweep
from procedures.models import Configuration, ProcedureVersion
from tests.support.lives import ask_for_more
from tests.support.office import BIRTH, BUILDING, Office
from tests.web.walking import Walker

pytestmark = pytest.mark.django_db(transaction=True)

COUNTER = {
    "procedure": BIRTH, "name": "Nguyễn Thị Hồng Vân", "identity": "062195379153",
    "born_on": "14/02/1995", "sex": "Nữ", "address": "thị trấn Đắk Hà", "phone": "0905 000 101",
    "channel": "direct", "quantity": "1", "reason": "", "key": "form-1", "deed": "accept",
}  # fmt: skip
RESULT = {"number": "15/TLKS", "signer": "A Thành", "signed_on": "01/03/2021", "quantity": "1"}


def refused_at_the_counter(office: Office, said: str, **changed: str) -> None:
    desk = Walker(office, "reception")
    page = desk.sends("/tiep-nhan/", COUNTER | changed)
    assert (desk.status, Dossier.objects.count()) == (422, 0)
    assert said in page
    for kept in ("Nguyễn Thị Hồng Vân", "0905 000 101", "thị trấn Đắk Hà"):
        assert f'value="{kept}"' in page


def refused(
    office: Office, who: str, dossier: Dossier, slug: str, fields: Mapping[str, object], said: str,
    status: int = 422,
) -> str:  # fmt: skip
    """The act is not done, and whatever was typed stands in the page that says so."""
    before = Dossier.objects.get(pk=dossier.pk)
    walker = Walker(office, who)
    page = walker.acts(before, slug, **fields)
    assert (walker.status, said in page) == (status, True), page
    assert Dossier.objects.get(pk=dossier.pk).version == before.version
    assert all(each in page for each in fields.values() if isinstance(each, str))
    return page


def test_an_unknown_procedure(office: Office) -> None:
    refused_at_the_counter(office, "Không có thủ tục “9.999999”", procedure="9.999999")


def test_a_repealed_procedure(office: Office) -> None:
    ProcedureVersion.objects.filter(procedure__code=BIRTH).update(valid_to=date(2021, 2, 1))
    refused_at_the_counter(office, "không còn hiệu lực")


def test_a_procedure_without_a_workflow_says_whom_to_ask(office: Office) -> None:
    Configuration.objects.filter(procedure__code=BIRTH).update(valid_to=date(2021, 2, 1))
    refused_at_the_counter(office, "không tiếp nhận ngoài hệ thống")
    shown = Walker(office, "reception").reads("/tiep-nhan/", **{"thu-tuc": BIRTH})
    assert "Báo quản trị đơn vị" in shown


def test_a_procedure_without_a_unit_for_its_term(office: Office) -> None:
    office.rewrite_terms(BIRTH)
    shown = Walker(office, "reception").reads("/tiep-nhan/", **{"thu-tuc": BIRTH})
    assert "chưa ghi thời hạn của thủ tục này" in shown
    refused_at_the_counter(office, "thời hạn", paper_1="on", papers_shown="1")


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"identity": "06219537915"}, "hiện có 11 chữ số"),
        ({"born_on": "01/01/2031"}, "ở tương lai"),
        ({"born_on": "hôm qua"}, "dd/mm/yyyy"),
        ({"quantity": "0"}, "Số lượng phải từ 1"),
        ({"quantity": "9" * 40}, "Số lượng phải từ 1"),
        ({"deed": "guide", "paper_1": "on", "papers_shown": "1"}, "ít nhất một giấy tờ"),
        ({"deed": "refuse"}, "Cần ghi lý do"),
        ({"email": "không phải thư"}, "ten@noi.vn"),
    ],
)
def test_a_person_or_a_number_that_cannot_be(
    office: Office, changed: dict[str, str], said: str
) -> None:
    refused_at_the_counter(office, said, **changed)


def test_a_second_supplement_needs_the_head_and_his_reason(office: Office) -> None:
    dossier = ask_for_more(office, office.with_officer(BUILDING))
    Walker(office, "reception").acts(dossier, "nhan-bo-sung")
    asked = {"missing": "Bản vẽ cấp nước", "reason": "", "answer_by": "15/03/2021"}
    refused(office, "head", dossier, "bo-sung", asked, "Lý do")
    given = asked | {"reason": "Bản vẽ còn thiếu"}
    refused(office, "officer", dossier, "bo-sung", given, "phải do lãnh đạo có thẩm quyền ký")


def test_a_result_without_what_its_kind_demands(office: Office) -> None:
    dossier = office.with_clerk()
    without = RESULT | {"number": "", "signer": ""}
    refused(office, "clerk", dossier, "ket-qua", without, "còn thiếu: số, ký hiệu")


def test_a_result_dated_before_reception(office: Office) -> None:
    early = RESULT | {"signed_on": "28/02/2021"}
    refused(office, "clerk", office.with_clerk(), "ket-qua", early, "trước ngày tiếp nhận hồ sơ")


def test_a_file_that_is_not_what_its_name_says(office: Office) -> None:
    fake = SimpleUploadedFile("ket-qua.xlsx", b"Ho ten;Ngay sinh\n", "application/vnd.ms-excel")
    fields = RESULT | {"file": fake}
    refused(office, "clerk", office.with_clerk(), "ket-qua", fields, "chỉ nhận PDF, JPG, PNG")
    assert not StoredFile.objects.exists()


def test_a_second_reschedule(office: Office) -> None:
    dossier = office.with_officer()
    office.travel("2021-03-03T08:00")
    sweep(office.now)
    apology.sign_apology(
        dossier_id=dossier.pk, reason="Quá tải", new_due_on=date(2021, 3, 8),
        acting=office["head"], at=office.now,
    )  # fmt: skip
    apology.reschedule(dossier_id=dossier.pk, acting=office["reception"], at=office.now)
    refused(office, "reception", dossier, "doi-hen", {}, "Không thể “Đổi ngày hẹn trả”", 409)


def test_a_stale_form(office: Office) -> None:
    dossier = office.with_officer()
    seen = dossier.version
    note.note(dossier_id=dossier.pk, text="Đã gọi", acting=office["head"], at=office.now)
    fields = {"version": str(seen), "opinion": "Đủ điều kiện cấp"}
    walker = Walker(office, "officer")
    page = walker.acts(dossier, "chuyen-buoc", **fields)
    assert walker.status == 409
    assert "vừa được A Thành cập nhật" in page
    assert "Đủ điều kiện cấp" in page


def test_a_double_submit_makes_one_dossier_and_another_form_is_refused(office: Office) -> None:
    desk = Walker(office, "reception")
    first = desk.client.post("/tiep-nhan/", COUNTER)
    dossier = Dossier.objects.get()
    again = desk.client.post("/tiep-nhan/", COUNTER)
    assert (again.status_code, again["Location"]) == (first.status_code, first["Location"])
    other = desk.sends("/tiep-nhan/", COUNTER | {"name": "Người khác"})
    assert (desk.status, Dossier.objects.get()) == (422, dossier)
    assert "chống gửi trùng" in other
    assert "Người khác" in other


def test_an_act_that_is_not_open_now_even_when_forged(office: Office) -> None:
    dossier = office.with_officer()
    steps.complete_step(dossier_id=dossier.pk, acting=office["officer"], at=office.now)
    forged = Walker(office, "officer")
    forged.acts(dossier, "ket-qua", **RESULT)
    dossier.refresh_from_db()
    assert (forged.status in {403, 409}, dossier.results.count()) == (True, 0)
