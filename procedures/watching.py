"""Deadlines of publication, and where our catalogue lags behind a national list.

A provincial decision is issued at least 5 days before it takes effect (NĐ 63/2010 Đ15), and stands
in the catalogue within 5 working days of being issued (Đ24).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count
from django.utils.timezone import localdate

from procedures.calendars import NoCalendar, current_revision, working_calendar
from procedures.importers.comparison import Preview
from procedures.importers.previewing import preview_rows
from procedures.importers.published import Published
from procedures.importers.rows import read_catalogue
from procedures.models import CatalogueList, Configuration, PublicationDecision
from procedures.services import catalogue
from procedures.services.lists import lines_of
from procedures.timing import TimeLimit, TimingRefused, due_moment, midnight

BEFORE_EFFECT = timedelta(days=5)
ENTRY = TimeLimit(5, "working_days")
MOST_DECISIONS, MOST_LISTS = 50, 5


@dataclass(frozen=True, slots=True)
class DecisionLine:
    decision: PublicationDecision
    issue_by: date
    issued_late: bool
    enter_by: date | None  # None: no calendar counts that far
    entered_on: date | None  # None: it was there before this was kept
    entered_late: bool


@dataclass(frozen=True, slots=True)
class Received:
    """A procedure that the national list no longer names, and how many desks still receive it."""

    facts: Published
    desks: int


@dataclass(frozen=True, slots=True)
class Comparison:
    """A complete list against our catalogue as it is now."""

    kept: CatalogueList
    found: Preview
    repealed: Sequence[Received]


def decisions() -> list[DecisionLine]:
    """The newest first."""
    newest = PublicationDecision.objects.select_related("issuer").order_by("-issued_on", "-pk")
    return [_line(decision) for decision in newest[:MOST_DECISIONS]]


def comparisons() -> list[Comparison]:
    """The newest complete lists; one whose sectors newer ones all cover is left out."""
    lists = CatalogueList.objects.filter(complete=True, undone_at=None).order_by("-pk")
    known, seen, found = catalogue.known(), set[str](), list[Comparison]()
    for kept in lists[:MOST_LISTS]:
        file = read_catalogue(lines_of(kept))
        sectors = {row.sector for row in file.rows if row.sector}
        if sectors <= seen:
            continue
        seen |= sectors
        preview = preview_rows(file.rows, known, file.faults, complete=True)
        ended = {each.old.code: each.old for each in preview.abolished}
        found.append(Comparison(kept, preview, _received(ended)))
    return found


def _received(ended: Mapping[str, Published]) -> list[Received]:
    """Those that most desks receive first."""
    open_now = Configuration.objects.filter(procedure__code__in=ended, valid_to=None)
    desks = dict(
        open_now.values_list("procedure__code").annotate(Count("desk", distinct=True)).order_by()
    )
    rows = [Received(facts, desks.get(code, 0)) for code, facts in ended.items()]
    return sorted(rows, key=lambda row: (-row.desks, row.facts.code))


def _line(decision: PublicationDecision) -> DecisionLine:
    issue_by = decision.effective_on - BEFORE_EFFECT
    entered = localdate(decision.entered_at) if decision.entered_at else None
    enter_by = _enter_by(decision.issued_on)
    return DecisionLine(
        decision=decision,
        issue_by=issue_by,
        issued_late=decision.issued_on > issue_by,
        enter_by=enter_by,
        entered_on=entered,
        entered_late=bool(entered and enter_by and entered > enter_by),
    )


def _enter_by(issued_on: date) -> date | None:
    try:
        return due_moment(midnight(issued_on), ENTRY, working_calendar(current_revision())).on
    except (TimingRefused, NoCalendar):
        return None
