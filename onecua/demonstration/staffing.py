"""PURE. The desks of the demonstration province, and who sits where."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from onecua.demonstration.names import invent
from onecua.demonstration.province import Province, UnitSeed, words_for
from onecua.demonstration.tables import Row, listed, table


@dataclass(frozen=True, slots=True)
class DeskSeed:
    unit: UnitSeed
    name: str
    address: str
    phone: str


@dataclass(frozen=True, slots=True)
class PostSeed:
    username: str
    full_name: str
    unit: UnitSeed
    role: str
    position: str
    signs: bool
    authority: str


def read_desks(province: Province) -> Iterator[DeskSeed]:
    rows = table("desks")
    for unit in province.units:
        agency = province.agencies[unit.agency]
        for row in rows:
            if row["workflow_role"] == unit.workflow_role and agency.matches(row["agencies"]):
                words = words_for(province, agency, unit)
                yield DeskSeed(
                    unit, row["name"].format(**words), row["address"].format(**words), row["phone"]
                )


def read_posts(province: Province) -> Iterator[PostSeed]:
    """The people with names of their own, then whom the rules put where nobody sits."""
    units = {(unit.agency, unit.name): unit for unit in province.units}
    seated: set[UnitSeed] = set()
    for row in table("people_and_posts"):
        for name in listed(row["units"]):
            seated.add(unit := units[row["agency"], name])
            yield _post(row["username"], row["full_name"], unit, row, row["position"])
    rules = table("post_rules")
    for unit in province.units:
        if unit not in seated:
            yield _by_rule(province, unit, rules)


def _by_rule(province: Province, unit: UnitSeed, rules: Sequence[Row]) -> PostSeed:
    agency = province.agencies[unit.agency]
    rule = next(
        row
        for row in rules
        if unit.kind in listed(row["unit_kinds"]) and agency.matches(row["agencies"])
    )
    # A branch at one place has its own person; the other divisions of an agency share one.
    own = len(unit.serves) == 1 and unit.serves != agency.serves
    slug = "-".join(
        (agency.slug, province.agencies[unit.serves[0]].slug) if own else (agency.slug,)
    )
    username = f"{rule['username']}.{slug}"
    return _post(username, invent(username).name, unit, rule, rule["position"])


def _post(username: str, name: str, unit: UnitSeed, row: Row, position: str) -> PostSeed:
    return PostSeed(
        username, name, unit, row["role"], position, row["signs"] == "yes", row.get("authority", "")
    )
