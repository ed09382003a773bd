"""PURE. Everything a version says of a procedure, before it has a decision and a number."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from types import MappingProxyType

from procedures.importers.rows import CatalogueRow
from procedures.search import short_title
from procedures.timing import TimeLimit

ORDINARY, REQUIRED, OPTIONAL = "ordinary", "required", "optional"


@dataclass(frozen=True, slots=True)
class PaperFacts:
    name: str
    originals: int = 0
    certified_copies: int = 0
    copies: int = 0
    required: bool = True
    condition: str = ""
    form_code: str = ""
    note: str = ""


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
    source: str = field(default="", compare=False)


def from_row(row: CatalogueRow, known: Published | None) -> Published:
    """A list's row over what is known: what the list does not say stays as it is."""
    source = "; ".join(filter(None, (row.decision, row.source)))
    terms = {row.channel: row.limit} if row.limit else {}
    if known is None:
        return Published(
            code=row.code,
            title=row.title,
            short_title=short_title(row.title),
            sector=row.sector,
            level=row.level,
            agency_text=row.agency,
            result_file=OPTIONAL,
            terms=terms,
            source=source,
        )
    return replace(
        known,
        title=row.title,
        short_title=known.short_title if row.title == known.title else short_title(row.title),
        sector=row.sector or known.sector,
        level=row.level or known.level,
        agency_text=row.agency or known.agency_text,
        terms={**known.terms, **terms},
        source=source or known.source,
    )


def differing(old: Published, new: Published) -> tuple[str, ...]:
    """The names of the columns in which two differ, in the order of the class."""
    return tuple(
        each.name
        for each in fields(Published)
        if each.compare and getattr(old, each.name) != getattr(new, each.name)
    )
