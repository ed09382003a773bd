"""What a pressed button does at the counter: one service each, once for each form."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from cases.models import Dossier
from cases.services import immediate, intake
from cases.services.opening import Intake
from cases.services.result import ResultData
from cases.web.intake_forms import PaperRow, intake_of, missing
from onecua.kernel.errors import BadInput
from onecua.people.acting import Acting
from onecua.people.models import Desk
from procedures.models import ProcedureVersion
from procedures.timing import office_date

INCOMPLETE = "Chưa đủ thành phần hồ sơ theo quy định."


class PapersMissing(BadInput):
    code = "papers-missing"
    sentence = (
        "Còn thiếu giấy tờ bắt buộc: {names}. Đánh dấu khi đã nhận, "
        "hoặc bấm “Yêu cầu bổ sung” để in phiếu hướng dẫn."
    )


class PaperCountWrong(BadInput):
    code = "paper-count-wrong"
    sentence = "Số bản của giấy tờ {no} phải là một số từ 0 đến 99."


@dataclass(frozen=True, slots=True)
class Counter:
    """A filled form on the desk."""

    data: Mapping[str, Any]
    version: ProcedureVersion
    rows: Sequence[PaperRow]
    desk: Desk
    acting: Acting
    at: datetime

    @property
    def given(self) -> Intake:
        wrong = next((row for row in self.rows if row.wrong), None)
        if wrong is not None:
            raise PaperCountWrong("papers", no=wrong.no)
        return intake_of(self.data, self.version.procedure.code, self.rows)

    @property
    def whole(self) -> Intake:
        """Nothing is received that is not complete (NĐ 61/2018 Đ17.1)."""
        if names := missing(self.rows):
            raise PapersMissing("papers", names="; ".join(names))
        return self.given


def accept(counter: Counter) -> Dossier:
    return intake.accept(
        intake=counter.whole, desk=counter.desk, acting=counter.acting, at=counter.at,
        known=counter.version, received_at=counter.data["received_at"],
        late_reason=counter.data["late_reason"],
    )  # fmt: skip


def complete_at_once(counter: Counter) -> Dossier:
    data = counter.data
    result = ResultData(
        number=data["number"], last_number=data["last_number"], signer=data["signer"],
        signed_on=office_date(counter.at), quantity=data["copies"],
    )  # fmt: skip
    return immediate.complete_at_once(
        intake_data=counter.whole, result=result, recipient=data["recipient"] or data["name"],
        desk=counter.desk, acting=counter.acting, at=counter.at,
        number_checked=data["number_checked"],
    )  # fmt: skip


def guide(counter: Counter) -> Dossier:
    """The papers that are not ticked are what is missing; words may be added."""
    lines = [*missing(counter.rows), counter.data["reason"]]
    return intake.guide(
        intake=counter.given, missing="\n".join(filter(None, lines)), reason=INCOMPLETE,
        desk=counter.desk, acting=counter.acting, at=counter.at,
    )  # fmt: skip


def refuse(counter: Counter) -> Dossier:
    return intake.refuse_intake(
        intake=counter.given, reason=counter.data["reason"], desk=counter.desk,
        acting=counter.acting, at=counter.at,
    )  # fmt: skip


DEEDS: Mapping[str, Callable[[Counter], Dossier]] = {
    "accept": accept,
    "complete_at_once": complete_at_once,
    "guide": guide,
    "refuse": refuse,
}
