"""PURE. A calendar below another: the country's, a province's own days, an agency's own hours.

What is nearer wins: a day the agency names is what the agency says, and from its first own season
on the agency's hours hold. Everything else, the horizons too, is the calendar above.
"""

from collections.abc import Mapping
from datetime import date

from procedures.calendar_file import CalendarRows
from procedures.sessions import Session, WeeklySessions
from procedures.workcalendar import WorkCalendar


def inherited(above: WorkCalendar, own: CalendarRows, revision: int) -> WorkCalendar:
    """Raises BadCalendar."""
    return WorkCalendar(
        weekly=[WeeklySessions(day, week) for day, week in _seasons(above, own).items()],
        rules={**above.rules, **own.rules},
        starts=above.starts,
        declared_until=above.declared_until,
        provisional_until=above.provisional_until,
        revision=revision,
    )


def _seasons(
    above: WorkCalendar, own: CalendarRows
) -> Mapping[date, Mapping[int, tuple[Session, ...]]]:
    first = min(own.seasons, default=date.max)
    kept = {season.from_: season.sessions for season in above.weekly if season.from_ < first}
    return {**kept, **own.seasons}


def says_the_same(one: WorkCalendar, other: WorkCalendar) -> bool:
    """Whatever their numbers."""
    return _content(one) == _content(other)


def _content(calendar: WorkCalendar) -> tuple[object, ...]:
    weeks = {season.from_: dict(season.sessions) for season in calendar.weekly}
    return dict(calendar.rules), weeks, calendar.declared_until, calendar.provisional_until
