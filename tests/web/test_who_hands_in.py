"""Whose dossier it is and who stands at the counter: himself, an office, or another."""

import pytest

from cases.models import Applicant, Dossier
from tests.support.office import BIRTH, Office
from tests.web.test_reception import WHOLE, page, signed_in

pytestmark = pytest.mark.django_db(transaction=True)

ORGANISATION = WHOLE | {
    "identity": "0100109106", "name": "Công ty Cà phê Đắk Hà", "address": "Đắk Hà",
}  # fmt: skip
BEHALF = WHOLE | {"submitter": "Y Mến", "submitter_identity": "062 195 379 153"}


def test_an_organisation_is_known_by_its_tax_code_typed_where_cards_are_scanned(
    office: Office,
) -> None:
    desk = signed_in(office)
    shown = page(desk, deed="person", identity="0100109106", procedure=BIRTH)
    assert "Chưa có hồ sơ nào của mã số thuế này" in shown
    assert desk.post("/tiep-nhan/", ORGANISATION).status_code == 302
    kept = Applicant.objects.get()
    assert (kept.kind, kept.tax_code, kept.identity_tail) == ("organisation", "0100109106", "")
    shown = page(desk, name="", deed="person", identity="0100109106", procedure=BIRTH)
    assert 'value="Công ty Cà phê Đắk Hà"' in shown
    assert 'value="0100109106"' in shown
    wrong = desk.post("/tiep-nhan/", WHOLE | {"kind": "organisation", "tax_code": "12345"})
    assert "Mã số thuế có 10 chữ số" in wrong.content.decode()


def test_who_hands_in_for_another_says_who_he_is_and_by_what_paper(office: Office) -> None:
    desk = signed_in(office)
    for given, said in (
        (BEHALF | {"submitter_identity": ""}, "cần ghi số CCCD của người nộp thay"),
        (BEHALF, "cần ghi giấy ủy quyền"),
        (BEHALF | {"submitter_identity": "12", "authority": "mẹ"}, "phải có 12 chữ số"),
    ):
        assert said in desk.post("/tiep-nhan/", given).content.decode()
    assert not Dossier.objects.exists()
    desk.post("/tiep-nhan/", BEHALF | {"authority": "Giấy ủy quyền số 15 ngày 01/03/2021"})
    dossier = Dossier.objects.get()
    assert (dossier.applicant.submitter_tail, "Y Mến" in dossier.slips.get().context) == (
        "153", True,
    )  # fmt: skip
    shown = desk.get(f"/ho-so/{dossier}/").content.decode()
    assert "CCCD •••153 (Giấy ủy quyền số 15 ngày 01/03/2021)" in shown
    assert "062195379153" not in shown


def test_a_second_card_fills_the_representative_and_sends_nothing(office: Office) -> None:
    card = "062096004127||Nguyễn Hữu Thuận|14031996|Nam|Đắk Hà|10052021"
    shown = page(signed_in(office), deed="representative", submitter_identity=card, procedure=BIRTH)
    assert 'name="submitter" value="Nguyễn Hữu Thuận"' in shown
    assert "A Glưn" in shown


def test_fewer_papers_than_the_catalogue_asks_for_are_missing(office: Office) -> None:
    answer = signed_in(office).post("/tiep-nhan/", WHOLE | {"original_1": "0"})
    assert answer.status_code == 422
    assert "Tờ khai (cần 1 bản, có 0)" in answer.content.decode()
    copy_instead = WHOLE | {"original_1": "0", "copy_1": "1"}
    assert signed_in(office).post("/tiep-nhan/", copy_instead).status_code == 302


def test_an_empty_field_says_what_is_missing_in_it(office: Office) -> None:
    dossier = office.accept()
    answer = signed_in(office).post(f"/ho-so/{dossier}/ghi-chu/", {"text": ""})
    shown = answer.content.decode()
    assert ("Cần ghi nội dung." in shown, "là bắt buộc" in shown) == (True, False)


def test_the_label_is_printed_beside_the_receipt(office: Office) -> None:
    desk = signed_in(office)
    after = desk.get(desk.post("/tiep-nhan/", WHOLE).headers["Location"]).content.decode()
    assert ('form="in-tem"' in after, 'value="label"' in after) == (True, True)
