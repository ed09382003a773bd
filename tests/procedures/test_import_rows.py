"""Rows of real lists become catalogue rows; what cannot be understood says why, row by row."""

from dataclasses import replace

import pytest

from onecua.kernel.tables.raw import RawRow, UnreadableFile
from onecua.kernel.tables.reading import read_table
from onecua.settings.base import ROOT
from procedures.importers.rows import CatalogueFile, read_catalogue
from procedures.timing import TimeLimit, Unit

DATA = ROOT / "tests" / "data"
HEADING = "Mã số|Tên thủ tục|Cấp thực hiện|Thời hạn|Đơn vị|Hình thức nộp"


def excerpt(name: str) -> CatalogueFile:
    return read_catalogue(read_table(name, (DATA / name).read_bytes()))


def listed(*lines: str, heading: str = HEADING) -> CatalogueFile:
    rows = enumerate((heading, *lines), 1)
    return read_catalogue([RawRow(number, tuple(line.split("|"))) for number, line in rows])


def fault(line: str) -> str:
    read = listed(line)
    assert read.rows == ()
    return str(read.faults[0])


def limit(term: str, unit: str = "") -> TimeLimit | None:
    (row,) = listed(f"1.001193|Khai sinh|Cấp xã|{term}|{unit}|").rows
    return row.limit


def test_the_national_export_is_found_under_its_title_row() -> None:
    read = excerpt("national_excerpt.xlsx")
    assert (read.header_row, read.faults, len(read.rows)) == (2, (), 6)
    first, second, third = read.rows[:3]
    assert first.title.startswith("Thủ tục bán, cho thuê mua")  # a space stood before it
    assert second.agency == "UBND cấp xã"  # two spaces stood in it
    assert third.agency.startswith("Bộ Xây dựng; Cục Đường bộ Việt Nam; ")  # lines of one cell
    assert (first.row, first.code, first.issuer) == (3, "1.115151", "Bộ Xây dựng")


def test_the_compiled_list_is_read_and_its_bad_rows_are_named() -> None:
    read = excerpt("catalogue_excerpt.csv")
    assert [str(one) for one in read.faults] == [
        "Dòng 2: Thiếu mã thủ tục.",
        "Dòng 10: Thời hạn phải lớn hơn 0, không thể là 0 giờ làm việc.",
    ]
    found = {row.code: row for row in read.rows}
    assert found["1.013133"].level == "xã"  # "Cấp Xã"
    assert found["1.000025"].level == "bộ; tỉnh; cơ quan khác"  # "Cấp bộ, Cấp tỉnh, …"
    assert found["1.004030"].limit == TimeLimit(3, Unit.MONTHS)
    assert found["1.000016"].channel == "post"
    assert found["1.001193"].limit is None  # a bare 1, and nobody says of what


def test_a_code_with_a_local_suffix_is_the_national_one_with_its_suffix_apart() -> None:
    (row,) = listed("1.011442.000.00.00.H38|Đăng ký thế chấp|Cấp tỉnh|1|Ngày làm việc|").rows
    assert (row.code, row.local_suffix) == ("1.011442", "000.00.00.H38")


