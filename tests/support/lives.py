"""A dossier in each state, brought there by the acts that lead there."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta

from cases.models import Dossier
from cases.services import ending, immediate, intake, pause, result, supplement
from cases.services.result import ResultData
from cases.states import State
from procedures.timing import office_date
from tests.support.office import BUILDING, COPIES, Office


def submitted(office: Office) -> Dossier:
    return intake.submit(intake=office.intake(), desk=office.desk, at=office.now)


def guided(office: Office) -> Dossier:
    return intake.guide(
        intake=office.intake(), missing="Giấy chứng sinh", reason="Chưa nộp", desk=office.desk,
        acting=office["reception"], at=office.now,
    )  # fmt: skip


def not_accepted(office: Office) -> Dossier:
    return intake.refuse_intake(
        intake=office.intake(), reason="Không thuộc thẩm quyền", desk=office.desk,
        acting=office["reception"], at=office.now,
    )  # fmt: skip


def voided(office: Office) -> Dossier:
    dossier = office.accept()
    return intake.void_intake(
        dossier_id=dossier.pk, reason="Nhập nhầm thủ tục", acting=office["reception"],
        at=office.now,
    )  # fmt: skip


def awaiting_supplement(office: Office) -> Dossier:
    dossier = office.with_officer(BUILDING)
    return ask_for_more(office, dossier)


def ask_for_more(office: Office, dossier: Dossier, who: str = "officer") -> Dossier:
    return supplement.request_supplement(
        dossier_id=dossier.pk, missing="Bản vẽ móng", reason="Bản vẽ chưa có mặt cắt móng",
        answer_by=office_date(office.now) + timedelta(days=30), acting=office[who], at=office.now,
    )  # fmt: skip


def awaiting_payment(office: Office) -> Dossier:
    dossier = office.with_officer(BUILDING)
    return pause.require_payment(
        dossier_id=dossier.pk, document="15/TB-CCT", acting=office["officer"], at=office.now
    )


def suspended(office: Office) -> Dossier:
    dossier = office.with_officer(BUILDING)
    return pause.suspend(
        dossier_id=dossier.pk, ground="field_check", document="16/BB", acting=office["officer"],
        at=office.now,
    )  # fmt: skip


def result_ready(office: Office) -> Dossier:
    dossier = office.with_clerk()
    return result.record_result(
        dossier_id=dossier.pk, result=a_result(office), acting=office["clerk"], at=office.now
    )


def a_result(office: Office, *, signed_on: date | None = None) -> ResultData:
    return ResultData(
        number="12/2021", signer="A Thành", signed_on=signed_on or office_date(office.now)
    )


def returned(office: Office) -> Dossier:
    dossier = result_ready(office)
    result.arrive_at_desk(dossier_id=dossier.pk, acting=office["reception"], at=office.now)
    return result.return_result(
        dossier_id=dossier.pk, recipient="A Glưn", proof="CCCD", recipient_is_owner=True,
        acting=office["reception"], at=office.now,
    )  # fmt: skip


def withdrawn(office: Office) -> Dossier:
    dossier = office.with_officer()
    return ending.withdraw(
        dossier_id=dossier.pk, reason="Đổi ý", document="Đơn ngày 01/3/2021",
        acting=office["reception"], at=office.now,
    )  # fmt: skip


def stopped(office: Office) -> Dossier:
    dossier = office.with_officer(BUILDING)
    return ending.stop(
        dossier_id=dossier.pk, ground="dispute", document="17/TB", reason="Đất có tranh chấp",
        acting=office["head"], at=office.now,
    )  # fmt: skip


def at_once(office: Office) -> Dossier:
    return immediate.complete_at_once(
        intake_data=office.intake(COPIES),
        result=ResultData(
            number="101", last_number="105", signer="A Thành", signed_on=office_date(office.now),
            quantity=5,
        ),
        recipient="Y Blui", desk=office.desk, acting=office["reception"], at=office.now,
    )  # fmt: skip


LIVES: Mapping[State, Callable[[Office], Dossier]] = {
    State.SUBMITTED: submitted,
    State.GUIDED: guided,
    State.NOT_ACCEPTED: not_accepted,
    State.RECEIVED: lambda office: office.accept(),
    State.PROCESSING: lambda office: office.with_officer(),
    State.AWAITING_SUPPLEMENT: awaiting_supplement,
    State.AWAITING_PAYMENT: awaiting_payment,
    State.SUSPENDED: suspended,
    State.RESULT_READY: result_ready,
    State.RETURNED: returned,
    State.WITHDRAWN: withdrawn,
    State.STOPPED: stopped,
    State.VOIDED: voided,
}
