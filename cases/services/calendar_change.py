"""A change of the working calendar: seen before it is made, then carried to the open dossiers.

A revision reaches a dossier only by an event of its own, never after its clock ended, and never
moves its date before the promised one. The work is done in chunks, each whole in a transaction with
the place it reached, so it may be killed at any moment and goes on where it was.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from django.db import transaction
from django.db.models import F, Q

from cases.facts import ApologyState
from cases.history import clock_events, reading
from cases.models import Apology, CalendarChange, Dossier
from cases.services import calendar_moves
from cases.services._apply import Work, record
from cases.services.look import OPEN_APOLOGIES
from cases.services.redating import CalendarOf, Move, moves, revised, with_a_date
from onecua.kernel.errors import BadInput
from onecua.ledger.writing import Actor
from onecua.people.models import Agency
from procedures.calendar_file import CalendarRows
from procedures.calendars import current_revision, newest_revisions, working_calendar
from procedures.services.calendar import NO_ROWS, Candidates, candidates, load_calendar
from procedures.timing import WorkCalendar

CHUNK = 1_000  # dossiers in one transaction
SHOWN = 200  # moved dossiers a preview lists by name
_NEEDED = (
    "agency", "desk", "workflow", "regime", "generation", "calendar_revision", "received_at",
    "limit_number", "limit_unit", "promised_due", "legal_due", "late_from", "provisional",
    "rescheduled", "step", "step_due",
)  # fmt: skip


class NothingChanges(BadInput):
    code = "calendar-nothing-changes"
    sentence = "Tệp này không làm thay đổi lịch làm việc hiện có. Không có gì để áp dụng."


@dataclass(slots=True)
class Preview:
    """What a calendar would do, counted over all open dossiers; nothing is written."""

    looked_at: int = 0
    moved: int = 0
    firm: int = 0  # of the moved: the date stays, and is no longer tạm tính
    lifted: int = 0
    withdrawn: int = 0  # drafts of apologies
    superseded: int = 0  # issued ones
    shown: list[Move] = field(default_factory=list)


class Change(NamedTuple):
    """What the administrator has before him: the file's rows, and under which document."""

    declared: CalendarRows
    document: str
    provisional: CalendarRows = NO_ROWS
    scope: Agency | None = None


def preview(change: Change, at: datetime) -> Preview:
    """Raises NothingChanges, and what `candidates` raises."""
    wanted = candidates(change.declared, provisional=change.provisional, scope=change.scope)
    if not wanted:
        raise NothingChanges("file")
    found = Preview()
    calendar_of = _as_if(wanted)
    for chunk in _chunks():
        found.looked_at += len(chunk)
        of_chunk = moves(chunk, calendar_of, at)
        found.moved += len(of_chunk)
        found.firm += sum(_only_firm(move) for move in of_chunk)
        lifted = [move.dossier for move in of_chunk if move.lifted]
        states = Counter(
            Apology.objects.filter(dossier__in=lifted, state__in=OPEN_APOLOGIES)
            .filter(Q(generation=F("dossier__generation")) | Q(dossier__rescheduled=True))
            .values_list("state", flat=True)
        )
        found.lifted += len(lifted)
        found.withdrawn += states[ApologyState.DRAFTED] + states[ApologyState.COMPLETED]
        found.superseded += states[ApologyState.ISSUED]
        found.shown += of_chunk[: max(SHOWN - len(found.shown), 0)]
    return found


@transaction.atomic
def begin_change(change: Change, *, agency: Agency, actor: Actor, at: datetime) -> CalendarChange:
    """The revisions, and the job that carries them on. Raises NothingChanges, as `candidates`."""
    before = set(newest_revisions().values())
    made = load_calendar(
        change.declared,
        provisional=change.provisional,
        document=change.document,
        agency=agency,
        actor=actor,
        at=at,
        scope=change.scope,
    )
    if made is None:
        raise NothingChanges("file")
    return CalendarChange.objects.create(
        document=change.document,
        revisions=sorted(set(newest_revisions().values()) - before),
        asked_at=at,
        person_id=actor.person,
        post=actor.post,
        on_behalf_of=actor.on_behalf_of,
        total=with_a_date().count(),
    )


def carry_on(change_id: int, now: datetime) -> bool:
    """One chunk further. False: it is done, or another worker is at it."""
    with transaction.atomic():
        change = (
            CalendarChange.objects.select_for_update(skip_locked=True)
            .filter(pk=change_id, done_at=None)
            .first()
        )
        if change is None:
            return False
        rows = with_a_date().filter(pk__gt=change.reached).order_by("pk")
        chunk = list(rows.select_for_update(of=("self",)).only(*_NEEDED)[:CHUNK])
        done = calendar_moves.write(moves(chunk, _now_in_force(), now), change, now)
        change.seen += len(chunk)
        change.moved += done.moved
        change.lifted += done.lifted
        change.superseded += done.superseded
        if chunk:
            change.reached = chunk[-1].pk
        if len(chunk) < CHUNK:
            change.done_at = now
        change.save()
    return change.done_at is None


def carry_through(office_now: Callable[[], datetime]) -> int:
    """Whatever is unfinished, oldest first, to its end. Returns the number of chunks."""
    chunks = 0
    for change in CalendarChange.objects.filter(done_at=None).order_by("pk"):
        while carry_on(change.pk, office_now()):
            chunks += 1
    return chunks


def catch_up(work: Work) -> None:
    """Part of a resume: from now on the newest calendar counts, if it gives another date."""
    dossier, at = work.dossier, work.at
    newest = current_revision(dossier.agency)
    if newest == dossier.calendar_revision or dossier.legal_due is not None:
        return
    events = clock_events(dossier.pk)
    before = reading(dossier, events, at).projection
    after = reading(dossier, [*events, revised(events, newest, at)], at).projection
    if before and after and before != after:
        record(work, calendar_moves.payload(newest, before.at, after.at), kind="calendar_revised")


def _chunks() -> Iterator[Sequence[Dossier]]:
    reached = 0
    rows = with_a_date().only(*_NEEDED).order_by("pk")
    while chunk := list(rows.filter(pk__gt=reached)[:CHUNK]):
        yield chunk
        reached = chunk[-1].pk


def _now_in_force() -> CalendarOf:
    return _once_an_agency(lambda agency: working_calendar(current_revision(agency)))


def _once_an_agency(find: Callable[[Agency], WorkCalendar]) -> CalendarOf:
    known: dict[int, WorkCalendar] = {}

    def calendar_of(dossier: Dossier) -> WorkCalendar:
        if dossier.agency_id not in known:
            known[dossier.agency_id] = find(dossier.agency)
        return known[dossier.agency_id]

    return calendar_of


def _as_if(wanted: Candidates) -> CalendarOf:
    newest = newest_revisions()

    def above(agency: Agency | None) -> WorkCalendar:
        while agency is not None:
            if agency.pk in wanted:
                return wanted[agency.pk].calendar
            if agency.pk in newest:
                return working_calendar(newest[agency.pk])
            agency = agency.parent
        return wanted[None].calendar if None in wanted else working_calendar(newest[None])

    return _once_an_agency(above)


def _only_firm(move: Move) -> bool:
    due = move.clock.legal_due
    return due is not None and due.at == move.dossier.legal_due
