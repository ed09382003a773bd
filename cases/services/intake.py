"""At the counter: received, guided or refused. Each leaves paper in the citizen's hand."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from cases.models import Dossier
from cases.services import caches, claims, numbering, slips, step_runs
from cases.services._apply import Work, begin, finish, record
from cases.services.desk_errors import UndoTooLate
from cases.services.errors import (
    NothingMissing,
    ProcedureNotConfigured,
    ReasonMissing,
    TermUnknown,
)
from cases.services.opening import Intake, begin_new, create, procedure_or_refuse
from cases.states import State
from onecua.kernel.text import says_something
from onecua.ledger.models import Event
from onecua.ledger.texts import keep_text
from onecua.people.acting import Acting
from onecua.people.models import Desk
from procedures.calendars import working_calendar
from procedures.models import Configuration, ProcedureVersion
from procedures.selectors import PlannedStep, configuration, plan, term
from procedures.timing import TimeLimit, due_moment, office_date

UNDO = timedelta(seconds=60)  # the citizen still stands at the counter
UNDONE = "Hoàn tác ngay sau khi tiếp nhận."


@transaction.atomic(savepoint=False)  # on the fast path: the request's own transaction is enough
def accept(
    *,
    intake: Intake,
    desk: Desk,
    acting: Acting,
    at: datetime,
    received_at: datetime | None = None,
    late_reason: str = "",
    known: ProcedureVersion | None = None,
) -> Dossier:
    """Tiếp nhận hồ sơ: code, register entry, due date, receipt (NĐ 61/2018 Đ17, Mẫu số 01).

    received_at: when the papers really came, if earlier than now (a paper block); late_reason: why
    it was recorded so late, needed beyond the policy; known: the version in force now, where that
    has been asked already.
    Raises ProcedureUnknown, ProcedureNotInForce, ProcedureNotConfigured, TermUnknown, BadInput.
    """
    found = ready(intake, desk, at, known)
    work = begin_new(
        "accept", intake=intake, desk=desk, acting=acting, at=at, version=found.version
    )
    work.claimed = claims.received_or_refuse(
        received_at, at, agency=desk.unit.agency, reason=late_reason
    )
    work.set(**caches.first_columns(work.dossier, number(work, found), at))
    create(work, intake, state=State.RECEIVED)
    claims.explain(work, late_reason)
    _put_on_the_desk(work, found.steps)
    return work.dossier


@transaction.atomic
def accept_submitted(
    *, dossier_id: int, intake: Intake, acting: Acting, at: datetime, version: int | None = None
) -> Dossier:
    """Tiếp nhận hồ sơ nộp trực tuyến: the same, for a dossier that waits in the queue."""
    work = begin("accept", dossier_id=dossier_id, acting=acting, at=at, version=version)
    found = ready(intake, work.dossier.desk, at)
    number(work, found)
    work.set(state=State.RECEIVED, **caches.clock_columns(work.dossier, at))
    work.dossier.save()
    _put_on_the_desk(work, found.steps)
    return work.dossier


@transaction.atomic
def submit(*, intake: Intake, desk: Desk, at: datetime) -> Dossier:
    """The citizen's own act: no clock yet, the desk answers within 8 working hours."""
    work = begin_new("submit", intake=intake, desk=desk, acting=None, at=at)
    contact = numbering.contact_number(desk.unit.agency, office_date(at))
    procedure = work.dossier.procedure.procedure.code
    record(work, {"contact": contact, "procedure": procedure, "channel": intake.channel})
    create(work, intake, state=State.SUBMITTED, contact=contact, submitted_at=at)
    finish(work, due_at=False)
    return work.dossier


@transaction.atomic
def guide(
    *, intake: Intake, missing: str, reason: str, desk: Desk, acting: Acting, at: datetime
) -> Dossier:
    """Hướng dẫn bổ sung tại quầy, Mẫu số 02: no clock, once, full and exact (NĐ 61 Đ15.3)."""
    if not missing.strip():
        raise NothingMissing("missing")
    work = begin_new("guide", intake=intake, desk=desk, acting=acting, at=at)
    words = keep_text(work.dossier.pk, missing)
    contact = _contact(work)
    record(work, _at_the_counter(work, contact) | {"missing": words})
    create(work, intake, state=State.GUIDED, contact=contact, received_at=at)
    slips.issue_guidance(work, missing=missing, reason=reason)
    finish(work, due_at=False)
    return work.dossier


@transaction.atomic
def refuse_intake(
    *, intake: Intake, reason: str, desk: Desk, acting: Acting, at: datetime
) -> Dossier:
    """Từ chối tiếp nhận, Mẫu số 03: with the reason in writing (NĐ 61 Đ17.1b)."""
    if not says_something(reason):
        raise ReasonMissing("reason")
    work = begin_new("refuse_intake", intake=intake, desk=desk, acting=acting, at=at)
    words = keep_text(work.dossier.pk, reason)
    contact = _contact(work)
    record(work, _at_the_counter(work, contact) | {"reason": words})
    create(work, intake, state=State.NOT_ACCEPTED, contact=contact, received_at=at)
    slips.issue_refusal(work, reason=reason)
    finish(work, due_at=False)
    return work.dossier


