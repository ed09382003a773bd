"""PURE. Which column means what: by the words of its heading, wherever the heading row lies."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from onecua.kernel.tables.raw import RawRow, refused
from onecua.kernel.text import fold

ROWS_LOOKED_AT = 30


@dataclass(frozen=True, slots=True)
class Header:
    row: int
    places: Mapping[str, int]  # meaning -> index of the cell
    ignored: tuple[str, ...]  # headings that mean nothing to us

    def cell(self, row: RawRow, meaning: str) -> str:
        place = self.places.get(meaning)
        return row.cells[place] if place is not None and place < len(row.cells) else ""


@dataclass(frozen=True, slots=True)
class Headings:
    """words: meaning -> the headings that say it, folded, "|" between them."""

    words: Mapping[str, str]
    needed: tuple[str, ...]
    missing: str  # the sentence when no row names what is needed

    def find(self, rows: Sequence[RawRow]) -> Header:
        """The first row that names what is needed. Raises UnreadableFile: none, or twice."""
        if (header := self.found(rows)) is None:
            raise refused(self.missing)
        return header

    def found(self, rows: Sequence[RawRow]) -> Header | None:
        """As `find`; None: no row names it. Raises UnreadableFile: a meaning stands twice."""
        known = {word: name for name, words in self.words.items() for word in words.split("|")}
        for row in rows[:ROWS_LOOKED_AT]:
            meanings = [known.get(_heading(cell), "") for cell in row.cells]
            if all(needed in meanings for needed in self.needed):
                return _header(row, meanings)
        return None


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
    return " ".join(re.sub(r"[^\w\s]+", " ", bare).split())
