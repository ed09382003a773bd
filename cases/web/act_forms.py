"""Every act of a dossier that has a page: its address, its form, its command. One row each."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms

from cases.services import (
    apology,
    ending,
    handover,
    intake,
    note,
    pause,
    result,
    steps,
    supplement,
    waiting,
)
from cases.services.ending import STOP_GROUNDS
from cases.services.files import keep_upload
from cases.services.pause import GROUNDS
from cases.services.result import ResultData

TEXT = forms.Textarea({"class": "input", "rows": 3})
LINE = forms.TextInput({"class": "input", "autocomplete": "off"})


class VietnameseDate(forms.DateField):
    def __init__(self, **options: Any) -> None:
        super().__init__(
            input_formats=["%d/%m/%Y", "%Y-%m-%d"],
            widget=forms.DateInput({"class": "input", "placeholder": "dd/mm/yyyy"}, "%d/%m/%Y"),
            error_messages={"invalid": "Ngày phải viết dd/mm/yyyy, ví dụ 05/03/2021."},
            **options,
        )


class Nothing(forms.Form):
    """An act without anything to fill in."""


class Reason(forms.Form):
    reason = forms.CharField(label="Lý do", widget=TEXT)


class Opinion(forms.Form):
    opinion = forms.CharField(label="Ý kiến (nếu có)", widget=TEXT, required=False)


class Assignment(forms.Form):
    person_id = forms.TypedChoiceField(
        label="Người xử lý", coerce=int, widget=forms.Select({"class": "input"})
    )


class SendBack(Reason):
    to_step = forms.TypedChoiceField(
        label="Trả về bước", coerce=int, widget=forms.Select({"class": "input"})
    )


class SupplementForm(forms.Form):
    missing = forms.CharField(
        label="Giấy tờ, nội dung phải bổ sung", widget=TEXT, help_text="Mỗi dòng một giấy tờ."
    )
    reason = forms.CharField(label="Lý do", widget=TEXT)
    answer_by = VietnameseDate(label="Trả lời trước ngày")


class Guidance(Reason):
    missing = forms.CharField(
        label="Giấy tờ, nội dung phải bổ sung", widget=TEXT, help_text="Mỗi dòng một giấy tờ."
    )


class Document(forms.Form):
    document = forms.CharField(label="Số văn bản", max_length=60, widget=LINE)


class Suspension(Document):
    ground = forms.ChoiceField(
        label="Căn cứ", choices=list(GROUNDS.items()), widget=forms.Select({"class": "input"})
    )


class Stop(Reason):
    ground = forms.ChoiceField(
        label="Căn cứ", choices=list(STOP_GROUNDS.items()), widget=forms.Select({"class": "input"})
    )
    document = forms.CharField(label="Số văn bản", max_length=60, widget=LINE)


class Withdrawal(forms.Form):
    document = forms.CharField(label="Đơn xin rút của công dân", max_length=120, widget=LINE)
    reason = forms.CharField(label="Lý do (nếu có)", widget=TEXT, required=False)


class ResultForm(forms.Form):
    number = forms.CharField(label="Số, ký hiệu", max_length=60, widget=LINE, required=False)
    signer = forms.CharField(label="Người ký", max_length=120, widget=LINE, required=False)
    signed_on = VietnameseDate(label="Ngày ký", required=False)
    summary = forms.CharField(label="Trích yếu (nếu có)", widget=TEXT, required=False)
    file = forms.FileField(label="Tệp kết quả", required=False)


class Refusal(Reason):
    legal_basis = forms.CharField(label="Căn cứ pháp lý", widget=TEXT)


class ReturnForm(forms.Form):
    recipient = forms.CharField(label="Người nhận", max_length=250, widget=LINE)
    proof = forms.CharField(
        label="Xác nhận bằng", max_length=200, widget=LINE,
        help_text="CCCD, giấy ủy quyền hoặc số vận đơn.",
    )  # fmt: skip
    recipient_is_owner = forms.BooleanField(label="Là chủ hồ sơ", required=False)


class ApologyForm(Reason):
    new_due_on = VietnameseDate(label="Hẹn lại ngày")


class NoteForm(forms.Form):
    text = forms.CharField(label="Nội dung", widget=TEXT)


Command = Callable[..., Any]


@dataclass(frozen=True, slots=True)
class ActPage:
    act: str
    slug: str
    form: type[forms.Form]
    command: Command
    done: str


def _result(**given: Any) -> Any:
    upload = given.pop("file")
    file = keep_upload(upload) if upload else None
    fields = {name: given.pop(name) for name in ("number", "signer", "signed_on", "summary")}
    return result.record_result(result=ResultData(file=file, **fields), **given)


def _without_version(command: Command) -> Command:
    """For acts that a stale form cannot harm: they are refused by the state alone."""

    def run(**given: Any) -> Any:
        given.pop("version", None)
        return command(**given)

    return run


# fmt: off
_PAGES = (
    ActPage("accept", "tiep-nhan", Nothing, waiting.accept_waiting,
            "Đã tiếp nhận; in giấy hẹn ở mục Phiếu."),
    ActPage("guide", "huong-dan", Guidance, waiting.guide_waiting,
            "Đã hướng dẫn hoàn thiện hồ sơ."),
    ActPage("refuse_intake", "khong-tiep-nhan", Reason, waiting.refuse_waiting,
            "Đã từ chối tiếp nhận."),
    ActPage("hand_over", "ban-giao", Nothing, handover.hand_over,
            "Đã bàn giao, chờ bên nhận xác nhận."),
    ActPage("confirm", "nhan-ban-giao", Nothing, handover.confirm, "Đã nhận bàn giao."),
    ActPage("decline", "khong-nhan", Reason, handover.decline, "Đã trả lại bên giao."),
    ActPage("assign", "phan-cong", Assignment, handover.assign, "Đã phân công."),
    ActPage("complete_step", "chuyen-buoc", Opinion, steps.complete_step, "Đã chuyển bước."),
    ActPage("send_back", "tra-ve-buoc", SendBack, steps.send_back, "Đã trả về bước trước."),
    ActPage("request_supplement", "bo-sung", SupplementForm, supplement.request_supplement,
            "Đã yêu cầu bổ sung; thời hạn tạm dừng."),
    ActPage("receive_supplement", "nhan-bo-sung", Nothing, supplement.receive_supplement,
            "Đã nhận đủ bổ sung; in giấy hẹn mới cho công dân."),
    ActPage("require_payment", "nghia-vu-tai-chinh", Document, pause.require_payment,
            "Đã tạm dừng chờ nghĩa vụ tài chính."),
    ActPage("record_payment", "ghi-nhan-nghia-vu", Document, pause.record_payment,
            "Đã ghi nhận; thời hạn tính tiếp."),
    ActPage("suspend", "tam-dung", Suspension, pause.suspend, "Đã tạm dừng."),
    ActPage("resume", "tiep-tuc", Document, pause.resume, "Thời hạn tính tiếp."),
    ActPage("record_result", "ket-qua", ResultForm, _result, "Đã ghi kết quả; chờ chuyển về quầy."),
    ActPage("refuse", "tu-choi", Refusal, result.refuse,
            "Đã từ chối giải quyết; phiếu chờ trả tại quầy."),
    ActPage("arrive_at_desk", "ve-quay", Nothing, result.arrive_at_desk, "Kết quả đã về quầy."),
    ActPage("return_result", "tra", ReturnForm, result.return_result, "Đã trả kết quả."),
    ActPage("withdraw", "rut", Withdrawal, ending.withdraw, "Đã ghi nhận công dân rút hồ sơ."),
    ActPage("stop", "dung", Stop, ending.stop, "Đã dừng xử lý."),
    ActPage("draft_apology", "lap-xin-loi", Nothing, _without_version(apology.draft_apology),
            "Đã lập dự thảo phiếu xin lỗi."),
    ActPage("complete_apology", "xin-loi", ApologyForm, apology.complete_apology,
            "Đã hoàn thiện phiếu xin lỗi, chờ lãnh đạo ký."),
    ActPage("sign_apology", "ky-xin-loi", ApologyForm, apology.sign_apology,
            "Đã ký phiếu xin lỗi; quầy sẽ đổi ngày hẹn."),
    ActPage("withdraw_apology", "rut-xin-loi", Reason, _without_version(apology.withdraw_apology),
            "Đã rút dự thảo phiếu xin lỗi."),
    ActPage("reschedule", "doi-hen", Nothing, apology.reschedule, "Đã đổi ngày hẹn trả."),
    ActPage("void_intake", "huy-tiep-nhan", Reason, _without_version(intake.void_intake),
            "Đã hủy tiếp nhận; mã hồ sơ không dùng lại."),
    ActPage("note", "ghi-chu", NoteForm, note.note, "Đã ghi chú."),
)
# fmt: on

BY_SLUG: Mapping[str, ActPage] = {page.slug: page for page in _PAGES}
BY_ACT: Mapping[str, ActPage] = {page.act: page for page in _PAGES}
