"""One dossier and another version of its workflow: whether it can go there, to which step, and how.

Its due dates for the citizen never change. The step in hand goes on under the new version, counted
from when it began; a step that is late already is finished under the version it became late under.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Prefetch, Q, QuerySet
from django.db.models.functions import Coalesce

from cases.events import check_payload
from cases.history import clock_events, reading
from cases.models import Branch, Dossier, Handover, StepRun, WorkflowMove
from cases.services import access, notify, step_runs
from cases.services.look import MOVED
from cases.states import RUNNING
from cases.step_mapping import mapped
from onecua.ledger.canonical import JsonObject
from onecua.ledger.writing import Actor, append
from onecua.people.models import Agency
from procedures.models import WorkflowVersion
from procedures.selectors import PlannedStep, plan

WAITS = "đang chờ bên nhận xác nhận bàn giao"
BESIDE = "đang lấy ý kiến hoặc có phần việc làm song song"
NO_STEP = "không có bước nào đang làm"
LATE = "đang chậm bước {no}; làm xong bước này rồi mới chuyển"
NOT_THERE = "quy trình {number} chưa được cấu hình ở {desk}"
NO_MATCH = "bước {no} “{name}” không có bước tương ứng trong quy trình {number}"


@dataclass(frozen=True, slots=True)
class Line:
    """to None: it stays where it is, and why."""

    dossier: Dossier
    from_: str
    to: PlannedStep | None
    why: str = ""


class Plans:
    """Both plans of each desk, and which step takes up which; read once a desk."""

    def __init__(self, old: WorkflowVersion, new: WorkflowVersion) -> None:
        self.old, self.new = old, new
        self._known: dict[int, tuple[Sequence[PlannedStep], Mapping[int, int]]] = {}

    def of(self, desk: int) -> tuple[Sequence[PlannedStep], Mapping[int, int]]:
        if desk not in self._known:
            new = plan(self.new.pk, desk)
            self._known[desk] = (new, mapped(plan(self.old.pk, desk), new) if new else {})
        return self._known[desk]


def running_under(workflow: WorkflowVersion, agency: int) -> QuerySet[Dossier]:
    """The agency's dossiers that are on their way by this version."""
    answers = Q(continuing=agency) | Q(continuing=None, agency=agency)
    rows = Dossier.objects.filter(answers, workflow=workflow, state__in=RUNNING)
    return rows.order_by("pk")


def agencies_running_under(workflow: WorkflowVersion) -> dict[int, str]:
    """Agency -> its name and how many it has on their way by this version."""
    rows = Dossier.objects.filter(workflow=workflow, state__in=RUNNING)
    counted = rows.values(answers=Coalesce("continuing", "agency")).annotate(number=Count("pk"))
    numbers = {row["answers"]: row["number"] for row in counted}
    names = Agency.objects.filter(pk__in=numbers).order_by("name").values_list("pk", "name")
    return {pk: f"{name} ({numbers[pk]} hồ sơ)" for pk, name in names}


def lines(dossiers: QuerySet[Dossier], plans: Plans, at: datetime) -> Iterable[Line]:
    rows = dossiers.select_related("desk", "procedure").prefetch_related(
        Prefetch("steps", StepRun.objects.filter(ended_at=None)),
        Prefetch("handovers", Handover.objects.filter(outcome=Handover.Outcome.PENDING)),
        Prefetch("branches", Branch.objects.filter(ended_at=None)),
    )
    return (_line(each, plans, at) for each in rows)


def _line(dossier: Dossier, plans: Plans, at: datetime) -> Line:
    run = next(iter(dossier.steps.all()), None)
    here = f"{run.no}. {run.name}" if run else str(dossier.step)
    new, steps = plans.of(dossier.desk_id)
    if why := _why_not(dossier, run, at):
        return Line(dossier, here, None, why)
    if not new:
        why = NOT_THERE.format(number=plans.new.number, desk=dossier.desk.name)
        return Line(dossier, here, None, why)
    to = next((each for each in new if each.no == steps.get(dossier.step)), None)
    if to is None and run:
        why = NO_MATCH.format(no=run.no, name=run.name, number=plans.new.number)
    return Line(dossier, here, to, why)


def _why_not(dossier: Dossier, run: StepRun | None, at: datetime) -> str:
    if dossier.handovers.all():
        return WAITS
    if dossier.branches.all():
        return BESIDE
    if run is None:
        return NO_STEP
    counts = dossier.run == Dossier.Run.RUNNING and run.due is not None
    if dossier.step_late_said == dossier.step or (counts and run.due and run.due < at):
        return LATE.format(no=run.no)
    return ""


def move(line: Line, by: WorkflowMove, at: datetime) -> None:
    """In the caller's transaction, which holds the dossier."""
    dossier, to = line.dossier, line.to
    if to is None:
        raise ValueError(f"dossier {dossier.pk} stays where it is")
    facts: JsonObject = {
        "from_workflow": by.from_workflow.number,
        "to_workflow": by.to_workflow.number,
        "from_step": dossier.step,
        "to_step": to.no,
        "decision": by.decision,
        "decided_on": by.decided_on.isoformat(),
    }
    check_payload(MOVED, facts)
    actor = Actor(by.person_id, by.post, by.on_behalf_of)
    event = append(dossier.pk, MOVED, facts, actor=actor, at=at)
    notify.tell(event)
    run = dossier.steps.get(ended_at=None)
    clock = reading(dossier, clock_events(dossier.pk), at)
    new = plan(by.to_workflow_id, dossier.desk_id)
    run.no, run.name = to.no, to.name
    run.due, run.planned_due = step_runs.first_dates(dossier, clock, to.no, new, run.started_at)
    run.save(update_fields=["no", "name", "due", "planned_due"])
    dossier.workflow, dossier.step, dossier.step_late_said = by.to_workflow, to.no, 0
    dossier.step_due, dossier.version = run.due, event.seq
    dossier.save(update_fields=["workflow", "step", "step_late_said", "step_due", "version"])
    if dossier.procedure.confidential:
        access.sync(dossier)
