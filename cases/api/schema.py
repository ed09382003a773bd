"""Words and shapes of the OpenAPI document that are the same for many endpoints."""

from typing import Any

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, inline_serializer
from rest_framework import serializers

from onecua.ledger.idempotency import LONGEST_KEY

UNREADABLE = (400, 413, 415)  # of whatever carries a body
CONFLICTS = (*UNREADABLE, 401, 403, 404, 409, 422)
WHY = {
    400: "Nội dung không phải JSON đọc được.",
    401: "Chưa đăng nhập, hoặc phiên đã hết.",
    403: "Thấy hồ sơ nhưng vị trí này không được làm; câu trả lời nói việc này của ai.",
    404: "Không có, hoặc không thuộc phạm vi của đơn vị.",
    409: "Trạng thái hiện tại không cho phép, biểu mẫu đã cũ, hoặc yêu cầu trước đang chạy.",
    413: "Nội dung quá lớn.",
    415: "Địa chỉ này không nhận kiểu nội dung đó.",
    422: "Dữ liệu chưa đúng, hoặc mã chống gửi trùng đã dùng cho nội dung khác.",
    429: "Sai nhiều lần; thử lại sau một giờ.",
}
KEY_HEADER = OpenApiParameter(
    "Idempotency-Key",
    OpenApiTypes.STR,
    OpenApiParameter.HEADER,
    description=(
        f"Mã do bên gọi đặt, dài nhất {LONGEST_KEY} ký tự. Gửi lại cùng mã, cùng nội dung: nhận "
        "lại câu trả lời đầu tiên, không làm hai lần. Cùng mã, khác nội dung: 422. Đang chạy: 409."
    ),
)


CODE = OpenApiParameter(
    "code", OpenApiTypes.STR, OpenApiParameter.PATH, description="Mã hồ sơ, hoặc số tiếp nhận."
)


class FieldProblem(serializers.Serializer[Any]):
    field = serializers.CharField(help_text="Tên trường; dấu chấm cho trường bên trong.")
    code = serializers.CharField()
    detail = serializers.CharField(help_text="Câu tiếng Việt cho người dùng.")


# A lời từ chối of RFC 9457. `errors` is the framework's own word in a class, so it is said here.
PROBLEM = inline_serializer(
    "Problem",
    {
        "type": serializers.CharField(),
        "status": serializers.IntegerField(),
        "code": serializers.CharField(help_text="Mã ổn định cho chương trình."),
        "detail": serializers.CharField(help_text="Câu tiếng Việt: vì sao, và nên làm gì."),
        "field": serializers.CharField(required=False),
        "errors": FieldProblem(many=True, required=False),
    },
)


def problems(*statuses: int) -> dict[Any, OpenApiResponse]:
    return {
        (status, "application/problem+json"): OpenApiResponse(PROBLEM, WHY[status])
        for status in sorted(statuses)
    }
