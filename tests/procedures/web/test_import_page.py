"""Nhập danh mục by its pages: check, preview, apply, the failed rows, undo; without JavaScript."""

import io
import re
import zipfile
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook, load_workbook

from onecua.ledger.models import Event
from onecua.ledger.verification import verify_ledger
from onecua.settings.base import ROOT
from procedures.models import CatalogueList, ProcedureVersion
from tests.support.office import BIRTH, MARRIAGE, Office
from tests.web.walking import Walker

pytestmark = pytest.mark.django_db(transaction=True)
DATA = ROOT / "tests" / "data"
HEAD = {
    "decision": "20/QĐ-UBND", "title": "Công bố danh mục", "issued": "24/02/2021",
    "effective": "01/03/2021",
}  # fmt: skip
ANNEX = (
    "Số TT", "Tên TTHC", "Thời hạn giải quyết", "Địa điểm thực hiện", "Phí, lệ phí (nếu có)",
    "Căn cứ pháp lý", "Cơ quan thực hiện",
)  # fmt: skip


def book(*rows: tuple[Any, ...], merge: str = "") -> bytes:
    made = Workbook()
    for row in rows:
        made.worksheets[0].append(row)
    if merge:
        made.worksheets[0].merge_cells(merge)
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


def hand_in(office: Office, content: bytes, name: str = "ds.xlsx", **fields: str) -> str:
    walker = Walker(office, "office")
    return walker.sends("/thu-tuc/nhap/", {"file": SimpleUploadedFile(name, content)} | fields)


def bare(page: str) -> str:
    """The words of a page without its marks."""
    return re.sub(r"<[^>]+>", "", page)


def apply(office: Office, **head: str) -> str:
    kept = CatalogueList.objects.latest("pk")
    issuer = ProcedureVersion.objects.order_by("pk")[0].decision.issuer_id
    fields: dict[str, Any] = HEAD | {"issuer": issuer} | head
    return Walker(office, "office").sends(f"/thu-tuc/nhap/{kept.pk}/", fields)


def test_the_national_export_goes_in_with_its_title_row_and_again_changes_nothing(
    office: Office,
) -> None:
    content = (DATA / "national_excerpt.xlsx").read_bytes()
    events = Event.objects.count()
    page = hand_in(office, content)
    assert "5 thêm mới · 1 sửa đổi · 0 bãi bỏ" in bare(page)
    assert Event.objects.count() == events
    assert "Đã áp dụng: thêm 5, sửa đổi 1, bãi bỏ 0 thủ tục." in apply(office)
    again = hand_in(office, content)
    assert "6 không đổi" in bare(again)
    assert "Danh sách không thay đổi gì" in again
    assert list(verify_ledger()) == []


def test_an_annex_without_codes_finds_its_procedures_by_name(office: Office) -> None:
    page = hand_in(office, book(
        ("PHỤ LỤC DANH MỤC THỦ TỤC HÀNH CHÍNH",), ANNEX, ("(1)", "(2)", "(3)", "", "", "", ""),
        (1, "Đăng ký  KHAI SINH", "02 ngày làm việc, kể từ ngày nhận", "UBND xã", "Không",
         "Luật Hộ tịch", "UBND cấp xã"),
        (2, "Đăng ký kết hôn.", "01 ngày làm việc", "UBND xã", "150.000 đồng", "", ""),
        (3, "Cấp giấy phép xây dựng nhà ở riêng rẽ", "10 ngày làm việc", "", "", "", ""),
        (4, "Xác nhận nguồn gốc gỗ", "05 ngày làm việc", "", "", "", ""),
        merge="A1:G1",
    ))  # fmt: skip
    assert "2 sửa đổi" in bare(page)
    assert "1 ngày làm việc → <b>2 ngày làm việc</b>" in page
    assert "150.000 đồng" in page
    assert "gần giống 1.013225" in page
    assert "danh mục chưa có thủ tục tên này" in page


def test_the_failed_rows_come_back_with_their_reasons_and_no_formula(office: Office) -> None:
    hand_in(office, book(
        ("Mã số", "Tên", "Lĩnh vực"), (BIRTH, "Khai sinh", ""), ("9", "=1+1", "Hộ tịch"),
        ("1.011442.000.00.00.H38", "Đăng ký thế chấp", "Đất đai"), (BIRTH, "Khai sinh lại", ""),
    ))  # fmt: skip
    kept = CatalogueList.objects.latest("pk")
    client = Walker(office, "office").client
    answer = client.get(f"/thu-tuc/nhap/{kept.pk}/dong-loi/")
    rows = list(load_workbook(io.BytesIO(answer.content)).worksheets[0].iter_rows())
    assert [cell.value for cell in rows[0]] == ["Mã số", "Tên", "Lĩnh vực", "Lý do"]
    assert [cell.data_type for cell in rows[1]][:2] == ["s", "s"]
    assert "không đúng dạng" in str(rows[1][3].value)
    assert "công thức" in str(rows[1][3].value)
    assert rows[2][3].value == f"Mã {BIRTH} đã có ở dòng 2."
    page = client.get(f"/thu-tuc/nhap/{kept.pk}/").content.decode()
    assert "1.011442.000.00.00.H38 được ghi theo mã quốc gia 1.011442" in page


