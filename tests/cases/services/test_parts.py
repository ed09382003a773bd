"""Liên thông cùng cấp: land registry and tax work at the same time, each by its own clock."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import pytest

from cases.models import Dossier
from cases.querysets import visible_to
from cases.selectors.worklist import TABS, listed
from cases.services import handover, parts, pause, rebuild, result, steps
from cases.services.check import check_clocks
from cases.services.control_sheet import control_sheet
from cases.services.errors import ActRefused, NotAllowed, ReasonMissing, TextMissing
from cases.services.proposal import Case, propose_for
from cases.services.result import ResultData
from onecua.ledger.verification import verify_ledger
from onecua.people.acting import Acting
from onecua.people.models import Unit
from procedures.models import (
    Configuration,
    ConfiguredStep,
    Procedure,
    WorkflowStep,
    WorkflowVersion,
)
from tests.support.calendars import at, on
from tests.support.office import BUILDING, Office

pytestmark = pytest.mark.django_db(transaction=True)

# name, who, days, branch, lead, evidence
LAND: Sequence[tuple[str, str, str, str, bool, str]] = (
    ("Tiếp nhận", "desk", "0.5", "", False, "document"),
    ("Chỉnh lý hồ sơ địa chính", "division", "3", "A", True, "document"),
    ("Xác định nghĩa vụ tài chính", "far_division", "2", "B", False, "opinion"),
    ("Duyệt thông báo nộp tiền", "far_head", "2", "B", False, "document"),
    ("Cho ý kiến về quy hoạch", "far_clerk", "1", "C", False, "document"),
    ("Vào sổ cấp giấy", "clerk", "1", "", False, "result"),
    ("Trả kết quả", "desk", "0", "", False, "none"),
)


@pytest.fixture
def land(office: Office) -> Office:
    """The building permit of the office, from today by a workflow with three lanes."""
    far = {
        f"far_{kind}": Unit.objects.get(agency__kind="district", kind=kind)
        for kind in ("division", "head", "clerk")
        if kind != "head"
    }
    far["far_head"] = Unit.objects.get(agency__kind="district", kind="leadership")
    units = {**office.units, **far}
    procedure = Procedure.objects.get(code=BUILDING)
    Configuration.objects.filter(procedure=procedure).update(valid_to=on("2021-03-01"))
    workflow = WorkflowVersion.objects.create(
        procedure=procedure, number=2, approval="05/QĐ-UBND", approved_on=on("2021-02-01")
    )
    configured = Configuration.objects.create(
        desk=office.desk, procedure=procedure, workflow=workflow, valid_from=on("2021-03-01")
    )
    for no, (name, who, days, branch, lead, evidence) in enumerate(LAND, 1):
        step = WorkflowStep.objects.create(
            workflow=workflow, no=no, name=name, unit_role=who, post_role=who, term=Decimal(days),
            term_unit="days", branch=branch, lead=lead, evidence=evidence, may_close=lead,
        )  # fmt: skip
        ConfiguredStep.objects.create(configuration=configured, step=step, unit=units[who])
    return office


def given(office: Office) -> Dossier:
    dossier = office.accept(BUILDING)
    handover.hand_over(dossier_id=dossier.pk, acting=office["reception"], at=office.now)
    return handover.confirm(dossier_id=dossier.pk, acting=office["officer"], at=office.now)


def act(office: Office, command: Any, dossier: Dossier, who: str, **more: Any) -> Dossier:
    done: Dossier = command(dossier_id=dossier.pk, acting=office[who], at=office.now, **more)
    return done


def to_do(acting: Acting, office: Office) -> list[int]:
    rows = listed(acting, TABS["can-lam"], office.now)
    return list(rows.values_list("pk", flat=True).distinct())


def sound(office: Office) -> None:
    assert list(check_clocks(office.now)) == []
    assert list(verify_ledger()) == []


def test_all_agencies_begin_at_once_and_the_dossier_passes_when_the_last_has_done(
    land: Office,
) -> None:
    dossier = given(land)
    lanes = {each.lane: each for each in dossier.branches.all()}
    assert {lane: (each.lead, each.due) for lane, each in lanes.items()} == {
        "A": (True, at("2021-03-04T17:30")),
        "B": (False, at("2021-03-05T17:30")),  # two steps, one term of four days
        "C": (False, at("2021-03-02T17:30")),
    }
    assert dossier.step == 2
    assert dossier.pk in to_do(land["far_officer"], land)
    assert visible_to(land["far_head"]).filter(pk=dossier.pk).exists()  # above the division
    with pytest.raises(NotAllowed):
        act(land, parts.finish_part, dossier, "officer")
    land.travel("2021-03-02T09:00")
    act(land, steps.complete_step, dossier, "officer")  # the lead's own part
    dossier.refresh_from_db()
    assert (dossier.step, dossier.step_due, dossier.state) == (2, None, "processing")
    assert not dossier.handovers.filter(outcome="pending").exists()
    assert dossier.pk not in to_do(land["officer"], land)
    waiting = listed(land["officer"], TABS["cho-co-quan-khac"], land.now)
    assert list(waiting.values_list("pk", flat=True)) == [dossier.pk]
    # Four days along the longest lane and one behind the block: not nine, one after the other.
    case = Case(dossier.workflow_id, dossier.desk_id, 2, None, 1, "working_days", None)
    assert propose_for(case, land.now).new_due == at("2021-03-09T17:30")
    with pytest.raises(ActRefused, match="còn chờ các cơ quan làm song song"):
        act(land, steps.complete_step, dossier, "officer")
    sound(land)
    with pytest.raises(TextMissing, match="ý kiến"):
        act(land, parts.finish_part, dossier, "far_officer")
    act(land, parts.finish_part, dossier, "far_officer", opinion="Không nợ thuế.")
    moved = dossier.branches.get(lane="B")
    assert (moved.step, moved.ended_at, moved.unit.name) == (4, None, "Lãnh đạo")
    land.travel("2021-03-03T10:00")
    act(land, parts.finish_part, dossier, "far_head")
    act(land, parts.close_parts, dossier, "head", reason="Quá ngày chưa trả lời, coi như đồng ý")
    done = act(land, steps.complete_step, dossier, "officer")
    assert done.handovers.get(outcome="pending").step == 6
    ends = {each.lane: each.timeliness for each in dossier.branches.all()}
    assert ends == {"A": "early", "B": "early", "C": "late"}
    act(land, handover.confirm, dossier, "clerk")
    book = ResultData(number="7/GCN", signer="A Thành", signed_on=on("2021-03-03"))
    final = act(land, result.record_result, dossier, "clerk", result=book)
    assert (final.state, final.timeliness) == ("result_ready", "early")
    sheet = control_sheet(final, land.now)
    lanes_out = [row for row in sheet.handovers if row.note.startswith("Nhánh")]
    assert [(row.receiver, row.result) for row in lanes_out] == [
        ("Công chức chuyên môn, UBND huyện Đắk Hà", ""),
        ("Văn thư, UBND huyện Đắk Hà", ""),
        ("Công chức chuyên môn", "Trước hạn"),
        ("Công chức chuyên môn", "Quá hạn"),
    ]
    sound(land)


def test_only_the_leads_stop_stops_the_dossier_and_the_others_go_on(land: Office) -> None:
    dossier = given(land)
    act(land, pause.suspend, dossier, "officer", ground="council", document="1/TB")
    runs = {each.lane: each.run for each in dossier.branches.all()}
    assert runs == {"A": "stopped", "B": "running", "C": "running"}
    act(land, parts.finish_part, dossier, "far_officer", opinion="Không nợ thuế.")
    sound(land)


def test_the_head_says_why_he_does_not_wait_and_only_once_his_own_part_is_done(
    land: Office,
) -> None:
    dossier = given(land)
    with pytest.raises(ActRefused, match="chưa xong"):
        act(land, parts.close_parts, dossier, "head", reason="Gấp, công dân đang chờ")
    act(land, steps.complete_step, dossier, "officer")
    with pytest.raises(ReasonMissing):
        act(land, parts.close_parts, dossier, "head", reason=" ")
    WorkflowStep.objects.filter(workflow__number=2, no=2).update(may_close=False)
    with pytest.raises(ActRefused, match="quy trình không cho"):
        act(land, parts.close_parts, dossier, "head", reason="Gấp, công dân đang chờ")


def test_a_part_whose_row_was_lost_comes_again_from_its_events(land: Office) -> None:
    dossier = given(land)
    act(land, parts.finish_part, dossier, "far_officer", opinion="Không nợ thuế.")
    columns = ("no", "lane", "lead", "unit", "step", "answer", "due", "opened_at")
    kept = list(dossier.branches.values(*columns))
    with land.owner, land.owner.cursor() as owner:
        owner.execute("DELETE FROM cases_branch")
    rebuild.rebuild(dossier_id=dossier.pk, at=land.now)
    assert list(dossier.branches.values(*columns)) == kept
    sound(land)
