"""A file from outside: read whatever its form, or refused with a sentence that says what to do."""

import csv
import io
import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook

from onecua.kernel.tables.raw import MAX_ROWS, UnreadableFile
from onecua.kernel.tables.reading import read_table
from onecua.kernel.tables.xlsx_reading import MAX_UNPACKED
from onecua.settings.base import ROOT

DATA = ROOT / "tests" / "data"


def read(path: Path) -> list[tuple[int, tuple[str, ...]]]:
    return [(row.number, row.cells) for row in read_table(path.name, path.read_bytes())]


def book(*rows: list[object]) -> Workbook:
    made = Workbook()
    for row in rows:
        made.worksheets[0].append(row)
    return made


def saved(made: Workbook) -> bytes:
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


def with_part(content: bytes, name: str, text: bytes) -> bytes:
    """The same archive with one more part, or another text for a part it has."""
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for part in old.infolist():
            if part.filename != name:
                new.writestr(part, old.read(part))
        new.writestr(name, text)
    return stream.getvalue()


def refusal(name: str, content: bytes) -> str:
    with pytest.raises(UnreadableFile) as refused:
        read_table(name, content)
    assert (refused.value.status, refused.value.field) == (422, "file")
    return str(refused.value)


LIST = book(["Mã số", "Tên"], ["1.001193", "Thủ tục đăng ký khai sinh"])


def test_the_national_export_is_read_with_its_row_numbers() -> None:
    rows = read(DATA / "national_excerpt.xlsx")
    assert rows[0][1][0].startswith("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")
    assert rows[1] == (2, ("Mã số", "Tên", "Cơ quan ban hành", "Cơ quan thực hiện", "Lĩnh vực"))
    assert len(rows) == 8


def test_empty_rows_are_left_out_but_counted() -> None:
    assert [row.number for row in read_table("a.xlsx", saved(book(["x"], [], [None], ["y"])))] == [
        1,
        4,
    ]


def test_numbers_and_dates_become_the_text_a_person_sees() -> None:
    (row,) = read_table("a.xlsx", saved(book([7.0, 7.5, True, "  hai   dấu  cách "])))
    assert row.cells == ("7", "7.5", "True", "hai dấu cách")


def test_a_hidden_sheet_is_not_read() -> None:
    made = book(["Mã số", "Tên"])
    made.create_sheet("ẩn").append(["bí mật"])
    made.worksheets[1].sheet_state = "hidden"
    assert len(read_table("a.xlsx", saved(made))) == 1


def test_two_sheets_with_data_are_refused_by_name() -> None:
    made = book(["Mã số"])
    made.create_sheet("Cấp xã").append(["Mã số"])
    assert "“Sheet”, “Cấp xã”" in refusal("a.xlsx", saved(made))


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("a.csv", b" \n", "rỗng"),
        ("a.xlsx", b"code,name\n1,2\n", "không phải tệp .xlsx"),
        ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 rest", "Excel cũ"),
        ("a.xlsx", b"PK\x03\x04 cut off", "bị hỏng"),
        ("a.xlsx", saved(LIST)[:-200], "bị hỏng"),
        ("a.xlsx", saved(Workbook()), "không có trang tính nào"),
        ("a.xlsx", with_part(saved(LIST), "xl/vbaProject.bin", b"x"), "macro"),
        ("a.xlsx", with_part(saved(LIST), "xl/worksheets/sheet1.xml", b"<no"), "bị hỏng"),
        (
            "a.xlsx",
            with_part(saved(LIST), "xl/sharedStrings.xml", b'<!DOCTYPE x [<!ENTITY a "b">]>'),
            "DOCTYPE",
        ),
        (
            "a.xlsx",
            with_part(saved(LIST), "xl/media/image1.png", bytes(MAX_UNPACKED)),
            "lớn bất thường",
        ),
        ("a.csv", bytes([65]) * (25 * 1024 * 1024 + 1), "25 MB"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_file_that_is_not_what_it_claims_is_refused(name: str, content: bytes, says: str) -> None:
    assert says in refusal(name, content)


def test_a_zip_that_is_no_workbook_is_refused() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("word/document.xml", "<x/>")
    assert "không phải là tệp .xlsx" in refusal("a.xlsx", stream.getvalue())


def test_a_list_without_end_is_refused() -> None:
    lines = "\n".join(f"1.{number:06d},x" for number in range(MAX_ROWS + 1))
    assert "quá 30.000 dòng" in refusal("a.csv", lines.encode())


VIETNAMESE = "Mã số,Tên\n1.001193,Thủ tục đăng ký khai sinh\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_csv_is_read_with_any_separator_and_with_or_without_its_mark(
    encoding: str, separator: str
) -> None:
    content = VIETNAMESE.replace(",", separator).encode(encoding)
    assert [row.cells for row in read_table("a.csv", content)] == [
        ("Mã số", "Tên"),
        ("1.001193", "Thủ tục đăng ký khai sinh"),
    ]


def test_a_quoted_cell_over_two_lines_keeps_the_number_of_its_first() -> None:
    rows = read_table("a.csv", b'a,b\n"x\ny",1\nz,2\n')
    assert [(row.number, row.cells[0]) for row in rows] == [(1, "a"), (2, "x\ny"), (4, "z")]


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (VIETNAMESE.encode("utf-16"), "UTF-16"),
        (b"Ma,Ten\n1,\xd0\xe3ng k\xfd\n", "Dòng 2: tệp CSV không ghi theo bảng mã UTF-8"),
        (VIETNAMESE.encode().decode("latin-1").encode(), "hỏng bảng mã"),
        (b"a,b\x00\n", "không phải là văn bản"),
        (b'a,b\n"' + b"x" * (csv.field_size_limit() + 1), "Dòng 2: không đọc được CSV"),
    ],
    ids=["utf-16", "old code page", "read twice", "binary", "open quote"],
)
def test_csv_in_a_wrong_encoding_is_refused_and_told_how_to_save(content: bytes, says: str) -> None:
    assert says in refusal("a.csv", content)