def test_abolishing_shows_the_open_dossiers_that_keep_their_version(office: Office) -> None:
    office.with_officer(MARRIAGE)
    page = hand_in(office, book(
        ("Mã số", "Tên", "Hình thức công bố"), (MARRIAGE, "Đăng ký kết hôn", "Bị bãi bỏ"),
    ))  # fmt: skip
    assert "1 bãi bỏ" in bare(page)
    assert "<b>1</b> hồ sơ giữ bản hiện tại" in page
    apply(office)
    shown = Walker(office, "reception").reads("/tiep-nhan/", **{"thu-tuc": MARRIAGE})
    assert "đã hết hiệu lực" in shown or "không còn hiệu lực" in shown


@pytest.mark.parametrize(
    ("head", "says"),
    [
        ({"effective": "20/02/2021"}, "trước ngày ban hành"),
        ({"effective": "01/01/2010", "issued": "01/01/2010"}, "trước bản đang có của thủ tục"),
        ({"issued": "31/02/2021"}, "Ngày phải viết dd/mm/yyyy"),
        ({"decision": ""}, "Cần ghi "),
    ],
)
def test_a_decision_that_cannot_be_is_refused_at_its_input_and_nothing_is_saved(
    office: Office, head: dict[str, str], says: str
) -> None:
    hand_in(office, book(("Mã số", "Tên"), (BIRTH, "Thủ tục khai sinh tại xã")))
    versions = ProcedureVersion.objects.count()
    assert says in apply(office, **head)
    assert ProcedureVersion.objects.count() == versions
    assert CatalogueList.objects.latest("pk").applied_at is None


def test_an_import_is_undone_from_its_page_until_a_dossier_rests_on_it(office: Office) -> None:
    hand_in(office, book(("Mã số", "Tên"), (BIRTH, "Thủ tục khai sinh tại xã")))
    apply(office)
    kept = CatalogueList.objects.latest("pk")
    walker, where = Walker(office, "office"), f"/thu-tuc/nhap/{kept.pk}/hoan-tac/"
    assert "<b>1</b> bản của danh sách này sẽ được rút" in walker.reads(where)
    assert "Cần ghi lý do" in walker.sends(where, {"reason": ""})
    assert "Đã hoàn tác: rút 1 bản, mở lại 1 bản" in walker.sends(where, {"reason": "Nhầm tệp"})
    hand_in(office, book(("Mã số", "Tên"), (BIRTH, "Thủ tục khai sinh ở xã")))
    apply(office)
    office.accept(BIRTH)
    page = walker.reads(f"/thu-tuc/nhap/{CatalogueList.objects.latest('pk').pk}/")
    assert "đã có hồ sơ tiếp nhận theo bản của danh sách này" in page
    assert "Hoàn tác việc nhập</a>" not in page


def _with(content: bytes, name: str, text: bytes) -> bytes:
    stream = io.BytesIO(content)
    with zipfile.ZipFile(stream, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, text)
    return stream.getvalue()


LIST = book(("Mã số", "Tên"), (BIRTH, "Khai sinh"))


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("a.xlsx", book(("Mã số", "Tên"), *(("1.1", "x") for _ in range(30_001))), "30.000 dòng"),
        ("a.xlsx", _with(LIST, "xl/media/a.bin", bytes(101 * 1024 * 1024)), "lớn bất thường"),
        ("a.xlsm", _with(LIST, "xl/vbaProject.bin", b"x"), "macro"),
        ("a.csv", b"mot,hai\n1,2\n", "Không thấy dòng tiêu đề"),
        ("a.jsonl", b'{"ma_thu_tuc": "1.000025"', "Dòng 1: không đọc được bản ghi JSON"),
        ("a.jsonl", b"[" * 100_000, "Dòng 1: không đọc được bản ghi JSON"),
    ],
    ids=["too long", "bomb", "macro", "no heading", "broken record", "deep record"],
)
def test_a_file_that_cannot_be_a_list_is_answered_with_one_sentence(
    office: Office, name: str, content: bytes, says: str
) -> None:
    assert says in hand_in(office, content, name)
    assert not CatalogueList.objects.exists()


def test_reception_may_look_but_not_import(office: Office) -> None:
    walker = Walker(office, "reception")
    walker.sends("/thu-tuc/nhap/", {"file": SimpleUploadedFile("a.xlsx", LIST)})
    assert walker.status == 403
    assert not CatalogueList.objects.exists()
