"""The words after the question mark of a list: one that nobody knows is refused, not passed over.

A misspelt filter would otherwise answer with every row, and a program would take it for its own.
"""

from typing import Any

from django.db.models import QuerySet
from rest_framework.filters import BaseFilterBackend
from rest_framework.request import Request

from onecua.kernel.errors import Refusal


class UnknownParameter(Refusal):
    code = "unknown-parameter"
    sentence = (
        "Không có tham số {given}. Địa chỉ này chỉ nhận: {known}. Sửa tên hoặc bỏ tham số đó rồi "
        "gửi lại."
    )
    status = 400


class KnownParameters(BaseFilterBackend):
    """Of every list: its filters, its place in the pages, and what the view itself reads."""

    def filter_queryset(
        self, request: Request, queryset: QuerySet[Any], view: Any
    ) -> QuerySet[Any]:
        """Raises UnknownParameter."""
        known = known_to(view)
        if unknown := sorted(set(request.query_params) - set(known)):
            given = ", ".join(f"“{name}”" for name in unknown)
            raise UnknownParameter(given=given, known=", ".join(known))
        return queryset


def known_to(view: Any) -> list[str]:
    """view: a list. Its own words, where it reads some, are its `parameters`."""
    filters = getattr(view, "filterset_class", None)
    pages = getattr(view, "pagination_class", None)
    return [
        *(filters.base_filters if filters else ()),
        *getattr(view, "parameters", ()),
        *([pages.cursor_query_param] if pages else ()),
    ]
