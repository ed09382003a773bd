"""The columns of a dossier that only repeat what its events say."""

from datetime import date, datetime
from typing import Any

from cases.clock import BranchReading, ClockReading, Run, Timeliness
from cases.history import clock_event, clock_events, limit_of, reading
from cases.lapses import Waiting, first_hour_over, lapse_of
from cases.models import Branch, Dossier, SoonRule
from cases.states import State
from cases.urgency import Soon, urgency
from onecua.ledger.models import Event
from procedures.calendars import working_calendar
from procedures.timing import DueMoment, office_date

CLOCK_OF_A_BRANCH = ("unit", "step", "run", "due", "late_from", "ended_at", "timeliness")


def clock_columns(dossier: Dossier, as_of: datetime) -> dict[str, Any]:
    """Column -> value, replayed from the ledger as it stands in this transaction."""
    return columns_of(dossier, reading(dossier, clock_events(dossier.pk), as_of))


def first_columns(dossier: Dossier, first: Event, as_of: datetime) -> dict[str, Any]:
    """The same for a dossier that begins with this event: as the database returned it."""
    return columns_of(dossier, reading(dossier, [clock_event(first)], as_of))


def columns_of(dossier: Dossier, clock: ClockReading, soon: Soon | None = None) -> dict[str, Any]:
    """soon: the rule of the day of reception, where it is known already."""
    columns: dict[str, Any] = {
        "run": clock.run.value,
        "generation": clock.generation,
        "calendar_revision": clock.calendar_revision,
        "promised_due": _at(clock.promised_due),
        "legal_due": _at(clock.legal_due),
        "appointed_due": _at(clock.appointed_due),
        "apologised_to": clock.apologised_to,
        "late_from": clock.late_from,
        "provisional": bool(clock.legal_due and clock.legal_due.provisional),
        "ended_at": clock.ended_at,
        "timeliness": clock.timeliness.value if clock.timeliness else "",
        "soon_from": None,
        "apology_from": None,
        "debt_from": _debt_from(clock),
    }
    if clock.run is Run.ENDED:
        columns["step_due"] = None  # no step is owed any more
    limit = limit_of(dossier)
    if clock.run is Run.RUNNING and clock.legal_due and clock.known_since and limit:
        calendar = working_calendar(clock.calendar_revision)
        rule = soon or soon_of(dossier)
        told = urgency(clock.known_since, clock.legal_due, limit, calendar, rule)
        columns |= {
            "soon_from": max(told.soon_from, clock.known_since),
            "apology_from": max(told.apology_from, clock.known_since),
        }
    return columns


def soon_of(dossier: Dossier) -> Soon:
    """The rule of the receiving agency on the day of reception; a later one cannot move it."""
    if dossier.received_at is None:
        return Soon()
    rules = SoonRule.objects.filter(
        agency=dossier.agency_id, valid_from__lte=office_date(dossier.received_at)
    ).order_by("-valid_from")
    found = rules.values_list("percent", "working_days").first()
    return Soon(*found) if found else Soon()


def _debt_from(clock: ClockReading) -> datetime | None:
    """None for what ended in time, and while a stop holds lateness back."""
    if clock.late_from is None or clock.timeliness not in {None, Timeliness.LATE}:
        return None
    return first_hour_over(clock.late_from, working_calendar(clock.calendar_revision))


def lapse_columns(dossier: Dossier, asked: date | None = None) -> dict[str, Any]:
    """What it waits for where it now is; a new waiting has not been said yet.

    asked: the day by which the citizen answers, where its row is not written yet.
    """
    if dossier.state == State.AWAITING_SUPPLEMENT and asked is None:
        open_ones = dossier.supplements.filter(received_at=None)
        asked = open_ones.values_list("answer_by", flat=True).first()
    waiting = Waiting(
        state=State(dossier.state),
        submitted_at=dossier.submitted_at,
        received_at=dossier.held_since if dossier.taken_over else dossier.received_at,
        answer_by=asked,
        at_desk_since=dossier.at_desk_since,
        appointed_due=dossier.appointed_due,
    )
    found = lapse_of(waiting, working_calendar(dossier.calendar_revision))
    kind, at = found or ("", None)
    same = (kind, at) == (dossier.lapse, dossier.lapses_at)
    return {"lapse": kind, "lapses_at": at, "lapse_said": same and dossier.lapse_said}


def sync_branches(dossier: Dossier, at: datetime) -> None:
    """The rows of the branches as the events have them now."""
    rows = {branch.no: branch for branch in dossier.branches.all()}
    if not rows:
        return
    for each in reading(dossier, clock_events(dossier.pk), at).branches:
        for name, value in branch_columns(each).items():
            setattr(rows[each.branch], name, value)
    Branch.objects.bulk_update(rows.values(), CLOCK_OF_A_BRANCH)


def branch_columns(branch: BranchReading) -> dict[str, object]:
    clock = branch.clock
    return {
        "unit_id": branch.unit,
        "step": branch.step,
        "run": clock.run.value,
        "due": _at(clock.legal_due),
        "late_from": clock.late_from,
        "ended_at": clock.ended_at,
        "timeliness": clock.timeliness.value if clock.timeliness else "",
    }


def _at(due: DueMoment | None) -> datetime | None:
    return due.at if due else None
