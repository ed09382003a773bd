"""Workflows approved by a decision (TT 01/2018 Đ8). Running dossiers keep theirs.

Parallel branches keep their letters in the steps; for now the steps of all branches are worked one
after the other, in the order of their numbers.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime

from django.db import transaction

from onecua.kernel.errors import BadInput
from onecua.ledger.writing import Actor
from onecua.people.models import Agency
from procedures.importers.desk_files import StepFacts
from procedures.models import Procedure, WorkflowStep, WorkflowVersion
from procedures.services._record import record

CHUNK = 2_000


class WorkflowRefused(BadInput):
    code = "workflow-refused"
    sentence = "Quy trình của thủ tục {procedure} không áp dụng được: {why}"


@dataclass(frozen=True, slots=True)
class Approval:
    """The decision that approves workflows."""

    number: str
    approved_on: date
    agency: Agency
    source: str = ""


@transaction.atomic
def approve(
    wanted: Mapping[str, Sequence[StepFacts]], approval: Approval, *, actor: Actor, at: datetime
) -> list[WorkflowVersion]:
    """Procedure code -> steps. What this decision has approved before is left as it is.

    Raises WorkflowRefused.
    """
    done = set(
        WorkflowVersion.objects.filter(approval=approval.number).values_list(
            "procedure__code", flat=True
        )
    )
    new = {code: steps for code, steps in wanted.items() if code not in done}
    procedures = {row.code: row for row in Procedure.objects.filter(code__in=new)}
    for code, steps in new.items():
        if why := _why_not(code in procedures, steps):
            raise WorkflowRefused("procedure", procedure=code, why=why)
    numbers = _last_numbers(new)
    versions = WorkflowVersion.objects.bulk_create(
        WorkflowVersion(
            procedure=procedures[code],
            number=numbers.get(code, 0) + 1,
            approval=approval.number,
            approved_on=approval.approved_on,
            source=approval.source,
        )
        for code in new
    )
    pairs = list(zip(versions, new.values(), strict=True))
    WorkflowStep.objects.bulk_create(
        (
            WorkflowStep(workflow=version, **asdict(step))
            for version, steps in pairs
            for step in steps
        ),
        batch_size=CHUNK,
    )
    _tell(pairs, approval, actor, at)
    return versions


def _tell(
    pairs: Sequence[tuple[WorkflowVersion, Sequence[StepFacts]]],
    approval: Approval,
    actor: Actor,
    at: datetime,
) -> None:
    """One event a workflow, in the stream of the agency that approved it."""
    for version, steps in pairs:
        record(
            approval.agency,
            "workflow_approved",
            {
                "procedure": version.procedure.code,
                "workflow": version.number,
                "approval": approval.number,
                "approved_on": approval.approved_on.isoformat(),
                "steps": len(steps),
            },
            actor=actor,
            at=at,
        )


def _why_not(known: bool, steps: Sequence[StepFacts]) -> str:  # noqa: FBT001 - one fact
    if not known:
        return "danh mục không có thủ tục này."
    if [step.no for step in steps] != list(range(1, len(steps) + 1)):
        return "các bước không được đánh số liên tục từ 1."
    if sum(step.evidence == WorkflowStep.Evidence.RESULT for step in steps) != 1:
        return "phải có đúng một bước ra kết quả."
    return ""


def _last_numbers(codes: Iterable[str]) -> dict[str, int]:
    rows = WorkflowVersion.objects.filter(procedure__code__in=codes).order_by("number")
    return dict(rows.values_list("procedure__code", "number"))
