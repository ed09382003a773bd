"""PURE. From raw rows to catalogue rows: each row is either understood or has its sentence."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from onecua.kernel.tables.headings import Header
from onecua.kernel.tables.raw import RawRow
from onecua.kernel.text import clean_line
from procedures.importers import words
from procedures.importers.columns import find_header
from procedures.timing import TimeLimit

_NUMBERING = re.compile(r"\(?\d{0,2}\)?")  # the row "(1) (2) (3)" under a printed heading


@dataclass(frozen=True, slots=True)
class CatalogueRow:
    """The facts a list gives of one procedure. "" and None: the list does not say."""

    row: int
    code: str
    local_suffix: str
    title: str
    sector: str
    level: str  # "tỉnh; xã"
    issuer: str
    agency: str
    limit: TimeLimit | None
    channel: str
    decision: str
    source: str


@dataclass(frozen=True, slots=True)
class RowFault:
    row: int
    code: str
    sentence: str

    def __str__(self) -> str:
        return f"Dòng {self.row}: {self.sentence}"


@dataclass(frozen=True, slots=True)
class CatalogueFile:
    header_row: int
    rows: tuple[CatalogueRow, ...]
    faults: tuple[RowFault, ...]
    ignored_columns: tuple[str, ...]


def read_catalogue(raw: Sequence[RawRow]) -> CatalogueFile:
    """Raises UnreadableFile when no heading row is found; a bad row is a fault, not an end."""
    header = find_header(raw)
    rows: list[CatalogueRow] = []
    faults: list[RowFault] = []
    first_seen: dict[str, int] = {}
    for line in raw:
        if line.number <= header.row or _between_the_rows(line):
            continue
        row, sentences = _understood(line, header)
        if row and row.code in first_seen:
            sentences = [f"Mã {row.code} đã có ở dòng {first_seen[row.code]}."]
        if row and not sentences:
            first_seen[row.code] = row.row
            rows.append(row)
        else:
            code = clean_line(header.cell(line, "code"))
            faults.append(RowFault(line.number, code, " ".join(sentences)))
    return CatalogueFile(header.row, tuple(rows), tuple(faults), header.ignored)


def _between_the_rows(line: RawRow) -> bool:
    """Section headings and totals fill one cell; a numbering row holds nothing but numbers."""
    filled = [cell for cell in line.cells if cell]
    return len(filled) == 1 or all(_NUMBERING.fullmatch(cell) for cell in filled)


def _understood(line: RawRow, header: Header) -> tuple[CatalogueRow | None, list[str]]:
    facts: dict[str, Any] = {}
    sentences: list[str] = []
    for field, reader, meanings in _FIELDS:
        try:
            facts[field] = reader(*(_plain(header.cell(line, meaning)) for meaning in meanings))
        except words.BadWords as refusal:
            sentences.append(str(refusal))
    if sentences:
        return None, sentences
    code: words.Code = facts.pop("code")
    row = CatalogueRow(row=line.number, code=code.national, local_suffix=code.local_suffix, **facts)
    return row, []


def _title(cell: str) -> str:
    if title := clean_line(cell):
        return title
    raise words.BadWords("Thiếu tên thủ tục.")


def _plain(cell: str) -> str:
    if cell.startswith("="):
        raise words.BadWords("Có ô là công thức; hãy dán lại dạng giá trị.")
    return cell


# field of CatalogueRow, how its cells are understood, and which cells those are
_FIELDS: tuple[tuple[str, Callable[..., Any], tuple[str, ...]], ...] = (
    ("code", words.code, ("code",)),
    ("title", _title, ("title",)),
    ("sector", clean_line, ("sector",)),
    ("level", words.levels, ("level",)),
    ("issuer", clean_line, ("issuer",)),
    ("agency", words.agencies, ("agency",)),
    ("limit", words.limit, ("term", "unit")),
    ("channel", words.channel, ("channel",)),
    ("decision", clean_line, ("decision",)),
    ("source", clean_line, ("source",)),
)
