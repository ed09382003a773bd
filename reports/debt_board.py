"""Nợ phiếu xin lỗi by unit: five columns, each number a link to exactly that many dossiers."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from cases.querysets import known_to
from onecua.people.acting import Acting
from onecua.people.models import Unit
from reports.definitions.debts import DEBTS
from reports.scope import Scope
from reports.selectors import grouped


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
    counted = [figure.by_owner(known_to(acting), now) for figure in DEBTS.values()]
    tree = scope.tree
    rows = [
        DebtRow(
            tree.units[unit].name,
            tree.agencies[tree.units[unit].agency_id].name,
            _cells([counts.get(unit, 0) for counts in counted], _address(scope, tree.units[unit])),
        )
        for unit in scope.units
    ]
    sums = [sum(n for unit, n in each.items() if unit in scope.units) for each in counted]
    owing = sorted((row for row in rows if row.total), key=lambda row: (-row.total, row.unit))
    return DebtBoard(DebtRow(scope.name, "", _cells(sums, scope.query)), owing)


def _address(scope: Scope, unit: Unit) -> dict[str, str | int]:
    return {"don-vi": scope.tree.agencies[unit.agency_id].code, "bo-phan": unit.pk}


def _cells(counts: Sequence[int], query: object) -> list[Cell]:
    return [
        Cell(figure.label, count, urlencode({**dict(query), "so": figure.name}))  # type: ignore[call-overload]
        for figure, count in zip(DEBTS.values(), counts, strict=True)
    ]
