"""PURE. Everything a version says of a procedure, before it has a decision and a number."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from types import MappingProxyType
from typing import Any

from procedures.importers.papers import PaperFacts
from procedures.importers.rows import CatalogueRow
from procedures.search import short_title
from procedures.timing import TimeLimit

ORDINARY, REQUIRED, OPTIONAL = "ordinary", "required", "optional"


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """Named as the columns of ProcedureVersion. `source` alone makes no new version."""

    code: str
    title: str
    short_title: str
    sector: str
    level: str
    synonyms: str = ""
    agency_text: str = ""
    kind: str = ORDINARY
    confidential: bool = False
    result_name: str = ""
    result_number: str = REQUIRED
    result_signer: str = REQUIRED
    result_file: str = REQUIRED
    fee_vnd: int | None = None
    fee_note: str = ""
    terms: Mapping[str, TimeLimit] = field(default_factory=lambda: MappingProxyType({}))
    papers: tuple[PaperFacts, ...] = ()
    sequence: str = ""
    place: str = ""
    applies_to: str = ""
    decides: str = ""
    coordinates: str = ""
    conditions: str = ""
    legal_basis: str = ""
    source: str = field(default="", compare=False)


# What a list may say in words, named alike in `CatalogueRow`.
_SAID = (
    "sector", "level", "result_name", "fee_note", "papers", "place", "applies_to", "decides",
    "coordinates", "legal_basis",
)  # fmt: skip


def from_row(row: CatalogueRow, known: Published | None) -> Published:
    """A list's row over what is known: what the list does not say stays as it is."""
    said: dict[str, Any] = {name: value for name in _SAID if (value := getattr(row, name))}
    if row.agency:
        said["agency_text"] = row.agency
    if row.fee_vnd is not None or row.fee_note:
        said |= {"fee_vnd": row.fee_vnd, "fee_note": row.fee_note}
    if source := "; ".join(filter(None, (row.decision, row.source))):
        said["source"] = source
    terms = {row.channel: row.limit} if row.limit else row.terms
    if known is None:
        blank = {"sector": "", "level": "", "result_file": OPTIONAL}
        return Published(
            code=row.code,
            title=row.title,
            short_title=short_title(row.title),
            terms=terms,
            **(blank | said),
        )
    return replace(
        known,
        title=row.title,
        short_title=known.short_title if row.title == known.title else short_title(row.title),
        terms={**known.terms, **terms},
        **said,
    )


def differing(old: Published, new: Published) -> tuple[str, ...]:
    """The names of the columns in which two differ, in the order of the class."""
    return tuple(
        each.name
        for each in fields(Published)
        if each.compare and getattr(old, each.name) != getattr(new, each.name)
    )
