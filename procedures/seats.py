"""Which unit does which step of a workflow at a desk: proposed for many desks at once.

The workflow names units in the words of the approved paper. Words become the unit that does so
named steps of this desk already; else the one of the desk's agency that is called so, or of those
above it that workflows name so (every agency has a "Văn thư": the one above is another); and the
desk's own unit for the first step, which is the reception.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from onecua.kernel.text import fold
from onecua.people.models import Agency, Desk, Unit
from onecua.people.validity import standing
from procedures.models import Configuration, ConfiguredStep, WorkflowStep, WorkflowVersion
from procedures.services.configuration import unmanned

Above = Mapping[int, int | None]  # agency -> the one above it


@dataclass(frozen=True, slots=True)
class Seats:
    """A desk, who would do each step there, and what is wrong, a sentence a step."""

    desk: Desk
    units: Mapping[int, Unit]
    faults: Sequence[str]
    now: str  # what applies there today

    @property
    def ready(self) -> bool:
        return not self.faults


def propose(workflow: WorkflowVersion, desks: Iterable[Desk], on: date) -> list[Seats]:
    steps = list(workflow.steps.order_by("no"))
    above: Above = dict(Agency.objects.values_list("pk", "parent"))
    named = _by_name({step.unit_role for step in steps}, on)
    places = list(desks)
    used = _used(places, on)
    applied = _applied(workflow, places)
    found = [(desk, _units(steps, desk, named, used, above)) for desk in places]
    over, empty = unmanned({unit.pk for _, units in found for unit in units.values()}, on)
    return [
        Seats(desk, units, _faults(steps, units, over, empty), applied.get(desk.pk, ""))
        for desk, units in found
    ]


def candidates(desk: Desk, on: date) -> list[Unit]:
    """Units a step of this desk may be given to by hand: its agency's, and those above."""
    above: Above = dict(Agency.objects.values_list("pk", "parent"))
    chain = _chain(desk.unit.agency_id, above)
    used = ConfiguredStep.objects.filter(configuration__desk=desk).values("unit")
    rows = Unit.objects.filter(standing(on)).filter(Q(agency__in=chain) | Q(pk__in=used))
    return list(rows.select_related("agency").order_by("agency__name", "name"))


def _by_name(words: Iterable[str], on: date) -> Mapping[str, Sequence[Unit]]:
    """Folded name, or name in workflows -> units of all agencies."""
    wanted = {fold(each) for each in words}
    found: dict[str, list[Unit]] = {}
    for unit in Unit.objects.filter(standing(on)).select_related("agency").order_by("pk"):
        for name in {fold(unit.workflow_role), fold(unit.name)} & wanted:
            found.setdefault(name, []).append(unit)
    return found


def _used(desks: Sequence[Desk], on: date) -> Mapping[tuple[int, str], Unit]:
    rows = ConfiguredStep.objects.filter(
        standing(on, "unit__"), configuration__desk__in=desks, configuration__valid_to=None
    )
    rows = rows.select_related("step", "unit__agency", "configuration").order_by("pk")
    return {(row.configuration.desk_id, fold(row.step.unit_role)): row.unit for row in rows}


def _applied(workflow: WorkflowVersion, desks: Sequence[Desk]) -> Mapping[int, str]:
    rows = Configuration.objects.filter(
        desk__in=desks, procedure=workflow.procedure_id, valid_to=None
    ).select_related("workflow")
    return {
        row.desk_id: "quy trình này"
        if row.workflow_id == workflow.pk
        else f"quy trình {row.workflow.number}"
        for row in rows
    }


def _units(
    steps: Sequence[WorkflowStep],
    desk: Desk,
    named: Mapping[str, Sequence[Unit]],
    used: Mapping[tuple[int, str], Unit],
    above: Above,
) -> dict[int, Unit]:
    chain = _chain(desk.unit.agency_id, above)
    reception = fold(steps[0].unit_role) if steps else ""
    found: dict[int, Unit] = {}
    for step in steps:
        role = fold(step.unit_role)
        near = [
            unit
            for unit in named.get(role, ())
            if unit.agency_id == desk.unit.agency_id
            or (unit.agency_id in chain and fold(unit.workflow_role) == role)
        ]
        near.sort(key=lambda unit: chain.index(unit.agency_id))
        if role == reception:
            found[step.no] = desk.unit
        elif unit := used.get((desk.pk, role)) or next(iter(near), None):
            found[step.no] = unit
    return found


def _chain(agency: int, above: Above) -> list[int]:
    chain: list[int] = []
    here: int | None = agency
    while here is not None and here not in chain:
        chain.append(here)
        here = above.get(here)
    return chain


def _faults(
    steps: Sequence[WorkflowStep], units: Mapping[int, Unit], over: set[int], empty: set[int]
) -> list[str]:
    said = []
    for step in steps:
        unit = units.get(step.no)
        if unit is None:
            said.append(f"Bước {step.no} “{step.name}”: không thấy đơn vị “{step.unit_role}”.")
        elif unit.pk in over:
            said.append(f"Bước {step.no} “{step.name}”: {unit.name} đã kết thúc hoạt động.")
        elif unit.pk in empty:
            said.append(f"Bước {step.no} “{step.name}”: chưa có ai làm việc ở {unit.name}.")
    return said
