"""A list of staff: checked, previewed, applied once; every bad row and every bad file answered."""

import io
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import Workbook, load_workbook

from onecua.ledger.models import Event
from onecua.ledger.verification import verify_ledger
from onecua.people.models import Person, Post, StaffList
from onecua.people.services import people
from tests.support.office import Office
from tests.web.walking import Walker

pytestmark = pytest.mark.django_db(transaction=True)
HEADING = ("TT", "Họ và tên", "Tên đăng nhập", "Đơn vị", "Vai trò", "Chức danh", "Được ký", "Email")
Y_NHUNG = (1, "Y Nhung", "Nhung.DakHa", "công chức chuyên môn", "Chuyên môn", "Công chức", "", "")
A_BLENH = (2, "A Blenh", "blenh", "Lãnh đạo", "Lãnh đạo", "Phó Chủ tịch", "có", "blenh@a.vn")
KNOWN = (3, "Nguyễn Văn Hùng", "chuyenmon", "Công chức chuyên môn", "Chuyên môn", "", "", "")


def xlsx(*rows: tuple[Any, ...], title: bool = True, merge: str = "") -> bytes:
    book = Workbook()
    sheet = book.worksheets[0]
    if title:
        sheet.append(("DANH SÁCH CÔNG CHỨC NĂM 2021",))
    for row in (HEADING, *rows):
        sheet.append(row)
    if merge:
        sheet.merge_cells(merge)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def hand_in(office: Office, content: bytes, name: str = "ds.xlsx", who: str = "unit_admin") -> str:
    walker = Walker(office, who)
    where = f"/to-chuc/{office.desk.unit.agency_id}/nhap-nguoi-dung/"
    return walker.sends(where, {"file": SimpleUploadedFile(name, content)})


def apply(office: Office, decision: str = "15/QĐ-UBND") -> str:
    kept = StaffList.objects.latest("pk")
    walker = Walker(office, "unit_admin")
    return walker.sends(f"/to-chuc/danh-sach/{kept.pk}/", {"decision": decision})


def test_nothing_changes_before_it_is_applied_and_then_it_all_does(office: Office) -> None:
    before = Person.objects.count(), Post.objects.count(), Event.objects.count()
    page = hand_in(office, xlsx(Y_NHUNG, A_BLENH, KNOWN))
    assert "<b>2</b> tài khoản mới · <b>2</b> vị trí mới · <b>1</b> không đổi" in page
    assert (Person.objects.count(), Post.objects.count(), Event.objects.count()) == before
    page = apply(office)
    assert "Đã thêm 2 tài khoản và 2 vị trí." in page
    post = Post.objects.get(person__username="blenh")
    assert (post.signs, post.position, post.decision) == (True, "Phó Chủ tịch", "15/QĐ-UBND")
    assert Post.objects.get(person__username="nhung.dakha").unit == office.units["division"]
    kinds = list(Event.objects.order_by("-pk").values_list("kind", flat=True)[:2])
    assert kinds == ["staff_imported", "posts_given"]
    told = Event.objects.get(kind="staff_imported").data
    assert (told["people"], told["posts"]) == (2, 2)
    assert list(verify_ledger()) == []


def test_an_imported_account_opens_only_with_a_password_that_was_handed_over(
    office: Office,
) -> None:
    hand_in(office, xlsx(Y_NHUNG))
    apply(office)
    person = Person.objects.get(username="nhung.dakha")
    assert not person.has_usable_password()
    secret = people.reset_password(person=person, acting=office["unit_admin"], at=office.now)
    walker = Walker(office)
    walker.sends("/dang-nhap/", {"username": "nhung.dakha", "password": secret})
    assert walker.status == 302


def test_the_same_list_again_changes_nothing(office: Office) -> None:
    hand_in(office, xlsx(Y_NHUNG, A_BLENH))
    apply(office)
    events = Event.objects.count()
    assert "Danh sách này đã được áp dụng" in apply(office)
    page = hand_in(office, xlsx(Y_NHUNG, A_BLENH))
    assert "<b>0</b> vị trí mới · <b>2</b> không đổi" in page
    assert "Danh sách không thêm gì" in page
    assert Event.objects.count() == events
    assert StaffList.objects.earliest("pk").rows["rows"] == []


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        (("", "Y A", "y.a", "", "Chuyên môn", "x"), "Thiếu đơn vị; nếu ô được gộp"),
        (("", "", "y.a", "Văn thư", "Chuyên môn", "x"), "Thiếu họ và tên"),
        (("", "Y A", "tên có dấu", "Văn thư", "Chuyên môn", "x"), "không dùng được"),
        (("", "Y A", "y.a", "Phòng lạ", "Chuyên môn", "x"), "Không có đơn vị “Phòng lạ”"),
        (("", "Y A", "y.a", "Văn thư", "Trưởng", "x"), "Không có vai trò “Trưởng”"),
        (("", "Y A", "y.a", "Văn thư", "Kiểm tra", "x"), "chỉ do quản trị hệ thống giao"),
        (("", "Y A", "y.a", "Văn thư", "Chuyên môn", "x", "có"), "Chỉ vị trí lãnh đạo"),
        (("", "Y A", "y.a", "Văn thư", "Chuyên môn", "x", "?"), "ghi “có” hoặc để trống"),
        (("", "Y A", "chuyenmon", "Văn thư", "Chuyên môn", "x"), "là của Nguyễn Văn Hùng"),
        (("", "Đỗ Văn An", "quantri", "Văn thư", "Chuyên môn", "x"), "cho chính mình"),
        (("", "Y A", "y.a", "Văn thư", "Chuyên môn", "x", "", "@"), "không đúng dạng"),
        (("", "=1+1", "y.a", "Văn thư", "Chuyên môn", "x"), "Có ô là công thức"),
        (("", "Y" * 121, "y.a", "Văn thư", "Chuyên môn", "x"), "dài quá 120 ký tự"),
    ],
)
def test_a_bad_row_has_its_sentence_and_stops_no_good_one(
    office: Office, row: tuple[Any, ...], sentence: str
) -> None:
    page = hand_in(office, xlsx(row, Y_NHUNG))
    assert sentence in page
    assert "<b>1</b> vị trí mới · <b>0</b> không đổi · <b>1</b> dòng lỗi" in page
    assert "Đã thêm 1 tài khoản" in apply(office)


