"""What an act needs to know of a dossier before it may begin. Reads only."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from cases.clock import ClockEvent
from cases.events import KINDS
from cases.facts import ApologyState, Facts
from cases.models import Apology, Branch, Dossier, Handover
from cases.permissions import Relation
from cases.states import ACTS
from onecua.ledger.models import Event
from onecua.people.acting import Acting
from onecua.people.models import Person
from procedures.models import ProcedureVersion, WorkflowVersion
from procedures.selectors import PlannedStep, plan
from procedures.timing import office_time

MOVED = "workflow_moved"
OPEN_APOLOGIES = (ApologyState.DRAFTED, ApologyState.COMPLETED, ApologyState.ISSUED)


def facts_of(dossier: Dossier, at: datetime, plan_of: Sequence[PlannedStep] | None = None) -> Facts:
    """The rows are asked for whole, so that a page that has read them already asks no more."""
    step = current_step(dossier, plan_of)
    outcomes = {handover.outcome for handover in dossier.handovers.all()}
    return Facts(
        immediate=dossier.procedure.kind == ProcedureVersion.Kind.IMMEDIATE,
        handover_pending=Handover.Outcome.PENDING in outcomes,
        handed_over=Handover.Outcome.CONFIRMED in outcomes,
        step_open=any(run.ended_at is None for run in dossier.steps.all()),
        step_brings_result=bool(step and step.brings_result),
        may_send_back=bool(step and step.step.may_return_to),
        at_desk=dossier.at_desk_since is not None,
        apology=apology_state(dossier),
        apology_due=apology_is_due(dossier, at),
        late=dossier.late_from is not None and dossier.late_from <= at,
        rescheduled=dossier.rescheduled,
        **_parallel(dossier, step),
    )


def _parallel(dossier: Dossier, step: PlannedStep | None) -> dict[str, bool]:
    """What is open beside the holder's own step."""
    branches = dossier.branches.all()
    lane = step.step.branch if step else ""
    return {
        "consulted": any(each.ended_at is None and not each.lane for each in branches),
        "part_open": any(each.ended_at is None and is_part(each) for each in branches),
        "own_part_done": any(
            each.lead and each.ended_at is not None and each.lane == lane for each in branches
        ),
        "may_close_parts": bool(step and step.step.may_close),
    }


def is_part(branch: Branch) -> bool:
    """Of another agency, beside the lead."""
    return bool(branch.lane) and not branch.lead


def newest_apology(dossier: Dossier) -> Apology | None:
    """Of the newest deadline that has one; withdrawn ones are none."""
    alive = [each for each in dossier.apologies.all() if each.state in OPEN_APOLOGIES]
    return max(alive, key=lambda apology: apology.generation, default=None)


def apology_state(dossier: Dossier) -> ApologyState:
    """Of the deadline that counts now: after a reschedule, the one that led to it."""
    apology = newest_apology(dossier)
    if apology is None:
        return ApologyState.NONE
    stale = apology.generation < dossier.generation and not dossier.rescheduled
    return ApologyState.NONE if stale else ApologyState(apology.state)


def apology_is_due(dossier: Dossier, at: datetime) -> bool:
    """Late, or on the last lawful day before it."""
    if dossier.timeliness:
        return dossier.timeliness == Dossier.Timeliness.LATE
    begins = dossier.apology_from or dossier.late_from
    return begins is not None and begins <= at


def current_step(
    dossier: Dossier, plan_of: Sequence[PlannedStep] | None = None
) -> PlannedStep | None:
    steps = planned(dossier) if plan_of is None else plan_of
    return next((step for step in steps if step.no == dossier.step), None)


def planned(dossier: Dossier) -> list[PlannedStep]:
    return plan(dossier.workflow_id, dossier.desk_id) if dossier.workflow_id else []


def plans_of(dossier: Dossier, events: Sequence[ClockEvent]) -> Mapping[int, list[PlannedStep]]:
    """Number of each version its work was done by -> the plan; that of the reception first.

    By what the events name, whatever its row does.
    """
    said = [each.payload["workflow"] for each in events if "workflow" in each.payload][:1]
    said += [each.payload["to_workflow"] for each in events if each.kind == MOVED]
    numbers = [int(str(number)) for number in said]
    if not numbers:
        return {}
    if numbers == [dossier.workflow.number if dossier.workflow else 0]:
        return {numbers[0]: planned(dossier)}
    versions = WorkflowVersion.objects.filter(
        procedure=dossier.procedure.procedure_id, number__in=numbers
    )
    found = dict(versions.values_list("number", "pk"))
    return {number: plan(found[number], dossier.desk_id) for number in numbers if number in found}


def relations_of(dossier: Dossier, acting: Acting) -> frozenset[Relation]:
    """How the acting post stands to the dossier."""
    receivers = {
        handover.to_unit_id
        for handover in dossier.handovers.all()
        if handover.outcome == Handover.Outcome.PENDING
    }
    still = [branch for branch in dossier.branches.all() if branch.ended_at is None]
    apology = newest_apology(dossier)
    holder_agency = dossier.holder_unit.agency_id if dossier.holder_unit else None
    holds = {
        Relation.DESK: acting.desk_id is not None and acting.desk_id == dossier.desk_id,
        Relation.HOLDER: acting.unit_id == dossier.holder_unit_id,
        Relation.RECEIVER: acting.unit_id in receivers,
        Relation.CONSULTED: acting.unit_id in {each.unit_id for each in still if not each.lane},
        Relation.PART: acting.unit_id in {each.unit_id for each in still if is_part(each)},
        Relation.HOLDER_AGENCY: acting.agency_id == holder_agency,
        Relation.APOLOGY_AGENCY: apology is not None and acting.agency_id == apology.agency_id,
    }
    # Who receives, holds or is offered it sees it; only the others are looked up.
    holds[Relation.SEES] = (
        any(holds[near] for near in (Relation.DESK, Relation.HOLDER, Relation.RECEIVER))
        or dossier.access.filter(unit_id=acting.unit_id).exists()
    )
    return frozenset(relation for relation, held in holds.items() if held)


def last_change(dossier: Dossier) -> dict[str, str]:
    """Who changed it last, when, and what: for the sentence of a stale form."""
    event = Event.objects.filter(stream=dossier.pk).order_by("-seq")[:1].get()
    person = Person.objects.filter(pk=event.person or 0).first()
    act = next((act.label for act in ACTS.values() if act.event == event.kind), None)
    kind = act or KINDS[event.kind].sentence.split("{", 1)[0].strip(" :,.")
    return {
        "who": person.full_name if person else "hệ thống",
        "when": f"{office_time(event.recorded_at):%H:%M ngày %d/%m/%Y}",
        "what": f"{kind}.",
    }
