"""Parallel work: another agency is asked, with a term of its own, while the dossier goes on.

Its lateness is its own; only the lead agency's stop stops the dossier.
"""

from datetime import datetime

from django.db import transaction

from cases.models import Branch, Dossier
from cases.services._apply import begin, finish, record
from cases.services.caches import sync_branches
from cases.services.errors import AskedAlready, BranchTermWrong, NobodyThere, TextMissing
from onecua.kernel.text import clean_text
from onecua.ledger.canonical import JsonObject
from onecua.ledger.texts import keep_text
from onecua.people.acting import Acting
from onecua.people.models import Unit
from procedures.calendars import working_calendar
from procedures.timing import BadLimit, TimeLimit, due_moment, office_date
from procedures.timing import Unit as TermUnit

MOST_DAYS = 60


@transaction.atomic
def consult(
    *,
    dossier_id: int,
    agency_id: int,
    days: int,
    question: str,
    acting: Acting,
    at: datetime,
    version: int | None = None,
) -> Dossier:
    """Lấy ý kiến cơ quan phối hợp: a branch of so many working days. The term goes on.

    Raises TextMissing, BranchTermWrong, NobodyThere, AskedAlready.
    """
    work = begin("consult", dossier_id=dossier_id, acting=acting, at=at, version=version)
    dossier, words = work.dossier, clean_text(question)
    if not words:
        raise TextMissing("question", what="nội dung xin ý kiến")
    limit, unit = _limit(days), _unit_of(agency_id, at)
    if dossier.branches.filter(unit=unit, ended_at=None, lane="").exists():
        raise AskedAlready("agency_id", agency=unit.agency.name)
    branch = Branch(
        dossier=dossier,
        no=dossier.branches.count() + 1,
        agency_id=unit.agency_id,
        unit=unit,
        step=dossier.step,
        question=words,
        limit_number=limit.number,
        limit_unit=limit.unit.value,
        opened_at=at,
    )
    due = due_moment(at, limit, working_calendar(dossier.calendar_revision))
    record(work, _opened(branch, due.at))
    branch.save(force_insert=True)
    sync_branches(dossier, at)
    finish(work, due_at=False)
    return dossier


@transaction.atomic
def answer(
    *, dossier_id: int, answer: str, acting: Acting, at: datetime, version: int | None = None
) -> Dossier:
    """Trả lời ý kiến: the branch of the acting unit ends here. Raises TextMissing."""
    work = begin("answer", dossier_id=dossier_id, acting=acting, at=at, version=version)
    words = clean_text(answer)
    if not words:
        raise TextMissing("answer", what="nội dung trả lời")
    branch = work.dossier.branches.get(unit=acting.unit_id, ended_at=None, lane="")
    record(
        work,
        {
            "branch": branch.no,
            "unit": branch.unit_id,
            "answer": keep_text(work.dossier.pk, words),
        },
    )
    branch.answer = words
    branch.save(update_fields=["answer"])
    sync_branches(work.dossier, at)
    finish(work, due_at=False)
    return work.dossier


def _opened(branch: Branch, due: datetime) -> JsonObject:
    return {
        "branch": branch.no,
        "agency": branch.agency_id,
        "unit": branch.unit_id,
        "step": branch.step,
        "lead": branch.lead,
        "limit_number": str(branch.limit_number),
        "limit_unit": branch.limit_unit,
        "question": keep_text(branch.dossier_id, branch.question),
        "due_at": due.isoformat(),
    }


def _limit(days: int) -> TimeLimit:
    try:
        limit = TimeLimit(days, TermUnit.WORKING_DAYS)
    except BadLimit as refusal:
        raise BranchTermWrong("days", why=str(refusal)) from refusal
    if days > MOST_DAYS:
        raise BranchTermWrong("days", why=f"Nhiều nhất là {MOST_DAYS} ngày làm việc.")
    return limit


def _unit_of(agency_id: int, at: datetime) -> Unit:
    """The leadership of the agency: it says who answers."""
    today = office_date(at)
    found = (
        Unit.objects.filter(agency=agency_id, parent=None, valid_from__lte=today)
        .exclude(valid_to__lt=today)
        .select_related("agency")
        .first()
    )
    if found is None:
        raise NobodyThere("agency_id")
    return found
