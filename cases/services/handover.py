"""Bàn giao: given, then taken over or declined. Until it is confirmed the giver holds (Mẫu 05)."""

from datetime import datetime

from django.db import transaction

from cases.lanes import next_step
from cases.models import Dossier, Handover
from cases.services import step_runs
from cases.services._apply import Work, begin, finish, record
from cases.services.errors import NoNextStep, NotInUnit, ReasonMissing
from cases.services.look import planned
from cases.services.parts import open_parts
from onecua.kernel.text import says_something
from onecua.ledger.texts import keep_text
from onecua.people.acting import Acting, posts_of
from onecua.people.roles import Role
from procedures.selectors import PlannedStep
from procedures.timing import office_date


@transaction.atomic
def hand_over(
    *, dossier_id: int, acting: Acting, at: datetime, version: int | None = None
) -> Dossier:
    """The desk hands the bundle to the unit of the next step (NĐ 61 Đ18)."""
    work = begin("hand_over", dossier_id=dossier_id, acting=acting, at=at, version=version)
    step = step_after(work.dossier)
    open_parts(work, step, planned(work.dossier))
    step_runs.end(work.dossier, at)
    give(work, step)
    finish(work, due_at=False)
    return work.dossier


def step_after(dossier: Dossier) -> PlannedStep:
    """Raises NoNextStep."""
    following = next_step(planned(dossier), dossier.step)
    if following is None:
        raise NoNextStep(step=dossier.step)
    return following


def give(work: Work, step: PlannedStep, *, to_person: int | None = None) -> Handover:
    """Offer the dossier to the unit of a step; it moves only when they confirm."""
    dossier, giver = work.dossier, work.acting
    if giver is None or dossier.holder_unit_id is None:
        raise RuntimeError("a handover is given by a person who holds the dossier")
    record(
        work,
        {"from_unit": dossier.holder_unit_id, "to_unit": step.unit_id, "step": step.no},
        kind="handed_over",
    )
    return Handover.objects.create(
        dossier=dossier,
        step=step.no,
        from_unit_id=dossier.holder_unit_id,
        from_person_id=giver.person_id,
        to_unit_id=step.unit_id,
        to_person_id=to_person,
        given_at=work.at,
    )


@transaction.atomic
def confirm(
    *, dossier_id: int, acting: Acting, at: datetime, version: int | None = None
) -> Dossier:
    """The receiver takes over: from this instant it is his, and his step begins."""
    work = begin("confirm", dossier_id=dossier_id, acting=acting, at=at, version=version)
    handover = _pending(work.dossier)
    plan = planned(work.dossier)
    step = next(each for each in plan if each.no == handover.step)
    due = step_runs.own_due(work.dossier, step, at)
    record(
        work,
        {
            "from_unit": handover.from_unit_id,
            "to_unit": handover.to_unit_id,
            "step": step.no,
            "step_due_at": due.isoformat() if due else "",
        },
    )
    handover.outcome, handover.received_at = Handover.Outcome.CONFIRMED, at
    handover.to_person_id = handover.to_person_id or acting.keeper_id
    handover.save(update_fields=["outcome", "received_at", "to_person"])
    step_runs.start(work, step, plan, person_id=handover.to_person_id)
    finish(work, due_at=False)
    return work.dossier


@transaction.atomic
def decline(
    *, dossier_id: int, reason: str, acting: Acting, at: datetime, version: int | None = None
) -> Dossier:
    """The receiver does not take it over, and says why: it is the giver's from that instant."""
    if not says_something(reason):
        raise ReasonMissing("reason")
    work = begin("decline", dossier_id=dossier_id, acting=acting, at=at, version=version)
    handover = _pending(work.dossier)
    record(
        work,
        {
            "from_unit": handover.from_unit_id,
            "to_unit": handover.to_unit_id,
            "step": handover.step,
            "reason": keep_text(work.dossier.pk, reason),
        },
    )
    handover.outcome, handover.received_at = Handover.Outcome.DECLINED, at
    handover.reason = reason.strip()
    handover.save(update_fields=["outcome", "received_at", "reason"])
    plan = planned(work.dossier)
    step = next(each for each in plan if each.no == work.dossier.step)
    step_runs.start(work, step, plan, person_id=handover.from_person_id)
    finish(work, due_at=False)
    return work.dossier


@transaction.atomic
def close_by_decision(*, dossier_id: int, decision: str, at: datetime) -> Dossier:
    """A reorganisation ends what waits between two units: the giver holds it, and hands on anew."""
    work = begin("decline", dossier_id=dossier_id, acting=None, at=at)
    handover = _pending(work.dossier)
    facts: dict[str, str | int] = {
        "from_unit": handover.from_unit_id,
        "to_unit": handover.to_unit_id,
        "step": handover.step,
        "decision": decision,
    }
    record(work, facts, kind="handover_closed")
    handover.outcome, handover.received_at = Handover.Outcome.CANCELLED, at
    handover.reason = f"Kết thúc theo {decision}"
    handover.save(update_fields=["outcome", "received_at", "reason"])
    plan = planned(work.dossier)
    step = next(each for each in plan if each.no == work.dossier.step)
    step_runs.start(work, step, plan, person_id=handover.from_person_id)
    finish(work, due_at=False)
    return work.dossier


@transaction.atomic
def assign(
    *, dossier_id: int, person_id: int, acting: Acting, at: datetime, version: int | None = None
) -> Dossier:
    """Phân công (NĐ 61 Đ19.1): to somebody who holds a post in the unit."""
    work = begin("assign", dossier_id=dossier_id, acting=acting, at=at, version=version)
    unit = work.dossier.held_by
    posts = posts_of(person_id, on=office_date(at)).filter(
        unit=unit, role__in=[Role.OFFICER, Role.HEAD]
    )
    if not posts.exists():
        raise NotInUnit("person", unit=unit.name)
    record(work, {"to_person": person_id})
    work.dossier.steps.filter(ended_at=None).update(person=person_id)
    work.set(holder_person_id=person_id)
    finish(work, due_at=False)
    return work.dossier


def _pending(dossier: Dossier) -> Handover:
    return dossier.handovers.select_for_update().get(outcome=Handover.Outcome.PENDING)
