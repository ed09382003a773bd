"""Public lookup by program: the page's own rules, without a session."""

from typing import Any

from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework import serializers
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from cases.api.fields import Body, line
from cases.selectors.lookup import Found, look_up
from procedures.api.schema import UNREADABLE, problems


class LookupBody(Body):
    code = line("Mã hồ sơ, hoặc số tiếp nhận", most=80)
    check = line("Mã kiểm tra trên giấy hẹn, 8 ký tự", most=40, required=False)


class PublicLine(serializers.Serializer[Any]):
    when = serializers.CharField()
    sentence = serializers.CharField()


class ToldAnswer(serializers.Serializer[Any]):
    holder = serializers.CharField(help_text="Đơn vị đang giữ.")
    since = serializers.DateTimeField(allow_null=True)
    promised = serializers.DateTimeField(allow_null=True, help_text="Hẹn trả lần đầu.")
    legal = serializers.DateTimeField(allow_null=True, help_text="Hạn theo quy định.")
    appointed = serializers.DateTimeField(allow_null=True, help_text="Ngày hẹn hiện tại.")
    lines = PublicLine(many=True)


class LookupAnswer(serializers.Serializer[Any]):
    code = serializers.CharField()
    state = serializers.CharField(help_text="Mức độ hoàn thành.")
    goes_on = serializers.CharField(
        help_text="Sau sắp xếp tổ chức: cơ quan tiếp tục giải quyết, theo quyết định nào."
    )
    told = ToldAnswer(allow_null=True, help_text="Chỉ khi mã kiểm tra đúng.")


class Lookup(APIView):
    authentication_classes = []
    permission_classes = [AllowAny]

    @extend_schema(
        operation_id="look_up",
        tags=["Tra cứu công khai"],
        summary="Tra cứu hồ sơ",
        description=(
            "Chỉ có mã hồ sơ: mức độ hoàn thành. Thêm mã kiểm tra: đơn vị giữ, các ngày hẹn theo "
            "sổ cái, quá trình. Không bao giờ có họ tên. Sai mười lần thì mã đó khóa một giờ."
        ),
        request=LookupBody,
        responses={200: OpenApiResponse(LookupAnswer, "Hồ sơ.")}
        | problems(*UNREADABLE, 404, 422, 429),
        auth=[],
    )
    def post(self, request: Request) -> Response:
        body = LookupBody(data=request.data)
        body.is_valid(raise_exception=True)
        given = body.validated_data
        return Response(LookupAnswer(_answer(look_up(given["code"], given["check"]))).data)


def _answer(found: Found) -> dict[str, Any]:
    told = found.told and {
        "holder": found.told.holder,
        "since": found.told.since,
        "promised": found.told.promised,
        "legal": found.told.legal,
        "appointed": found.told.appointed,
        "lines": [{"when": when, "sentence": said} for when, said in found.told.lines],
    }
    return {"code": found.code, "state": found.state, "goes_on": found.goes_on, "told": told}
