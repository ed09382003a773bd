"""The rows of a revision, as a calendar says them. Written once, never changed."""

from datetime import datetime
from typing import NamedTuple

from procedures.calendar_file import CalendarRows
from procedures.models import CalendarDay, CalendarRevision, CalendarSession
from procedures.timing import WorkCalendar


class Candidate(NamedTuple):
    calendar: WorkCalendar
    own: CalendarRows | None  # what it does not have from above; None: there is nothing above


def write_revision(
    candidate: Candidate, agency_id: int | None, *, document: str, at: datetime
) -> CalendarRevision:
    calendar, own = candidate
    revision = CalendarRevision.objects.create(
        number=calendar.revision,
        agency_id=agency_id,
        document=document,
        starts=calendar.starts,
        declared_until=calendar.declared_until,
        provisional_until=calendar.provisional_until,
        made_at=at,
    )
    CalendarDay.objects.bulk_create(
        CalendarDay(
            revision=revision,
            on=day,
            kind=rule.kind,
            reason=rule.reason,
            source=rule.source,
            own=own is None or day in own.rules,
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
            own=own is None or season.from_ in own.seasons,
        )
        for season in calendar.weekly
        for weekday, sessions in season.sessions.items()
        for session in sessions
    )
    return revision
