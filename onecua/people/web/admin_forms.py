"""The forms of the organisation's acts, one to an act."""

from typing import Any

from django import forms

from onecua.people.models import Agency, Unit
from onecua.people.roles import Role
from onecua.people.signatures import Authority
from onecua.people.web.fields import TEXT, Chosen, Day, decision, line, pick

LAST_DAY = "Ngày cuối cùng còn hiệu lực; ghi ngày hôm qua để hết hiệu lực ngay."


class NewAgencyForm(forms.Form):
    name = line("Tên cơ quan", 200)
    code = line("Mã cơ quan", 30, help_text="Theo QCVN 102:2016/BTTTT, ví dụ 000.00.16.H34.")
    kind = pick("Loại cơ quan", Agency.Kind.choices)
    printed_name = forms.CharField(
        label="Tên in trên phiếu (nếu khác)", widget=TEXT, required=False, max_length=220,
        help_text="Chữ in hoa, xuống dòng như trên giấy.",
    )  # fmt: skip
    place = line("Địa danh ghi trên phiếu", 80)
    phone = line("Điện thoại (nếu có)", 20, required=False)
    valid_from = Day("Hoạt động từ ngày")
    decision = decision()


class NewUnitForm(forms.Form):
    name = line("Tên đơn vị", 160)
    kind = pick("Loại đơn vị", [each for each in Unit.Kind.choices if each[0] != "leadership"])
    workflow_role = line(
        "Tên gọi trong quy trình nội bộ (nếu có)", 160, required=False,
        help_text="Như quy trình đã phê duyệt gọi đơn vị này, ví dụ Bộ phận Một cửa xã.",
    )  # fmt: skip
    valid_from = Day("Hoạt động từ ngày")
    decision = decision()


class NewDeskForm(forms.Form):
    name = line("Tên bộ phận một cửa", 200)
    address = line("Địa chỉ (nếu có)", 200, required=False)
    phone = line("Điện thoại (nếu có)", 20, required=False)


class ClosingForm(forms.Form):
    last_day = Day("Ngày hoạt động cuối cùng", help_text=LAST_DAY)
    successor = Chosen("Kế thừa (nếu có)", empty="Không có", required=False)
    decision = decision()


class PostForm(forms.Form):
    role = pick("Vai trò", Role.choices)
    position = line("Chức danh", 120, help_text="In dưới chữ ký, ví dụ Phó Giám đốc.")
    signs = forms.BooleanField(label="Được ký cho cơ quan (chỉ vị trí lãnh đạo)", required=False)
    authority = line(
        "Ký thay, nếu là cấp phó (nếu có)", 120, required=False, help_text="Ví dụ KT. Giám đốc."
    )
    valid_from = Day("Từ ngày")
    valid_to = Day("Đến hết ngày (nếu có)", required=False)
    decision = decision()


class HireForm(PostForm):
    full_name = line("Họ và tên", 120)
    username = line("Tên đăng nhập", 60, attributes={"autocapitalize": "none"})
    email = forms.EmailField(
        label="Thư điện tử (nếu có)", required=False,
        widget=forms.EmailInput({"class": "input", "autocomplete": "off"}),
    )  # fmt: skip
    phone = line("Điện thoại (nếu có)", 20, required=False)
    field_order = ("full_name", "username", "email", "phone")


class AppointForm(PostForm):
    username = line("Tên đăng nhập của người được giao", 60, attributes={"autocapitalize": "none"})
    field_order = ("username",)


class EndPostForm(forms.Form):
    last_day = Day("Ngày làm việc cuối cùng", help_text=LAST_DAY)
    heir = Chosen("Hồ sơ đang giữ chuyển cho", empty="Đơn vị phân công lại", required=False)
    decision = decision()


class CorrectForm(forms.Form):
    full_name = line("Họ và tên", 120)
    email = forms.EmailField(
        label="Thư điện tử (nếu có)", required=False, widget=forms.EmailInput({"class": "input"})
    )
    phone = line("Điện thoại (nếu có)", 20, required=False)


class DecisionForm(forms.Form):
    decision = decision()


class HeirsForm(forms.Form):
    """One choice for each unit in which the person holds something: `heir_<unit>`."""

    def heirs(self) -> dict[int, int | None]:
        return {
            int(name.removeprefix("heir_")): value
            for name, value in self.cleaned_data.items()
            if name.startswith("heir_")
        }


class LeaveForm(HeirsForm):
    decision = decision()


class Nothing(forms.Form):
    """An act without anything to fill in."""


class AbsenceForm(forms.Form):
    first_day = Day("Vắng từ ngày")
    last_day = Day("Đến hết ngày")


class DelegationForm(forms.Form):
    kind = pick("Hình thức", [(each.value, each.label) for each in Authority])
    receiver = Chosen("Người nhận")
    valid_from = Day("Từ ngày")
    valid_to = Day(
        "Đến hết ngày", required=False,
        help_text="Xử lý công việc thay và TUQ. phải có ngày kết thúc.",
    )  # fmt: skip
    document = line("Số văn bản giao ký", 120, required=False, help_text="Bắt buộc khi giao ký.")
    document_on = Day("Ngày của văn bản", required=False)

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        if "kind" in given:
            given["kind"] = Authority(given["kind"])
        return given


class TakeBackForm(forms.Form):
    last_day = Day("Hết hiệu lực sau ngày", help_text=LAST_DAY)
