"""The working calendar as its page shows it: what holds, what comes, and what a change would do."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from cases.deadline_words import day, instant
from cases.models import CalendarChange, Dossier
from cases.services.calendar_change import Preview
from cases.services.redating import Move
from onecua.people.models import Agency
from procedures.calendars import newest_revisions, working_calendar
from procedures.selectors import declared_days_left
from procedures.timing import WorkCalendar, office_time
from procedures.workcalendar import WEEKDAYS

COMING = 30  # days off and make-up days shown ahead
RECENT = 10  # changes
RED_WITHIN = 60  # days before the declared horizon ends


@dataclass(frozen=True, slots=True)
class ComingDay:
    on: str
    weekday: str
    what: str
    source: str
    provisional: bool


@dataclass(frozen=True, slots=True)
class CalendarView:
    revision: int
    declared_until: str
    provisional_until: str
    days_left: int
    ends_soon: bool
    hours: Sequence[str]  # of the season that holds
    coming: Sequence[ComingDay]
    scopes: Sequence[str]  # agencies with a calendar of their own
    changes: Sequence[CalendarChange]


def calendar_view(today: date) -> CalendarView:
    newest = newest_revisions()
    calendar = working_calendar(newest[None])
    left = declared_days_left(today)
    own = Agency.objects.filter(pk__in=[pk for pk in newest if pk is not None])
    return CalendarView(
        revision=calendar.revision,
        declared_until=f"{calendar.declared_until:%d/%m/%Y}",
        provisional_until=f"{calendar.provisional_until:%d/%m/%Y}",
        days_left=left,
        ends_soon=left < RED_WITHIN,
        hours=_hours(calendar, today),
        coming=_coming(calendar, today),
        scopes=list(own.order_by("name").values_list("name", flat=True)),
        changes=list(CalendarChange.objects.all()[:RECENT]),
    )


@dataclass(frozen=True, slots=True)
class MovedLine:
    """The promise stays on record; the difference to it is a column of its own."""

    code: str
    procedure: str
    promised: str
    old: str
    new: str
    difference: str
    lifted: bool


def moved_lines(preview: Preview) -> list[MovedLine]:
    rows = Dossier.objects.select_related("procedure")
    whole = rows.in_bulk([move.dossier.pk for move in preview.shown])
    return [_line(whole[move.dossier.pk], move) for move in preview.shown]


def _line(dossier: Dossier, move: Move) -> MovedLine:
    due = move.clock.legal_due
    calendar, promised = working_calendar(dossier.calendar_revision), dossier.promised_due
    days = 0
    if due and promised:
        days = calendar.working_days_between(office_time(promised).date(), due.on)
    return MovedLine(
        code=str(dossier),
        procedure=dossier.procedure.short_title,
        promised=day(promised),
        old=instant(dossier.legal_due),
        new=instant(due.at if due else None),
        difference=f"+{days} ngày" if days else "không đổi",
        lifted=move.lifted,
    )


def _hours(calendar: WorkCalendar, today: date) -> list[str]:
    season = max(
        (each for each in calendar.weekly if each.from_ <= today), key=lambda each: each.from_
    )
    return [
        f"{WEEKDAYS[weekday]}: {', '.join(map(str, sessions))}"
        for weekday, sessions in sorted(season.sessions.items())
        if sessions
    ]


def _coming(calendar: WorkCalendar, today: date) -> list[ComingDay]:
    ahead = sorted(on for on in calendar.rules if on >= today)[:COMING]
    return [
        ComingDay(
            on=f"{on:%d/%m/%Y}",
            weekday=WEEKDAYS[on.weekday()],
            what=calendar.rules[on].sentence,
            source=calendar.rules[on].source,
            provisional=calendar.is_provisional(on),
        )
        for on in ahead
    ]
