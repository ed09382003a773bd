"""Files before they belong to a result: sent once, named by their content."""

from typing import Any

from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework import serializers
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from cases.api.doing import acting_of
from cases.permissions import SEES_UNITS
from cases.services.errors import NotAllowed
from cases.services.files import keep_upload
from procedures.api.schema import UNREADABLE, problems


class FileBody(serializers.Serializer[Any]):
    file = serializers.FileField(
        label="Tệp PDF, JPG, PNG, TIF, DOCX hoặc XLSX, tối đa 25 MB", allow_empty_file=True
    )


class FileAnswer(serializers.Serializer[Any]):
    digest = serializers.CharField(help_text="Ghi vào trường “file” của kết quả.")
    content_type = serializers.CharField()
    size = serializers.IntegerField()


class Files(APIView):
    parser_classes = [MultiPartParser]

    @extend_schema(
        operation_id="send_file",
        tags=["Thao tác"],
        summary="Gửi tệp kết quả",
        description="Tệp được nhận theo nội dung, không theo tên. Gửi trùng thì vẫn là một tệp.",
        request={"multipart/form-data": FileBody},
        responses={201: OpenApiResponse(FileAnswer, "Đã nhận tệp.")}
        | problems(*UNREADABLE, 401, 403, 422),
    )
    def post(self, request: Request) -> Response:
        """Raises FileRefused, NotAllowed."""
        if acting_of(request).role not in SEES_UNITS:
            raise NotAllowed(label="Gửi tệp kết quả", who="đơn vị giải quyết hồ sơ")
        body = FileBody(data=request.data)
        body.is_valid(raise_exception=True)
        stored = keep_upload(body.validated_data["file"])
        return Response(FileAnswer(stored).data, status=201)
