"""What the API says of a dossier, as JSON; how it is gathered stands in detail.py."""

from typing import Any

from drf_spectacular.utils import inline_serializer
from rest_framework import serializers

from cases.models import Dossier
from cases.states import Outcome, State
from procedures.models import ChannelTerm

AnyField = serializers.Field[Any, Any, Any, Any]
Fields = dict[str, AnyField]

STATES = [(state.value, state.label) for state in State]
OUTCOMES = [("", "–"), *((outcome.value, outcome.label) for outcome in Outcome)]


class Answered(serializers.Serializer[Any]):
    """Trả lời của một thao tác: hồ sơ sau thao tác."""

    code = serializers.CharField(allow_null=True, help_text="Mã hồ sơ; null trước khi tiếp nhận.")
    contact = serializers.CharField(allow_null=True, help_text="Số tiếp nhận, số nộp trực tuyến.")
    version = serializers.IntegerField(help_text="Gửi lại ở thao tác sau để phát hiện biểu mẫu cũ.")
    state = serializers.ChoiceField(STATES)
    state_label = serializers.CharField()
    address = serializers.CharField(help_text="Địa chỉ của hồ sơ trong giao diện này.")


class Row(serializers.Serializer[Any]):
    """Một dòng của danh sách hồ sơ."""

    code = serializers.CharField(allow_null=True)
    contact = serializers.CharField(allow_null=True)
    version = serializers.IntegerField()
    state = serializers.ChoiceField(STATES)
    state_label = serializers.CharField()
    procedure = serializers.CharField(help_text="Mã thủ tục.")
    procedure_title = serializers.CharField()
    applicant = serializers.CharField(help_text="Họ tên, tên tổ chức.")
    channel = serializers.ChoiceField(ChannelTerm.Channel.choices)
    holder_unit = serializers.CharField(allow_null=True, help_text="Đơn vị đang giữ.")
    received_at = serializers.DateTimeField(allow_null=True)
    promised_due = serializers.DateTimeField(allow_null=True, help_text="Hẹn trả lần đầu.")
    legal_due = serializers.DateTimeField(allow_null=True, help_text="Hạn theo quy định.")
    appointed_due = serializers.DateTimeField(allow_null=True, help_text="Ngày hẹn hiện tại.")
    late = serializers.BooleanField(help_text="Đang quá hạn, hoặc đã xong quá hạn.")
    deadline = serializers.CharField(help_text="Thời hạn bằng lời, theo giờ làm việc.")
    address = serializers.CharField()


class ApplicantAnswer(serializers.Serializer[Any]):
    name = serializers.CharField()
    kind = serializers.CharField()
    identity = serializers.CharField(help_text="Chỉ ba số cuối.")
    address = serializers.CharField()
    phone = serializers.CharField()
    submitter = serializers.CharField()


class PaperAnswer(serializers.Serializer[Any]):
    name = serializers.CharField()
    originals = serializers.IntegerField()
    copies = serializers.IntegerField()
    present = serializers.BooleanField()


class PauseAnswer(serializers.Serializer[Any]):
    began_at = serializers.DateTimeField()
    ended_at = serializers.DateTimeField(allow_null=True)
    ground = serializers.CharField()


class ClockAnswer(serializers.Serializer[Any]):
    run = serializers.ChoiceField(Dossier.Run.choices)
    limit = serializers.CharField(help_text="Thời hạn giải quyết bằng lời.")
    generation = serializers.IntegerField(help_text="Thế hệ hạn: tính lại, đổi hẹn mở thế hệ mới.")
    started_at = serializers.DateTimeField()
    projection = serializers.DateTimeField(
        allow_null=True, help_text="Chỉ khi đang tạm dừng: hạn nếu tiếp tục ngay bây giờ."
    )
    late_from = serializers.DateTimeField(allow_null=True)
    late_days = serializers.IntegerField(help_text="Số ngày làm việc đã quá.")
    used_minutes = serializers.IntegerField(help_text="Giờ làm việc đã tính, theo phút.")
    left_minutes = serializers.IntegerField(help_text="Giờ làm việc còn lại, theo phút.")
    timeliness = serializers.CharField(allow_null=True)
    pauses = PauseAnswer(many=True)


class DayAnswer(serializers.Serializer[Any]):
    on = serializers.DateField()
    counted = serializers.BooleanField()
    number = serializers.CharField(allow_null=True, help_text="Đếm đến ngày này.")
    reason = serializers.CharField()


class LineAnswer(serializers.Serializer[Any]):
    at = serializers.DateTimeField()
    who = serializers.CharField()
    sentence = serializers.CharField()
    effect = serializers.CharField(help_text="Tác động đến thời hạn.")


class SlipAnswer(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    form = serializers.CharField()
    number = serializers.IntegerField(allow_null=True)
    issued_at = serializers.DateTimeField()
    address = serializers.CharField(help_text="Tệp PDF.")


# `label`, `required` and `fields` are the framework's own words in a class: said as inline shapes.
FIELD: Fields = {
    "name": serializers.CharField(help_text="Dấu chấm cho trường bên trong: result.number."),
    "label": serializers.CharField(),
    "type": serializers.CharField(),
    "required": serializers.BooleanField(),
    "choices": serializers.DictField(child=serializers.CharField()),
}
ACT_FIELDS: AnyField = inline_serializer("ActField", FIELD, many=True)
ACT: Fields = {
    "name": serializers.CharField(),
    "label": serializers.CharField(),
    "effect": serializers.CharField(help_text="Tác động đến thời hạn, nói trước khi làm."),
    "address": serializers.CharField(),
    "fields": ACT_FIELDS,
}


class Detail(Row):
    """Một hồ sơ: ở đâu, ai giữ, thời hạn và cách tính, dòng thời gian, việc có thể làm."""

    outcome = serializers.ChoiceField(OUTCOMES)
    agency = serializers.CharField(help_text="Cơ quan tiếp nhận.")
    desk = serializers.CharField()
    quantity = serializers.IntegerField()
    provisional = serializers.BooleanField(help_text="Hạn tạm tính, quá lịch nghỉ đã công bố.")
    step = serializers.IntegerField()
    step_due = serializers.DateTimeField(allow_null=True)
    holder_person = serializers.CharField(allow_null=True)
    at_desk_since = serializers.DateTimeField(allow_null=True)
    owes_apology = serializers.BooleanField(help_text="Nợ phiếu xin lỗi.")
    applicant_details = ApplicantAnswer()
    papers = PaperAnswer(many=True)
    clock = ClockAnswer(allow_null=True)
    explanation = DayAnswer(many=True, help_text="Từng ngày: có tính hay không, vì sao.")
    timeline = LineAnswer(many=True)
    slips = SlipAnswer(many=True)
    available_acts = inline_serializer("AvailableAct", ACT, many=True)
