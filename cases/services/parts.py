"""Liên thông cùng cấp: the parts of a block that other agencies do while the lead does its own.

All open in the same instant, each with the term of its lane; only the lead's stop stops the
dossier. The dossier passes the block when all parts have ended, or by the head of the lead agency
where the workflow lets him.
"""

from datetime import datetime

from django.db import transaction

from cases.history import limit_of
from cases.lanes import Lane, Plan, block_at, ends_own_lane, lane_at, lead_of, term_of_lane
from cases.models import Branch, Dossier
from cases.services import step_runs
from cases.services._apply import Work, begin, finish, record
from cases.services.caches import sync_branches
from cases.services.errors import ReasonMissing, TextMissing
from cases.services.look import planned
from onecua.kernel.text import clean_text, says_something
from onecua.ledger.canonical import JsonValue
from onecua.ledger.texts import keep_text
from onecua.people.acting import Acting
from onecua.people.models import Unit
from procedures.models import WorkflowStep
from procedures.selectors import PlannedStep
from procedures.timing import due_moment

OPINION = WorkflowStep.Evidence.OPINION


def open_parts(work: Work, following: PlannedStep, plan: Plan) -> None:
    """Before the dossier enters a block: one branch a lane, the lead's among them.

    A lane that was opened before, and sent back from behind the block, stands as it is.
    """
    block, dossier = block_at(plan, following.no), work.dossier
    if block is None or block_at(plan, dossier.step) == block:
        return
    known = {(each.lane, each.step) for each in dossier.branches.all()}
    lead = lead_of(block)
    agencies = dict(
        Unit.objects.filter(pk__in={lane[0].unit_id for lane in block.lanes}).values_list(
            "pk", "agency"
        )
    )
    for lane in block.lanes:
        if not known & {(lane[0].branch, each.no) for each in lane}:
            _open(work, lane, agencies[lane[0].unit_id], lead=lane == lead)
    sync_branches(dossier, work.at)


def _open(work: Work, lane: Lane, agency: int, *, lead: bool) -> None:
    dossier, first, whole = work.dossier, lane[0], limit_of(work.dossier)
    if whole is None:
        raise RuntimeError("a dossier in work has its term")
    limit = term_of_lane(lane, whole)
    calendar = step_runs.calendar_of(dossier)
    no = dossier.branches.count() + 1
    payload: dict[str, JsonValue] = {
        "branch": no,
        "agency": agency,
        "unit": first.unit_id,
        "step": first.no,
        "lane": first.branch,
        "lead": lead,
        "limit_number": str(limit.number),
        "limit_unit": limit.unit.value,
    }
    due = due_moment(work.at, limit, calendar).at
    record(work, payload | {"due_at": due.isoformat()}, kind="part_opened")
    del payload["branch"], payload["agency"], payload["unit"]
    Branch.objects.create(
        dossier=dossier, no=no, agency_id=agency, unit_id=first.unit_id, opened_at=work.at,
        **payload,
    )  # fmt: skip


def end_own_part(work: Work, plan: Plan) -> None:
    """The lead has done the last step of its lane: its clock and its step end here."""
    dossier = work.dossier
    own = dossier.branches.filter(lead=True, ended_at=None).first()
    if own is None or not ends_own_lane(plan, dossier.step):
        return
    _finished(work, own, step=dossier.step, unit=dossier.holder_unit_id or own.unit_id, opinion="")
    step_runs.end(dossier, work.at)
    work.set(step_due=None)


def others_open(dossier: Dossier) -> bool:
    return dossier.branches.filter(ended_at=None, lead=False).exclude(lane="").exists()


@transaction.atomic
def finish_part(
    *,
    dossier_id: int,
    acting: Acting,
    at: datetime,
    opinion: str = "",
    version: int | None = None,
) -> Dossier:
    """Hoàn thành phần việc song song: the next step of the lane, or its end.

    Raises TextMissing where the step is there to give an opinion.
    """
    work = begin("finish_part", dossier_id=dossier_id, acting=acting, at=at, version=version)
    parts = work.dossier.branches.filter(unit=acting.unit_id, ended_at=None, lead=False)
    part = parts.exclude(lane="").order_by("no")[:1].get()
    lane, words = lane_at(planned(work.dossier), part.step), clean_text(opinion)
    here = next((each for each in lane if each.no == part.step), None)
    if here is not None and here.step.evidence == OPINION and not words:
        raise TextMissing("opinion", what="ý kiến của cơ quan phối hợp")
    onward = next((each for each in lane if each.no > part.step), None)
    if onward is None:
        _finished(work, part, step=part.step, unit=part.unit_id, opinion=words)
    else:
        told = {"next_step": onward.no, "to_unit": onward.unit_id}
        record(work, _said(work, part, words) | told, kind="part_moved")
    part.answer = "\n".join(filter(None, [part.answer, words]))
    part.save(update_fields=["answer"])
    sync_branches(work.dossier, at)
    finish(work, due_at=False)
    return work.dossier


@transaction.atomic
def close_parts(
    *, dossier_id: int, reason: str, acting: Acting, at: datetime, version: int | None = None
) -> Dossier:
    """Kết thúc phần song song: the head of the lead goes on without who has not answered."""
    if not says_something(reason):
        raise ReasonMissing("reason")
    work = begin("close_parts", dossier_id=dossier_id, acting=acting, at=at, version=version)
    still = work.dossier.branches.filter(ended_at=None, lead=False).exclude(lane="")
    for part in still.order_by("no"):
        told = {"branch": part.no, "unit": part.unit_id, "step": part.step}
        record(work, told | {"reason": keep_text(work.dossier.pk, reason)})
    sync_branches(work.dossier, at)
    finish(work, due_at=False)
    return work.dossier


def _finished(work: Work, part: Branch, *, step: int, unit: int, opinion: str) -> None:
    said = _said(work, part, opinion) | {"step": step, "unit": unit}
    record(work, said, kind="part_finished")
    sync_branches(work.dossier, work.at)


def _said(work: Work, part: Branch, opinion: str) -> dict[str, JsonValue]:
    kept = keep_text(work.dossier.pk, opinion) if opinion else None
    return {"branch": part.no, "unit": part.unit_id, "step": part.step, "opinion": kept}
