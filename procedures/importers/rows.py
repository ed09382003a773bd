"""PURE. From raw rows to catalogue rows: each row is either understood or has its sentence."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from types import MappingProxyType
from typing import Any

from onecua.kernel.tables.headings import Header
from onecua.kernel.tables.raw import RawRow
from onecua.kernel.text import clean_line, fold
from procedures.importers import words
from procedures.importers.columns import find_header
from procedures.importers.papers import PaperFacts
from procedures.importers.parts import Parts, fee, understood
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
    decides: str = ""
    coordinates: str = ""
    applies_to: str = ""
    place: str = ""
    legal_basis: str = ""
    abolished: bool = False
    replaced_by: str = ""  # the code of what takes its place
    terms: Mapping[str, TimeLimit] = field(default_factory=lambda: MappingProxyType({}))
    fee_vnd: int | None = None
    fee_note: str = ""
    papers: tuple[PaperFacts, ...] = ()
    result_name: str = ""
    notes: tuple[str, ...] = ()  # what of it could not be read, and why


@dataclass(frozen=True, slots=True)
class RowFault:
    row: int
    code: str
    sentence: str

    def __str__(self) -> str:
        """row 0: of the list as a whole."""
        return f"Dòng {self.row}: {self.sentence}" if self.row else self.sentence


@dataclass(frozen=True, slots=True)
class CatalogueFile:
    header_row: int
    rows: tuple[CatalogueRow, ...]
    faults: tuple[RowFault, ...]
    ignored_columns: tuple[str, ...]
    heading: tuple[str, ...] = ()


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
        key = row and (row.code or fold(row.title))
        if key and key in first_seen:
            what = f"Mã {row.code}" if row and row.code else "Tên thủ tục này"
            sentences = [f"{what} đã có ở dòng {first_seen[key]}."]
        if row and key and not sentences:
            first_seen[key] = row.row
            rows.append(row)
        else:
            code = clean_line(header.cell(line, "code"))
            faults.append(RowFault(line.number, code, " ".join(sentences)))
    heading = next(line.cells for line in raw if line.number == header.row)
    return CatalogueFile(header.row, tuple(rows), tuple(faults), header.ignored, heading)


def _between_the_rows(line: RawRow) -> bool:
    """Section headings and totals fill one cell; a numbering row holds nothing but numbers."""
    filled = [cell for cell in line.cells if cell]
    return len(filled) == 1 or all(_NUMBERING.fullmatch(cell) for cell in filled)


def _understood(line: RawRow, header: Header) -> tuple[CatalogueRow | None, list[str]]:
    facts: dict[str, Any] = {}
    sentences: list[str] = []
    try:
        cell = _plain(header.cell(line, "code"))
        facts["code"] = words.code(cell) if "code" in header.places else words.Code("")
    except words.BadWords as refusal:
        sentences.append(str(refusal))
    for name, reader, meanings in _FIELDS:
        try:
            facts[name] = reader(*(_plain(header.cell(line, meaning)) for meaning in meanings))
        except words.BadWords as refusal:
            sentences.append(str(refusal))
    if sentences:
        return None, sentences
    code: words.Code = facts.pop("code")
    facts["fee_vnd"], facts["fee_note"] = facts.pop("fee")
    if (parts := facts.pop("parts")) is not None:
        facts |= {each.name: getattr(parts, each.name) for each in fields(parts)}
    row = CatalogueRow(row=line.number, code=code.national, local_suffix=code.local_suffix, **facts)
    return row, []


def _title(cell: str) -> str:
    if title := clean_line(cell):
        return title
    raise words.BadWords("Thiếu tên thủ tục.")


def _parts(ways: str, papers: str, results: str) -> Parts | None:
    return understood(ways, papers, results) if ways or papers or results else None


def _plain(cell: str) -> str:
    if cell.startswith("="):
        raise words.BadWords("Có ô là công thức; hãy dán lại dạng giá trị.")
    return cell


# field of CatalogueRow, how its cells are understood, and which cells those are
_FIELDS: tuple[tuple[str, Callable[..., Any], tuple[str, ...]], ...] = (
    ("title", _title, ("title",)),
    ("sector", clean_line, ("sector",)),
    ("level", words.levels, ("level",)),
    ("issuer", clean_line, ("issuer",)),
    ("agency", words.agencies, ("agency",)),
    ("limit", words.limit, ("term", "unit")),
    ("channel", words.channel, ("channel",)),
    ("decides", words.agencies, ("decides",)),
    ("coordinates", words.agencies, ("coordinates",)),
    ("applies_to", clean_line, ("applies_to",)),
    ("place", words.agencies, ("place",)),
    ("legal_basis", clean_line, ("legal_basis",)),
    ("abolished", words.abolished, ("change",)),
    ("replaced_by", words.other_code, ("replaced_by",)),
    ("fee", fee, ("fee",)),
    ("parts", _parts, ("ways", "papers", "results")),
    ("decision", clean_line, ("decision",)),
    ("source", clean_line, ("source",)),
)
