"""Phiếu xin lỗi và hẹn lại (NĐ 61/2018 Đ19.9): prepared by the sweep, issued only by a person.

Draft → the officer completes it → the head signs: numbered and on its way to the printer → the desk
moves the date, once. A second lateness is not slipped but escalated.
"""

from datetime import date, datetime

from django.db import transaction

from cases.facts import ApologyState
from cases.fold import said_after_moving
from cases.history import limit_of
from cases.models import Apology, Dossier
from cases.services import slips
from cases.services._apply import Work, begin, finish, record
from cases.services.errors import (
    NewDateMissing,
    NewDatePassed,
    NewDateWrong,
    NoApology,
    NotASigner,
    ReasonMissing,
)
from cases.services.proposal import closing, is_working, propose
from cases.urgency import urgency
from onecua.kernel.text import clean_text, says_something
from onecua.ledger.texts import keep_text
from onecua.people.acting import Acting
from onecua.people.models import Post
from procedures.calendars import working_calendar
from procedures.timing import DueMoment, office_date

OPEN = (ApologyState.DRAFTED, ApologyState.COMPLETED)


@transaction.atomic
def draft_apology(
    *, dossier_id: int, acting: Acting | None, at: datetime, version: int | None = None
) -> Dossier:
    """A draft for the agency that holds the late step. acting None: the sweep prepares it."""
    work = begin("draft_apology", dossier_id=dossier_id, acting=acting, at=at, version=version)
    dossier = work.dossier
    unit = dossier.held_by
    proposal = propose(dossier, at)
    record(
        work,
        {
            "generation": dossier.generation,
            "step": dossier.step,
            "unit": unit.pk,
            "agency": unit.agency_id,
            "new_due_at": _written(proposal.new_due),
            "method": proposal.way,
        },
    )
    Apology.objects.create(
        dossier=dossier,
        generation=dossier.generation,
        state=ApologyState.DRAFTED,
        step=dossier.step,
        unit=unit,
        agency=unit.agency,
        new_due=proposal.new_due,
        method=proposal.method,
        drafted_at=at,
    )
    work.set(apology_said=dossier.generation)
    finish(work, due_at=False)
    return dossier


@transaction.atomic
def complete_apology(
    *,
    dossier_id: int,
    reason: str,
    new_due_on: date | None = None,
    acting: Acting,
    at: datetime,
    version: int | None = None,
) -> Dossier:
    """The officer writes why, and the day he can keep. Raises ReasonMissing, NewDateWrong."""
    work = begin("complete_apology", dossier_id=dossier_id, acting=acting, at=at, version=version)
    apology = open_apology(work.dossier)
    _write(work, apology, reason, new_due_on)
    record(
        work,
        {
            "generation": apology.generation,
            "new_due_at": _written(apology.new_due),
            "reason": keep_text(work.dossier.pk, apology.reason),
        },
    )
    apology.state, apology.completed_by_id = ApologyState.COMPLETED, acting.person_id
    apology.save()
    finish(work, due_at=False)
    return work.dossier


@transaction.atomic
def sign_apology(
    *,
    dossier_id: int,
    acting: Acting,
    at: datetime,
    reason: str = "",
    new_due_on: date | None = None,
    version: int | None = None,
) -> Dossier:
    """Ký: the head of the late agency, or who signs for him. Numbered here, rendered by a worker.

    reason, new_due_on: the signer's own, where he changes what was proposed.
    Raises NotASigner, ReasonMissing, NewDateWrong.
    """
    work = begin("sign_apology", dossier_id=dossier_id, acting=acting, at=at, version=version)
    apology = open_apology(work.dossier)
    if not acting.signs:
        post = Post.objects.get(pk=acting.post_id)
        raise NotASigner(position=post.position, agency=apology.agency.name)
    due = office_date(apology.new_due) if apology.new_due else None
    _write(work, apology, reason or apology.reason, new_due_on or due)
    apology.state, apology.signed_by_id = ApologyState.ISSUED, acting.person_id
    apology.issued_at, apology.too_late = at, at > last_lawful_moment(work.dossier)
    slip = slips.issue_apology(work, apology)
    record(
        work,
        {
            "generation": apology.generation,
            "number": slip.number,
            "year": office_date(at).year,
            "agency": apology.agency_id,
            "new_due_at": _written(apology.new_due),
            "reason": keep_text(work.dossier.pk, apology.reason),
            "late": apology.too_late,
            "already_late": _is_late(work.dossier, at),
        },
    )
    apology.slip = slip
    apology.save()
    work.set(debt_said=apology.generation, apologised_to=apology.new_due)
    finish(work, due_at=False)
    return work.dossier


