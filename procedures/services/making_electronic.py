"""Cấu hình quy trình điện tử: an approved workflow, for the desks an administrator reaches."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate

from onecua.kernel.errors import BadInput
from onecua.people.acting import Acting
from onecua.people.models import Desk
from onecua.people.rights import agencies_of
from onecua.people.services.errors import BackDated, OutOfReach
from procedures.models import WorkflowVersion
from procedures.seats import propose
from procedures.services.configuration import DeskWorkflow, configure
from procedures.services.workflows import WorkflowRefused


class NoDeskChosen(BadInput):
    code = "no-desk-chosen"
    sentence = "Chưa chọn bộ phận một cửa nào. Đánh dấu nơi áp dụng rồi bấm lại."


@transaction.atomic
def make_electronic(
    *,
    workflow: WorkflowVersion,
    desks: Sequence[Desk],
    by_hand: Mapping[int, int],
    valid_from: date,
    acting: Acting,
    at: datetime,
) -> int:
    """For all these desks or for none; how many there are new.

    by_hand: step number -> unit, where the proposal is corrected (of one desk).
    Raises NoDeskChosen, OutOfReach, BackDated, WorkflowRefused, UnitOver, NobodyThere.
    """
    if not desks:
        raise NoDeskChosen("desk")
    reached = set(agencies_of(acting).values_list("pk", flat=True))
    for desk in desks:
        if desk.unit.agency_id not in reached:
            raise OutOfReach(what=desk.name)
    if valid_from < localdate(at):
        raise BackDated("valid_from", given=valid_from, earliest=localdate(at))
    wanted = []
    for seats in propose(workflow, desks, valid_from):
        units = {no: unit.pk for no, unit in seats.units.items()} | dict(by_hand)
        if not by_hand and seats.faults:
            why = f"{seats.desk.name}: {seats.faults[0]}"
            raise WorkflowRefused("desk", procedure=workflow.procedure.code, why=why)
        wanted.append(DeskWorkflow(seats.desk, workflow, units))
    return configure(wanted, valid_from=valid_from, actor=acting.actor, at=at)
