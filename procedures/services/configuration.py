"""A workflow made electronic for desks: which unit does which step. Only then may they receive."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from onecua.kernel.errors import BadInput
from onecua.ledger.canonical import JsonObject
from onecua.ledger.writing import Actor
from onecua.people.models import Desk, Post, Unit
from onecua.people.roles import WORKERS
from onecua.people.validity import standing
from procedures.models import Configuration, ConfiguredStep, WorkflowStep, WorkflowVersion
from procedures.selectors_workflows import checked
from procedures.services._record import record
from procedures.services.workflows import WorkflowRefused
from procedures.workflow_checks import stopping
from procedures.workflow_text import facts_of

CHUNK = 2_000
MOST_NAMED = 10


class NobodyThere(BadInput):
    code = "workflow-nobody-there"
    sentence = (
        "Không cấu hình được quy trình: chưa có ai làm việc ở {units}. "
        "Giao vị trí ở đó rồi cấu hình lại."
    )


class UnitOver(BadInput):
    code = "workflow-unit-over"
    sentence = (
        "Không cấu hình được quy trình: đơn vị đã kết thúc hoạt động ở {units}. "
        "Chọn đơn vị kế thừa rồi cấu hình lại."
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

    Raises WorkflowRefused (a step without a unit, or a fault of `workflow_checks`), UnitOver
    (dissolved by that day), NobodyThere (a unit in which nobody works). Each names the step.
    """
    steps = _steps_of({each.workflow.pk for each in wanted})
    for each in wanted:
        without = [str(no) for no in steps[each.workflow.pk] if no not in each.units]
        if without:
            why = f"bước {', '.join(without)} chưa có đơn vị ở {each.desk}."
            raise WorkflowRefused("steps", procedure=each.workflow.procedure.code, why=why)
    _refuse_unsound(wanted, steps, at)
    _refuse_unmanned(wanted, steps, valid_from)
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


def _refuse_unsound(
    wanted: Sequence[DeskWorkflow], steps: Mapping[int, Mapping[int, WorkflowStep]], at: datetime
) -> None:
    """Each workflow once, by the day of the first desk that takes it."""
    once = {each.workflow.pk: each for each in reversed(wanted)}
    for pk, each in once.items():
        rows = [facts_of(steps[pk][no]) for no in sorted(steps[pk])]
        procedure = each.workflow.procedure
        found = stopping(checked(rows, procedure, each.desk.unit.agency, at))
        if found:
            raise WorkflowRefused("steps", procedure=procedure.code, why=found[0].words)


def unmanned(units: Iterable[int], on: date) -> tuple[set[int], set[int]]:
    """Of these units: which have ended by that day, and in which nobody works then."""
    wanted = set(units)
    standing_units = Unit.objects.filter(standing(on), standing(on, "agency__"), pk__in=wanted)
    over = wanted - set(standing_units.values_list("pk", flat=True))
    posts = Post.objects.filter(standing(on), unit__in=wanted, role__in=WORKERS)
    return over, wanted - over - set(posts.values_list("unit", flat=True))


def _refuse_unmanned(
    wanted: Sequence[DeskWorkflow], steps: Mapping[int, Mapping[int, WorkflowStep]], on: date
) -> None:
    over, empty = unmanned({unit for each in wanted for unit in each.units.values()}, on)
    for units, refusal in ((over, UnitOver), (empty, NobodyThere)):
        if not units:
            continue
        names = dict(Unit.objects.filter(pk__in=units).values_list("pk", "name"))
        lines = {
            f"bước {no} “{steps[each.workflow.pk][no].name}” ({names[unit]})": None
            for each in wanted
            for no, unit in sorted(each.units.items())
            if unit in units and no in steps[each.workflow.pk]
        }
        raise refusal("units", units=", ".join(list(lines)[:MOST_NAMED]))


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
