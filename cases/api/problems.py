"""Every refusal of the API as problem details (RFC 9457): a stable code, a Vietnamese sentence."""

import logging
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple, TypeVar

from django.core.exceptions import PermissionDenied as DjangoPermissionDenied
from django.core.exceptions import RequestDataTooBig
from django.http import Http404
from rest_framework import exceptions, status
from rest_framework.exceptions import APIException, ErrorDetail
from rest_framework.response import Response

from onecua.kernel.errors import Refusal

log = logging.getLogger(__name__)

T = TypeVar("T")

CONTENT_TYPE = "application/problem+json"
BAD_INPUT = ("bad-input", "Dữ liệu gửi lên chưa đúng; xem từng trường trong “errors”.")


class Known(NamedTuple):
    status: int
    code: str
    detail: str


NOT_FOUND = Known(404, "not-found", "Không tìm thấy, hoặc không thuộc phạm vi của đơn vị bạn.")
CSRF = Known(403, "csrf", "Thiếu hoặc sai mã chống giả mạo (CSRF). Tải lại trang rồi gửi lại.")
SIGNED_OUT = Known(
    401, "not-signed-in", "Bạn chưa đăng nhập, hoặc phiên làm việc đã hết. Hãy đăng nhập lại."
)
FORBIDDEN = Known(403, "forbidden", "Bạn không có quyền với yêu cầu này.")
UNEXPECTED = Known(400, "refused", "Yêu cầu này không thực hiện được.")
BROKEN = Known(
    500,
    "broken",
    "Hệ thống gặp lỗi và đã ghi lại. Chưa có gì được lưu; gửi lại sau ít phút với cùng mã chống "
    "gửi trùng.",
)

# What the framework refuses by itself; the first class that fits.
FRAMEWORK: Mapping[type[Exception], Known] = {
    Http404: NOT_FOUND,
    exceptions.NotFound: NOT_FOUND,
    exceptions.NotAuthenticated: SIGNED_OUT,
    exceptions.AuthenticationFailed: SIGNED_OUT,
    exceptions.PermissionDenied: FORBIDDEN,
    DjangoPermissionDenied: FORBIDDEN,
    exceptions.ParseError: Known(400, "bad-json", "Nội dung gửi lên không đọc được như đã khai."),
    exceptions.MethodNotAllowed: Known(
        405, "method-not-allowed", "Địa chỉ này không nhận cách gửi đó."
    ),
    exceptions.NotAcceptable: Known(406, "not-acceptable", "Giao diện này chỉ trả lời bằng JSON."),
    RequestDataTooBig: Known(
        413, "body-too-large", "Nội dung gửi lên quá lớn. Chia thành nhiều yêu cầu nhỏ hơn."
    ),
    exceptions.UnsupportedMediaType: Known(
        415, "unsupported-media-type", "Địa chỉ này không nhận kiểu nội dung đó."
    ),
    exceptions.Throttled: Known(
        429, "too-many-requests", "Quá nhiều yêu cầu. Đợi một lúc rồi gửi lại."
    ),
}

# DRF's own codes -> words; its Vietnamese catalogue is incomplete.
FIELD_WORDS: Mapping[str, str] = {
    "required": "Thiếu trường này.",
    "null": "Trường này không được để trống (null).",
    "blank": "Trường này không được để trống.",
    "empty": "Danh sách này không được rỗng.",
    "max_length": "Nội dung quá dài.",
    "min_length": "Nội dung quá ngắn.",
    "max_value": "Số quá lớn.",
    "min_value": "Số quá nhỏ.",
    "invalid_choice": "Giá trị này không có trong danh sách được phép.",
    "not_a_list": "Trường này phải là một danh sách.",
    "date": "Cần một ngày, không kèm giờ.",
    "datetime": "Cần ngày và giờ, không phải chỉ một ngày.",
    "unknown": "Không có trường này; kiểm tra lại tên trường.",
    "no-zone": "Thời điểm phải ghi múi giờ, ví dụ 2021-03-01T08:00:00+07:00.",
    "not-a-date": "Ngày phải viết dạng NĂM-THÁNG-NGÀY, ví dụ 2021-03-01.",
    "not-an-instant": "Thời điểm phải viết theo ISO 8601, ví dụ 2021-03-01T08:00:00+07:00.",
    "null_characters_not_allowed": "Nội dung có ký tự không được phép.",
    "surrogate_characters_not_allowed": "Nội dung có ký tự không được phép.",
    "no_name": "Chưa gửi kèm tệp.",
}
ODD_VALUE = "Giá trị này không đúng kiểu dữ liệu."


def as_problem(error: Exception, _context: dict[str, Any]) -> Response:
    if isinstance(error, Refusal):
        return problem(error.status, error.code, error.message, field=getattr(error, "field", ""))
    if isinstance(error, exceptions.ValidationError):
        answer = problem(status.HTTP_422_UNPROCESSABLE_ENTITY, *BAD_INPUT)
        answer.data["errors"] = list(_fields(error.detail))
        return answer
    answer = problem(*_known(error))
    if answer.status_code == status.HTTP_401_UNAUTHORIZED:
        answer["WWW-Authenticate"] = "Session"
    return answer


def _known(error: Exception) -> Known:
    """Whatever else broke is logged here, for nobody above would answer in JSON."""
    known = _first(FRAMEWORK, error)
    if known is None and not isinstance(error, APIException):
        log.error("an endpoint broke", exc_info=error)
        return BROKEN
    if known is FORBIDDEN and "CSRF" in str(error):
        return CSRF
    return known or UNEXPECTED


def _first(table: Mapping[type[Exception], T], error: Exception) -> T | None:
    return next((found for kind, found in table.items() if isinstance(error, kind)), None)


def problem(code_of_http: int, code: str, detail: str, *, field: str = "") -> Response:
    body: dict[str, Any] = {
        "type": "about:blank", "status": code_of_http, "code": code, "detail": detail,
    }  # fmt: skip
    if field:
        body["field"] = field
    return Response(body, status=code_of_http, content_type=CONTENT_TYPE)


def _fields(detail: Any, path: str = "") -> Iterator[dict[str, str]]:
    """{"applicant": {"name": [ErrorDetail]}} -> {"field": "applicant.name", …}, one each."""
    if isinstance(detail, Mapping):
        for name, inner in detail.items():
            whole = name == "non_field_errors"
            yield from _fields(inner, path if whole else f"{path}.{name}".strip("."))
    elif isinstance(detail, list):
        for number, inner in enumerate(detail):
            plain = isinstance(inner, ErrorDetail)
            yield from _fields(inner, path if plain or not inner else f"{path}.{number}")
    else:
        code = str(getattr(detail, "code", "invalid"))
        words = FIELD_WORDS.get(code, ODD_VALUE)
        yield {"field": path, "code": code, "detail": words}
