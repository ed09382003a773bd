"""The head of a decision as a person types it. What is right, the services decide."""

from typing import Any

from django import forms

from onecua.people.models import Agency
from onecua.people.web.fields import PICK, TEXT, Day, line, pick
from procedures.services.catalogue import Decision

TITLE = "Công bố danh mục thủ tục hành chính"


class DecisionForm(forms.Form):
    decision = line("Số quyết định", 60, help_text="Số và ký hiệu, ví dụ 163/QĐ-UBND.")
    issuer = forms.ModelChoiceField(
        Agency.objects.none(), label="Cơ quan ban hành", empty_label=None,
        widget=forms.Select(PICK),
    )  # fmt: skip
    title = line("Trích yếu", 300, initial=TITLE)
    issued = Day("Ngày ban hành")
    effective = Day("Có hiệu lực từ")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["issuer"]
        if isinstance(field, forms.ModelChoiceField):
            field.queryset = Agency.objects.filter(
                kind=Agency.Kind.PROVINCE, valid_to=None
            ).order_by("name")

    def said(self) -> Decision:
        """Of a form that is valid."""
        given = self.cleaned_data
        return Decision(
            number=given["decision"],
            issuer=given["issuer"],
            title=given["title"],
            issued_on=given["issued"],
            effective_on=given["effective"],
        )


class AbolishForm(DecisionForm):
    title = line("Trích yếu", 300, initial="Bãi bỏ thủ tục hành chính")
    replaced_by = line(
        "Được thay thế bằng", 40, required=False,
        help_text="Mã của thủ tục thay thế; để trống nếu chỉ bãi bỏ.",
    )  # fmt: skip


class UploadForm(forms.Form):
    file = forms.FileField(
        label="Tệp danh sách",
        help_text="Tệp .xlsx hoặc CSV: danh sách xuất từ cơ sở dữ liệu quốc gia, phụ lục quyết "
        "định công bố; hoặc tệp .jsonl chi tiết thủ tục. Cần cột “Mã số” và “Tên”.",
        widget=forms.FileInput({"class": "input", "accept": ".xlsx,.csv,.jsonl"}),
        error_messages={"empty": "Tệp rỗng."},
    )
    complete = pick(
        "Tệp này là",
        [("", "Một phần danh mục"), ("on", "Danh sách đầy đủ của các lĩnh vực có trong tệp")],
        required=False,
        help_text="Với danh sách đầy đủ, thủ tục đang có mà tệp không nêu sẽ được xem là bãi bỏ.",
    )


class UndoForm(forms.Form):
    reason = forms.CharField(label="Lý do hoàn tác", max_length=500, widget=TEXT)
