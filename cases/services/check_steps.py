"""Each stay at a step against the events: its number, when it began and ended, its two dates."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import zip_longest
from typing import Any

from cases.clock import ClockEvent, StepReading
from cases.models import Dossier, StepRun
from onecua.people.models import Desk, Reorganisation
from procedures.selectors import PlannedStep
from procedures.selectors import plan as plan_at

Columns = dict[str, Any]


def last_due(stays: Sequence[StepReading]) -> datetime | None:
    """Of the step in hand; between two units, of the one that has given it away.

    None once the lead's own part is done: the wait for the other agencies is nobody's step.
    """
    last = stays[-1] if stays else None
    return last.due.at if last and last.due and not last.part_done else None


def step_differences(
    dossier: Dossier, stays: Sequence[StepReading]
) -> Iterator[tuple[str, Any, Any]]:
    """(what, as the row has it, as the events say)."""
    for number, (run, stay) in enumerate(zip_longest(_runs(dossier), stays), 1):
        name = f"lần giữ thứ {number}"
        if run is None or stay is None:
            yield name, "có" if run else "không có", "có" if stay else "không có"
            continue
        for column, value in _columns(stay).items():
            if getattr(run, column) != value:
                yield f"{name} {column}", getattr(run, column), value


def rebuild_steps(dossier: Dossier, stays: Sequence[StepReading], names: dict[int, str]) -> None:
    """What no event knows goes, what is missing comes again. names: of the plan's steps."""
    runs = _runs(dossier)
    for run in runs[len(stays) :]:
        run.delete()
    for run, stay in zip_longest(runs[: len(stays)], stays):
        row = run or StepRun(dossier=dossier, name=names[stay.step])
        for column, value in _columns(stay).items():
            setattr(row, column, value)
        row.save()


def _runs(dossier: Dossier) -> list[StepRun]:
    return sorted(dossier.steps.all(), key=lambda run: run.pk)


def _columns(stay: StepReading) -> Columns:
    return {
        "no": stay.step,
        "unit_id": stay.unit,
        "started_at": stay.started_at,
        "ended_at": stay.ended_at,
        "planned_due": stay.planned.at if stay.planned else None,
        "due": stay.due.at if stay.due else None,
    }


def units_before(dossier: Dossier, events: Sequence[ClockEvent]) -> list[dict[int, int]]:
    """Step -> unit until each reorganisation that moved the dossier, oldest first."""
    found: list[dict[int, int]] = []
    desk_unit: object = None
    for event in events:
        if event.kind == "continued":
            plan = _plan_before(dossier, desk_unit, str(event.payload["decision"]))
            found.append({step.no: step.unit_id for step in plan})
        desk_unit = event.payload.get("desk_unit") or desk_unit
    return found


def _plan_before(dossier: Dossier, desk_unit: object, decision: str) -> Sequence[PlannedStep]:
    """As the desk had it until the decision took effect; nothing before a desk received it."""
    if desk_unit is None or dossier.workflow_id is None:
        return ()
    desk = Desk.objects.get(unit=int(str(desk_unit)))
    by = Reorganisation.objects.filter(decision=decision).first()
    return plan_at(dossier.workflow_id, desk.pk, before=by.effective_on if by else None)
