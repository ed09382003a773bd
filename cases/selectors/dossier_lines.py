"""The lines of a dossier's page beside the timeline: steps with both their dates, handovers."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from cases.clock import ClockEvent
from cases.deadline_words import instant, short_day, step_words
from cases.history import planned_ahead
from cases.models import Branch, Dossier, Handover, Slip, StepRun
from cases.selectors.signing import why_waiting
from cases.services.look import is_part
from cases.working_words import spell
from onecua.people.models import Unit
from procedures.calendars import working_calendar
from procedures.selectors import PlannedStep
from procedures.timing import TimeLimit


@dataclass(frozen=True, slots=True)
class StepLine:
    no: int
    name: str
    unit: str
    person: str
    planned: str
    due: str
    used: str
    late: str
    current: bool
    done: bool


@dataclass(frozen=True, slots=True)
class HandoverLine:
    given: str
    giver: str
    receiver: str
    received: str
    outcome: str
    reason: str


@dataclass(frozen=True, slots=True)
class SlipLine:
    slip: Slip
    replacement: str  # the number of the newer version
    why: str = ""  # it still waits for its signature


def slip_lines(slips: Iterable[Slip]) -> list[SlipLine]:
    """All slips of one dossier: the newer version of one is among them."""
    every = list(slips)
    newer = {slip.replaces_id: slip.numbered for slip in every if slip.replaces_id}
    waiting = why_waiting([slip for slip in every if slip.digital])
    return [SlipLine(slip, newer.get(slip.pk, ""), waiting.get(slip.pk, "")) for slip in every]


@dataclass(frozen=True, slots=True)
class BranchLine:
    """Another agency's part: its own term, beside that of the dossier."""

    agency: str
    lane: str
    lead: bool
    question: str
    limit: str
    due: str
    said: str
    late: bool
    answer: str


def unit_names(dossier: Dossier, steps: Sequence[PlannedStep]) -> Mapping[int, str]:
    """Names of the units of the plan, the handovers and the desk; mostly known already."""
    known = {run.unit_id: run.unit.name for run in dossier.steps.all()}
    known[dossier.desk.unit_id] = dossier.desk.unit.name
    for handover in dossier.handovers.all():
        known[handover.to_unit_id] = handover.to_unit.name
        known[handover.from_unit_id] = handover.from_unit.name
    for branch in dossier.branches.all():
        known[branch.unit_id] = branch.agency.name
    missing = {step.unit_id for step in steps} - known.keys()
    if missing:
        known |= dict(Unit.objects.filter(pk__in=missing).values_list("pk", "name"))
    return known


def step_lines(
    dossier: Dossier,
    events: Sequence[ClockEvent],
    plan_of: Sequence[PlannedStep],
    units: Mapping[int, str],
    now: datetime,
) -> list[StepLine]:
    """What was done, what is being done, and what is still to come, with both dates."""
    runs = list(dossier.steps.all())
    open_now = any(run.ended_at is None for run in runs)
    lines = [_run_line(dossier, run, now) for run in runs]
    if dossier.ended_at is not None:
        return lines
    planned_at = planned_ahead(dossier, events, plan_of, now)
    beside = {each.step for each in dossier.branches.all() if is_part(each)}
    for step in plan_of:
        due = planned_at.get(step.no)
        if step.no in beside:
            continue
        if step.no > dossier.step or (step.no == dossier.step and not open_now and not runs):
            lines.append(
                StepLine(
                    no=step.no, name=step.name, unit=units.get(step.unit_id, ""), person="",
                    planned=short_day(due.at) if due else "–", due="–", used="", late="",
                    current=False, done=False,
                )
            )  # fmt: skip
    return lines


def _run_line(dossier: Dossier, run: StepRun, now: datetime) -> StepLine:
    calendar = working_calendar(dossier.calendar_revision)
    end = run.ended_at or now
    own = step_words(run.due, calendar, end)
    return StepLine(
        no=run.no,
        name=run.name,
        unit=run.unit.name,
        person=run.person.full_name if run.person else "",
        planned=short_day(run.planned_due),
        due=f"{instant(run.due)}" if run.due else "–",
        used=spell(run.started_at, end, calendar) or "chưa đến 1 giờ",
        late=own.text if own and own.late else "",
        current=run.ended_at is None,
        done=run.ended_at is not None,
    )


def branch_line(branch: Branch, now: datetime, plan_of: Sequence[PlannedStep] = ()) -> BranchLine:
    late = branch.late_from is not None and branch.late_from <= (branch.ended_at or now)
    if branch.ended_at is None:
        said = _WAITS[bool(branch.lane), late]
    elif branch.answer or branch.lane:
        said = f"{'xong' if branch.lane else 'trả lời'} {instant(branch.ended_at)}"
    else:
        said = "không còn cần"
    return BranchLine(
        agency=branch.agency.name,
        lane=branch.lane,
        lead=branch.lead,
        question=branch.question or _name(plan_of, branch.step),
        limit=str(TimeLimit(branch.limit_number, branch.limit_unit)),
        due=instant(branch.due) if branch.due else "–",
        said=said,
        late=late,
        answer=branch.answer,
    )


_WAITS = {
    (False, False): "chờ trả lời",
    (False, True): "quá hạn, chưa trả lời",
    (True, False): "đang làm",
    (True, True): "quá hạn, chưa xong",
}


def _name(plan_of: Sequence[PlannedStep], no: int) -> str:
    return next((each.name for each in plan_of if each.no == no), "")


def handover_line(handover: Handover) -> HandoverLine:
    taker = handover.to_person.full_name if handover.to_person else ""
    return HandoverLine(
        given=instant(handover.given_at),
        giver=f"{handover.from_person.full_name}, {handover.from_unit.name}",
        receiver=f"{taker}, {handover.to_unit.name}" if taker else handover.to_unit.name,
        received=instant(handover.received_at) if handover.received_at else "",
        outcome=Handover.Outcome(handover.outcome).label,
        reason=handover.reason,
    )
