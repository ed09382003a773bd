"""PURE. Which column means what: by the words of its heading, wherever the heading row lies."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from onecua.kernel.text import fold
from procedures.importers.raw import RawRow, refused

ROWS_LOOKED_AT = 30
NEEDED = ("code", "title")
# Headings seen in the national exports, in annexes of provincial decisions, and in our own files.
_HEADINGS: Mapping[str, frozenset[str]] = {
    name: frozenset(words.split("|"))
    for name, words in {
        "code": "ma so|ma|ma tthc|ma thu tuc|ma so tthc|ma thu tuc hanh chinh|code",
        "title": "ten|ten tthc|ten thu tuc|ten thu tuc hanh chinh|thu tuc hanh chinh|name|title",
        "issuer": "co quan ban hanh|co quan cong bo|bo nganh|issuer",
        "agency": "co quan thuc hien|co quan giai quyet|co quan co tham quyen|agency",
        "sector": "linh vuc|ten linh vuc|linh vuc tthc|sector",
        "level": "cap thuc hien|cap giai quyet|cap|level",
        "term": "thoi han giai quyet|thoi gian giai quyet|thoi han|thoi gian|term",
        "unit": "don vi|don vi tinh|don vi thoi han|unit",
        "channel": "hinh thuc nop|cach thuc thuc hien|cach thuc|channel",
        "decision": "so quyet dinh|quyet dinh cong bo|quyet dinh|decision",
        "source": "nguon|source",
    }.items()
}
_MEANING = {heading: name for name, headings in _HEADINGS.items() for heading in headings}


@dataclass(frozen=True, slots=True)
class Header:
    row: int
    places: Mapping[str, int]  # meaning -> index of the cell
    ignored: tuple[str, ...]  # headings that mean nothing to us

    def cell(self, row: RawRow, meaning: str) -> str:
        place = self.places.get(meaning)
        return row.cells[place] if place is not None and place < len(row.cells) else ""


def find_header(rows: Sequence[RawRow]) -> Header:
    """The first row that names code and title. Raises UnreadableFile: none, or a meaning twice."""
    for row in rows[:ROWS_LOOKED_AT]:
        meanings = [_MEANING.get(_heading(cell), "") for cell in row.cells]
        if all(needed in meanings for needed in NEEDED):
            return _header(row, meanings)
    raise refused(
        "Không thấy dòng tiêu đề trong 30 dòng đầu: cần ít nhất cột “Mã số” và cột “Tên” "
        "(tên thủ tục hành chính)."
    )


def _header(row: RawRow, meanings: Sequence[str]) -> Header:
    places: dict[str, int] = {}
    for place, meaning in enumerate(meanings):
        if meaning in places:
            first, second = row.cells[places[meaning]], row.cells[place]
            raise refused(
                f"Dòng {row.number}: hai cột cùng một ý nghĩa (“{first}” và “{second}”); "
                "hãy bỏ một cột."
            )
        if meaning:
            places[meaning] = place
    unknown = (cell for cell, meaning in zip(row.cells, meanings, strict=True) if not meaning)
    return Header(row.number, places, tuple(cell for cell in unknown if cell))


def _heading(cell: str) -> str:
    """ "Thời hạn\\ngiải quyết (ngày)" becomes "thoi han giai quyet"."""
    bare = re.sub(r"\([^)]*\)", " ", fold(cell))
    return re.sub(r"[^\w\s]+", " ", bare).strip()
