"""Biểu 06 as a table: a row a sector or an agency, each cell with the address of its list."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.db.models import CharField, Count, F, OuterRef, Q, Subquery
from django.db.models.functions import Cast

from cases.querysets import known_to
from onecua.people.acting import Acting
from onecua.people.models import Unit
from reports.definitions.form06 import COLUMNS, IDENTITIES, PARTS, conditions, population
from reports.periods import Period
from reports.scope import Scope
from reports.tree import Tree

# How the rows are cut: key of a row (as text, in addresses), its name.
_AGENCY = Unit.objects.filter(pk=OuterRef("owner")).values
CUTS: Mapping[str, tuple[str, Any, Any]] = {
    "linh-vuc": ("Lĩnh vực giải quyết", Cast("procedure__sector", CharField()),
                 F("procedure__sector__name")),
    "co-quan": ("Cơ quan giải quyết", Subquery(_AGENCY("agency__code")[:1]),
                Subquery(_AGENCY("agency__name")[:1])),
}  # fmt: skip


class Unequal(ArithmeticError):
    """An identity of the form does not hold: the table is not shown."""


@dataclass(frozen=True, slots=True)
class Line:
    key: str
    name: str
    counts: Mapping[int, int]  # column -> dossiers


@dataclass(frozen=True, slots=True)
class Table:
    asked: Period
    scope: Scope
    cut: str
    as_of: datetime
    lines: Sequence[Line]
    late_entries: int  # received before the period, recorded in it
    query: Mapping[str, str | int] = field(default_factory=dict)

    @property
    def total(self) -> Line:
        return Line("", "Tổng cộng", {
            no: sum(line.counts[no] for line in self.lines) for no in COLUMNS
        })  # fmt: skip

    def cells(self, line: Line) -> Sequence[tuple[int, str]]:
        """(count, query of its list) in the order of the form."""
        row = {"dong": line.key} if line.key else {}
        return [(line.counts[no], urlencode({**self.query, **row, "cot": no})) for no in COLUMNS]


def rows_of_scope(acting: Acting, asked: Period, scope: Scope, cut: str) -> Any:
    """The one door: whoever the post may know, of the agencies asked for."""
    _title, key, name = CUTS[cut]
    found = population(known_to(acting), asked, then=scope.tree.then)
    found = found.filter(owner__in=scope.units)
    return found.annotate(key=key, cut_name=name)


def table(
    acting: Acting, now: datetime, asked: Period, scope: Scope, cut: str,
    query: Mapping[str, str | int],
) -> Table:  # fmt: skip
    """Raises Unequal where the numbers do not add up."""
    rows = rows_of_scope(acting, asked, scope, cut)
    of = conditions(rows, asked, now)
    counted = {f"c{no}": Count("pk", filter=of[no]) for no in PARTS}
    grouped = rows.order_by().values("key", "cut_name").annotate(
        n=Count("pk"), **counted,
        claimed=Count("pk", filter=~of[6] & Q(received_at__lt=asked.begins)),
    )  # fmt: skip
    found = list(grouped.order_by("cut_name"))
    lines = [Line(each["key"], each["cut_name"], _whole(each)) for each in found]
    if cut == "co-quan":
        lines = _at_home(lines, scope.tree)
    return Table(
        asked, scope, cut, asked.instant(now), lines, sum(each["claimed"] for each in found), query
    )


def _at_home(lines: Sequence[Line], tree: Tree) -> list[Line]:
    """An agency that ended counts at the one that goes on with its work, in the present tree."""
    home = tree.homes
    found: dict[str, Line] = {}
    for line in lines:
        at = home[line.key]
        before = found.get(at.code, Line(at.code, at.name, dict.fromkeys(COLUMNS, 0)))
        sums = {no: before.counts[no] + line.counts[no] for no in COLUMNS}
        found[at.code] = Line(at.code, at.name, sums)
    return sorted(found.values(), key=lambda line: line.name)


def _counting_at(code: str, tree: Tree) -> list[str]:
    return [each for each, at in tree.homes.items() if at.code == code]


def listed(
    acting: Acting, now: datetime, asked: Period, scope: Scope, cut: str, column: int, key: str
) -> Any:
    """Exactly the dossiers of one cell."""
    rows = rows_of_scope(acting, asked, scope, cut)
    chosen = rows.filter(conditions(rows, asked, now)[column])
    if key and cut == "co-quan":
        chosen = chosen.filter(key__in=_counting_at(key, scope.tree))
    elif key:
        chosen = chosen.filter(key=key)
    return known_to(acting).filter(pk__in=chosen.values("pk"))


def _whole(counted: Mapping[str, Any]) -> Mapping[int, int]:
    counts = {no: int(counted[f"c{no}"]) for no in PARTS}
    for no in (7, 11):
        counts[no] = sum(counts[part] for part in COLUMNS[no].sum_of)
    counts[3] = int(counted["n"])
    for no, parts in IDENTITIES:
        if counts[no] != sum(counts[part] for part in parts):
            raise Unequal(f"({no}) = {counts[no]}, các cột thành phần {parts} cộng lại khác")
    return counts
