"""PURE. The province of the demonstration: its agencies and their units.

Units are written once for a family of agencies (all communes, all district police) in `data/`, and
unfolded here. Where a name has braces, `words_for` says what they stand for.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from onecua.demonstration.tables import Row, listed, table

EVERY = "*"
_COMMITTEE = "Ủy ban nhân dân "


@dataclass(frozen=True, slots=True)
class AgencySeed:
    code: str
    name: str
    printed_name: str  # with its own line breaks
    kind: str
    family: str
    parent: str
    place: str
    slug: str
    serves: tuple[str, ...]  # codes of the districts a branch works for

    @property
    def short(self) -> str:
        """ "huyện Đắk Hà" """
        return self.name.removeprefix(_COMMITTEE)

    def matches(self, whom: str) -> bool:
        return whom in {EVERY, self.code, self.family}


@dataclass(frozen=True, slots=True)
class UnitSeed:
    agency: str
    name: str
    kind: str
    workflow_role: str
    serves: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Province:
    agencies: dict[str, AgencySeed]
    units: tuple[UnitSeed, ...] = field(default=())

    def area(self, place: str) -> tuple[str, ...]:
        """The place itself and what it lies in: (commune, district, province)."""
        return (place, *self.area(parent)) if (parent := self.agencies[place].parent) else (place,)

    def places(self, kind: str, within: Sequence[str]) -> Iterator[AgencySeed]:
        """Districts or communes, all of them or those inside the given ones."""
        for agency in self.agencies.values():
            if agency.family == kind and (not within or set(within) & {*self.area(agency.code)}):
                yield agency


def read_province() -> Province:
    agencies = {row["code"]: _agency(row) for row in table("agencies")}
    bare = Province(agencies)
    rows = table("units")
    return Province(
        agencies,
        tuple(
            unit
            for agency in agencies.values()
            for row in rows
            if agency.matches(row["agencies"])
            for unit in _units(bare, agency, row)
        ),
    )


def _agency(row: Row) -> AgencySeed:
    return AgencySeed(
        code=row["code"],
        name=row["name"],
        printed_name=row["printed_name"].replace("|", "\n"),
        kind=row["kind"],
        family=row["family"],
        parent=row["parent"],
        place=row["place"],
        slug=row["slug"],
        serves=listed(row["serves"]),
    )


def _units(province: Province, agency: AgencySeed, row: Row) -> Iterator[UnitSeed]:
    kind = row["serves"]
    served: list[tuple[str, ...]] = [
        (place.code,) for place in (province.places(kind, agency.serves) if kind else ())
    ]
    for serves in served or [agency.serves]:
        unit = UnitSeed(agency.code, row["name"], row["kind"], row["workflow_role"], serves)
        words = words_for(province, agency, unit)
        yield UnitSeed(
            unit.agency, unit.name.format(**words), unit.kind, unit.workflow_role, serves
        )


def words_for(province: Province, agency: AgencySeed, unit: UnitSeed) -> dict[str, str]:
    """{name} the agency, {district} what it lies in, {place} what the unit serves."""
    around = province.agencies.get(agency.parent, agency)
    served = province.agencies[unit.serves[0]] if unit.serves else agency
    return {"name": agency.short, "district": around.short, "place": served.short}
