"""What lies on the counter as a form: the person, the papers, and the certificate given at once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms

from cases.models import Applicant
from cases.services.applicants import ApplicantData
from cases.services.opening import Intake, PaperData
from cases.web.act_forms import LINE, VietnameseDate
from procedures.models import ChannelTerm, ProcedureVersion

MOST_COPIES = 99
APPLICANT = (
    "name", "identity", "kind", "tax_code", "born_on", "sex", "address", "phone", "email",
    "submitter", "submitter_identity", "authority",
)  # fmt: skip
_SELECT = forms.Select({"class": "input"})
_COUNT = forms.TextInput({"class": "input input--n", "inputmode": "numeric", "maxlength": 4})


def _line(**attributes: str) -> forms.TextInput:
    return forms.TextInput({"class": "input", "autocomplete": "off"} | attributes)


class IntakeForm(forms.Form):
    identity = forms.CharField(
        label="Số CCCD", max_length=400, required=False, widget=_line(inputmode="numeric")
    )
    name = forms.CharField(
        label="Họ tên người nộp", max_length=250, widget=LINE,
        error_messages={"required": "Chưa có họ tên. Quét thẻ CCCD hoặc nhập họ tên."},
    )  # fmt: skip
    born_on = VietnameseDate(label="Ngày sinh", required=False)
    sex = forms.ChoiceField(
        label="Giới tính", choices=[("", "–"), ("Nam", "Nam"), ("Nữ", "Nữ")], required=False,
        widget=_SELECT,
    )  # fmt: skip
    address = forms.CharField(label="Địa chỉ", max_length=300, widget=LINE, required=False)
    phone = forms.CharField(
        label="Điện thoại", max_length=20, required=False, widget=_line(inputmode="tel")
    )
    email = forms.EmailField(
        label="Thư điện tử", required=False, widget=_line(inputmode="email"),
        error_messages={"invalid": "Địa chỉ thư phải có dạng ten@noi.vn."},
    )  # fmt: skip
    submitter = forms.CharField(label="Người nộp thay", max_length=250, widget=LINE, required=False)
    submitter_identity = forms.CharField(
        label="Số CCCD người nộp thay", max_length=400, required=False,
        widget=_line(inputmode="numeric"),
    )  # fmt: skip
    authority = forms.CharField(
        label="Giấy ủy quyền, quan hệ", max_length=200, required=False, widget=LINE,
        help_text="Ví dụ: giấy ủy quyền số 15 ngày 01/03/2021; hoặc: mẹ của chủ hồ sơ.",
    )  # fmt: skip
    kind = forms.ChoiceField(
        label="Chủ hồ sơ là", choices=Applicant.Kind.choices, initial="person", required=False,
        widget=_SELECT,
    )  # fmt: skip
    tax_code = forms.CharField(label="Mã số thuế", max_length=14, widget=LINE, required=False)
    channel = forms.ChoiceField(
        label="Cách nộp", choices=ChannelTerm.Channel.choices, initial="direct", widget=_SELECT
    )
    quantity = forms.IntegerField(
        label="Số bộ", initial=1, widget=_COUNT,
        error_messages={
            "required": "Chưa ghi số bộ hồ sơ.", "invalid": "Số bộ phải là một số, ví dụ 1."
        },
    )  # fmt: skip
    received_at = forms.DateTimeField(
        label="Giờ nhận giấy tờ", required=False,
        input_formats=["%H:%M %d/%m/%Y", "%d/%m/%Y %H:%M", "%Y-%m-%dT%H:%M"],
        widget=forms.DateTimeInput(
            {"class": "input", "placeholder": "08:15 05/03/2021", "autocomplete": "off"},
            "%H:%M %d/%m/%Y",
        ),
        error_messages={"invalid": "Viết giờ rồi ngày nhận, ví dụ 08:15 05/03/2021."},
        help_text="Thời hạn tính từ giờ này. Bỏ trống nếu nhận ngay bây giờ.",
    )  # fmt: skip
    late_reason = forms.CharField(
        label="Lý do nhận ngoài hệ thống", max_length=500, required=False, widget=LINE,
        help_text="Ví dụ: mất điện từ 08:00, số phiếu tạm 15. Lý do được liệt kê cho kiểm tra.",
    )  # fmt: skip
    reason = forms.CharField(
        label="Giấy tờ thiếu hoặc lý do từ chối", required=False,
        widget=forms.Textarea({"class": "input input--2", "rows": 2}),
        help_text="Chỉ cần khi yêu cầu bổ sung hoặc từ chối; giấy tờ chưa có được ghi sẵn.",
    )  # fmt: skip

    def clean_kind(self) -> str:
        return self.cleaned_data["kind"] or Applicant.Kind.PERSON


class AtOnceForm(IntakeForm):
    copies = forms.IntegerField(
        label="Số bản", initial=1, widget=_COUNT,
        error_messages={
            "required": "Chưa ghi số bản chứng thực.", "invalid": "Số bản phải là một số, ví dụ 2."
        },
    )  # fmt: skip
    number = forms.CharField(
        label="Số chứng thực đầu", max_length=60, widget=LINE,
        error_messages={"required": "Chưa có số chứng thực. Ghi số đầu tiên trong sổ."},
    )  # fmt: skip
    last_number = forms.CharField(
        label="Số chứng thực cuối", max_length=60, widget=LINE, required=False
    )
    signer = forms.CharField(
        label="Người ký", max_length=120, widget=LINE,
        error_messages={"required": "Chưa ghi người ký chứng thực."},
    )  # fmt: skip
    recipient = forms.CharField(
        label="Người nhận", max_length=250, widget=LINE, required=False,
        help_text="Để trống nếu là người nộp.",
    )  # fmt: skip
    number_checked = forms.BooleanField(
        label="Đã đối chiếu sổ: số chứng thực này đúng là ghi lần nữa", required=False
    )


@dataclass(frozen=True, slots=True)
class PaperRow:
    """One line of the checklist, as it stands in the form."""

    no: int
    name: str
    required: bool
    condition: str
    originals: str
    copies: str
    present: bool
    wanted: int = 0  # papers of it in all, by the catalogue

    @property
    def wrong(self) -> bool:
        return not all(_is_count(count) for count in (self.originals, self.copies))

    @property
    def short(self) -> str:
        """Fewer than the catalogue asks for, an original or a copy alike; "" when it is enough."""
        if not self.present or not self.required or self.wrong:
            return ""
        there = int(self.originals) + int(self.copies)
        return f"{self.name} (cần {self.wanted} bản, có {there})" if there < self.wanted else ""

    def as_data(self) -> PaperData:
        return PaperData(self.name, int(self.originals), int(self.copies), present=self.present)


def paper_rows(
    version: ProcedureVersion, posted: Mapping[str, str], *, everything: bool = False
) -> list[PaperRow]:
    """The catalogue's papers with what the clerk has ticked; everything: all that are required."""
    rows = [
        PaperRow(
            no=paper.no,
            name=paper.name,
            required=paper.required,
            condition=paper.condition,
            originals=posted.get(f"original_{paper.no}", str(paper.originals)).strip(),
            copies=posted.get(
                f"copy_{paper.no}", str(paper.copies + paper.certified_copies)
            ).strip(),
            present=f"paper_{paper.no}" in posted or (paper.required and everything),
            wanted=paper.originals + paper.copies + paper.certified_copies,
        )
        for paper in version.papers.all()
    ]
    return rows + _extra(posted, len(rows) + 1)


def missing(rows: Sequence[PaperRow]) -> list[str]:
    """Required papers that are not there, and those of which too few are there."""
    absent = [row.name for row in rows if row.required and not row.present]
    return absent + [row.short for row in rows if row.short]


def intake_of(data: Mapping[str, Any], code: str, rows: Sequence[PaperRow]) -> Intake:
    return Intake(
        procedure=code,
        applicant=ApplicantData(**{name: data[name] for name in APPLICANT}),
        channel=data["channel"],
        quantity=data["quantity"],
        papers=tuple(row.as_data() for row in rows if row.present),
    )


def _extra(posted: Mapping[str, str], no: int) -> list[PaperRow]:
    name = posted.get("extra", "").strip()
    if not name:
        return []
    count = posted.get("extra_original", "1").strip()
    return [PaperRow(no, name, False, "", count, "0", True)]  # noqa: FBT003 - as the row reads


def _is_count(typed: str) -> bool:
    return typed.isascii() and typed.isdigit() and int(typed) <= MOST_COPIES
