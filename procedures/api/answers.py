"""A procedure as JSON."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from procedures.models import ChannelTerm, Need, ProcedureVersion, RequiredPaper


class TermAnswer(serializers.Serializer[Any]):
    channel = serializers.ChoiceField(ChannelTerm.Channel.choices)
    number = serializers.DecimalField(max_digits=6, decimal_places=2)
    unit = serializers.CharField()


class ProcedureRow(serializers.Serializer[Any]):
    """Một thủ tục đang có hiệu lực."""

    code = serializers.CharField(source="procedure.code")
    title = serializers.CharField(help_text="Tên chính thức, như quyết định công bố.")
    short_title = serializers.CharField()
    sector = serializers.CharField(source="sector.name", help_text="Lĩnh vực.")
    level = serializers.CharField(help_text="Cấp thực hiện.")
    kind = serializers.ChoiceField(ProcedureVersion.Kind.choices)
    terms = TermAnswer(many=True, help_text="Thời hạn giải quyết theo cách nộp.")


class RequiredPaperAnswer(serializers.ModelSerializer[RequiredPaper]):
    class Meta:
        model = RequiredPaper
        fields = ["no", "name", "originals", "certified_copies", "copies", "required", "condition"]


class StepAnswer(serializers.Serializer[Any]):
    no = serializers.IntegerField()
    name = serializers.CharField()
    unit_id = serializers.IntegerField()


class ProcedureDetail(ProcedureRow):
    """Một thủ tục: giấy tờ, kết quả, phí, quy trình nội bộ ở quầy này."""

    decision = serializers.CharField(source="decision.number", help_text="Quyết định công bố.")
    valid_from = serializers.DateField()
    fee_vnd = serializers.IntegerField(allow_null=True)
    fee_note = serializers.CharField()
    result_name = serializers.CharField()
    result_number = serializers.ChoiceField(Need.choices)
    result_signer = serializers.ChoiceField(Need.choices)
    result_file = serializers.ChoiceField(Need.choices)
    papers = RequiredPaperAnswer(many=True)
    steps = serializers.SerializerMethodField(help_text="Các bước, nếu quầy đã cấu hình.")

    @extend_schema_field(StepAnswer(many=True))
    def get_steps(self, _version: ProcedureVersion) -> Any:
        return StepAnswer(self.context["steps"], many=True).data
