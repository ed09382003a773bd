"""Procedures to read: what is in force today, and what may be received at the acting desk."""

from typing import Any

from django.db.models import F, QuerySet
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework.generics import ListAPIView
from rest_framework.pagination import CursorPagination
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from onecua.kernel.text import fold
from onecua.ledger.office import office_now
from onecua.people.models import Desk
from procedures.api.answers import ProcedureDetail, ProcedureRow
from procedures.api.schema import problems
from procedures.models import ProcedureVersion
from procedures.selectors import configuration, in_force, plan, receivable
from procedures.timing import office_date

LONGEST_SEARCH = 100


class ByCode(CursorPagination):
    ordering = "code"
    page_size = 50
    cursor_query_description = "Vị trí bắt đầu của trang: lấy từ “next” hoặc “previous”."


class Procedures(ListAPIView[ProcedureVersion]):
    serializer_class = ProcedureRow
    pagination_class = ByCode
    parameters = ("q", "receivable")

    def get_queryset(self) -> QuerySet[ProcedureVersion]:
        if getattr(self, "swagger_fake_view", False):
            return ProcedureVersion.objects.none()
        today, query = office_date(office_now()), self.request.query_params
        desk = _desk(self.request) if query.get("receivable") == "true" else None
        rows = receivable(desk, today) if desk else in_force(today)
        for word in fold(query.get("q", "")[:LONGEST_SEARCH]).split():
            rows = rows.filter(search__contains=word)
        coded = rows.annotate(code=F("procedure__code"))
        return coded.select_related("procedure", "sector").prefetch_related("terms")

    @extend_schema(
        operation_id="list_procedures",
        tags=["Thủ tục"],
        summary="Danh mục thủ tục đang có hiệu lực",
        parameters=[
            OpenApiParameter("q", description="Các từ trong tên thủ tục, không cần dấu."),
            OpenApiParameter(
                "receivable",
                bool,
                description="“true”: chỉ thủ tục mà quầy này nhận được.",
            ),
        ],
        responses={200: ProcedureRow(many=True)} | problems(400, 401, 404),
    )
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        return super().get(request, *args, **kwargs)


class OneProcedure(APIView):
    @extend_schema(
        operation_id="read_procedure",
        tags=["Thủ tục"],
        summary="Một thủ tục",
        description="Bản đang có hiệu lực, kèm quy trình nội bộ của quầy nếu đã cấu hình.",
        responses={200: OpenApiResponse(ProcedureDetail, "Thủ tục.")} | problems(401, 404),
    )
    def get(self, request: Request, code: str) -> Response:
        today = office_date(office_now())
        rows = in_force(today).select_related("procedure", "sector", "decision")
        version = get_object_or_404(rows.prefetch_related("terms", "papers"), procedure__code=code)
        desk = _desk(request)
        configured = configuration(desk, version.procedure_id, today) if desk else None
        steps = plan(configured.workflow_id, desk.pk) if configured and desk else []
        return Response(ProcedureDetail(version, context={"steps": steps}).data)


def _desk(request: Request) -> Desk | None:
    acting = request._request.acting  # type: ignore[attr-defined]
    return Desk.objects.filter(pk=acting.desk_id).first() if acting else None
