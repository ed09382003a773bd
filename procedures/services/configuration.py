"""A workflow made electronic for desks: which unit does which step. Only then may they receive."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from onecua.kernel.errors import BadInput
from onecua.ledger.canonical import JsonObject
from onecua.ledger.writing import Actor
from onecua.people.models import Desk, Post, Unit
from procedures.models import Configuration, ConfiguredStep, WorkflowStep, WorkflowVersion
from procedures.services._record import record
from procedures.services.workflows import WorkflowRefused

CHUNK = 2_000
MOST_NAMED = 10


class NobodyThere(BadInput):
    code = "workflow-nobody-there"
    sentence = (
        "Không cấu hình được quy trình: chưa có ai giữ vị trí ở {units}. "
        "Bổ nhiệm người rồi cấu hình lại."
    )


@dataclass(frozen=True, slots=True)
class DeskWorkflow:
    """A workflow of one desk: which unit does which step."""

    desk: Desk
    workflow: WorkflowVersion
    units: Mapping[int, int]  # step number -> unit


@transaction.atomic
def configure(
    wanted: Sequence[DeskWorkflow], *, valid_from: date, actor: Actor, at: datetime
) -> int:
    """Make workflows electronic for their desks; how many. Another one of the desk ends that day.

    Raises WorkflowRefused (a step without a unit), NobodyThere (a unit without a post).
    """
    steps = _steps_of({each.workflow.pk for each in wanted})
    for each in wanted:
        without = [str(no) for no in steps[each.workflow.pk] if no not in each.units]
        if without:
            why = f"bước {', '.join(without)} chưa có đơn vị ở {each.desk}"
            raise WorkflowRefused("steps", procedure=each.workflow.procedure.code, why=why)
    _refuse_empty_units(wanted, valid_from)
    new = _end_what_is_replaced(wanted, valid_from)
    rows = Configuration.objects.bulk_create(
        (
            Configuration(
                desk=each.desk,
                procedure_id=each.workflow.procedure_id,
                workflow=each.workflow,
                valid_from=valid_from,
            )
            for each in new
        ),
        batch_size=CHUNK,
    )
    ConfiguredStep.objects.bulk_create(
        (
            ConfiguredStep(configuration=row, step=step, unit_id=each.units[no])
            for row, each in zip(rows, new, strict=True)
            for no, step in steps[each.workflow.pk].items()
        ),
        batch_size=CHUNK,
    )
    _tell(new, valid_from, actor, at)
    return len(new)


def _steps_of(workflows: Iterable[int]) -> dict[int, dict[int, WorkflowStep]]:
    found: dict[int, dict[int, WorkflowStep]] = {pk: {} for pk in workflows}
    for step in WorkflowStep.objects.filter(workflow__in=found):
        found[step.workflow_id][step.no] = step
    return found


def _refuse_empty_units(wanted: Sequence[DeskWorkflow], on: date) -> None:
    units = {unit for each in wanted for unit in each.units.values()}
    posts = Post.objects.filter(unit__in=units, valid_from__lte=on).exclude(valid_to__lt=on)
    if empty := units - set(posts.values_list("unit_id", flat=True)):
        names = Unit.objects.filter(pk__in=empty).order_by("pk").values_list("name", flat=True)
        raise NobodyThere("units", units=", ".join(names[:MOST_NAMED]))


def _end_what_is_replaced(wanted: Sequence[DeskWorkflow], on: date) -> list[DeskWorkflow]:
    """What is not configured so already; an older workflow of the same desk ends."""
    desks = {each.desk.pk for each in wanted}
    open_now = {
        (row.desk_id, row.procedure_id): row
        for row in Configuration.objects.filter(desk__in=desks, valid_to=None)
    }
    new, ended = [], []
    for each in wanted:
        old = open_now.get((each.desk.pk, each.workflow.procedure_id))
        if old is None or old.workflow_id != each.workflow.pk:
            new.append(each)
            ended += [old.pk] if old else []
    Configuration.objects.filter(pk__in=ended).update(valid_to=on)
    return new


def _tell(new: Sequence[DeskWorkflow], valid_from: date, actor: Actor, at: datetime) -> None:
    """One event a desk, in the stream of its agency."""
    codes: dict[int, list[str]] = {}
    desks = {each.desk.pk: each.desk for each in new}
    for each in new:
        codes.setdefault(each.desk.pk, []).append(each.workflow.procedure.code)
    for pk, procedures in codes.items():
        facts: JsonObject = {
            "desk": pk,
            "procedures": sorted(procedures),
            "valid_from": valid_from.isoformat(),
        }
        record(desks[pk].unit.agency, "workflows_configured", facts, actor=actor, at=at)
