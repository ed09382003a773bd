"""The office's own papers of a dossier: what they say is what happened."""

from typing import Any

import pytest

from cases.models import Dossier, PrintJob, Slip
from cases.services import handover, intake, result, steps
from cases.services.control_sheet import control_sheet
from cases.services.office_lists import handover_list, result_list
from cases.services.office_papers import PAPERS
from cases.services.register_rows import register_rows
from cases.slip_contexts.control_sheet import HandoverRow
from cases.slip_contexts.forms import FORMS
from onecua.ledger.models import Event, OutboxMessage
from tests.support import lives
from tests.support.office import BUILDING, Office

pytestmark = pytest.mark.django_db(transaction=True)
DESK, OFFICER, CLERK = "Bộ phận Tiếp nhận và Trả kết quả", "Công chức chuyên môn", "Văn thư"


def rows(office: Office, dossier: Dossier) -> tuple[HandoverRow, ...]:
    dossier.refresh_from_db()
    return control_sheet(dossier, office.now).handovers


def test_the_control_sheet_has_a_row_for_each_change_of_hands(office: Office) -> None:
    dossier = office.accept()
    office.travel("2021-03-01T09:30")
    handover.hand_over(dossier_id=dossier.pk, acting=office["reception"], at=office.now)
    office.travel("2021-03-01T09:50")
    handover.confirm(dossier_id=dossier.pk, acting=office["officer"], at=office.now)
    (row,) = rows(office, dossier)
    assert (row.giver, row.giver_name) == (DESK, "Trần Thị Bích Ngọc")
    assert (row.receiver, row.receiver_name) == (OFFICER, "Nguyễn Văn Hùng")
    assert row.given_at.startswith("09 giờ 30 phút, ngày 01 tháng 3 năm 2021")
    assert row.received_at == "lúc 09:50 ngày 01/03/2021"
    assert row.result == "Quá hạn"  # the desk has one hour from 08:00
    assert row.confirmed


def test_a_step_in_days_is_judged_by_the_day(office: Office) -> None:
    dossier = office.with_officer(BUILDING)
    office.travel("2021-03-05T15:00")
    steps.complete_step(dossier_id=dossier.pk, acting=office["officer"], at=office.now)
    assert [row.result for row in rows(office, dossier)] == ["Trước hạn", "Trước hạn"]
    assert rows(office, dossier)[1].note == "Chờ bên nhận xác nhận."


def test_a_refusal_to_take_over_is_a_row_with_its_reason(office: Office) -> None:
    dossier = office.accept()
    handover.hand_over(dossier_id=dossier.pk, acting=office["reception"], at=office.now)
    handover.decline(
        dossier_id=dossier.pk, reason="Thiếu tờ khai", acting=office["officer"], at=office.now
    )
    (row,) = rows(office, dossier)
    assert row.refused
    assert not row.confirmed
    assert row.note == "Không nhận: Thiếu tờ khai"


def test_the_sheet_ends_with_the_result_at_the_desk(office: Office) -> None:
    dossier = lives.returned(office)
    last = rows(office, dossier)[-1]
    assert (last.giver, last.receiver) == (CLERK, DESK)
    assert last.note == "Kết quả giải quyết."
    assert control_sheet(dossier, office.now).open_rows == 0


def test_a_new_dossier_leaves_a_block_for_each_handover_to_come(office: Office) -> None:
    sheet = control_sheet(office.accept(), office.now)
    assert (sheet.handovers, sheet.open_rows) == ((), 4)  # division, head, clerk and the desk again
    assert sheet.lead_agency == "UBND thị trấn Đắk Hà"
    assert sheet.partner_agencies == "không có"


@pytest.mark.parametrize("name", PAPERS)
def test_every_paper_can_be_written_of_a_dossier_at_work(office: Office, name: str) -> None:
    dossier = office.with_officer()
    context: Any = PAPERS[name](dossier, office["head"], office.now)
    assert context.lookup.code == dossier.code
    assert FORMS.get(("Mẫu nội bộ", name)) or FORMS["TT 01/2018", name]


