"""What a calendar would do to dossiers whose clock has not ended: read, never written.

Most dossiers have lived through a reception and nothing else; their date depends on the day, the
term and the promise alone, so thousands of them share one walk. The others are replayed.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import NamedTuple

from django.db.models import Q, QuerySet

from cases.clock import EFFECTS, ClockEvent, ClockPolicies, ClockReading, Run, replay
from cases.clock_events import Effect
from cases.clock_reading import Facts, Track, read
from cases.history import events_of, policies_of
from cases.models import Dossier
from onecua.ledger.models import Event
from procedures.calendars import working_calendar
from procedures.timing import DueMoment, TimeLimit, Unit, WorkCalendar, midnight, office_date

# What leaves a dossier's date a matter of its reception, its term and its calendar.
_PLAIN = frozenset(
    kind for kind, rule in EFFECTS.items()
    if rule.effect in {Effect.START, Effect.NOTE, Effect.TELL, Effect.REVISE}
)  # fmt: skip

CalendarOf = Callable[[Dossier], WorkCalendar]


class Sort(NamedTuple):
    """Dossiers of one sort have one date."""

    agency: int
    revision: int
    received: date | datetime  # a date for terms that end with a day
    number: Decimal
    unit: str
    promised: datetime


class Move(NamedTuple):
    """A dossier whose legal due date another calendar changes, or makes firm."""

    dossier: Dossier
    clock: ClockReading
    lifted: bool  # it was late, and with this calendar it is not
    sort: Sort | None  # None: it was replayed by itself


def with_a_date() -> QuerySet[Dossier]:
    """The dossiers a new calendar may reach: not ended, and a date that counts now.

    A stopped one has none; it takes the newest calendar when it resumes (`catch_up`).
    """
    open_ = Q(run=Dossier.Run.RUNNING) | Q(run=Dossier.Run.STOPPED, legal_due__isnull=False)
    return Dossier.objects.filter(open_)


def moves(dossiers: Sequence[Dossier], calendar_of: CalendarOf, at: datetime) -> list[Move]:
    """In the order given. at: the moment the lateness is judged by."""
    kinds = set(EFFECTS) - _PLAIN
    ids = [dossier.pk for dossier in dossiers]
    eventful = set(
        Event.objects.filter(stream__in=ids, kind__in=kinds).values_list("stream", flat=True)
    )
    events = events_of(sorted(eventful))
    known: dict[Sort, ClockReading] = {}
    found: list[Move] = []
    for dossier in dossiers:
        calendar = calendar_of(dossier)
        if calendar.revision == dossier.calendar_revision:
            continue
        sort = None if dossier.pk in eventful else _sort_of(dossier, calendar)
        clock = known.get(sort) if sort else None
        if clock is None:
            limit = TimeLimit(dossier.limit_number or 0, dossier.limit_unit)
            if sort:
                clock = known[sort] = _plain(sort, limit, calendar, at)
            else:
                clock = _replayed(events[dossier.pk], limit, calendar, at)
        if _changes(dossier, clock):
            lifted = _is_late(dossier, at) and not clock.is_late
            found.append(Move(dossier, clock, lifted, sort))
    return found


def _sort_of(dossier: Dossier, calendar: WorkCalendar) -> Sort:
    received, promised, number = dossier.received_at, dossier.promised_due, dossier.limit_number
    if received is None or promised is None or number is None:
        raise ValueError(f"dossier {dossier.pk} runs without a reception")
    to_instant = dossier.limit_unit == Unit.WORKING_HOURS or bool(number % 1)
    return Sort(
        dossier.agency_id,
        calendar.revision,
        received if to_instant else office_date(received),
        number,
        dossier.limit_unit,
        promised,
    )


def _plain(sort: Sort, limit: TimeLimit, calendar: WorkCalendar, at: datetime) -> ClockReading:
    """Read from the first instant of the sort: whoever came later that day has the same date."""
    received = sort.received
    track = Track(
        run=Run.RUNNING,
        calendar_revision=calendar.revision,
        started_at=received if isinstance(received, datetime) else midnight(received),
        promised_due=DueMoment.of(sort.promised, calendar),
    )
    return read(track, Facts(limit, {calendar.revision: calendar}, ClockPolicies()), at)


def _replayed(
    events: Sequence[ClockEvent], limit: TimeLimit, calendar: WorkCalendar, at: datetime
) -> ClockReading:
    calendars = {number: working_calendar(number) for number in _revisions(events)}
    calendars[calendar.revision] = calendar
    moved = [*events, revised(events, calendar.revision, at)]
    return replay(moved, limit, calendars, policies_of(events), at)


def revised(events: Sequence[ClockEvent], revision: int, at: datetime) -> ClockEvent:
    """The event that would bring a revision to a dossier now."""
    return ClockEvent(
        events[-1].seq + 1, "calendar_revised", at, at, {"calendar_revision": revision}
    )


def _revisions(events: Iterable[ClockEvent]) -> set[int]:
    return {
        event.integer("calendar_revision")
        for event in events
        if "calendar_revision" in event.payload
    }


def _changes(dossier: Dossier, clock: ClockReading) -> bool:
    if clock.legal_due is None:
        return False
    now = (clock.legal_due.at, clock.legal_due.provisional)
    return now != (dossier.legal_due, dossier.provisional)


def _is_late(dossier: Dossier, at: datetime) -> bool:
    """What runs to an instant is late after it: its lateness begins at the due moment itself."""
    begins = dossier.late_from
    if begins is None:
        return False
    return at > begins if begins == dossier.legal_due else at >= begins
