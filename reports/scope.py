"""Whose numbers: an agency with all below it, that agency alone, or one of its units."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from onecua.people.acting import Acting
from onecua.people.models import Agency, Unit
from onecua.people.roles import Role

WHOLE_PROVINCE = frozenset({Role.PROVINCE_OFFICE, Role.INSPECTOR})
MAY_LOOK = WHOLE_PROVINCE | {Role.HEAD}


@dataclass(frozen=True)
class Tree:
    """Every agency and unit: a few hundred rows, read once a page."""

    agencies: Mapping[int, Agency]
    units: Mapping[int, Unit]

    @cached_property
    def children(self) -> Mapping[int | None, Sequence[Agency]]:
        below: dict[int | None, list[Agency]] = {}
        for agency in self.agencies.values():
            below.setdefault(agency.parent_id, []).append(agency)
        return below

    def below(self, agency: Agency) -> set[int]:
        """The agency itself and all under it."""
        found = {agency.pk}
        for child in self.children.get(agency.pk, ()):
            found |= self.below(child)
        return found

    def path(self, agency: Agency, root: Agency) -> list[Agency]:
        """From the root down to the agency."""
        if agency.pk == root.pk or agency.parent_id is None:
            return [agency]
        return [*self.path(self.agencies[agency.parent_id], root), agency]

    def under(self, unit: int) -> frozenset[int]:
        """The unit itself and all under it, as `cases.querysets.visible_to` lets its head see."""
        found, frontier = {unit}, {unit}
        while frontier:
            frontier = {each.pk for each in self.units.values() if each.parent_id in frontier}
            found |= frontier
        return frozenset(found)


@dataclass(frozen=True)
class Scope:
    tree: Tree
    reach: frozenset[int]  # the units this post may look at
    root: Agency  # the widest of their agencies
    agency: Agency
    alone: bool = False  # the agency without those below it
    unit: Unit | None = None

    @cached_property
    def units(self) -> frozenset[int]:
        """The units whose dossiers count."""
        if self.unit is not None:
            return self.reach & {self.unit.pk}
        agencies = {self.agency.pk} if self.alone else self.tree.below(self.agency)
        inside = (unit.pk for unit in self.tree.units.values() if unit.agency_id in agencies)
        return self.reach.intersection(inside)

    @property
    def name(self) -> str:
        if self.unit is not None:
            return f"{self.unit.name}, {self.agency.name}"
        return f"Riêng {self.agency.name}" if self.alone else self.agency.name

    @property
    def query(self) -> Mapping[str, str | int]:
        """The address that asks for this scope."""
        return (
            {"don-vi": self.agency.code}
            | ({"rieng": 1} if self.alone else {})
            | ({"bo-phan": self.unit.pk} if self.unit else {})
        )

    @property
    def parts(self) -> Sequence["Scope"]:
        """One level down: the agencies below and its own part; at the last level its units."""
        children = () if self.alone else self.tree.children.get(self.agency.pk, ())
        if children:
            below = [replace(self, agency=child) for child in children]
            return [*below, replace(self, alone=True)]
        return [
            replace(self, alone=False, unit=unit)
            for unit in self.tree.units.values()
            if unit.pk in self.units
        ]


def read_tree() -> Tree:
    return Tree(
        {agency.pk: agency for agency in Agency.objects.order_by("name")},
        {unit.pk: unit for unit in Unit.objects.order_by("name")},
    )


def scope_of(acting: Acting, query: Mapping[str, str]) -> Scope | None:
    """What the address asks for, inside what the post may look at. None: nothing of the kind."""
    tree = read_tree()
    whole = _whole(tree, acting)
    code = query.get("don-vi", "")
    named = next((each for each in tree.agencies.values() if each.code == code), None)
    chosen = named if code else whole.root
    if chosen is None or chosen.pk not in tree.below(whole.root):
        return None
    scope = replace(whole, agency=chosen, alone=query.get("rieng") == "1")
    if not (number := query.get("bo-phan", "")):
        return scope
    unit = tree.units.get(int(number)) if number.isdecimal() else None
    if unit is None or unit.agency_id != chosen.pk or unit.pk not in whole.reach:
        return None
    return replace(scope, alone=False, unit=unit)


def _whole(tree: Tree, acting: Acting) -> Scope:
    """Heads look at their unit and what lies below; the provincial office at the whole tree."""
    root = tree.agencies[acting.agency_id]
    if acting.role not in WHOLE_PROVINCE:
        return Scope(tree, tree.under(acting.unit_id), root, root)
    while root.parent_id is not None:
        root = tree.agencies[root.parent_id]
    return Scope(tree, frozenset(tree.units), root, root)