def test_a_label_never_carries_the_check_code(office: Office) -> None:
    dossier = office.accept()
    context: Any = PAPERS["label"](dossier, office["reception"], office.now)
    assert context.lookup.check_code == ""
    assert context.lookup.address == ""
    assert context.serial == "0001"


def test_the_list_of_a_handover_names_what_waits_between_two_units(office: Office) -> None:
    given, kept = office.accept(name="A Glưn"), office.accept(name="Y Blui")
    desk, division = office.units["desk"], office.units["division"]
    assert handover_list(giver=desk, receiver=division, at=office.now) is None
    handover.hand_over(dossier_id=given.pk, acting=office["reception"], at=office.now)
    found = handover_list(giver=desk, receiver=division, at=office.now)
    assert found is not None
    assert [(row.code, row.applicant, row.middle) for row in found.rows] == [
        (given.code, "A Glưn", "01")
    ]
    assert kept.code not in {row.code for row in found.rows}


def test_the_list_of_results_says_their_numbers(office: Office) -> None:
    dossier = lives.result_ready(office)
    context = result_list(
        giver=office.units["clerk"], desk=office.desk, acting=office["clerk"], at=office.now
    )
    assert context is not None
    assert [(row.code, row.middle) for row in context.rows] == [(dossier.code, "12/2021")]
    assert context.giver_name == "Phạm Thị Hoa"
    result.arrive_at_desk(dossier_id=dossier.pk, acting=office["reception"], at=office.now)
    assert not result_list(
        giver=office.units["clerk"], desk=office.desk, acting=office["clerk"], at=office.now
    )


def test_the_regime_of_the_dossier_chooses_its_forms(office: Office) -> None:
    with office.owner, office.owner.cursor() as cursor:  # the application may only read them
        cursor.execute("UPDATE procedures_regime SET form_set = 'TT 03/2025'")
    dossier = lives.stopped(office)
    receipt, notice = Slip.objects.filter(dossier=dossier).order_by("pk")
    assert (receipt.kind.number, receipt.kind.source_short) == ("Mẫu số 01", "TT 03/2025/TT-VPCP")
    assert notice.title == "Thông báo dừng giải quyết hồ sơ, số 01/TBD"
    assert "17/TB" in notice.context
    assert "Có tranh chấp" in notice.context


def test_a_stopped_dossier_of_2018_gets_its_notice_without_a_form_number(office: Office) -> None:
    notice = lives.stopped(office).slips.get(form="stop_notice")
    assert (notice.form_set, notice.kind.number) == ("TT 01/2018", "")
    issued = Event.objects.filter(stream=notice.dossier_id, kind="slip_issued").order_by("seq")
    assert issued.reverse()[0].data["form"] == "Thông báo dừng giải quyết hồ sơ"


def test_the_register_lists_what_was_received_returned_and_voided(office: Office) -> None:
    lives.returned(office)
    voided = office.accept(name="Nhập nhầm")
    intake.void_intake(
        dossier_id=voided.pk, reason="Nhập nhầm thủ tục", acting=office["reception"], at=office.now
    )
    office.accept(name="Y Blui")
    one, two, three = register_rows(office.desk, 2021, 1, 9)
    assert (one.entry_words, one.returned, one.taken_by) == ("01", "01/03/2021", "A Glưn")
    assert one.agency == "UBND thị trấn Đắk Hà"
    assert (two.struck, two.note) == (
        True, "Hủy tiếp nhận ngày 01/03/2021: Nhập nhầm thủ tục",
    )  # fmt: skip
    assert (three.applicant, three.returned, three.struck) == ("Y Blui", "", False)


def test_a_print_is_asked_for_and_changes_nothing(office: Office) -> None:
    dossier = office.accept()
    before = dossier.version
    assert not PrintJob.objects.exists()
    dossier.refresh_from_db()
    assert dossier.version == before
    assert OutboxMessage.objects.filter(kind="render_slip").count() == 1
