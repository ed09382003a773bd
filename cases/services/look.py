"""What an act needs to know of a dossier before it may begin. Reads only."""

from datetime import datetime

from cases.events import KINDS
from cases.facts import ApologyState, Facts
from cases.models import Dossier, Handover
from cases.permissions import Relation
from onecua.ledger.models import Event
from onecua.people.acting import Acting
from onecua.people.models import Person
from procedures.models import ProcedureVersion
from procedures.selectors import PlannedStep, plan
from procedures.timing import office_time

OPEN_APOLOGIES = (ApologyState.DRAFTED, ApologyState.COMPLETED, ApologyState.ISSUED)


def facts_of(dossier: Dossier, at: datetime) -> Facts:
    step = current_step(dossier)
    handovers = dict(
        dossier.handovers.filter(
            outcome__in=[Handover.Outcome.PENDING, Handover.Outcome.CONFIRMED]
        ).values_list("outcome", "pk")
    )
    return Facts(
        immediate=dossier.procedure.kind == ProcedureVersion.Kind.IMMEDIATE,
        handover_pending=Handover.Outcome.PENDING in handovers,
        handed_over=Handover.Outcome.CONFIRMED in handovers,
        step_open=dossier.steps.filter(ended_at=None).exists(),
        step_brings_result=bool(step and step.brings_result),
        may_send_back=bool(step and step.step.may_return_to),
        at_desk=dossier.at_desk_since is not None,
        apology=apology_state(dossier),
        apology_due=apology_is_due(dossier, at),
        rescheduled=dossier.rescheduled,
    )


def apology_state(dossier: Dossier) -> ApologyState:
    """Of the deadline that counts now: after a reschedule, the one that led to it."""
    apology = dossier.apologies.filter(state__in=OPEN_APOLOGIES).order_by("-generation").first()
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


def current_step(dossier: Dossier) -> PlannedStep | None:
    return next((step for step in planned(dossier) if step.no == dossier.step), None)


def planned(dossier: Dossier) -> list[PlannedStep]:
    return plan(dossier.workflow_id, dossier.desk_id) if dossier.workflow_id else []


def relations_of(dossier: Dossier, acting: Acting) -> frozenset[Relation]:
    """How the acting post stands to the dossier."""
    pending = dossier.handovers.filter(outcome=Handover.Outcome.PENDING).first()
    apology = dossier.apologies.filter(state__in=OPEN_APOLOGIES).order_by("-generation").first()
    holder_agency = dossier.holder_unit.agency_id if dossier.holder_unit else None
    holds = {
        Relation.DESK: acting.desk_id is not None and acting.desk_id == dossier.desk_id,
        Relation.HOLDER: acting.unit_id == dossier.holder_unit_id,
        Relation.RECEIVER: pending is not None and acting.unit_id == pending.to_unit_id,
        Relation.HOLDER_AGENCY: acting.agency_id == holder_agency,
        Relation.APOLOGY_AGENCY: apology is not None and acting.agency_id == apology.agency_id,
        Relation.SEES: dossier.access.filter(unit_id=acting.unit_id).exists(),
    }
    return frozenset(relation for relation, held in holds.items() if held)


def last_change(dossier: Dossier) -> dict[str, str]:
    """Who changed it last, when, and what: for the sentence of a stale form."""
    event = Event.objects.filter(stream=dossier.pk).order_by("-seq")[:1].get()
    person = Person.objects.filter(pk=event.person or 0).first()
    kind = KINDS[event.kind].sentence.split("{", 1)[0].strip(" :,.")
    return {
        "who": person.full_name if person else "hệ thống",
        "when": f"{office_time(event.recorded_at):%H:%M ngày %d/%m/%Y}",
        "what": f"{kind}.",
    }
