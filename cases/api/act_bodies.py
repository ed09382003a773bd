"""What each act on a dossier needs, as JSON: one row an act. Blank words pass; services judge."""

from collections.abc import Mapping
from typing import Any

from rest_framework import serializers

from cases.api.fields import Body, Day, line, text
from cases.models import StoredFile
from cases.services.branches import MOST_DAYS
from cases.services.ending import STOP_GROUNDS
from cases.services.errors import FileRefused
from cases.services.pause import GROUNDS
from cases.services.result import MOST_COPIES, ResultData


class ActBody(Body):
    """Every act may say which version of the dossier its person looked at."""

    version = serializers.IntegerField(
        label="Phiên bản hồ sơ đã xem; hồ sơ mới hơn thì bị từ chối (409)", min_value=1,
        max_value=2**31 - 1, required=False, allow_null=True, default=None,
    )  # fmt: skip


class ReasonBody(ActBody):
    reason = text("Lý do")


class GuideWaitingBody(ReasonBody):
    missing = text("Giấy tờ, nội dung phải bổ sung, mỗi dòng một mục")


class AssignBody(ActBody):
    person_id = serializers.IntegerField(label="Người được phân công", min_value=1)


class StepBody(ActBody):
    opinion = text("Ý kiến", required=False)


class SendBackBody(ReasonBody):
    to_step = serializers.IntegerField(label="Trả về bước số", min_value=1, max_value=999)


class SupplementBody(GuideWaitingBody):
    answer_by = Day(label="Trả lời trước ngày")


class DocumentBody(ActBody):
    document = line("Số văn bản làm căn cứ", most=60)


class SuspendBody(DocumentBody):
    ground = serializers.ChoiceField(list(GROUNDS.items()), label="Căn cứ tạm dừng")


class StopBody(ReasonBody):
    ground = serializers.ChoiceField(list(STOP_GROUNDS.items()), label="Căn cứ dừng xử lý")
    document = line("Số văn bản làm căn cứ", most=60)


class WithdrawBody(ActBody):
    document = line("Đơn xin rút của công dân", most=120)
    reason = text("Lý do", required=False)


class ResultBody(Body):
    number = line("Số, ký hiệu", most=60, required=False)
    last_number = line("Số cuối, khi là một dãy số", most=60, required=False)
    signer = line("Người ký", most=120, required=False)
    signed_on = Day(label="Ngày ký", required=False, allow_null=True, default=None)
    summary = text("Trích yếu", required=False)
    quantity = serializers.IntegerField(
        label=f"Số bản, từ 1 đến {MOST_COPIES}", min_value=-MOST_COPIES, max_value=10 * MOST_COPIES,
        default=1,
    )  # fmt: skip
    file = line("Tệp kết quả: mã “digest” mà /api/v1/files/ đã trả", most=64, required=False)


class RecordResultBody(ActBody):
    result = ResultBody(label="Kết quả")


class RefuseBody(ReasonBody):
    legal_basis = text("Căn cứ pháp lý")


class ReturnBody(ActBody):
    recipient = line("Người nhận", most=250)
    proof = line("Xác nhận bằng: CCCD, giấy ủy quyền, số vận đơn", most=200)
    recipient_is_owner = serializers.BooleanField(label="Là chủ hồ sơ", default=False)


class ApologyBody(ReasonBody):
    new_due_on = Day(
        label="Hẹn lại ngày; bỏ trống khi đã có kết quả",
        required=False, allow_null=True, default=None,
    )  # fmt: skip


class SignBody(ActBody):
    reason = text("Lý do, nếu người ký sửa", required=False)
    new_due_on = Day(
        label="Hẹn lại ngày, nếu người ký sửa", required=False, allow_null=True, default=None
    )


class ConsultBody(ActBody):
    agency_id = serializers.IntegerField(label="Cơ quan được hỏi", min_value=1)
    days = serializers.IntegerField(
        label="Trả lời trong số ngày làm việc", min_value=1, max_value=MOST_DAYS
    )
    question = text("Nội dung xin ý kiến")


class AnswerBody(ActBody):
    answer = text("Nội dung trả lời")


class NoteBody(ActBody):
    text = text("Nội dung")


class ReprintBody(ActBody):
    slip_id = serializers.IntegerField(label="Phiếu in lại", min_value=1)


class KeepScanBody(ActBody):
    slip_id = serializers.IntegerField(label="Phiếu đã ký", min_value=1)
    file = line("Mã của tệp quét đã gửi", most=64)


BODIES: Mapping[str, type[ActBody]] = {
    "accept": ActBody,
    "guide": GuideWaitingBody,
    "refuse_intake": ReasonBody,
    "void_intake": ReasonBody,
    "hand_over": ActBody,
    "confirm": ActBody,
    "decline": ReasonBody,
    "assign": AssignBody,
    "complete_step": StepBody,
    "send_back": SendBackBody,
    "request_supplement": SupplementBody,
    "receive_supplement": ActBody,
    "require_payment": DocumentBody,
    "record_payment": DocumentBody,
    "suspend": SuspendBody,
    "resume": DocumentBody,
    "consult": ConsultBody,
    "answer": AnswerBody,
    "finish_part": StepBody,
    "close_parts": ReasonBody,
    "record_result": RecordResultBody,
    "refuse": RefuseBody,
    "arrive_at_desk": ActBody,
    "return_result": ReturnBody,
    "withdraw": WithdrawBody,
    "stop": StopBody,
    "draft_apology": ActBody,
    "complete_apology": ApologyBody,
    "sign_apology": SignBody,
    "withdraw_apology": ReasonBody,
    "reschedule": ActBody,
    "note": NoteBody,
    "reprint": ReprintBody,
    "keep_scan": KeepScanBody,
}


def arguments(data: dict[str, Any]) -> dict[str, Any]:
    """The service's own arguments: JSON names are the service's names, but for files."""
    if "result" in data:
        return data | {"result": result_data(data["result"])}
    if "file" in data:
        return data | {"file": _sent(data["file"])}
    return data


def result_data(data: dict[str, Any]) -> ResultData:
    """Raises FileRefused for a file nobody has sent."""
    file = _sent(data["file"]) if data["file"] else None
    return ResultData(**(data | {"file": file}))


def _sent(digest: str) -> StoredFile:
    file = StoredFile.objects.filter(digest=digest).first()
    if file is None:
        raise FileRefused("file", why="chưa có tệp nào với mã này; hãy gửi tệp trước")
    return file
