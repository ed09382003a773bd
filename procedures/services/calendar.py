"""A calendar file becomes a revision: the years it names are replaced, the others stay."""

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction

from onecua.kernel.errors import BadInput
from onecua.ledger.writing import Actor
from onecua.people.models import Agency
from procedures.calendar_file import CalendarRows, calendar_of
from procedures.calendars import NoCalendar, current_revision, working_calendar
from procedures.models import CalendarDay, CalendarRevision, CalendarSession
from procedures.services._record import record
from procedures.timing import DayRule, WorkCalendar

NO_ROWS = CalendarRows({}, {})


class YearsMissing(BadInput):
    code = "calendar-years-missing"
    sentence = (
        "Tệp khai năm {first} nhưng lịch hiện có chỉ được công bố đến {until:%d/%m/%Y}. "
        "Nạp các năm ở giữa trước."
    )


@transaction.atomic
def load_calendar(
    declared: CalendarRows,
    *,
    provisional: CalendarRows = NO_ROWS,
    document: str,
    agency: Agency,
    actor: Actor,
    at: datetime,
) -> CalendarRevision | None:
    """The next revision, or None when it would say what the present one says.

    declared: of whole years; provisional: of years nobody has declared, marked *tạm tính*.
    Raises YearsMissing, BadCalendar.
    """
    newest = _newest()
    wanted = _over(newest, declared, provisional)
    if newest is not None and _same(newest, wanted):
        return None
    revision = CalendarRevision.objects.create(
        number=wanted.revision,
        document=document,
        starts=wanted.starts,
        declared_until=wanted.declared_until,
        provisional_until=wanted.provisional_until,
        made_at=at,
    )
    _write(revision, wanted)
    record(
        agency,
        "calendar_revision_made",
        {
            "revision": revision.number,
            "document": document,
            "declared_until": wanted.declared_until.isoformat(),
            "provisional_until": wanted.provisional_until.isoformat(),
            "days": len(wanted.rules),
        },
        actor=actor,
        at=at,
    )
    return revision


def _newest() -> WorkCalendar | None:
    try:
        return working_calendar(current_revision())
    except NoCalendar:
        return None


def _over(
    old: WorkCalendar | None, declared: CalendarRows, provisional: CalendarRows
) -> WorkCalendar:
    if old is None:
        return calendar_of(declared, provisional)
    years = {day.year for day in declared.rules}
    if years and min(years) > old.declared_until.year + 1:
        raise YearsMissing("file", first=min(years), until=old.declared_until)
    known, guessed = _kept(old, years)
    seasons = {season.from_: season.sessions for season in old.weekly}
    return calendar_of(
        CalendarRows({**known, **declared.rules}, {**seasons, **declared.seasons}),
        CalendarRows({**guessed, **provisional.rules}, provisional.seasons),
        revision=old.revision + 1,
    )


def _kept(
    old: WorkCalendar, years: set[int]
) -> tuple[Mapping[date, DayRule], Mapping[date, DayRule]]:
    """The days of the years a file does not name: declared ones, and those still provisional."""
    rest = {day: rule for day, rule in old.rules.items() if day.year not in years}
    known = {day: rule for day, rule in rest.items() if day <= old.declared_until}
    return known, {day: rule for day, rule in rest.items() if day not in known}


def _same(old: WorkCalendar, new: WorkCalendar) -> bool:
    def says(calendar: WorkCalendar) -> tuple[object, ...]:
        weeks = {season.from_: dict(season.sessions) for season in calendar.weekly}
        return (
            dict(calendar.rules),
            weeks,
            calendar.declared_until,
            calendar.provisional_until,
        )

    return says(old) == says(new)


def _write(revision: CalendarRevision, calendar: WorkCalendar) -> None:
    CalendarDay.objects.bulk_create(
        CalendarDay(
            revision=revision, on=day, kind=rule.kind, reason=rule.reason, source=rule.source
        )
        for day, rule in calendar.rules.items()
    )
    CalendarSession.objects.bulk_create(
        CalendarSession(
            revision=revision,
            weekday=weekday,
            opens=session.opens,
            closes=session.closes,
            valid_from=season.from_,
        )
        for season in calendar.weekly
        for weekday, sessions in season.sessions.items()
        for session in sessions
    )
