"""How the OpenAPI document says a refusal: the same words for every endpoint."""

from typing import Any

from drf_spectacular.utils import OpenApiResponse, inline_serializer
from rest_framework import serializers

UNREADABLE = (400, 413, 415)  # of whatever carries a body
WHY = {
    400: "Nội dung không phải JSON đọc được, hoặc có tham số mà địa chỉ này không biết.",
    401: "Chưa đăng nhập, hoặc phiên đã hết.",
    403: "Thấy hồ sơ nhưng vị trí này không được làm; câu trả lời nói việc này của ai.",
    404: "Không có, không thuộc phạm vi của đơn vị, hoặc vị trí trang không đúng.",
    409: "Trạng thái hiện tại không cho phép, biểu mẫu đã cũ, hoặc yêu cầu trước đang chạy.",
    413: "Nội dung quá lớn.",
    415: "Địa chỉ này không nhận kiểu nội dung đó.",
    422: "Dữ liệu chưa đúng, hoặc mã chống gửi trùng đã dùng cho nội dung khác.",
    429: "Sai nhiều lần; thử lại sau một giờ.",
}


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
