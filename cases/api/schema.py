"""Words and shapes of the OpenAPI document that are the same for many endpoints."""

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter

from onecua.ledger.idempotency import LONGEST_KEY
from procedures.api.schema import UNREADABLE

CONFLICTS = (*UNREADABLE, 401, 403, 404, 409, 422)
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