def test_a_row_twice_in_one_file_counts_once(office: Office) -> None:
    page = hand_in(office, xlsx(Y_NHUNG, Y_NHUNG))
    assert "Trùng với dòng 3." in page


def test_the_failed_rows_come_back_as_a_file_with_reasons_and_no_formula(office: Office) -> None:
    hand_in(office, xlsx(("", "=HYPERLINK(1)", "y.a", "Văn thư", "Chuyên môn", "x"), Y_NHUNG))
    kept = StaffList.objects.latest("pk")
    walker = Walker(office, "unit_admin")
    answer = walker.client.get(f"/to-chuc/danh-sach/{kept.pk}/dong-loi/")
    rows = list(load_workbook(io.BytesIO(answer.content)).worksheets[0].iter_rows())
    assert [cell.value for cell in rows[0]] == [*HEADING, "Lý do"]
    assert (rows[1][1].value, rows[1][1].data_type) == ("=HYPERLINK(1)", "s")
    assert "công thức" in str(rows[1][8].value)


def test_a_merged_cell_is_named(office: Office) -> None:
    rows = (Y_NHUNG, (2, "Y Blao", "blao", "", "Chuyên môn", "", "", ""))
    assert "hãy bỏ gộp ô" in hand_in(office, xlsx(*rows, merge="D3:D4"))


def with_part(content: bytes, name: str, text: bytes) -> bytes:
    stream = io.BytesIO(content)
    with zipfile.ZipFile(stream, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, text)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (lambda: b"khong phai bang tinh", "không phải tệp .xlsx"),
        (lambda: b"PK\x03\x04 hong", "hỏng"),
        (lambda: b"\xd0\xcf\x11\xe0" + b"x" * 600, "tệp Excel cũ"),
        (lambda: with_part(xlsx(Y_NHUNG), "xl/vbaProject.bin", b"macro"), "macro"),
        (lambda: with_part(xlsx(), "xl/to.bin", b"0" * 101 * 1024 * 1024), "lớn bất thường"),
        (lambda: xlsx(*[Y_NHUNG] * 31_000), "quá 30.000 dòng"),
        (lambda: xlsx(*[Y_NHUNG] * 5_001), "nhiều hơn 5000"),
        (lambda: b"   ", "Tệp rỗng"),
    ],
)
def test_a_hostile_file_gets_a_sentence_and_leaves_nothing(
    office: Office, content: Any, sentence: str
) -> None:
    page = hand_in(office, content())
    assert sentence in page
    assert not StaffList.objects.exists()


def test_a_file_without_headings_says_which_are_missing(office: Office) -> None:
    assert "cần các cột “Họ và tên”" in hand_in(office, b"a,b\n1,2\n", "ds.csv")


@pytest.mark.usefixtures("office")
def test_the_command_goes_the_same_way(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "ds.xlsx"
    file.write_bytes(xlsx(Y_NHUNG, A_BLENH))
    command = ("import_staff", str(file), "--agency", "000.01.21.H34")
    call_command(*command, "--json")
    assert json.loads(capsys.readouterr().out)["posts"] == 2
    assert not Person.objects.filter(username="blenh").exists()
    with pytest.raises(CommandError, match="ví dụ 15/QĐ-UBND"):
        call_command(*command, "--apply")
    call_command(*command, "--apply", "--decision", "15/QĐ-UBND")
    assert Person.objects.filter(username="blenh").exists()
    with pytest.raises(CommandError, match="Không có cơ quan mang mã"):
        call_command("import_staff", str(file), "--agency", "x")
    file.write_bytes(xlsx(("", "", "y.a", "Văn thư", "Chuyên môn", "x")))
    with pytest.raises(CommandError, match="1 dòng có lỗi"):
        call_command(*command)


def test_a_long_list_costs_as_many_questions_as_a_short_one(office: Office) -> None:
    def questions(first: int, after: int) -> int:
        crowd = [
            (no, f"Y Số {no}", f"so{no}", "Văn thư", "Chuyên môn", "") for no in range(first, after)
        ]
        hand_in(office, xlsx(*crowd))
        with CaptureQueriesContext(connection) as asked:
            apply(office)
        return len(asked)

    assert questions(0, 2) == questions(2, 400)
    assert Post.objects.filter(person__username__startswith="so").count() == 400
