"""The workflows of the desk procedures: approved once, configured for every desk of their level."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime

from onecua.demonstration.law import IN_FORCE, INVENTED
from onecua.demonstration.organisation import PROVINCE
from onecua.demonstration.province import Province, UnitSeed
from onecua.demonstration.staffing import read_desks
from onecua.demonstration.workflow_roles import SeatOfPlace, WorkflowRoles
from onecua.ledger.writing import THE_SYSTEM
from onecua.people.models import Agency, Desk, Unit
from procedures.importers.desk_files import StepFacts, desk_workflows
from procedures.models import WorkflowVersion
from procedures.services.configuration import DeskWorkflow, configure
from procedures.services.workflows import Approval, approve

NUMBER = "03/QĐ-UBND"
_SEAT = "Quy ước minh họa: không biết nơi ở của người nộp thì đơn vị nơi đặt trụ sở làm bước này."


@dataclass(frozen=True, slots=True)
class Place:
    """A desk, and the agency or district from which the units of its workflows are found."""

    desk: UnitSeed

    @property
    def code(self) -> str:
        return self.desk.serves[0] if len(self.desk.serves) == 1 else self.desk.agency


def approve_and_configure(province: Province, at: datetime) -> int:
    """How many workflows were made electronic at desks."""
    seats = SeatOfPlace(province, WorkflowRoles(province))
    places = [Place(desk.unit) for desk in read_desks(province)]
    steps = {
        code: tuple(_marked(seats, places, found, step) for step in found)
        for code, found in desk_workflows().items()
    }
    agency = Agency.objects.get(code=PROVINCE)
    approval = Approval(NUMBER, date(2021, 1, 8), agency, INVENTED)
    approve(steps, approval, actor=THE_SYSTEM, at=at)
    versions = WorkflowVersion.objects.filter(approval=NUMBER).select_related("procedure")
    approved = {version.procedure.code: version for version in versions}
    wanted = list(_of_desks(seats, places, steps, approved))
    return configure(wanted, valid_from=IN_FORCE, actor=THE_SYSTEM, at=at)


def _received_at(place: Place, steps: tuple[StepFacts, ...]) -> bool:
    """Procedures of several levels carry the workflow of the level that receives most."""
    return steps[0].unit_role == place.desk.workflow_role


def _marked(
    seats: SeatOfPlace, places: list[Place], steps: tuple[StepFacts, ...], step: StepFacts
) -> StepFacts:
    """A step whose unit depends on where the applicant lives says which unit was chosen."""
    place = next(place for place in places if _received_at(place, steps))
    _, chosen = seats.unit(step.unit_role, place.code)
    return replace(step, note="; ".join(filter(None, (step.note, _SEAT)))) if chosen else step


def _of_desks(
    seats: SeatOfPlace,
    places: list[Place],
    steps: dict[str, tuple[StepFacts, ...]],
    approved: dict[str, WorkflowVersion],
) -> Iterator[DeskWorkflow]:
    desks = {
        (desk.unit.agency.code, desk.unit.name): desk
        for desk in Desk.objects.select_related("unit__agency")
    }
    units = {
        (code, name): pk
        for code, name, pk in Unit.objects.values_list("agency__code", "name", "pk")
    }
    for place in places:
        for code, found in steps.items():
            if _received_at(place, found):
                seeds = {step.no: seats.unit(step.unit_role, place.code)[0] for step in found}
                yield DeskWorkflow(
                    desks[place.desk.agency, place.desk.name],
                    approved[code],
                    {no: units[seed.agency, seed.name] for no, seed in seeds.items()}
                    | {1: units[place.desk.agency, place.desk.name]},
                )
