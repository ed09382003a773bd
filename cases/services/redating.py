"""What a calendar would do to dossiers whose clock has not ended: read, never written.

Most dossiers have lived through a reception and nothing else; their date depends on the day, the
term and the promise alone, so thousands of them share one walk. The others are replayed.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import NamedTuple

from django.db.models import Q, QuerySet

from cases.clock import EFFECTS, ClockEvent, ClockReading, Run, replay
from cases.clock_events import Effect
from cases.clock_reading import Facts, Track, read
from cases.history import NO_CLOCK, events_of, limit_of
from cases.models import Dossier
from onecua.ledger.models import Event
from procedures.calendars import working_calendar
from procedures.timing import DueMoment, TimeLimit, WorkCalendar, is_past, office_date

# What leaves a dossier's date a matter of its reception, its term and its calendar.
_PLAIN = frozenset(
    kind for kind, rule in EFFECTS.items()
    if rule.effect in {Effect.START, Effect.NOTE, Effect.REVISE}
)  # fmt: skip

CalendarOf = Callable[[Dossier], WorkCalendar]


class Move(NamedTuple):
    """A dossier whose legal due date another calendar changes, or makes firm."""

    dossier: Dossier
    clock: ClockReading
    lifted: bool  # it was late, and with this calendar it is not


@dataclass(frozen=True, slots=True)
class _Sort:
    """Dossiers of one sort have one date."""

    calendar: WorkCalendar
    received: date | datetime
    limit: TimeLimit
    promised: datetime


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
    known: dict[_Sort, ClockReading] = {}
    found: list[Move] = []
    for dossier in dossiers:
        calendar, limit = calendar_of(dossier), limit_of(dossier)
        if calendar.revision == dossier.calendar_revision or limit is None:
            continue
        if dossier.pk in eventful:
            clock = _replayed(events[dossier.pk], limit, calendar, at)
        else:
            clock = _plain(dossier, limit, calendar, known, at)
        if _changes(dossier, clock):
            late = _is_late(dossier, limit, at)
            found.append(Move(dossier, clock, lifted=late and not clock.is_late))
    return found


def _plain(
    dossier: Dossier,
    limit: TimeLimit,
    calendar: WorkCalendar,
    known: dict[_Sort, ClockReading],
    at: datetime,
) -> ClockReading:
    received, promised = dossier.received_at, dossier.promised_due
    if received is None or promised is None:
        raise ValueError(f"dossier {dossier.pk} runs without a reception")
    sort = _Sort(
        calendar, received if limit.runs_to_instant else office_date(received), limit, promised
    )
    if sort not in known:
        track = Track(
            run=Run.RUNNING,
            revision=calendar.revision,
            started_at=received,
            promised_due=DueMoment.of(promised, calendar),
        )
        known[sort] = read(track, Facts(limit, {calendar.revision: calendar}, NO_CLOCK), at)
    return replace(known[sort], generation=dossier.generation + 1, started_at=received)


def _replayed(
    events: Sequence[ClockEvent], limit: TimeLimit, calendar: WorkCalendar, at: datetime
) -> ClockReading:
    calendars = {number: working_calendar(number) for number in _revisions(events)}
    calendars[calendar.revision] = calendar
    return replay([*events, revised(events, calendar.revision, at)], limit, calendars, NO_CLOCK, at)


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


def _is_late(dossier: Dossier, limit: TimeLimit, at: datetime) -> bool:
    return dossier.late_from is not None and is_past(at, dossier.late_from, limit)
