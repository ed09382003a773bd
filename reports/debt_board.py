"""Nợ phiếu xin lỗi by unit: five columns, each number a link to exactly that many dossiers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from urllib.parse import urlencode

from cases.querysets import known_to
from onecua.people.acting import Acting
from onecua.people.models import Unit
from reports.definitions.debts import DEBTS
from reports.scope import Scope
from reports.selectors import grouped

Counted = Sequence[Mapping[int, int]]  # a column -> owner unit -> dossiers


@dataclass(frozen=True, slots=True)
class Cell:
    label: str
    count: int
    address: str  # the query of its list

    @property
    def words(self) -> str:
        return grouped(self.count)


@dataclass(frozen=True, slots=True)
class DebtRow:
    unit: str
    agency: str
    cells: Sequence[Cell]

    @property
    def total(self) -> int:
        return sum(cell.count for cell in self.cells)


@dataclass(frozen=True, slots=True)
class DebtBoard:
    whole: DebtRow
    rows: Sequence[DebtRow]  # units that owe something, the most first


def debt_board(acting: Acting, now: datetime, scope: Scope) -> DebtBoard:
    """One query a column."""
    tree = scope.tree
    counted = [figure.by_owner(known_to(acting), now, then=tree.then) for figure in DEBTS.values()]
    owing = {tree.last(unit) for counts in counted for unit in counts if unit in scope.units}
    rows = [_row(_part(scope, tree.units[unit]), counted) for unit in owing]
    most_first = sorted(rows, key=lambda row: (-row.total, row.unit))
    return DebtBoard(DebtRow(scope.name, "", _cells(counted, scope)), most_first)


def _part(scope: Scope, unit: Unit) -> Scope:
    tree = scope.tree
    return replace(scope, agency=tree.agencies[tree.home(unit)], alone=False, unit=unit)


def _row(part: Scope, counted: Counted) -> DebtRow:
    return DebtRow(part.unit.name if part.unit else "", part.agency.name, _cells(counted, part))


def _cells(counted: Counted, part: Scope) -> list[Cell]:
    units = part.units
    return [
        Cell(
            figure.label,
            sum(n for unit, n in counts.items() if unit in units),
            urlencode({**part.query, "so": figure.name}),
        )
        for figure, counts in zip(DEBTS.values(), counted, strict=True)
    ]
