"""The calendar rows of a revision as the pure `WorkCalendar`. A revision never changes."""

from functools import lru_cache

from django.db import connection
from django.db.models import Max

from procedures.models import CalendarRevision
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


def current_revision() -> int:
    """The newest revision: what a reception today counts with. Raises NoCalendar."""
    newest = CalendarRevision.objects.aggregate(newest=Max("number"))["newest"]
    if newest is None:
        raise NoCalendar(NO_CALENDAR)
    number: int = newest
    return number


def working_calendar(number: int) -> WorkCalendar:
    return _load(str(connection.settings_dict["NAME"]), number)


@lru_cache(maxsize=32)
def _load(_database: str, number: int) -> WorkCalendar:
    revision = CalendarRevision.objects.get(number=number)
    seasons: dict[object, dict[int, list[Session]]] = {}
    for row in revision.sessions.order_by("valid_from", "weekday", "opens"):
        season = seasons.setdefault(row.valid_from, {})
        season.setdefault(row.weekday, []).append(Session(row.opens, row.closes))
    return WorkCalendar(
        weekly=tuple(
            WeeklySessions(start, {day: tuple(each) for day, each in season.items()})  # type: ignore[arg-type]
            for start, season in seasons.items()
        ),
        rules={
            day.on: DayRule(DayKind(day.kind), day.reason, day.source)
            for day in revision.days.all()
        },
        starts=revision.starts,
        declared_until=revision.declared_until,
        provisional_until=revision.provisional_until,
        revision=number,
    )
