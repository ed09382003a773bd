"""Which agency lies below which: as it is now, or as it was when the dossiers arose.

After a reorganisation the figures of an ended agency count at the one that goes on with its work
("now"), or where they arose ("then"). Both trees hold every unit once, so their totals agree.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlencode

from onecua.people.models import Agency, Unit

Parents = Mapping[int, int | None]
NOW, THEN = "nay", "cu"  # in addresses
TREES: Mapping[str, str] = {NOW: "Theo đơn vị hiện nay", THEN: "Theo đơn vị khi phát sinh"}


@dataclass(frozen=True)
class Tree:
    """Every agency and unit: a few hundred rows, read once a page. then: as it was."""

    agencies: Mapping[int, Agency]
    units: Mapping[int, Unit]
    root: int
    then: bool = False

    @cached_property
    def heirs(self) -> Mapping[int, int]:
        """Agency -> who goes on with its work now; itself while it stands."""
        return _last({pk: each.successor_id for pk, each in self.agencies.items()})

    @cached_property
    def heirs_of_units(self) -> Mapping[int, int]:
        return _last({pk: each.successor_id for pk, each in self.units.items()})

    @cached_property
    def parents(self) -> Parents:
        """Of every agency that has a place of its own in this tree."""
        heirs = self.heirs
        now: dict[int, int | None] = {
            pk: heirs[each.parent_id] if each.parent_id is not None else None
            for pk, each in self.agencies.items()
            if heirs[pk] == pk
        }
        if not self.then:
            return now
        inside = _below(_children(now), self.root)
        gone = {pk for pk in self.agencies if heirs[pk] != pk and heirs[pk] in inside}
        for pk in gone:
            above = self.agencies[pk].parent_id
            now[pk] = above if above in gone or above in inside else self.root
        return now

    @cached_property
    def children(self) -> Mapping[int | None, Sequence[int]]:
        return _children(self.parents)

    @cached_property
    def merged(self) -> bool:
        """The two trees differ below the root."""
        inside = _below(_children(self.parents), self.root)
        return any(heir in inside for pk, heir in self.heirs.items() if pk != heir)

    @cached_property
    def homes(self) -> Mapping[str, Agency]:
        """Code of an agency -> the agency at which its figures count."""
        return {
            each.code: each if self.then else self.agencies[self.heirs[pk]]
            for pk, each in self.agencies.items()
        }

    def home(self, unit: Unit) -> int:
        """The agency at which the figures of a unit count."""
        return unit.agency_id if self.then else self.heirs[unit.agency_id]

    def last(self, unit: int) -> int:
        """The unit at which they count."""
        return unit if self.then else self.heirs_of_units[unit]

    def below(self, agency: Agency) -> set[int]:
        """The agency itself and all under it."""
        return _below(self.children, agency.pk)

    def path(self, agency: Agency, root: Agency) -> list[Agency]:
        """From the root down to the agency."""
        above = self.parents.get(agency.pk)
        if agency.pk == root.pk or above is None:
            return [agency]
        return [*self.path(self.agencies[above], root), agency]

    def under(self, unit: int) -> frozenset[int]:
        """The unit itself and all under it, as `cases.querysets.visible_to` lets its head see;
        and the units that ended and go on there."""
        found, frontier = {unit}, {unit}
        while frontier:
            frontier = {each.pk for each in self.units.values() if each.parent_id in frontier}
            frontier -= found
            found |= frontier
        return frozenset(found | {pk for pk, heir in self.heirs_of_units.items() if heir in found})


def read_tree(root: int, *, then: bool = False) -> Tree:
    return Tree(
        {agency.pk: agency for agency in Agency.objects.order_by("name")},
        {unit.pk: unit for unit in Unit.objects.order_by("name")},
        root,
        then,
    )


def tabs(*, then: bool, **kept: str) -> list[tuple[str, str, bool]]:
    """(address, words, shown) of the two trees. kept: of the page's own query."""
    return [
        (f"?{urlencode({**kept, 'cay': value})}", words, then is (value == THEN))
        for value, words in TREES.items()
    ]


def _children(parents: Parents) -> dict[int | None, list[int]]:
    below: dict[int | None, list[int]] = {}
    for pk, above in parents.items():
        below.setdefault(above, []).append(pk)
    return below


def _below(children: Mapping[int | None, Iterable[int]], agency: int) -> set[int]:
    found = {agency}
    for child in children.get(agency, ()):
        found |= _below(children, child)
    return found


def _last(successors: Mapping[int, int | None]) -> dict[int, int]:
    """Each to the end of its line of successors."""
    found = {}
    for pk in successors:
        at, seen = pk, {pk}
        while (after := successors[at]) is not None and after not in seen:
            seen.add(after)
            at = after
        found[pk] = at
    return found
