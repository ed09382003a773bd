"""The register's pages, counted before they are laid out.

A page carries its totals and its number out of all pages, and years of a register are laid out in
parts by several workers: so the rows of each page are found from the widths of the letters. A row
is never thought lower than it is; a page may end with a line of white.
"""

import re
from collections.abc import Iterator, Sequence

from cases.slip_contexts.register import RegisterPage, RegisterRow
from cases.slips.printable import Typeface
from onecua.kernel.vietnamese import count_words

# Millimetres, as in lists.css.
EM = 8.5 * 25.4 / 72
LINE = EM * 1.12
ROW_FRAME = 2 * 0.5 + 0.18
PAGE = 210 - 12 - 14
TITLE = 17 + 13
HEAD = 4.4 + 4.4 + 10 + 3.4 + 4 * 0.18 + 1.2
TOTALS = 6
CLOSING = 62
PADDING = 2 * 0.8 + 0.18 + 0.25  # and a hair for rounding
COLUMNS: Sequence[tuple[str, float]] = (
    ("entry_words", 10), ("code", 22), ("procedure", 37), ("sets", 10), ("applicant", 30),
    ("contact", 36), ("agency", 22), ("received", 17), ("due", 17), ("returned", 17), ("way", 15),
    ("taken_by", 18), ("note", 18),
)  # fmt: skip
_PIECES = re.compile(r"[^ -]*-|[^ -]+ ?| ")  # a line may end after a blank or a hyphen


def page_sizes(rows: Sequence[RegisterRow], typeface: Typeface) -> list[int]:
    """How many rows each page takes; the last one also has room for the closing words."""
    return [len(group) for group in _groups(rows, typeface)]


def pages_of(
    rows: Sequence[RegisterRow], sizes: Sequence[int], *, first: int, number: int, page_total: int
) -> list[RegisterPage]:
    """Pages from `number` on: their rows, from the index `first` on, and their totals."""
    pages = []
    for offset, size in enumerate(sizes):
        here, so_far = rows[first : first + size], rows[: first + size]
        no = number + offset
        pages.append(
            RegisterPage(no, tuple(here), _total(here), _total(so_far), last=no == page_total)
        )
        first += size
    return pages


def row_height(row: RegisterRow, typeface: Typeface) -> float:
    lines = max(
        _lines(typeface.text(getattr(row, name)), width - PADDING, typeface)
        for name, width in COLUMNS
    )
    return lines * LINE + ROW_FRAME


def _groups(rows: Sequence[RegisterRow], typeface: Typeface) -> Iterator[list[RegisterRow]]:
    page: list[RegisterRow] = []
    heights: list[float] = []
    room = PAGE - TITLE - HEAD - TOTALS
    for row in rows:
        height = row_height(row, typeface)
        if page and sum(heights) + height > room:
            yield page
            page, heights, room = [], [], PAGE - HEAD - TOTALS
        page.append(row)
        heights.append(height)
    if len(page) > 1 and sum(heights) + CLOSING > room:
        # No page carries the signatures alone: the last row goes with them.
        yield page[:-1]
        page = page[-1:]
    yield page


def _lines(text: str, width: float, typeface: Typeface) -> int:
    """How many lines of `width` mm the text takes, filled greedily."""
    lines, used = 1, 0.0
    for piece in _PIECES.findall(text):
        bare = typeface.width(piece.rstrip(" ")) * EM
        if used and used + bare > width:
            lines, used = lines + 1, 0.0
        if bare > width:  # a word longer than the line breaks anywhere
            lines += int(bare // (width - EM))
        used += typeface.width(piece) * EM
    return lines


def _total(rows: Sequence[RegisterRow]) -> str:
    struck = sum(row.struck for row in rows)
    gone = f", trong đó {count_words(struck)} đã gạch bỏ" if struck else ""
    return f"{count_words(len(rows))} hồ sơ{gone}"
