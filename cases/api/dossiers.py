"""Dossiers: the list and the detail to read; the acts that make one."""

from typing import Any

from django.db.models import QuerySet
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework.decorators import api_view
from rest_framework.generics import ListAPIView
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from cases.api.acts import Endpoint, opening_endpoint, opening_schema
from cases.api.answers import Detail, Row
from cases.api.detail import detail, rows
from cases.api.doing import acting_of, find
from cases.api.filters import DossierFilter
from cases.api.intake_bodies import OPENINGS, Opening
from cases.api.paging import NewestFirst
from cases.api.schema import CODE
from cases.models import Dossier
from cases.selectors.worklist import listed
from onecua.ledger.office import office_now
from procedures.api.schema import problems

_accept = opening_endpoint(OPENINGS["accept"])


class Dossiers(ListAPIView[Dossier]):
    """GET what one may see, newest first; POST receives a dossier at the acting desk."""

    serializer_class = Row
    filterset_class = DossierFilter
    pagination_class = NewestFirst

    def get_queryset(self) -> QuerySet[Dossier]:
        if getattr(self, "swagger_fake_view", False):
            return Dossier.objects.none()
        seen = listed(acting_of(self.request), None, office_now())  # along the unit's own index
        return seen.select_related("procedure__procedure", "applicant", "holder_unit")

    @extend_schema(
        operation_id="list_dossiers",
        tags=["Hồ sơ"],
        summary="Danh sách hồ sơ",
        description="Hồ sơ trong phạm vi của vị trí, mới nhất trước, mỗi trang 50 dòng.",
        responses={200: Row(many=True)} | problems(400, 401, 403, 404, 422),
    )
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:  # noqa: ARG002 - the list
        now = office_now()
        page = self.paginate_queryset(self.filter_queryset(self.get_queryset())) or []
        return self.get_paginated_response(Row(rows(page, now), many=True).data)

    @opening_schema(OPENINGS["accept"])
    def post(self, request: Request) -> Response:
        answered: Response = _accept(request)
        return answered


class DossierDetail(APIView):
    @extend_schema(
        operation_id="read_dossier",
        tags=["Hồ sơ"],
        summary="Một hồ sơ",
        description=(
            "Trạng thái, thời hạn và cách tính từng ngày, dòng thời gian, và những thao tác đúng "
            "quy trình mà vị trí này được làm ngay lúc này."
        ),
        parameters=[CODE],
        responses={200: OpenApiResponse(Detail, "Hồ sơ.")} | problems(401, 403, 404),
    )
    def get(self, request: Request, code: str) -> Response:
        acting = acting_of(request)
        return Response(Detail(detail(find(acting, code), acting, office_now())).data)


def opening_view(opening: Opening) -> Endpoint:
    """For the acts with an address of their own."""
    post = opening_endpoint(opening)
    return opening_schema(opening)(api_view(["POST"])(post))
