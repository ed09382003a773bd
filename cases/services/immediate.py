"""Trả kết quả ngay (chứng thực …): one form, one transaction, three events (NĐ 61 Đ17.4)."""

from datetime import datetime

from django.db import transaction

from cases.models import Dossier
from cases.services import caches, intake
from cases.services._apply import finish
from cases.services.errors import RecipientMissing
from cases.services.opening import Intake, begin_new, create
from cases.services.result import ResultData, write_result, write_return
from cases.states import Outcome, State
from onecua.people.acting import Acting
from onecua.people.models import Desk


@transaction.atomic
def complete_at_once(
    *,
    intake_data: Intake,
    result: ResultData,
    recipient: str,
    desk: Desk,
    acting: Acting,
    at: datetime,
) -> Dossier:
    """Received, resolved and returned at the counter; no Mẫu 01, but the result is recorded.

    Raises what `accept`, `record_result` and `return_result` raise.
    """
    if not recipient.strip():
        raise RecipientMissing("recipient")
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
