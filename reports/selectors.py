"""The dashboard's numbers and the lists behind them: one population, counted or listed."""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import NamedTuple
from urllib.parse import urlencode

from django.db.models import QuerySet

from cases.models import Dossier
from cases.querysets import known_to
from cases.selectors.worklist import MOST_COUNTED
from onecua.people.acting import Acting
from reports.definitions.figures import FIGURES, LISTED, Figure
from reports.keeping import Before, week_before
from reports.scope import Scope
from reports.shares import percent

log = logging.getLogger(__name__)

Counted = Mapping[str, Mapping[int, int] | None]  # figure -> owner unit -> dossiers


class Change(NamedTuple):
    icon: str
    words: str


@dataclass(frozen=True, slots=True)
class Number:
    figure: Figure
    count: int | None  # None: it could not be told
    before: int | None  # a week ago; None: not known
    address: str  # the query of its list

    @property
    def words(self) -> str:
        return "–" if self.count is None else grouped(self.count)

    @property
    def late(self) -> bool:
        return self.figure.alarming and bool(self.count)

    @property
    def change(self) -> Change:
        if self.count is None:
            return Change("", "không tính được")
        if self.before is None:
            return Change("", "chưa có số tuần trước")
        more, then = self.count - self.before, grouped(self.before)
        if not more:
            return Change("i-same", f"bằng tuần trước ({then})")
        icon, word = ("i-up", "tăng") if more > 0 else ("i-fall", "giảm")
        return Change(icon, f"{word} {grouped(abs(more))}, tuần trước {then}")


@dataclass(frozen=True, slots=True)
class Row:
    name: str
    address: str  # the query of the board one level down; "" where there is none
    numbers: Sequence[Number]
    shares: Mapping[str, Number]

    @property
    def empty(self) -> bool:
        return not any(number.count for number in (*self.numbers, *self.shares.values()))

    @property
    def in_time(self) -> Number:
        return self.shares["dung-han-30-ngay"]

    @property
    def done(self) -> Number:
        return self.shares["xong-30-ngay"]

    @property
    def stopped(self) -> Number:
        return self.shares["dang-dung"]

    @property
    def in_time_share(self) -> str:
        return percent(self.in_time.count, self.done.count)

    @property
    def stopped_share(self) -> str:
        return percent(self.stopped.count, self.numbers[0].count)

    @property
    def rank(self) -> tuple[int, ...]:
        """The worst first: overdue, in debt, then the busiest."""
        open_, late, debt = (-(number.count or 0) for number in self.numbers[:3])
        return late, debt, open_


@dataclass(frozen=True, slots=True)
class Board:
    scope: Scope
    whole: Row
    rows: Sequence[Row]
    quiet: Sequence[str]  # names of those without any dossier to show
    crumbs: Sequence[tuple[str, str]]
    broken: bool


def population(figure: Figure, acting: Acting, now: datetime, scope: Scope) -> QuerySet[Dossier]:
    """The dossiers a figure counts. Its number is the length of this, and its list is this."""
    found: QuerySet[Dossier] = figure.owned(known_to(acting), now, then=scope.tree.then).filter(
        owner__in=scope.units
    )
    return found


def board(acting: Acting, now: datetime, scope: Scope) -> Board:
    counted = {name: _count(figure, acting, now, scope) for name, figure in LISTED.items()}
    before = Before() if scope.tree.then else week_before(now)  # kept by the units of that day
    parts = [] if scope.unit else [_row(part, counted, before) for part in scope.parts]
    rows = sorted(parts, key=lambda row: row.rank)
    return Board(
        scope=scope,
        whole=_row(scope, counted, before),
        rows=[row for row in rows if not row.empty],
        quiet=[row.name for row in rows if row.empty],
        crumbs=[
            (each.name, urlencode(replace(scope, agency=each, unit=None, alone=False).query))
            for each in scope.tree.path(scope.agency, scope.root)
        ],
        broken=None in counted.values(),
    )


def grouped(count: int) -> str:
    """1.265; above what is counted exactly, "hơn 10.000"."""
    if count > MOST_COUNTED:
        return f"hơn {grouped(MOST_COUNTED)}"
    return f"{count:,}".replace(",", ".")


def _count(figure: Figure, acting: Acting, now: datetime, scope: Scope) -> Mapping[int, int] | None:
    """One query a figure. One that fails says so in its place; the others live."""
    try:
        return figure.by_owner(known_to(acting), now, then=scope.tree.then)
    except Exception:
        log.exception("figure %s cannot be counted", figure.name)
        return None


def _row(part: Scope, counted: Counted, before: Before) -> Row:
    numbers = {name: _number(figure, part, counted, before) for name, figure in LISTED.items()}
    return Row(
        name=part.unit.name if part.unit else part.name,
        address="" if part.unit else urlencode(part.query),
        numbers=[numbers[name] for name in FIGURES],
        shares={name: number for name, number in numbers.items() if name not in FIGURES},
    )


def _number(figure: Figure, part: Scope, counted: Counted, before: Before) -> Number:
    counts = counted[figure.name]
    inside = counts and (n for owner, n in counts.items() if owner in part.units)
    return Number(
        figure=figure,
        count=None if counts is None else sum(inside or ()),
        before=before.of(figure.name, part.units),
        address=urlencode({**part.query, "so": figure.name}),
    )
