"""The merger of 2025 as a proposal: who succeeds whom, by the project's own lists of real units.

Kon Tum goes to Quảng Ngãi and its districts are abolished (NQ 202/2025/QH15, Luật 72/2025/QH15). A
district's work goes on where its seat is: at the successor of its township, or of the commune that
has its name. Branches that stand under ministries stay. What the lists do not know stays blank.
"""

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from onecua.kernel.text import fold
from onecua.people.models import Agency

DATA = Path(__file__).resolve().parent / "data"
OLD_NAME, NEW_NAME = "Kon Tum", "Quảng Ngãi"
NEW_SUFFIX = "H48"  # law.md 3.1: of the new province
COMMITTEE = "Ủy ban nhân dân "
_PREFIX = re.compile(r"^(ủy ban nhân dân|ubnd)\s+", re.IGNORECASE)
_SORT = re.compile(r"^(tinh|thanh pho|thi xa|huyen|thi tran|phuong|xa)\s+")
STAYING = frozenset({Agency.Kind.VERTICAL})


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """An agency that the reorganisation founds. parent: a code, "" for the province itself."""

    code: str
    name: str
    printed_name: str
    place: str
    kind: str
    parent: str


@dataclass(frozen=True, slots=True)
class Line:
    agency: Agency
    successor: str = ""
    stays: bool = False
    leads: bool = False


@dataclass(frozen=True, slots=True)
class Proposal:
    bodies: Mapping[str, Body]
    lines: Sequence[Line]

    @property
    def stored(self) -> dict[str, dict[str, str]]:
        return {code: asdict(body) for code, body in self.bodies.items()}


def short(name: str) -> str:
    """ "huyện Đắk Hà", of whatever the agency of that place is called."""
    return _PREFIX.sub("", name)


def propose(agencies: Sequence[Agency]) -> Proposal:
    """agencies: all that stand, with their parents at hand."""
    known = _communes()
    province = next((each for each in agencies if each.kind == Agency.Kind.PROVINCE), None)
    if province is None:
        return Proposal({}, ())
    top = _renamed(province, parent="")
    bodies = {top.code: top} | {
        code: Body(
            code=code, name=f"{COMMITTEE}{_lower(name)}",
            printed_name=f"ỦY BAN NHÂN DÂN\n{name.upper()}",
            place=_bare(name), kind=Agency.Kind.COMMUNE, parent=top.code,
        )
        for code, name in known.new.items()
    }  # fmt: skip
    lines = []
    for agency in agencies:
        line, body = _line(agency, known, top)
        lines.append(line)
        bodies |= {body.code: body} if body else {}
    return Proposal(bodies, _with_leads(lines, bodies))


def _line(agency: Agency, known: "_Known", top: Body) -> tuple[Line, Body | None]:
    kinds = Agency.Kind
    if agency.kind in STAYING:
        return Line(agency, stays=True), None
    if agency.kind == kinds.COMMUNE:
        return Line(agency, known.successor_of(agency)), None
    if agency.kind == kinds.DISTRICT:
        return Line(agency, known.seat_of(agency)), None
    if agency.kind == kinds.PROVINCE:
        return Line(agency, top.code), None
    parent = _recoded(agency.parent.code) if agency.parent else top.code
    body = _renamed(agency, parent=parent)
    return Line(agency, body.code), body


def _renamed(agency: Agency, *, parent: str) -> Body:
    def anew(words: str) -> str:
        return words.replace(OLD_NAME, NEW_NAME).replace(OLD_NAME.upper(), NEW_NAME.upper())

    return Body(
        code=_recoded(agency.code), name=anew(agency.name), printed_name=anew(agency.printed_name),
        place=anew(agency.place), kind=agency.kind, parent=parent,
    )  # fmt: skip


def _with_leads(lines: Sequence[Line], bodies: Mapping[str, Body]) -> list[Line]:
    """One leads: a commune before a district, the namesake before the others, then the first."""

    def rank(line: Line) -> tuple[bool, bool]:
        namesake = _key(short(line.agency.name)) == _key(short(bodies[line.successor].name))
        return line.agency.kind == Agency.Kind.DISTRICT, not namesake

    first: dict[str, Line] = {}
    for line in sorted((each for each in lines if each.successor), key=rank):
        first.setdefault(line.successor, line)
    return [
        Line(each.agency, each.successor, each.stays, first.get(each.successor) is each)
        for each in lines
    ]


@dataclass(frozen=True, slots=True)
class _Known:
    new: Mapping[str, str]  # code of the agency -> name of the commune
    to: Mapping[tuple[str, str], str]  # (district, commune), folded -> code of the agency
    seats: Mapping[str, str]  # district, folded -> code of the agency

    def successor_of(self, commune: Agency) -> str:
        district = _folded(short(commune.parent.name)) if commune.parent else ""
        return self.to.get((district, _folded(short(commune.name))), "")

    def seat_of(self, district: Agency) -> str:
        return self.seats.get(_folded(short(district.name)), "")


def _communes() -> _Known:
    new = {_code(row["commune_code"]): row["commune"] for row in _rows("units_from_2025-07-01")}
    to: dict[tuple[str, str], str] = {}
    seats: dict[str, str] = {}
    for row in _rows("merger_2025"):
        if not row["new_commune_code"] or row["default"] != "yes":
            continue
        code = _code(row["new_commune_code"])
        district, commune = _folded(row["old_district"]), _folded(row["old_commune"])
        to[district, commune] = code
        if commune.startswith("thi tran ") or _key(row["new_commune"]) == _key(district):
            seats[district] = code
    return _Known(new, to, seats)


def _rows(name: str) -> Iterator[Mapping[str, str]]:
    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(lines)


def _code(commune: str) -> str:
    return f"000.{commune}.{NEW_SUFFIX}"


def _recoded(code: str) -> str:
    """The same number in the new province: 000.00.16.H34 -> 000.00.16.H48."""
    return f"{code.rpartition('.')[0]}.{NEW_SUFFIX}"


def _folded(words: str) -> str:
    return " ".join(fold(words).split())


def _key(words: str) -> str:
    return _SORT.sub("", _folded(words))


def _bare(name: str) -> str:
    return name.partition(" ")[2]


def _lower(name: str) -> str:
    return name[:1].lower() + name[1:]
