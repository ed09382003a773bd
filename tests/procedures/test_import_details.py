"""Details that the national database runs together: read where that is certain, or said why."""

import json

import pytest

from onecua.kernel.tables.reading import read_table
from procedures.importers.papers import PaperFacts, read_papers
from procedures.importers.parts import fee, understood
from procedures.importers.previewing import preview_rows
from procedures.importers.rows import read_catalogue
from procedures.timing import TimeLimit

WAYS = "Hình thức nộpThời gianPhí, lệ phíMô tả"
PAPERS = "--Tên giấy tờMẫu đơn, tờ khaiSố lượng"


def papers(cell: str) -> tuple[tuple[PaperFacts, ...], list[str]]:
    notes: list[str] = []
    return read_papers(PAPERS + cell, notes), notes


def test_terms_and_one_fee_are_read_by_channel() -> None:
    parts = understood(
        f"{WAYS}Trực tuyến3 Ngày làm việc50,000 Việt Nam Đồng(mỗi lần)"
        "Dịch vụ bưu chính5 Ngày50,000 Việt Nam ĐồngTrực tiếp24 Giờ50,000 VNĐ",
        "", "Trích lụcMã: KQ.G15.000001Bản saoMã: KQ.G15.000002",
    )  # fmt: skip
    assert parts.terms == {
        "online": TimeLimit(3, "working_days"),
        "post": TimeLimit(5, "calendar_days"),
        "direct": TimeLimit(24, "working_hours"),
    }
    assert (parts.fee_vnd, parts.result_name) == (50_000, "Trích lục; Bản sao")
    assert parts.notes == ("Không ghi thành phần hồ sơ.",)


@pytest.mark.parametrize(
    ("ways", "terms", "note"),
    [
        ("Trực tiếp7Miễn phí", {}, "Thời hạn (trực tiếp): số 7 không có đơn vị."),
        ("Trực tiếpKhông có thông tinMiễn phí", {}, "Thời hạn (trực tiếp): không có thông tin."),
        (
            "Trực tiếp2 NgàyMiễn phíTrực tiếp4 NgàyMiễn phíTrực tuyến2 NgàyMiễn phí",
            {"online": TimeLimit(2, "calendar_days")},
            "Thời hạn (trực tiếp): nhiều thời hạn theo trường hợp.",
        ),
        (
            "Trực tiếp2 NgàyMiễn phíTrực tuyến2 Ngày9,000 Đồng",
            {"direct": TimeLimit(2, "calendar_days"), "online": TimeLimit(2, "calendar_days")},
            "Phí, lệ phí: không phải một mức.",
        ),
        (
            "Trực tiếp2 NgàyTheo biểu",
            {"direct": TimeLimit(2, "calendar_days")},
            "Phí, lệ phí: không đọc được mức nào.",
        ),
        ("Nộp ở đâu cũng được", {}, "Không tách được cách thức, thời hạn và phí."),
        ("", {}, "Không ghi cách thức thực hiện, thời hạn."),
    ],
)
def test_what_is_not_certain_of_a_term_or_a_fee_is_left_out_and_said(
    ways: str, terms: dict[str, TimeLimit], note: str
) -> None:
    parts = understood(WAYS + ways, PAPERS + "Tờ khai1 bản chính", "Giấy phép")
    assert parts.terms == terms
    assert parts.notes == (note,)


def test_papers_are_parted_at_their_counts() -> None:
    found, notes = papers("- Tờ khai;1 bản chínhẢnh màu2 bản chính,1 bản saoBản vẽ0 bản chính--")
    assert notes == []
    assert [(one.name, one.originals, one.copies) for one in found] == [
        ("Tờ khai;", 1, 0), ("Ảnh màu", 2, 1), ("Bản vẽ", 0, 0),
    ]  # fmt: skip


