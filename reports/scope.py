"""Whose numbers: an agency with all below it, that agency alone, or one of its units."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from onecua.people.acting import Acting
from onecua.people.models import Agency, Unit
from onecua.people.roles import Role
from reports.tree import THEN, Tree, read_tree, tabs

WHOLE_PROVINCE = frozenset({Role.PROVINCE_OFFICE, Role.INSPECTOR})
MAY_LOOK = WHOLE_PROVINCE | {Role.HEAD}


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
        tree = self.tree
        if self.unit is not None:
            return frozenset(pk for pk in self.reach if tree.last(pk) == self.unit.pk)
        agencies = {self.agency.pk} if self.alone else tree.below(self.agency)
        inside = (unit.pk for unit in tree.units.values() if tree.home(unit) in agencies)
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
            | ({"cay": THEN} if self.tree.then else {})
        )

    @property
    def trees(self) -> Sequence[tuple[str, str, bool]]:
        """(address, words, shown) of the two trees; none where they do not differ."""
        return tabs(then=self.tree.then) if self.tree.merged else ()

    @property
    def parts(self) -> Sequence["Scope"]:
        """One level down: the agencies below and its own part; at the last level its units."""
        children = () if self.alone else self.tree.children.get(self.agency.pk, ())
        if children:
            below = [replace(self, agency=self.tree.agencies[child]) for child in children]
            return [*below, replace(self, alone=True)]
        return [
            replace(self, alone=False, unit=unit)
            for unit in self.tree.units.values()
            if unit.pk in self.units and self.tree.last(unit.pk) == unit.pk
        ]


def scope_of(acting: Acting, query: Mapping[str, str]) -> Scope | None:
    """What the address asks for, inside what the post may look at. None: nothing of the kind.

    In the present tree an agency that ended leads to the one that goes on with its work.
    """
    whole = _whole(acting, then=query.get("cay") == THEN)
    tree, code = whole.tree, query.get("don-vi", "")
    named = next((each for each in tree.agencies.values() if each.code == code), None)
    if named is not None and not tree.then:
        named = tree.agencies[tree.heirs[named.pk]]
    chosen = named if code else whole.root
    if chosen is None or chosen.pk not in tree.below(whole.root):
        return None
    scope = replace(whole, agency=chosen, alone=query.get("rieng") == "1")
    if not (number := query.get("bo-phan", "")):
        return scope
    unit = tree.units.get(int(number)) if number.isdecimal() else None
    if unit is not None:
        unit = tree.units[tree.last(unit.pk)]
    if unit is None or tree.home(unit) != chosen.pk or unit.pk not in whole.reach:
        return None
    return replace(scope, alone=False, unit=unit)


def _whole(acting: Acting, *, then: bool) -> Scope:
    """Heads look at their unit and what lies below; the provincial office at the whole tree."""
    tree = read_tree(acting.agency_id, then=then)
    root = tree.agencies[acting.agency_id]
    if acting.role not in WHOLE_PROVINCE:
        return Scope(tree, tree.under(acting.unit_id), root, root)
    while root.parent_id is not None:
        root = tree.agencies[root.parent_id]
    return Scope(replace(tree, root=root.pk), frozenset(tree.units), root, root)
