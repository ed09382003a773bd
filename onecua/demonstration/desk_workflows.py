"""The workflows of the desk procedures: approved once, configured for every desk of their level."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime

from onecua.demonstration.law import IN_FORCE, INVENTED
from onecua.demonstration.organisation import PROVINCE
from onecua.demonstration.province import Province, UnitSeed
from onecua.demonstration.staffing import read_desks
from onecua.demonstration.workflow_roles import WorkflowRoles
from onecua.ledger.writing import THE_SYSTEM
from onecua.people.models import Agency, Desk, Unit
from procedures.importers.desk_files import StepFacts, desk_workflows
from procedures.models import WorkflowVersion
from procedures.services.configuration import DeskWorkflow, configure
from procedures.services.workflows import Approval, approve

NUMBER = "03/QĐ-UBND"
ASKED_FOR = "Đơn vị chủ trì gửi lấy ý kiến và theo dõi trả lời (khoản 5 Điều 19 NĐ 61/2018/NĐ-CP)."


@dataclass(frozen=True, slots=True)
class Place:
    """A desk, and the agency or district from which the units of its workflows are found."""

    desk: UnitSeed

    @property
    def code(self) -> str:
        return self.desk.serves[0] if len(self.desk.serves) == 1 else self.desk.agency

    def receives(self, steps: tuple[StepFacts, ...]) -> bool:
        """Procedures of several levels carry the workflow of the level that receives most."""
        return steps[0].unit_role == self.desk.workflow_role


def approve_and_configure(province: Province, at: datetime) -> int:
    """How many workflows were made electronic at desks."""
    roles = WorkflowRoles(province)
    places = [Place(desk.unit) for desk in read_desks(province)]
    steps = {
        code: _marked(roles, next(place for place in places if place.receives(found)), found)
        for code, found in desk_workflows().items()
    }
    agency = Agency.objects.get(code=PROVINCE)
    approval = Approval(NUMBER, date(2021, 1, 8), agency, INVENTED)
    approve(steps, approval, actor=THE_SYSTEM, at=at)
    versions = WorkflowVersion.objects.filter(approval=NUMBER).select_related("procedure")
    approved = {version.procedure.code: version for version in versions}
    wanted = list(_of_desks(roles, places, steps, approved))
    return configure(wanted, valid_from=IN_FORCE, actor=THE_SYSTEM, at=at)


def _marked(
    roles: WorkflowRoles, place: Place, steps: tuple[StepFacts, ...]
) -> tuple[StepFacts, ...]:
    """An opinion of a place that no desk of the level can name says who asks for it."""
    return tuple(
        replace(step, note="; ".join(filter(None, (step.note, ASKED_FOR))))
        if roles.is_asked_for(step, place.code)
        else step
        for step in steps
    )


def _of_desks(
    roles: WorkflowRoles,
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
            if place.receives(found):
                seeds = roles.units(found, place.code)
                yield DeskWorkflow(
                    desks[place.desk.agency, place.desk.name],
                    approved[code],
                    {no: units[seed.agency, seed.name] for no, seed in seeds.items()}
                    | {1: units[place.desk.agency, place.desk.name]},
                )