@pytest.mark.parametrize(
    ("term", "unit", "expected"),
    [
        ("15", "Ngày làm việc", TimeLimit(15, Unit.WORKING_DAYS)),
        ("15", "working", TimeLimit(15, Unit.WORKING_DAYS)),
        ("90 ngày, kể từ ngày nhận được hồ sơ hợp lệ", "", TimeLimit(90, Unit.CALENDAR_DAYS)),
        ("05 ngày làm việc kể từ ngày nhận", "", TimeLimit(5, Unit.WORKING_DAYS)),
        ("24", "Giờ", TimeLimit(24, Unit.WORKING_HOURS)),
        ("04 giờ làm việc", "", TimeLimit(4, Unit.WORKING_HOURS)),
        ("2,5 ngày làm việc", "", TimeLimit("2.5", Unit.WORKING_DAYS)),
        ("03 tháng", "", TimeLimit(3, Unit.MONTHS)),
        ("7", "unspecified", None),
        ("", "", None),
    ],
)
def test_a_term_is_read_from_one_cell_or_two(
    term: str, unit: str, expected: TimeLimit | None
) -> None:
    assert limit(term, unit) == expected


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("|Khai sinh|Cấp xã|1|Ngày|", "Dòng 2: Thiếu mã thủ tục."),
        ("1.00119|Khai sinh|Cấp xã|1|Ngày|", "bỏ số 0 ở cuối"),
        ("ABC|Khai sinh|Cấp xã|1|Ngày|", "Mã “ABC” không đúng dạng"),
        ("1.001193||Cấp xã|1|Ngày|", "Thiếu tên thủ tục."),
        ("1.001193|Khai sinh|Cấp thôn|1|Ngày|", "Không có cấp thực hiện “Cấp thôn”"),
        ("1.001193|Khai sinh|Cấp xã|1|Tuần|", "Không có đơn vị thời hạn “Tuần”"),
        ("1.001193|Khai sinh|Cấp xã|Trong ngày||", "không có thời hạn nào đọc được"),
        ("1.001193|Khai sinh|Cấp xã|15 ngày; trực tuyến 10 ngày||", "nhiều thời hạn"),
        ("1.001193|Khai sinh|Cấp xã|9999|Ngày|", "quá dài"),
        ("1.001193|Khai sinh|Cấp xã|1|Ngày|Qua fax", "Không có hình thức nộp “Qua fax”"),
        ('1.001193|=HYPERLINK("x")|Cấp xã|1|Ngày|', "công thức"),
    ],
)
def test_a_bad_row_says_what_is_wrong_with_it(line: str, says: str) -> None:
    assert says in fault(line)


def test_all_faults_of_a_row_are_told_at_once() -> None:
    assert "Thiếu mã thủ tục. Thiếu tên thủ tục." in fault("||Cấp xã|1|Ngày|")


def test_the_second_row_of_a_code_is_refused_and_names_the_first() -> None:
    read = listed("1.001193|Khai sinh||||", "1.000656|Khai tử||||", "1.001193|Kết hôn||||")
    assert [row.title for row in read.rows] == ["Khai sinh", "Khai tử"]
    assert [str(one) for one in read.faults] == ["Dòng 4: Mã 1.001193 đã có ở dòng 2."]


def test_a_bad_row_does_not_take_the_code_from_a_good_one() -> None:
    read = listed("1.001193||||", "1.001193|Khai sinh||||")
    assert [row.row for row in read.rows] == [3]


def test_section_headings_and_numbering_between_the_rows_are_no_faults() -> None:
    read = listed("(1)|(2)|(3)", "I. LĨNH VỰC HỘ TỊCH", "1.001193|Khai sinh||||", "|Tổng: 1")
    assert (len(read.rows), read.faults) == (1, ())


def test_columns_are_known_by_meaning_in_any_order_and_the_rest_is_named() -> None:
    read = listed(
        "1|Khai sinh|01 ngày làm việc|1.001193|Hộ tịch",
        heading="STT|Tên TTHC|Thời hạn\ngiải quyết (ngày)|MÃ SỐ TTHC|Từ khóa",
    )
    assert read.rows[0].limit == TimeLimit(1, Unit.WORKING_DAYS)
    assert read.ignored_columns == ("STT", "Từ khóa")


def test_a_list_without_heading_or_with_a_meaning_twice_is_refused() -> None:
    with pytest.raises(UnreadableFile, match="Không thấy dòng tiêu đề"):
        read_catalogue([RawRow(1, ("1.001193", "Khai sinh"))])
    with pytest.raises(UnreadableFile, match="hai cột cùng một ý nghĩa"):
        listed(heading="Mã số|Tên|Mã TTHC")


def test_the_same_list_with_and_without_its_title_row_gives_the_same_facts() -> None:
    raw = read_table("x.xlsx", (DATA / "national_excerpt.xlsx").read_bytes())
    bare = [replace(row, number=row.number - 1) for row in raw[1:]]
    assert [replace(row, row=0) for row in read_catalogue(raw).rows] == [
        replace(row, row=0) for row in read_catalogue(bare).rows
    ]
