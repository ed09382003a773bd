"""The upper left corner of a slip: who speaks, in the lines the office itself would break."""

import pytest

from cases.services.corner import issuer
from cases.slip_contexts.parts import Issuer
from onecua.people.models import Agency

Kind = Agency.Kind


def agency(printed: str, kind: str, parent: Agency | None = None) -> Agency:
    return Agency(name=" ".join(printed.split()), printed_name=printed, kind=kind, parent=parent)


COMMUNE = agency("ỦY BAN NHÂN DÂN\nTHỊ TRẤN ĐẮK HÀ", Kind.COMMUNE)
OFFICE = agency(
    "SỞ NÔNG NGHIỆP VÀ PTNT\nCHI CỤC QUẢN LÝ CHẤT LƯỢNG\nNÔNG LÂM SẢN VÀ THỦY SẢN", Kind.DEPARTMENT
)


def test_a_committee_stands_alone_and_breaks_as_its_name_is_printed() -> None:
    assert issuer(COMMUNE) == Issuer("", "ỦY BAN NHÂN DÂN\nTHỊ TRẤN ĐẮK HÀ")


def test_an_office_stands_below_the_one_above_it() -> None:
    above, own = "SỞ NÔNG NGHIỆP VÀ PTNT", "CHI CỤC QUẢN LÝ CHẤT LƯỢNG\nNÔNG LÂM SẢN VÀ THỦY SẢN"
    assert issuer(OFFICE) == Issuer(above, own)


def test_an_office_whose_name_is_one_line_takes_the_line_above_from_its_parent() -> None:
    below = agency("PHÒNG TƯ PHÁP", Kind.DEPARTMENT, COMMUNE)
    assert issuer(below) == Issuer("ỦY BAN NHÂN DÂN THỊ TRẤN ĐẮK HÀ", "PHÒNG TƯ PHÁP")
    assert issuer(agency("PHÒNG TƯ PHÁP", Kind.DEPARTMENT)) == Issuer("", "PHÒNG TƯ PHÁP")


@pytest.mark.parametrize(
    ("desk", "lines"),
    [
        ("Bộ phận Một cửa thị trấn Đắk Hà", "Bộ phận Tiếp nhận\nvà Trả kết quả"),
        ("Trung tâm Phục vụ hành chính công", "Trung tâm Phục vụ hành chính công"),
    ],
)
def test_a_desk_stands_below_the_whole_name_of_its_agency(desk: str, lines: str) -> None:
    assert issuer(COMMUNE, desk) == Issuer("ỦY BAN NHÂN DÂN\nTHỊ TRẤN ĐẮK HÀ", lines)
    assert issuer(OFFICE, desk).parent == "CHI CỤC QUẢN LÝ CHẤT LƯỢNG\nNÔNG LÂM SẢN VÀ THỦY SẢN"
