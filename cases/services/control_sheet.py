"""Phiếu kiểm soát from what happened: handovers, stays at steps, the result on its way back."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from itertools import pairwise

from django.conf import settings

from cases.lanes import own_way
from cases.models import Dossier, Handover, StepRun
from cases.services.corner import corner
from cases.services.look import planned
from cases.services.paper import lookup
from cases.services.parallel_rows import EARLY, LATE, ON_TIME, called, parallel_rows, short
from cases.slip_contexts.control_sheet import ControlSheetContext, HandoverRow
from cases.slip_contexts.parts import RegisterEntry
from cases.states import State
from onecua.kernel.vietnamese import count_words, instant_words
from onecua.people.models import Unit
from procedures.models import WorkflowStep
from procedures.selectors import PlannedStep
from procedures.timing import office_date

REMARKS: Mapping[str, str] = {
    Handover.Outcome.PENDING: "Chờ bên nhận xác nhận.",
    Handover.Outcome.CONFIRMED: "",
    Handover.Outcome.DECLINED: "Không nhận: ",
    Handover.Outcome.CANCELLED: "Việc bàn giao đã hủy.",
}


def control_sheet(dossier: Dossier, at: datetime) -> ControlSheetContext:
    """Mẫu số 05 as it stands now. `dossier` with what it belongs to."""
    plan, agency = planned(dossier), dossier.answering
    lead, partners = _agencies(dossier, plan)
    due = dossier.appointed_due or dossier.promised_due
    received = dossier.received_at
    head = corner(agency, at, dossier.desk.name)
    return ControlSheetContext(
        issuer=head.issuer,
        place_date=head.place_date,
        lookup=lookup(dossier),
        register=RegisterEntry(count_words(dossier.book or 1), count_words(dossier.entry or 0)),
        applicant=dossier.applicant.name,
        received_at=instant_words(received) if received else "",
        due_at=instant_words(due) if due else "",
        lead_agency=lead,
        partner_agencies=partners,
        handovers=tuple(_rows(dossier, plan)),
        open_rows=_still_to_come(dossier, plan),
        printed_at=instant_words(at),
        demonstration=settings.DEMONSTRATION,
    )


def result_of(run: StepRun | None, step: WorkflowStep | None) -> str:
    """Of the giver's own step: by the day, or by the instant of a term in hours."""
    if run is None or run.due is None or run.ended_at is None:
        return ""
    if step is not None and step.term_unit == WorkflowStep.TermUnit.HOURS:
        late, early = run.ended_at > run.due, run.ended_at < run.due
    else:
        ended, due = office_date(run.ended_at), office_date(run.due)
        late, early = ended > due, ended < due
    return LATE if late else EARLY if early else ON_TIME


def _rows(dossier: Dossier, plan: Sequence[PlannedStep]) -> Iterator[HandoverRow]:
    runs = list(dossier.steps.select_related("unit", "person").order_by("started_at", "pk"))
    steps = {(each.no, each.name): each.step for each in plan}
    handovers = dossier.handovers.select_related(
        "from_unit__agency", "to_unit__agency", "from_person", "to_person"
    ).order_by("given_at", "pk")
    for given in handovers:
        own = next(
            (run for run in reversed(runs)
             if run.unit_id == given.from_unit_id and run.ended_at == given.given_at), None,
        )  # fmt: skip
        yield HandoverRow(
            giver=called(given.from_unit, dossier),
            giver_name=given.from_person.full_name,
            given_at=instant_words(given.given_at),
            receiver=called(given.to_unit, dossier),
            receiver_name=given.to_person.full_name if given.to_person else "",
            received_at=short(given.received_at),
            result=result_of(own, steps.get((own.no, own.name)) if own else None),
            note=REMARKS[given.outcome] + given.reason,
            refused=given.outcome == Handover.Outcome.DECLINED,
        )
    yield from parallel_rows(dossier, plan)
    if back := _result_comes_back(dossier, runs, steps):
        yield back


def _result_comes_back(
    dossier: Dossier, runs: Sequence[StepRun], steps: Mapping[tuple[int, str], WorkflowStep]
) -> HandoverRow | None:
    """The result at the desk is no act of handing over, but the sheet has its row."""
    if dossier.ended_at is None or not runs or dossier.state not in {
        State.RESULT_READY, State.RETURNED,
    } or runs[-1].unit_id == dossier.desk.unit_id:  # fmt: skip
        return None
    last = runs[-1]
    return HandoverRow(
        giver=called(last.unit, dossier),
        giver_name=last.person.full_name if last.person else "",
        given_at=instant_words(dossier.ended_at),
        receiver=called(dossier.desk.unit, dossier),
        receiver_name=dossier.desk.name if dossier.at_desk_since else "",
        received_at=short(dossier.at_desk_since),
        result=result_of(last, steps.get((last.no, last.name))),
        note="Kết quả giải quyết.",
    )


def _agencies(dossier: Dossier, plan: Sequence[PlannedStep]) -> tuple[str, str]:
    """Who decides: the lead step, else the one that brings the result; and who else works on it."""
    units = Unit.objects.select_related("agency").in_bulk({each.unit_id for each in plan})
    leading = [each for each in plan if each.step.lead] or [
        each for each in plan if each.brings_result
    ]
    lead = units[leading[0].unit_id].agency if leading else dossier.answering
    others = {
        units[each.unit_id].agency.name: None
        for each in plan
        if units[each.unit_id].agency_id != lead.pk and each.unit_id != dossier.desk.unit_id
    }
    return lead.name, "; ".join(others) or "không có"


def _still_to_come(dossier: Dossier, plan: Sequence[PlannedStep]) -> int:
    """Changes of hands that the plan still has: empty blocks for the pen."""
    if dossier.ended_at is not None or dossier.state == State.VOIDED:
        return 0
    pending = dossier.handovers.filter(outcome=Handover.Outcome.PENDING).count()
    ahead = [each.unit_id for each in own_way(plan) if each.no >= dossier.step]
    return max(0, sum(one != other for one, other in pairwise(ahead)) - pending)
