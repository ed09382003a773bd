"""Cấu hình quy trình điện tử: an approved workflow, for the desks an administrator reaches."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate

from onecua.kernel.errors import BadInput, Refusal
from onecua.people.acting import Acting
from onecua.people.models import Desk
from onecua.people.rights import agencies_of
from onecua.people.services.errors import BackDated, OutOfReach
from procedures.models import Configuration, WorkflowVersion
from procedures.seats import propose
from procedures.services.configuration import DeskWorkflow, configure
from procedures.services.workflows import WorkflowRefused


class NoDeskChosen(BadInput):
    code = "no-desk-chosen"
    sentence = "Chưa chọn bộ phận một cửa nào. Đánh dấu nơi áp dụng rồi bấm lại."


class AppliedAlready(Refusal):
    code = "workflow-applied-already"
    sentence = (
        "Những nơi đã chọn đang áp dụng chính quy trình này. Muốn đổi đơn vị làm một bước thì soạn "
        "bản mới từ quy trình này: hồ sơ đang giải quyết giữ đơn vị lúc nhận."
    )


class AnotherWaits(BadInput):
    code = "another-workflow-waits"
    sentence = (
        "{desk} đã cấu hình một quy trình áp dụng từ {day:%d/%m/%Y}. "
        "Chọn ngày áp dụng từ ngày đó trở đi."
    )


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
    Raises NoDeskChosen, OutOfReach, BackDated, AnotherWaits, WorkflowRefused, UnitOver,
    NobodyThere, AppliedAlready.
    """
    _refuse_unfit(workflow, desks, valid_from, acting, at)
    wanted = []
    for seats in propose(workflow, desks, valid_from):
        units = {no: unit.pk for no, unit in seats.units.items()} | dict(by_hand)
        if not by_hand and seats.faults:
            why = f"{seats.desk.name}: {seats.faults[0]}"
            raise WorkflowRefused("desk", procedure=workflow.procedure.code, why=why)
        wanted.append(DeskWorkflow(seats.desk, workflow, units))
    made = configure(wanted, valid_from=valid_from, actor=acting.actor, at=at)
    if not made:
        raise AppliedAlready
    return made


def _refuse_unfit(
    workflow: WorkflowVersion,
    desks: Sequence[Desk],
    valid_from: date,
    acting: Acting,
    at: datetime,
) -> None:
    if not desks:
        raise NoDeskChosen("desk")
    reached = set(agencies_of(acting).values_list("pk", flat=True))
    for desk in desks:
        if desk.unit.agency_id not in reached:
            raise OutOfReach(what=desk.name)
    if valid_from < localdate(at):
        raise BackDated("valid_from", given=valid_from, earliest=localdate(at))
    later = Configuration.objects.filter(
        desk__in=desks, procedure=workflow.procedure_id, valid_to=None, valid_from__gt=valid_from
    )
    if (waits := later.select_related("desk").first()) is not None:
        raise AnotherWaits("valid_from", desk=waits.desk.name, day=waits.valid_from)
