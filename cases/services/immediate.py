"""Trả kết quả ngay (chứng thực …): one form, one transaction, three events (NĐ 61 Đ17.4)."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q

from cases.models import Dossier, Result
from cases.services import caches, intake
from cases.services._apply import finish
from cases.services.desk_errors import NumberUsedBefore
from cases.services.errors import RecipientMissing
from cases.services.opening import Intake, begin_new, create
from cases.services.result import ResultData, write_result, write_return
from cases.states import Outcome, State
from onecua.kernel.text import clean_line
from onecua.people.acting import Acting
from onecua.people.models import Desk
from procedures.models import ProcedureVersion
from procedures.timing import office_date


@transaction.atomic
def complete_at_once(
    *,
    intake_data: Intake,
    result: ResultData,
    recipient: str,
    desk: Desk,
    acting: Acting,
    at: datetime,
    number_checked: bool = False,
) -> Dossier:
    """Received, resolved and returned at the counter; no Mẫu 01, but the result is recorded.

    number_checked: the clerk has looked into the book, and the number stands there again.
    Raises NumberUsedBefore, and what `accept`, `record_result` and `return_result` raise.
    """
    if not recipient.strip():
        raise RecipientMissing("recipient")
    if not number_checked:
        _warn_of_a_number_used_before(result, desk, at)
    found = intake.ready(intake_data, desk, at)
    work = begin_new(
        "complete_at_once", intake=intake_data, desk=desk, acting=acting, at=at,
        version=found.version,
    )  # fmt: skip
    work.set(**caches.first_columns(work.dossier, intake.number(work, found), at))
    create(work, intake_data, state=State.RECEIVED)
    write_result(work, result)
    write_return(work, recipient, "trả ngay tại quầy", is_owner=True)
    work.set(
        state=State.RETURNED,
        outcome=Outcome.GRANTED,
        holder_unit_id=desk.unit_id,
        held_since=at,
        at_desk_since=at,
        **caches.clock_columns(work.dossier, at),
    )
    finish(work, due_at=False)
    return work.dossier


def _warn_of_a_number_used_before(result: ResultData, desk: Desk, at: datetime) -> None:
    """In this desk's book of the year, as the first or last of its numbers."""
    number = clean_line(result.number)
    here = Result.objects.filter(
        dossier__desk=desk,
        dossier__register_year=office_date(at).year,
        dossier__procedure__kind=ProcedureVersion.Kind.IMMEDIATE,
    )
    before = here.filter(Q(number=number) | Q(last_number=number)).order_by("-pk").first()
    if number and before is not None:
        raise NumberUsedBefore(number=number, before=before.dossier)
