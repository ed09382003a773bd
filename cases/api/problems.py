"""Every refusal of the API as problem details (RFC 9457): a stable code, a Vietnamese sentence."""

from typing import Any

from django.http import Http404
from rest_framework.exceptions import APIException
from rest_framework.response import Response

from onecua.kernel.errors import Refusal

NOT_FOUND = ("not-found", "Không tìm thấy, hoặc hồ sơ không thuộc phạm vi của đơn vị bạn.")


def as_problem(error: Exception, _context: dict[str, Any]) -> Response | None:
    if isinstance(error, Refusal):
        return problem(error.status, error.code, error.message, field=getattr(error, "field", ""))
    if isinstance(error, Http404):
        return problem(404, *NOT_FOUND)
    if isinstance(error, APIException):
        detail = error.detail if isinstance(error.detail, str) else "Dữ liệu gửi lên chưa đúng."
        answer = problem(error.status_code, error.default_code, str(detail))
        if not isinstance(error.detail, str):
            answer.data["errors"] = error.detail
        return answer
    return None


def problem(status: int, code: str, detail: str, *, field: str = "") -> Response:
    body = {"type": "about:blank", "status": status, "code": code, "detail": detail}
    if field:
        body["field"] = field
    return Response(body, status=status, content_type="application/problem+json")
