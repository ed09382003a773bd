"""A register of years: its pages are counted first, and then they are as they were counted."""

import random
from dataclasses import replace
from typing import Any

import pytest

from cases.slip_contexts.forms import FORMS, TT01
from cases.slip_contexts.register import RegisterRow
from cases.slips.printable import typeface
from cases.slips.register_pages import page_sizes, pages_of
from cases.slips.render import FONT_FOLDER, PagesMiscounted, renderer
from cases.slips.samples import SAMPLES
from tests.cases.slips.reading import page_texts, text

FORM = FORMS[TT01, "register"]
BOOK: Any = SAMPLES[FORM.key]
PLAIN = BOOK.rows[0]
FACE = typeface(FONT_FOLDER)
WORDS = (
    "Đăng ký", "Giấy chứng nhận", "quyền sử dụng đất", "Nguyễn Thị", "Hồng-Vân", "Y Blĭn",
    "số 112/2020/NĐ-CP", "thị trấn Đắk Hà", "huyện", "nghiêng", "0905 000 101", "của", "và",
)  # fmt: skip


def rows(count: int, dice: random.Random | None = None) -> list[RegisterRow]:
    def some(most: int) -> str:
        return " ".join(dice.choice(WORDS) for _ in range(dice.randint(1, most))) if dice else ""

    short = replace(PLAIN, procedure="Đăng ký khai sinh")
    plain = [replace(short, entry=entry) for entry in range(1, count + 1)]
    if dice is None:
        return plain
    return [
        replace(row, procedure=some(40), applicant=some(10), contact=some(20), agency=some(9),
                note=some(6), struck=dice.random() < 0.1)
        for row in plain
    ]  # fmt: skip


@pytest.mark.parametrize("seed", range(3))
def test_every_row_stands_on_the_page_that_was_counted_for_it(seed: int) -> None:
    many = rows(60, random.Random(seed))  # noqa: S311 - no secret
    pages = page_texts(renderer().render(FORM, replace(BOOK, rows=tuple(many))))
    sizes = page_sizes(many, FACE)
    assert len(pages) == len(sizes)
    assert sum(sizes) == 60
    first = 0
    for page, size in zip(pages, sizes, strict=True):
        assert f"Cộng trang này: {size:02d} hồ sơ" in page
        assert all(f"{row.entry_words} 000.00.16" in page for row in many[first : first + size])
        first += size


def test_short_rows_fill_the_page_and_no_page_carries_signatures_alone() -> None:
    for count in range(1, 30):
        sizes = page_sizes(rows(count), FACE)
        assert sum(sizes) == count
        assert sizes[-1] >= 1
        assert max(sizes) <= 20


def test_the_totals_go_on_from_page_to_page_and_count_what_was_struck() -> None:
    many = [replace(row, struck=row.entry == 2) for row in rows(5)]
    one, two = pages_of(many, [3, 2], first=0, number=1, page_total=2)
    assert (one.here, one.so_far) == ("03 hồ sơ, trong đó 01 đã gạch bỏ",) * 2
    assert (two.here, two.so_far) == ("02 hồ sơ", "05 hồ sơ, trong đó 01 đã gạch bỏ")
    assert (one.last, two.last) == (False, True)


def test_a_part_knows_its_place_in_the_whole() -> None:
    pages = pages_of(rows(9), [4], first=4, number=7, page_total=12)
    part = text(renderer().render_pages(FORM, BOOK, pages, page_total=12))
    assert "Trang 7/12" in part
    assert "SỔ THEO DÕI HỒ SƠ" not in part
    assert "Cộng từ đầu quyển: 08 hồ sơ" in part
    assert "NGƯỜI LẬP SỔ" not in part


def test_a_page_that_was_counted_wrong_is_not_printed() -> None:
    pages = pages_of(rows(40), [40], first=0, number=1, page_total=1)
    with pytest.raises(PagesMiscounted):
        renderer().render_pages(FORM, BOOK, pages, page_total=1)


def test_a_commune_with_five_thousand_entries_is_counted_and_every_number_has_its_page() -> None:
    many = rows(5_000, random.Random(5))  # noqa: S311 - no secret
    sizes = page_sizes(many, FACE)
    assert sum(sizes) == 5_000
    middle = len(sizes) // 2
    before = sum(sizes[:middle])
    pages = pages_of(many, sizes[middle : middle + 2], first=before, number=middle + 1,
                     page_total=len(sizes))  # fmt: skip
    printed = text(renderer().render_pages(FORM, BOOK, pages, page_total=len(sizes)))
    assert f"{before + 1} 000.00.16" in printed
    assert f"Trang {middle + 1}/{len(sizes)}" in printed
    assert f"Cộng từ đầu quyển: {before + sizes[middle]} hồ sơ" in printed
