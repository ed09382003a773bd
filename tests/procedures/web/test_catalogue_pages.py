"""Danh mục thủ tục: what applied on a day, two versions side by side, what lags behind."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from procedures.models import ProcedureVersion, PublicationDecision
from tests.procedures.web.test_import_page import HEAD, apply, bare, hand_in
from tests.support.office import BIRTH, MARRIAGE, Office
from tests.web.walking import Walker

pytestmark = pytest.mark.django_db(transaction=True)
LONGER = f"Mã số,Tên,Thời hạn\n{BIRTH},Thủ tục đăng ký khai sinh,03 ngày làm việc\n".encode()


def amend(office: Office, code: str = BIRTH) -> None:
    hand_in(office, LONGER.replace(BIRTH.encode(), code.encode()), "ds.csv")
    apply(office, effective="15/03/2021")


def test_the_page_of_a_procedure_says_what_applied_on_a_day(office: Office) -> None:
    amend(office)
    walker, where = Walker(office, "reception"), f"/thu-tuc/{BIRTH}/"
    assert "Bản 1, áp dụng ngày 01/03/2021" in walker.reads(where)
    then = walker.reads(where, ngay="15/03/2021")
    assert "Bản 2, áp dụng ngày 15/03/2021" in then
    assert "trực tiếp: 3 ngày làm việc" in then
    assert "không có bản nào áp dụng" in walker.reads(where, ngay="01/01/2017")
    assert "Ngày phải viết dd/mm/yyyy" in walker.reads(where, ngay="hôm qua")


def test_two_versions_stand_side_by_side_whichever_was_picked_first(office: Office) -> None:
    amend(office)
    page = Walker(office, "head").reads(f"/thu-tuc/{BIRTH}/", cu="2", moi="1")
    assert "Bản 2 khác bản 1" in page
    assert "<td>1 ngày làm việc</td><td>3 ngày làm việc</td>" in page


def test_the_catalogue_is_searched_without_accents_on_any_day(office: Office) -> None:
    walker = Walker(office, "officer")
    assert "Thủ tục đăng ký khai sinh" in walker.reads("/thu-tuc/", q="dang ky khai")
    assert "Không có thủ tục nào" in walker.reads("/thu-tuc/", q="khai", ngay="01/01/2017")


def test_a_procedure_is_abolished_by_a_decision_and_named_on_its_page(office: Office) -> None:
    office.with_officer(MARRIAGE)
    amend(office, MARRIAGE)  # a dossier of an older version is open too
    walker, where = Walker(office, "office"), f"/thu-tuc/{MARRIAGE}/bai-bo/"
    assert "<b>1</b> hồ sơ đang mở" in walker.reads(where)
    issuer = PublicationDecision.objects.latest("pk").issuer_id
    head = HEAD | {"issuer": str(issuer), "decision": "25/QĐ-UBND", "effective": "20/03/2021"}
    assert "không có thủ tục này" in walker.sends(where, head | {"replaced_by": "1.999999"})
    page = walker.sends(where, head | {"replaced_by": BIRTH})
    assert "hết hiệu lực từ 20/03/2021 theo 25/QĐ-UBND" in page
    assert f'thay thế bằng <a href="/thu-tuc/{BIRTH}/">' in page
    version = ProcedureVersion.objects.get(procedure__code=MARRIAGE, number=2)
    assert version.replaced_by
    walker.reads(where)
    assert walker.status == 404


def test_the_watch_list_names_what_lags_behind_a_national_list(office: Office) -> None:
    page = hand_in(
        office,
        f"Mã số,Tên,Lĩnh vực\n{BIRTH},Thủ tục đăng ký khai sinh,Hộ tịch\n"
        "1.000656,Đăng ký khai tử,Hộ tịch\n".encode(),
        "bo-tu-phap.csv",
        complete="on",
    )
    assert "4 bãi bỏ" in bare(page)
    watch = Walker(office, "inspector").reads("/thu-tuc/theo-doi/")
    assert "<b>1</b> thủ tục danh sách có, danh mục ta chưa có" in watch
    assert "<b>4</b> không còn trong danh sách mà ta chưa bãi bỏ" in watch
    assert "<b>1</b> bộ phận một cửa" in watch


def test_a_decision_issued_or_entered_late_is_marked(office: Office) -> None:
    amend(office)
    hand_in(office, LONGER.replace(b"03 ng", b"04 ng"), "ds.csv")
    apply(office, decision="21/QĐ-UBND", issued="01/02/2021", effective="16/03/2021")
    hand_in(office, LONGER.replace(b"03 ng", b"05 ng"), "ds.csv")
    apply(office, decision="22/QĐ-UBND", issued="26/02/2021", effective="17/03/2021")
    page = Walker(office, "office").reads("/thu-tuc/theo-doi/")
    # 01/QĐ-UBND took effect the day it was issued; 21/QĐ-UBND waited a month for its entry.
    assert "<b>1</b> quyết định ban hành muộn · <b>1</b> quyết định nhập muộn" in page


def test_a_file_name_is_shown_as_words(office: Office) -> None:
    Walker(office, "office").sends(
        "/thu-tuc/nhap/", {"file": SimpleUploadedFile("<b>x.csv", LONGER)}
    )
    assert "&lt;b&gt;x.csv" in Walker(office, "office").reads("/thu-tuc/nhap/")