@transaction.atomic
def withdraw_apology(
    *, dossier_id: int, reason: str, acting: Acting, at: datetime, version: int | None = None
) -> Dossier:
    """A draft that is not needed: only with a reason, and never one that was issued."""
    if not says_something(reason):
        raise ReasonMissing("reason")
    work = begin("withdraw_apology", dossier_id=dossier_id, acting=acting, at=at, version=version)
    withdraw_open(work, reason)
    finish(work, due_at=False)
    return work.dossier


def withdraw_open(work: Work, reason: str) -> None:
    """Part of another act: the open draft of this dossier, if there is one, has become needless."""
    apology = work.dossier.apologies.filter(state__in=OPEN).first()
    if apology is None:
        return
    words = keep_text(work.dossier.pk, reason)
    record(work, {"generation": apology.generation, "reason": words}, kind="apology_withdrawn")
    apology.state = ApologyState.WITHDRAWN
    apology.save(update_fields=["state"])


@transaction.atomic
def reschedule(
    *, dossier_id: int, acting: Acting, at: datetime, version: int | None = None
) -> Dossier:
    """The desk moves the appointed day to the one the apology names; at most once, and only that.

    `legal_due` stays: lateness and the slip debt are measured against it.
    Raises NoApology, NewDatePassed.
    """
    work = begin("reschedule", dossier_id=dossier_id, acting=acting, at=at, version=version)
    dossier = work.dossier
    apology = dossier.apologies.filter(state=ApologyState.ISSUED).order_by("-generation").first()
    if apology is None or apology.new_due is None:
        raise NoApology(code=dossier)
    if office_date(apology.new_due) < office_date(at):
        raise NewDatePassed(given=office_date(apology.new_due))
    old = dossier.appointed_due or dossier.promised_due
    record(
        work,
        {
            "generation": dossier.generation,
            "old_due_at": old.isoformat() if old else "",
            "new_due_at": apology.new_due.isoformat(),
        },
    )
    late_said = said_after_moving(dossier.late_said, dossier.generation)
    work.set(rescheduled=True, late_said=late_said)
    finish(work)
    return dossier


def open_apology(dossier: Dossier) -> Apology:
    """Raises NoApology."""
    apology = (
        dossier.apologies.filter(state__in=OPEN)
        .select_related("agency", "unit")
        .order_by("-generation")
        .first()
    )
    if apology is None:
        raise NoApology(code=dossier)
    return apology


def last_lawful_moment(dossier: Dossier) -> datetime:
    """Later than this the apology is marked *xin lỗi muộn*."""
    limit, calendar = limit_of(dossier), working_calendar(dossier.calendar_revision)
    due = dossier.legal_due or dossier.promised_due
    if limit is None or due is None or dossier.received_at is None:
        raise NoApology(code=dossier)
    return urgency(dossier.received_at, DueMoment.of(due, calendar), limit, calendar).apology_until


def _write(work: Work, apology: Apology, reason: str, new_due_on: date | None) -> None:
    """Whoever has his result is told sorry and no other day."""
    words = clean_text(reason)
    if not words:
        raise ReasonMissing("reason")
    dossier = work.dossier
    if dossier.ended_at:
        apology.reason, apology.new_due = words, None
        return
    if new_due_on is None:
        raise NewDateMissing("new_due_on")
    floor = max(
        office_date(work.at), office_date(dossier.legal_due) if dossier.legal_due else date.min
    )
    if new_due_on <= floor:
        why = "phải sau hôm nay và sau hạn theo quy định"
        raise NewDateWrong("new_due_on", given=new_due_on, why=why)
    if not is_working(dossier, new_due_on):
        raise NewDateWrong("new_due_on", given=new_due_on, why="là ngày nghỉ")
    apology.reason, apology.new_due = words, closing(dossier, new_due_on)


def _written(at: datetime | None) -> str:
    return at.isoformat() if at else ""


def _is_late(dossier: Dossier, at: datetime) -> bool:
    return dossier.late_from is not None and dossier.late_from <= at
