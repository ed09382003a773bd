"""Between the desk and the result: handovers, steps, supplements, pauses, the result itself."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from cases.models import Dossier, Handover, Slip, Supplement
from cases.services import (
    apology,
    ending,
    handover,
    note,
    pause,
    result,
    steps,
    supplement,
)
from cases.services.check import check_clocks
from cases.services.errors import (
    ActRefused,
    AnswerDateWrong,
    ApologyFirst,
    DocumentMissing,
    GroundUnknown,
    HeadMustSign,
    HolderMayNotWithdraw,
    NotAllowed,
    NotASigner,
    NothingMissing,
    NotInUnit,
    ReasonMissing,
    RecipientMissing,
    ResultDateWrong,
    ResultIncomplete,
    StaleForm,
    StepNotAllowed,
)
from cases.services.rebuild import rebuild
from cases.services.result import ResultData
from cases.services.supplement import next_case
from cases.services.sweep import sweep
from cases.states import State
from onecua.ledger.models import Event, LedgerText
from procedures.timing import office_date
from tests.support.lives import a_result, ask_for_more, result_ready
from tests.support.office import BUILDING, Office
from tests.support.sessions import LogIn

pytestmark = pytest.mark.django_db(transaction=True)


def due(dossier: Dossier) -> str:
    dossier.refresh_from_db()
    return f"{dossier.legal_due:%d/%m}" if dossier.legal_due else ""


def test_until_a_handover_is_confirmed_the_giver_holds(office: Office) -> None:
    dossier = office.accept()
    handover.hand_over(dossier_id=dossier.pk, acting=office["reception"], at=office.now)
    dossier.refresh_from_db()
    assert (dossier.state, dossier.held_by) == (State.RECEIVED, office.units["desk"])
    with pytest.raises(ActRefused):
        handover.hand_over(dossier_id=dossier.pk, acting=office["reception"], at=office.now)
    handover.confirm(dossier_id=dossier.pk, acting=office["officer"], at=office.now)
    dossier.refresh_from_db()
    assert (dossier.state, dossier.held_by) == (State.PROCESSING, office.units["division"])
    assert dossier.holder_person_id == office["officer"].person_id


def test_a_declined_handover_is_the_givers_and_a_row_of_its_own(office: Office) -> None:
    dossier = office.accept()
    handover.hand_over(dossier_id=dossier.pk, acting=office["reception"], at=office.now)
    with pytest.raises(ReasonMissing):
        handover.decline(dossier_id=dossier.pk, reason=" ", acting=office["officer"], at=office.now)
    handover.decline(
        dossier_id=dossier.pk, reason="Thiếu tờ khai", acting=office["officer"], at=office.now
    )
    dossier.refresh_from_db()
    assert dossier.held_by == office.units["desk"]
    declined = dossier.handovers.get()
    assert (declined.outcome, declined.reason) == (Handover.Outcome.DECLINED, "Thiếu tờ khai")
    handover.hand_over(dossier_id=dossier.pk, acting=office["reception"], at=office.now)
    handover.confirm(dossier_id=dossier.pk, acting=office["officer"], at=office.now)
    assert [row.outcome for row in dossier.handovers.order_by("pk")] == ["declined", "confirmed"]


def test_each_step_has_two_dates(office: Office) -> None:
    dossier = office.with_officer(BUILDING)
    step = dossier.steps.get(ended_at=None)
    assert step.planned_due
    assert step.due
    assert f"{step.due:%d/%m}" == "09/03"  # six working days from Monday's handover
    assert step.planned_due.date() == date(2021, 3, 10)  # half a day and six, from the reception


def test_a_step_begun_after_a_pause_is_dated_as_the_replay_dates_it(
    office: Office, log_in: LogIn
) -> None:
    """A date of a step edited by hand is found, named, and mended."""
    dossier = office.with_officer(BUILDING)
    office.travel("2021-03-03T09:00")
    pause.suspend(
        dossier_id=dossier.pk, ground="field_check", document="12/TB-UBND",
        acting=office["officer"], at=office.now,
    )  # fmt: skip
    office.travel("2021-03-10T09:00")
    pause.resume(
        dossier_id=dossier.pk, document="15/BB-UBND", acting=office["officer"], at=office.now
    )
    steps.complete_step(dossier_id=dossier.pk, acting=office["officer"], at=office.now)
    office.travel("2021-03-11T08:00")
    handover.confirm(dossier_id=dossier.pk, acting=office["head"], at=office.now)
    signing = dossier.steps.get(ended_at=None)
    assert signing.planned_due
    assert signing.due
    assert f"{signing.due:%d/%m}" == "15/03"  # two working days from its own handover
    assert f"{signing.planned_due:%d/%m}" == "19/03"  # 12/03 by the plan; five days were stopped
    assert list(check_clocks(office.now)) == []

    with log_in("superuser") as session, session.cursor() as cursor:
        cursor.execute("ALTER TABLE cases_dossier DISABLE TRIGGER USER")
        cursor.execute("UPDATE cases_dossier SET step_due = step_due + interval '3 days'")
        cursor.execute("UPDATE cases_steprun SET due = '2021-04-01', planned_due = '2021-04-01'")
        cursor.execute("DELETE FROM cases_steprun WHERE ended_at IS NULL")
        cursor.execute("ALTER TABLE cases_dossier ENABLE ALWAYS TRIGGER dossier_requires_event")
        cursor.execute(
            "ALTER TABLE cases_dossier ENABLE ALWAYS TRIGGER dossier_change_requires_event"
        )
    found = {difference.column for difference in check_clocks(office.now)}
    assert found == {
        "step_due", "lần giữ thứ 1 due", "lần giữ thứ 1 planned_due",
        "lần giữ thứ 2 due", "lần giữ thứ 2 planned_due", "lần giữ thứ 3",
    }  # fmt: skip
    rebuild(dossier_id=dossier.pk, at=office.now)
    assert list(check_clocks(office.now)) == []
    again = dossier.steps.get(ended_at=None)
    assert (again.no, again.name, again.due) == (3, signing.name, signing.due)


def test_work_is_sent_back_only_where_the_workflow_allows_it(office: Office) -> None:
    dossier = office.with_officer()
    steps.complete_step(dossier_id=dossier.pk, acting=office["officer"], at=office.now)
    handover.confirm(dossier_id=dossier.pk, acting=office["head"], at=office.now)
    with pytest.raises(StepNotAllowed):
        steps.send_back(
            dossier_id=dossier.pk,
            to_step=1,
            reason="Thiếu chữ ký",
            acting=office["head"],
            at=office.now,
        )
    steps.send_back(
        dossier_id=dossier.pk, to_step=2, reason="Sai tên", acting=office["head"], at=office.now
    )
    handover.confirm(dossier_id=dossier.pk, acting=office["officer"], at=office.now)
    dossier.refresh_from_db()
    assert (dossier.step, dossier.held_by) == (2, office.units["division"])


def test_assigned_only_to_somebody_of_the_unit(office: Office) -> None:
    dossier = office.with_officer()
    with pytest.raises(NotInUnit):
        handover.assign(
            dossier_id=dossier.pk, person_id=office["clerk"].person_id, acting=office["head"],
            at=office.now,
        )  # fmt: skip
    handover.assign(
        dossier_id=dossier.pk, person_id=office["officer2"].person_id, acting=office["head"],
        at=office.now,
    )  # fmt: skip
    dossier.refresh_from_db()
    assert dossier.holder_person_id == office["officer2"].person_id


def test_a_stale_form_says_who_when_and_what(office: Office) -> None:
    dossier = office.with_officer()
    seen = dossier.version
    note.note(dossier_id=dossier.pk, text="Đã gọi", acting=office["head"], at=office.now)
    with pytest.raises(StaleForm) as refusal:
        steps.complete_step(
            dossier_id=dossier.pk, acting=office["officer"], at=office.now, version=seen
        )
    assert "A Thành cập nhật lúc 08:0" in refusal.value.message
    assert "Ghi chú." in refusal.value.message


def test_the_first_supplement_in_three_days_starts_the_clock_again(office: Office) -> None:
    dossier = office.with_officer(BUILDING)
    assert due(dossier) == "15/03"
    office.travel("2021-03-04T09:00")
    ask_for_more(office, dossier)
    dossier.refresh_from_db()
    assert (dossier.run, dossier.legal_due, dossier.late_from) == ("stopped", None, None)
    office.travel("2021-03-10T09:00")
    supplement.receive_supplement(dossier_id=dossier.pk, acting=office["reception"], at=office.now)
    assert due(dossier) == "24/03"
    assert f"{dossier.promised_due:%d/%m}" == "15/03"
    assert f"{dossier.appointed_due:%d/%m}" == "24/03"
    receipts = Slip.objects.filter(dossier=dossier, form="receipt").order_by("pk")
    assert receipts[1].replaces == receipts[0]
    assert "Giấy số 01/TNHS ngày 01/03/2021" in receipts[1].context
    assert list(check_clocks(office.now)) == []


def test_a_late_first_request_needs_a_head_and_only_resumes(office: Office) -> None:
    dossier = office.with_officer(BUILDING)
    office.travel("2021-03-05T09:00")
    case = next_case(dossier, office.now)
    assert (case.restart, case.over_window, case.needs_a_head) == (False, True, True)
    with pytest.raises(HeadMustSign, match="quá 03 ngày làm việc"):
        ask_for_more(office, dossier)
    ask_for_more(office, dossier, "head")
    office.travel("2021-03-09T09:00")
    supplement.receive_supplement(dossier_id=dossier.pk, acting=office["reception"], at=office.now)
    assert due(dossier) == "17/03"  # Monday 8 and Tuesday 9 were not counted
    assert Supplement.objects.get().over_window


def test_a_second_request_needs_the_heads_reason(office: Office) -> None:
    dossier = office.with_officer(BUILDING)
    ask_for_more(office, dossier)
    supplement.receive_supplement(dossier_id=dossier.pk, acting=office["reception"], at=office.now)
    with pytest.raises(HeadMustSign, match="lần thứ hai"):
        ask_for_more(office, dossier)
    ask_for_more(office, dossier, "head")
    assert [row.restart for row in Supplement.objects.order_by("pk")] == [True, False]


def test_no_supplement_after_the_due_date_without_an_apology(office: Office) -> None:
    dossier = office.with_officer(BUILDING)
    office.travel("2021-03-16T09:00")
    with pytest.raises(ApologyFirst):
        ask_for_more(office, dossier, "head")
    sweep(office.now)
    apology.sign_apology(
        dossier_id=dossier.pk, reason="Quá tải", new_due_on=date(2021, 3, 22),
        acting=office["head"], at=office.now,
    )  # fmt: skip
    ask_for_more(office, dossier, "head")
    dossier.refresh_from_db()
    assert dossier.run == "stopped"
    assert dossier.late_from is not None, "a pause cannot cure lateness"


@pytest.mark.parametrize(
    ("missing", "reason", "days", "refusal"),
    [
        ("", "Chưa nộp", 9, NothingMissing),
        ("Đơn", " ", 9, ReasonMissing),
        ("Đơn", "Chưa nộp", 0, AnswerDateWrong),
    ],
)
def test_a_supplement_says_what_why_and_by_when(
    office: Office, missing: str, reason: str, days: int, refusal: type[Exception]
) -> None:
    dossier = office.with_officer(BUILDING)
    with pytest.raises(refusal):
        supplement.request_supplement(
            dossier_id=dossier.pk, missing=missing, reason=reason,
            answer_by=office_date(office.now) + timedelta(days=days), acting=office["officer"],
            at=office.now,
        )  # fmt: skip
    dossier.refresh_from_db()
    assert (dossier.state, dossier.run) == (State.PROCESSING, "running")
    assert not LedgerText.objects.exists()


def test_a_pause_needs_a_ground_and_a_document(office: Office) -> None:
    dossier = office.with_officer(BUILDING)
    with pytest.raises(GroundUnknown):
        pause.suspend(
            dossier_id=dossier.pk, ground="tired", document="1", acting=office["officer"],
            at=office.now,
        )  # fmt: skip
    with pytest.raises(DocumentMissing):
        pause.require_payment(
            dossier_id=dossier.pk, document=" ", acting=office["officer"], at=office.now
        )
    pause.require_payment(
        dossier_id=dossier.pk, document="15/TB-CCT", acting=office["officer"], at=office.now
    )
    office.travel("2021-03-04T09:00")
    pause.record_payment(
        dossier_id=dossier.pk, document="BL 0012", acting=office["reception"], at=office.now
    )
    assert due(dossier) == "18/03"


def test_no_end_without_what_the_result_demands(office: Office) -> None:
    dossier = office.with_clerk()
    with pytest.raises(ResultIncomplete, match="số, ký hiệu, người ký, ngày ký"):
        result.record_result(
            dossier_id=dossier.pk, result=ResultData(), acting=office["clerk"], at=office.now
        )
    for day, why in ((date(2021, 2, 28), "trước ngày tiếp nhận"), (date(2021, 3, 2), "tương lai")):
        with pytest.raises(ResultDateWrong, match=why):
            result.record_result(
                dossier_id=dossier.pk, result=a_result(office, signed_on=day),
                acting=office["clerk"], at=office.now,
            )  # fmt: skip
    dossier.refresh_from_db()
    assert (dossier.state, dossier.run) == (State.PROCESSING, "running")


def test_a_result_step_is_ended_by_nothing_but_a_result(office: Office) -> None:
    dossier = office.with_clerk()
    with pytest.raises(ActRefused):
        steps.complete_step(dossier_id=dossier.pk, acting=office["clerk"], at=office.now)


def test_returned_only_from_the_desk_to_somebody(office: Office) -> None:
    dossier = result_ready(office)
    facts: dict[str, Any] = {
        "dossier_id": dossier.pk,
        "acting": office["reception"],
        "at": office.now,
    }
    with pytest.raises(ActRefused):
        result.return_result(recipient="A", proof="CCCD", recipient_is_owner=True, **facts)
    result.arrive_at_desk(**facts)
    with pytest.raises(RecipientMissing):
        result.return_result(recipient=" ", proof="CCCD", recipient_is_owner=True, **facts)
    result.return_result(recipient="A", proof="CCCD", recipient_is_owner=True, **facts)


def test_a_refusal_is_a_result_with_the_same_deadline(office: Office) -> None:
    dossier = office.with_officer(BUILDING)
    with pytest.raises(NotAllowed, match="cơ quan đang giữ hồ sơ"):
        result.refuse(
            dossier_id=dossier.pk, reason="Thiếu chữ ký", legal_basis="Điều 5",
            acting=office["officer"],
            at=office.now,
        )  # fmt: skip
    result.refuse(
        dossier_id=dossier.pk, reason="Không phù hợp quy hoạch", legal_basis="Luật Xây dựng",
        acting=office["head"], at=office.now,
    )  # fmt: skip
    dossier.refresh_from_db()
    assert (dossier.state, dossier.outcome, dossier.timeliness) == (
        State.RESULT_READY, "refused", "early",
    )  # fmt: skip
    assert Slip.objects.filter(dossier=dossier, form="refusal").exists()


def test_whoever_holds_it_does_not_record_its_withdrawal(office: Office) -> None:
    dossier = office.with_officer()
    with pytest.raises(NotAllowed):
        ending.withdraw(
            dossier_id=dossier.pk, reason="", document="Đơn", acting=office["officer"],
            at=office.now,
        )  # fmt: skip
    steps.send_back(
        dossier_id=dossier.pk, to_step=1, reason="Sai", acting=office["officer"], at=office.now
    )
    handover.confirm(dossier_id=dossier.pk, acting=office["reception"], at=office.now)
    with pytest.raises(HolderMayNotWithdraw):
        ending.withdraw(
            dossier_id=dossier.pk, reason="", document="Đơn", acting=office["reception"],
            at=office.now,
        )  # fmt: skip
    ending.withdraw(
        dossier_id=dossier.pk, reason="", document="Đơn", acting=office["reception2"],
        at=office.now,
    )  # fmt: skip
    dossier.refresh_from_db()
    assert (dossier.state, dossier.outcome) == (State.WITHDRAWN, "withdrawn")


def test_a_late_dossier_is_not_stopped_without_its_apology(office: Office) -> None:
    dossier = office.with_officer(BUILDING)
    office.travel("2021-03-16T09:00")
    facts: dict[str, Any] = {
        "dossier_id": dossier.pk, "ground": "dispute", "document": "1/TB", "reason": "Tranh chấp",
        "at": office.now,
    }  # fmt: skip
    with pytest.raises(ApologyFirst):
        ending.stop(acting=office["head"], **facts)


def test_a_step_is_said_late_once_and_again_on_the_next_stay(office: Office) -> None:
    dossier = office.with_officer(BUILDING)
    office.travel("2021-03-10T08:00")
    assert sweep(office.now).said["step_late"] == 1
    assert sweep(office.now).said["step_late"] == 0
    event = Event.objects.get(stream=dossier.pk, kind="step_late")
    assert event.data["step"] == 2
    assert event.data["unit"] == office.units["division"].pk


def test_a_head_without_signing_power_does_not_stop(office: Office) -> None:
    dossier = office.with_officer(BUILDING)
    with pytest.raises(NotASigner):
        ending.stop(
            dossier_id=dossier.pk, ground="law", document="1/TB", reason="Thiếu chữ ký",
            acting=replace(office["head"], signs=False), at=office.now,
        )  # fmt: skip
