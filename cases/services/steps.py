"""Work inside the agencies: one step done, the next one's turn; or back to where it came from."""

import re
from datetime import datetime

from django.db import transaction

from cases.lanes import ends_own_lane
from cases.models import Dossier
from cases.services import step_runs
from cases.services._apply import begin, finish, record
from cases.services.errors import ReasonMissing, StepNotAllowed
from cases.services.handover import give, step_after
from cases.services.look import current_step, planned
from cases.services.parts import end_own_part, open_parts, others_open
from onecua.kernel.text import says_something
from onecua.ledger.texts import keep_text
from onecua.people.acting import Acting


@transaction.atomic
def complete_step(
    *,
    dossier_id: int,
    acting: Acting,
    at: datetime,
    opinion: str = "",
    version: int | None = None,
) -> Dossier:
    """Chuyển bước: within the unit the next step begins at once, else it is handed over.

    The lead's last step of a parallel block ends its own part; with others still at theirs, the
    dossier waits there, and passes on when the lead completes again.

    Raises NoNextStep.
    """
    work = begin("complete_step", dossier_id=dossier_id, acting=acting, at=at, version=version)
    dossier, plan = work.dossier, planned(work.dossier)
    following = step_after(dossier)
    end_own_part(work, plan)
    if ends_own_lane(plan, dossier.step) and others_open(dossier):
        finish(work, due_at=False)
        return dossier
    open_parts(work, following, plan)
    record(
        work,
        {
            "step": dossier.step,
            "unit": dossier.holder_unit_id,
            "next_step": following.no,
            "opinion": keep_text(dossier.pk, opinion) if opinion.strip() else None,
        },
    )
    step_runs.end(dossier, at)
    if following.unit_id == dossier.holder_unit_id:
        step_runs.start(work, following, plan, person_id=dossier.holder_person_id)
    else:
        give(work, following)
    finish(work, due_at=False)
    return dossier


@transaction.atomic
def send_back(
    *,
    dossier_id: int,
    to_step: int,
    reason: str,
    acting: Acting,
    at: datetime,
    version: int | None = None,
) -> Dossier:
    """Trả về bước trước, where the workflow allows it. Raises ReasonMissing, StepNotAllowed."""
    if not says_something(reason):
        raise ReasonMissing("reason")
    work = begin("send_back", dossier_id=dossier_id, acting=acting, at=at, version=version)
    dossier, step = work.dossier, current_step(work.dossier)
    allowed = [int(no) for no in re.findall(r"\d+", step.step.may_return_to)] if step else []
    if to_step not in allowed:
        raise StepNotAllowed("to_step", step=dossier.step, allowed=", ".join(map(str, allowed)))
    back = next(each for each in planned(dossier) if each.no == to_step)
    record(
        work,
        {
            "step": dossier.step,
            "unit": dossier.holder_unit_id,
            "to_step": to_step,
            "reason": keep_text(dossier.pk, reason),
        },
    )
    step_runs.end(dossier, at)
    if back.unit_id == dossier.holder_unit_id:
        step_runs.start(work, back, planned(dossier), person_id=dossier.holder_person_id)
    else:
        give(work, back)
    finish(work, due_at=False)
    return dossier
