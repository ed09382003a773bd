"""Yesterday's figures beside today's: kept once a day by the same definitions, then only read."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.db import transaction

from cases.models import Dossier
from procedures.timing import office_date
from reports.definitions.figures import FIGURES
from reports.models import KeptCount, KeptDay

WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Before:
    """The figures of a week ago, by figure and unit. on: None when no such day was kept."""

    on: date | None = None
    counts: Mapping[str, Mapping[int, int]] = field(default_factory=dict)

    def of(self, figure: str, units: frozenset[int]) -> int | None:
        if self.on is None:
            return None
        return sum(n for unit, n in self.counts.get(figure, {}).items() if unit in units)


def keep_figures(now: datetime) -> bool:
    """Once an office day, at the first call of it; whether this was that call.

    A day nobody called on stays unknown: nothing is made up for it later.
    """
    with transaction.atomic():
        day, fresh = KeptDay.objects.get_or_create(on=office_date(now), defaults={"kept_at": now})
        if fresh:
            KeptCount.objects.bulk_create(
                KeptCount(day=day, figure=name, unit_id=unit, count=count)
                for name, figure in FIGURES.items()
                for unit, count in figure.by_owner(Dossier.objects.all(), now).items()
            )
    return fresh


def week_before(now: datetime) -> Before:
    """Seven days ago, or the last day kept in the week before that."""
    wanted = office_date(now) - WEEK
    near = KeptDay.objects.filter(on__lte=wanted, on__gt=wanted - WEEK)
    day = near.order_by("-on").first()
    if day is None:
        return Before()
    counts: dict[str, dict[int, int]] = {}
    for figure, unit, count in day.counts.values_list("figure", "unit", "count"):
        counts.setdefault(figure, {})[unit] = count
    return Before(day.on, counts)
