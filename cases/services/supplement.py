"""Bổ sung after acceptance (NĐ 61/2018 Đ19.4): which of the three cases it is, the data decide.

(a) first request within the window: the clock stops and starts again from zero; (b) first request
later: stops and resumes, marked; (c) any further one: as (b). (b) and (c) need a head's signature.
"""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from cases.facts import ApologyState
from cases.models import Dossier, Supplement
from cases.services import apology, slips, step_runs
from cases.services._apply import Work, begin, finish, record
from cases.services.calendar_change import catch_up
from cases.services.errors import (
    AnswerDateWrong,
    ApologyFirst,
    HeadMustSign,
    NothingMissing,
    ReasonMissing,
)
from onecua.kernel.text import says_something
from onecua.ledger.texts import keep_text
from onecua.people.acting import Acting
from onecua.people.roles import Role
from procedures.calendars import working_calendar
from procedures.timing import office_date


@dataclass(frozen=True, slots=True)
class Case:
    """What the data say of the next request."""

    ordinal: int
    restart: bool
    over_window: bool

    @property
    def needs_a_head(self) -> bool:
        return not self.restart

    @property
    def why(self) -> str:
        return "quá 03 ngày làm việc" if self.over_window else "là lần thứ hai trở đi"


def next_case(dossier: Dossier, at: datetime) -> Case:
    """Shown before the officer acts, so that the effect on the clock surprises nobody."""
    ordinal = dossier.supplements.count() + 1
    window = dossier.procedure.supplement_window_days or dossier.regime.supplement_window_days
    calendar = working_calendar(dossier.calendar_revision)
    received = office_date(dossier.received_at) if dossier.received_at else office_date(at)
    over = calendar.working_days_between(received, office_date(at)) > window
    return Case(ordinal, restart=ordinal == 1 and not over, over_window=ordinal == 1 and over)


@transaction.atomic
def request_supplement(
    *,
    dossier_id: int,
    missing: str,
    reason: str,
    answer_by: date,
    acting: Acting,
    at: datetime,
    version: int | None = None,
) -> Dossier:
    """Yêu cầu bổ sung, Mẫu số 02, through the desk. The clock stops.

    Raises NothingMissing, ReasonMissing, AnswerDateWrong, HeadMustSign, ApologyFirst.
    """
    work = begin("request_supplement", dossier_id=dossier_id, acting=acting, at=at, version=version)
    _check(missing, reason, answer_by, at)
    case = next_case(work.dossier, at)
    if case.needs_a_head and not (acting.role == Role.HEAD and acting.signs):
        raise HeadMustSign(ordinal=case.ordinal, why=case.why)
    refuse_if_late_without_apology(work)
    stream = work.dossier.pk
    record(
        work,
        {
            "ordinal": case.ordinal,
            "restart": case.restart,
            "late_request": case.over_window,
            "answer_by_on": answer_by.isoformat(),
            "missing": keep_text(stream, missing),
            "reason": keep_text(stream, reason),
            "outgoing": "Mẫu số 02",
        },
    )
    Supplement.objects.create(
        dossier=work.dossier,
        ordinal=case.ordinal,
        requested_at=at,
        restart=case.restart,
        over_window=case.over_window,
        answer_by=answer_by,
        missing=missing.strip(),
    )
    slips.issue_supplement(work, case, missing=missing, reason=reason, answer_by=answer_by)
    finish(work)
    return work.dossier


@transaction.atomic
def receive_supplement(
    *, dossier_id: int, acting: Acting, at: datetime, version: int | None = None
) -> Dossier:
    """Nhận đủ bổ sung: the clock starts again or resumes, as the request said; a new receipt."""
    work = begin("receive_supplement", dossier_id=dossier_id, acting=acting, at=at, version=version)
    asked = work.dossier.supplements.get(received_at=None)
    catch_up(work)
    record(work, {"ordinal": asked.ordinal, "restart": asked.restart})
    step_runs.redate(work)
    asked.received_at = at
    asked.save(update_fields=["received_at"])
    if asked.restart:
        apology.withdraw_open(work, "Thời hạn tính lại từ đầu sau khi nhận đủ hồ sơ.")
    finish(work)
    slips.issue_receipt(work, replaces=True)
    finish(work, due_at=False)
    return work.dossier


def refuse_if_late_without_apology(work: Work) -> None:
    """None after the legal due date without an issued apology. Raises ApologyFirst."""
    late = work.dossier.late_from is not None and work.dossier.late_from <= work.at
    if late and work.facts.apology is not ApologyState.ISSUED:
        raise ApologyFirst(code=work.dossier, label=work.act.label.lower())


def _check(missing: str, reason: str, answer_by: date, at: datetime) -> None:
    if not missing.strip():
        raise NothingMissing("missing")
    if not says_something(reason):
        raise ReasonMissing("reason")
    if answer_by <= office_date(at):
        raise AnswerDateWrong("answer_by", given=answer_by)
