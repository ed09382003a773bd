"""The forms of the acts. They parse and keep what was typed; what is right, the services decide."""

from typing import Any

from django import forms

from cases.services.ending import STOP_GROUNDS
from cases.services.pause import GROUNDS

TEXT = forms.Textarea({"class": "input", "rows": 3})
LINE = forms.TextInput({"class": "input", "autocomplete": "off"})
PICK = forms.Select({"class": "input"})
NONE_CHOSEN = ("", "– Chọn –")


class VietnameseDate(forms.DateField):
    def __init__(self, **options: Any) -> None:
        super().__init__(
            input_formats=["%d/%m/%Y", "%Y-%m-%d"],
            widget=forms.DateInput(
                {"class": "input input--date", "placeholder": "dd/mm/yyyy", "inputmode": "numeric",
                 "autocomplete": "off"},
                "%d/%m/%Y",
            ),
            error_messages={"invalid": "Ngày phải viết dd/mm/yyyy, ví dụ 05/03/2021."},
            **options,
        )  # fmt: skip


class Number(forms.TypedChoiceField):
    """One of what the dossier offers: colleagues, or steps. The choices come with the page."""

    def __init__(self, label: str) -> None:
        super().__init__(label=label, coerce=int, widget=PICK, choices=[NONE_CHOSEN])


class Nothing(forms.Form):
    """An act without anything to fill in."""


class Reason(forms.Form):
    reason = forms.CharField(label="Lý do", widget=TEXT)


class Opinion(forms.Form):
    opinion = forms.CharField(label="Ý kiến (nếu có)", widget=TEXT, required=False)


class Assignment(forms.Form):
    person_id = Number("Người xử lý")


class SendBack(Reason):
    to_step = Number("Trả về bước")
    field_order = ("to_step", "reason")


class SupplementForm(forms.Form):
    missing = forms.CharField(
        label="Giấy tờ, nội dung phải bổ sung", widget=TEXT, help_text="Mỗi dòng một giấy tờ."
    )
    reason = forms.CharField(label="Lý do", widget=TEXT)
    answer_by = VietnameseDate(label="Công dân trả lời trước ngày")


class Guidance(forms.Form):
    missing = forms.CharField(
        label="Giấy tờ, nội dung phải bổ sung", widget=TEXT, help_text="Mỗi dòng một giấy tờ."
    )
    reason = forms.CharField(label="Lý do", widget=TEXT)


class Document(forms.Form):
    document = forms.CharField(label="Số văn bản làm căn cứ", max_length=60, widget=LINE)


class Suspension(Document):
    ground = forms.ChoiceField(label="Căn cứ", choices=[NONE_CHOSEN, *GROUNDS.items()], widget=PICK)
    field_order = ("ground", "document")


class Stop(Reason):
    ground = forms.ChoiceField(
        label="Căn cứ", choices=[NONE_CHOSEN, *STOP_GROUNDS.items()], widget=PICK
    )
    document = forms.CharField(label="Số văn bản làm căn cứ", max_length=60, widget=LINE)
    field_order = ("ground", "document", "reason")


class Withdrawal(forms.Form):
    document = forms.CharField(
        label="Đơn xin rút của công dân", max_length=120, widget=LINE,
        help_text="Số hoặc ngày của đơn, ví dụ: Đơn ngày 01/3/2021.",
    )  # fmt: skip
    reason = forms.CharField(label="Lý do (nếu có)", widget=TEXT, required=False)


class ResultForm(forms.Form):
    number = forms.CharField(label="Số, ký hiệu", max_length=60, widget=LINE, required=False)
    signer = forms.CharField(label="Người ký", max_length=120, widget=LINE, required=False)
    signed_on = VietnameseDate(label="Ngày ký", required=False)
    quantity = forms.IntegerField(
        label="Số bản", initial=1, required=False,
        widget=forms.NumberInput({"class": "input input--date", "min": 1}),
    )  # fmt: skip
    file = forms.FileField(
        label="Tệp kết quả", required=False, widget=forms.FileInput({"class": "file"}),
        help_text="PDF, JPG, PNG, TIF, DOCX, XLSX; nhiều nhất 25 MB.",
    )  # fmt: skip
    summary = forms.CharField(label="Trích yếu (nếu có)", widget=TEXT, required=False)


class Refusal(Reason):
    legal_basis = forms.CharField(label="Căn cứ pháp lý", widget=TEXT)


class ReturnForm(forms.Form):
    recipient = forms.CharField(label="Người nhận", max_length=250, widget=LINE)
    proof = forms.CharField(
        label="Xác nhận bằng", max_length=200, widget=LINE,
        help_text="CCCD, giấy ủy quyền hoặc số vận đơn.",
    )  # fmt: skip
    recipient_is_owner = forms.BooleanField(label="Người nhận là chủ hồ sơ", required=False)


class ApologyForm(forms.Form):
    reason = forms.CharField(
        label="Lý do chậm, in trên phiếu", widget=TEXT,
        help_text="Viết cho người dân đọc: việc gì làm chậm, từ bao giờ.",
    )  # fmt: skip
    new_due_on = VietnameseDate(label="Hẹn lại ngày")


class Consultation(forms.Form):
    agency_id = Number("Cơ quan được hỏi")
    days = forms.IntegerField(
        label="Trả lời trong (ngày làm việc)", initial=3,
        widget=forms.NumberInput({"class": "input input--date", "min": 1}),
    )  # fmt: skip
    question = forms.CharField(label="Nội dung xin ý kiến", widget=TEXT)


class Answer(forms.Form):
    answer = forms.CharField(label="Nội dung trả lời", widget=TEXT)


class NoteForm(forms.Form):
    text = forms.CharField(label="Nội dung", widget=TEXT)