@transaction.atomic
def void_intake(
    *, dossier_id: int, reason: str, acting: Acting, at: datetime, version: int | None = None
) -> Dossier:
    """Hủy tiếp nhận: before the first confirmed handover; the code stays used and listed."""
    if not says_something(reason):
        raise ReasonMissing("reason")
    work = begin("void_intake", dossier_id=dossier_id, acting=acting, at=at, version=version)
    return _void(work, reason)


@transaction.atomic
def undo_intake(*, dossier_id: int, acting: Acting, at: datetime) -> Dossier:
    """Hoàn tác: within a minute, by whoever received it, and while nobody has done anything since.

    Raises UndoTooLate, NotAllowed, ActRefused.
    """
    work = begin("void_intake", dossier_id=dossier_id, acting=acting, at=at)
    events = Event.objects.filter(stream=dossier_id)
    accepted = events.filter(kind="accepted").order_by("seq").last()
    last = events.get(seq=work.dossier.version)
    alone = accepted is not None and (last.xact, last.person) == (accepted.xact, acting.person_id)
    if not alone or at - last.recorded_at > UNDO:
        raise UndoTooLate(code=work.dossier, seconds=int(UNDO.total_seconds()))
    return _void(work, UNDONE)


def _void(work: Work, reason: str) -> Dossier:
    at = work.at
    record(work, {"reason": keep_text(work.dossier.pk, reason)})
    step_runs.end(work.dossier, at)
    work.dossier.handovers.filter(outcome="pending").update(outcome="cancelled")
    slips.void(work)
    finish(work)
    return work.dossier


@dataclass(frozen=True, slots=True)
class Ready:
    """Everything that must be there before anything is received."""

    version: ProcedureVersion
    limit: TimeLimit
    configured: Configuration
    steps: Sequence[PlannedStep]


def ready(intake: Intake, desk: Desk, at: datetime, known: ProcedureVersion | None = None) -> Ready:
    """Nothing is received that has no term or no configured workflow; the screen says why."""
    today = office_date(at)
    version: ProcedureVersion = known or procedure_or_refuse(intake.procedure, today)
    configured = configuration(desk, version.procedure_id, today)
    steps = plan(configured.workflow_id, desk.pk) if configured else []
    if configured is None or not steps:
        raise ProcedureNotConfigured("procedure", title=version.short_title, desk=desk.name)
    limit = term(version, intake.channel)
    if limit is None:
        raise TermUnknown("procedure", title=version.short_title, channel=intake.channel)
    return Ready(version, limit, configured, steps)


def number(work: Work, found: Ready) -> Event:
    """Code, register entry and due date, said in the event before the row exists.

    The day of recording gives the code; the moment of reception starts the clock.
    """
    dossier, desk = work.dossier, work.dossier.desk
    calendar = working_calendar(dossier.calendar_revision)
    received_at = work.claimed or work.at
    limit, workflow = found.limit, found.configured.workflow
    due = due_moment(received_at, limit, calendar)
    today = office_date(work.at)
    book, entry, code = numbering.entry_and_code(desk, dossier.agency, today)
    work.set(
        code=code, register_year=today.year, book=book, entry=entry, workflow=workflow,
        received_at=received_at, limit_number=limit.number, limit_unit=limit.unit.value,
    )  # fmt: skip
    return record(
        work,
        {
            "code": code,
            "procedure": dossier.procedure.procedure.code,
            "channel": dossier.channel,
            "quantity": dossier.quantity,
            "limit_number": str(limit.number),
            "limit_unit": limit.unit.value,
            "calendar_revision": dossier.calendar_revision,
            "regime": dossier.regime.code,
            "workflow": workflow.number,
            "desk_unit": desk.unit_id,
            "book": book,
            "entry": entry,
            "due_at": due.at.isoformat(),
        },
        kind="accepted",
    )


def _put_on_the_desk(work: Work, steps: Sequence[PlannedStep]) -> None:
    keeper = work.acting.keeper_id if work.acting else None
    step_runs.start(work, steps[0], steps, person_id=keeper)
    slips.issue_receipt(work)
    finish(work, due_at=False)


def _contact(work: Work) -> str:
    return numbering.contact_number(work.dossier.agency, office_date(work.at))


def _at_the_counter(work: Work, contact: str) -> dict[str, str | int]:
    return {
        "contact": contact,
        "procedure": work.dossier.procedure.procedure.code,
        "desk_unit": work.dossier.desk.unit_id,
    }
