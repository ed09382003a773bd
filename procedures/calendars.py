"""The calendar rows of a revision as the pure `WorkCalendar`. A revision never changes."""

from collections.abc import Mapping
from datetime import date
from functools import lru_cache

from django.db import connection
from django.db.models import Max, QuerySet

from onecua.people.models import Agency
from procedures.calendar_file import CalendarRows
from procedures.models import CalendarDay, CalendarRevision, CalendarSession
from procedures.timing import (
    DayKind,
    DayRule,
    Session,
    TimingRefused,
    WeeklySessions,
    WorkCalendar,
)

NO_CALENDAR = "Chưa có lịch làm việc. Báo quản trị hệ thống nạp lịch (load_calendar)."


class NoCalendar(TimingRefused):
    """Nobody has entered a working calendar yet."""

    code = "no-calendar"


def current_revision(agency: Agency | None = None) -> int:
    """The newest revision: what a reception there today counts with. Raises NoCalendar.

    agency: its own calendar, or that of the nearest agency above it that has one, or everyone's.
    """
    newest = newest_revisions()
    while agency is not None and len(newest) > 1:
        if agency.pk in newest:
            return newest[agency.pk]
        agency = agency.parent
    if None not in newest:
        raise NoCalendar(NO_CALENDAR)
    return newest[None]


def newest_revisions() -> Mapping[int | None, int]:
    """Agency id -> the number of its newest revision; None: the whole country's."""
    rows = CalendarRevision.objects.values_list("agency").annotate(newest=Max("number")).order_by()
    return dict(rows.values_list("agency", "newest"))


def own_rows(number: int) -> CalendarRows:
    """What an agency says itself, without what it has from above."""
    revision = CalendarRevision.objects.get(number=number)
    return CalendarRows(
        _rules(revision.days.filter(own=True)), _seasons(revision.sessions.filter(own=True))
    )


def working_calendar(number: int) -> WorkCalendar:
    return _load(str(connection.settings_dict["NAME"]), number)


@lru_cache(maxsize=32)
def _load(_database: str, number: int) -> WorkCalendar:
    revision = CalendarRevision.objects.get(number=number)
    seasons = _seasons(revision.sessions.all())
    return WorkCalendar(
        weekly=tuple(WeeklySessions(start, week) for start, week in seasons.items()),
        rules=_rules(revision.days.all()),
        starts=revision.starts,
        declared_until=revision.declared_until,
        provisional_until=revision.provisional_until,
        revision=number,
    )


def _rules(days: QuerySet[CalendarDay]) -> Mapping[date, DayRule]:
    return {day.on: DayRule(DayKind(day.kind), day.reason, day.source) for day in days}


def _seasons(
    sessions: QuerySet[CalendarSession],
) -> Mapping[date, Mapping[int, tuple[Session, ...]]]:
    seasons: dict[date, dict[int, tuple[Session, ...]]] = {}
    for row in sessions.order_by("valid_from", "weekday", "opens"):
        season = seasons.setdefault(row.valid_from, {})
        season[row.weekday] = (*season.get(row.weekday, ()), Session(row.opens, row.closes))
    return seasons
