"""What lies on the counter, as JSON, and the acts that make a dossier of it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from rest_framework import serializers

from cases.api.act_bodies import ResultBody, result_data
from cases.api.fields import Body, Day, Instant, line, text
from cases.models import Applicant
from cases.services.applicants import ApplicantData
from cases.services.opening import MOST_SETS, Intake, PaperData
from procedures.models import ChannelTerm

MOST_PAPERS = 100
MOST_COUNT = 99


class ApplicantBody(Body):
    name = line("Họ tên, tên tổ chức", most=250)
    identity = line("Số CCCD (12 số) hoặc CMND (9 số)", most=40, required=False)
    kind = serializers.ChoiceField(Applicant.Kind.choices, label="Loại", default="person")
    tax_code = line("Mã số thuế", most=14, required=False)
    born_on = Day(label="Ngày sinh", required=False, allow_null=True, default=None)
    sex = serializers.ChoiceField(
        [("", "–"), ("Nam", "Nam"), ("Nữ", "Nữ")], label="Giới tính", default=""
    )
    address = line("Địa chỉ", required=False)
    phone = line("Điện thoại", most=20, required=False)
    email = serializers.EmailField(label="Thư điện tử", allow_blank=True, default="")
    submitter = line("Người nộp thay", most=250, required=False)
    submitter_identity = line("Số CCCD của người nộp thay", most=40, required=False)
    authority = line("Giấy ủy quyền, hoặc quan hệ với chủ hồ sơ", most=200, required=False)


class PaperBody(Body):
    name = line("Tên giấy tờ", most=1000)
    originals = serializers.IntegerField(
        label="Số bản chính", min_value=0, max_value=MOST_COUNT, default=0
    )
    copies = serializers.IntegerField(
        label="Số bản sao", min_value=0, max_value=MOST_COUNT, default=0
    )
    present = serializers.BooleanField(label="Có nộp", default=True)


class IntakeBody(Body):
    procedure = line("Mã thủ tục", most=40)
    applicant = ApplicantBody(label="Người nộp")
    channel = serializers.ChoiceField(
        ChannelTerm.Channel.choices, label="Cách nộp", default="direct"
    )
    quantity = serializers.IntegerField(
        label=f"Số bộ, từ 1 đến {MOST_SETS}", min_value=-MOST_SETS, max_value=10 * MOST_SETS,
        default=1,
    )  # fmt: skip
    papers = serializers.ListField(
        child=PaperBody(), label="Giấy tờ", default=list, max_length=MOST_PAPERS
    )


class AcceptBody(IntakeBody):
    received_at = Instant(
        label="Lúc nhận giấy tờ, nếu sớm hơn lúc ghi (nhập bù từ sổ giấy)", required=False,
        allow_null=True, default=None,
    )  # fmt: skip
    late_reason = text(
        "Lý do ghi muộn, khi giấy tờ nhận trước lúc ghi quá một ngày làm việc", required=False
    )


class GuideBody(IntakeBody):
    missing = text("Giấy tờ, nội dung phải bổ sung, mỗi dòng một mục")
    reason = text("Lý do", required=False)


class RefuseIntakeBody(IntakeBody):
    reason = text("Lý do từ chối")


class AtOnceBody(IntakeBody):
    result = ResultBody(label="Kết quả")
    recipient = line("Người nhận", most=250)
    number_checked = serializers.BooleanField(
        label="Đã đối chiếu sổ: số chứng thực này đúng là ghi lần nữa", default=False
    )


@dataclass(frozen=True, slots=True)
class Opening:
    """An act that makes a dossier: its body, its address, and the arguments it gives."""

    act: str
    address: str
    body: type[Body]
    arguments: Callable[[dict[str, Any]], dict[str, Any]]


def intake_of(data: dict[str, Any]) -> Intake:
    return Intake(
        procedure=data["procedure"],
        applicant=ApplicantData(**data["applicant"]),
        channel=data["channel"],
        quantity=data["quantity"],
        papers=tuple(PaperData(**paper) for paper in data["papers"]),
    )


def _accepted(data: dict[str, Any]) -> dict[str, Any]:
    return {
        "intake": intake_of(data),
        "received_at": data["received_at"],
        "late_reason": data["late_reason"],
    }


def _guided(data: dict[str, Any]) -> dict[str, Any]:
    return {"intake": intake_of(data), "missing": data["missing"], "reason": data["reason"]}


def _refused(data: dict[str, Any]) -> dict[str, Any]:
    return {"intake": intake_of(data), "reason": data["reason"]}


def _at_once(data: dict[str, Any]) -> dict[str, Any]:
    return {
        "intake_data": intake_of(data),
        "result": result_data(data["result"]),
        "recipient": data["recipient"],
        "number_checked": data["number_checked"],
    }


OPENINGS: Mapping[str, Opening] = {
    opening.act: opening
    for opening in (
        Opening("accept", "", AcceptBody, _accepted),
        Opening("guide", "guide/", GuideBody, _guided),
        Opening("refuse_intake", "refuse-intake/", RefuseIntakeBody, _refused),
        Opening("complete_at_once", "complete-at-once/", AtOnceBody, _at_once),
    )
}