def test_a_blank_form_is_parted_from_its_paper_only_where_that_is_certain() -> None:
    found, notes = papers("Tờ khai theo quy định.Mau 01.docx1 bản chínhĐơnMẫu 2.doc1 bản chính")
    assert notes == []
    assert [(one.name, one.note) for one in found] == [
        ("Tờ khai theo quy định.", "mẫu: Mau 01.docx"), ("Đơn", "mẫu: Mẫu 2.doc"),
    ]  # fmt: skip
    found, notes = papers("Đơn theo Thông tư 01/TT-BTPMau 01.docx1 bản chính")
    assert found == ()
    assert "tên tệp mẫu đơn không tách chắc chắn được" in notes[0]


@pytest.mark.parametrize(
    ("cell", "why"),
    [
        ("Đơn theo Mẫu số 031 bản chínhẢnh1 bản chính", "có số lượng không tách chắc chắn"),
        ("Tờ khai năm 20251 bản chính", "có số lượng không tách chắc chắn"),
        ("1 bản chính", "có số lượng không tách chắc chắn"),
        ("Tờ khai1 bản chínhGiấy tờ khác nếu có", "có giấy tờ không ghi số lượng"),
    ],
)
def test_where_a_cell_ends_is_never_guessed(cell: str, why: str) -> None:
    found, notes = papers(cell)
    assert found == ()
    assert why in notes[0]


def test_a_count_inside_a_sentence_is_no_count() -> None:
    found, notes = papers("Đơn (nộp 01 bản chính, không trả lại)1 bản chính")
    assert [one.name for one in found] == ["Đơn (nộp 01 bản chính, không trả lại)"]
    assert notes == []


def test_each_of_several_tables_names_its_case() -> None:
    head = PAPERS.removeprefix("--")
    notes: list[str] = []
    found = read_papers(f"a) Cấp mới{head}Đơn1 bản chínhb) Cấp lại{head}Đơn1 bản sao", notes)
    assert [(one.condition, one.originals, one.copies) for one in found] == [
        ("a) Cấp mới", 1, 0), ("b) Cấp lại", 0, 1),
    ]  # fmt: skip
    assert notes == []


@pytest.mark.parametrize(
    ("cell", "read"),
    [
        ("Không", (0, "")),
        ("Miễn phí.", (0, "")),
        ("150.000 đồng/hồ sơ", (150_000, "150.000 đồng/hồ sơ")),
        ("Từ 50.000 đồng đến 90.000 đồng", (None, "Từ 50.000 đồng đến 90.000 đồng")),
        ("Theo Nghị quyết 12/2020", (None, "Theo Nghị quyết 12/2020")),
    ],
)
def test_the_fee_of_an_annex_is_one_sum_or_its_words(
    cell: str, read: tuple[int | None, str]
) -> None:
    assert fee(cell) == read


def test_a_record_to_a_line_becomes_rows_and_what_was_not_read_keeps_what_is_known() -> None:
    record = {
        "ma_thu_tuc": "1.000025", "ten_thu_tuc": "Phê duyệt đề án", "cap_thuc_hien": "Cấp Tỉnh",
        "linh_vuc": "Doanh nghiệp", "cach_thuc_thuc_hien": f"{WAYS}Trực tiếp9 NgàyMiễn phí",
        "thanh_phan_ho_so": f"{PAPERS}Đề án1 bản chính", "ket_qua_xu_ly": "Quyết định",
        "co_quan_co_tham_quyen": None,
    }  # fmt: skip
    content = json.dumps(record, ensure_ascii=False).encode() + b"\n\n"
    first = read_catalogue(read_table("chi-tiet.jsonl", content))
    found = preview_rows(first.rows, {}).added
    assert (found[0].level, str(found[0].terms["direct"])) == ("tỉnh", "9 ngày")
    record["thanh_phan_ho_so"] = f"{PAPERS}Đề án"
    again = read_catalogue(read_table("chi-tiet.jsonl", json.dumps(record).encode()))
    preview = preview_rows(again.rows, {"1.000025": found[0]})
    assert preview.unchanged == ("1.000025",)
    assert [str(note) for note in preview.notes] == [
        "Dòng 1: Thành phần hồ sơ: có giấy tờ không ghi số lượng."
    ]
