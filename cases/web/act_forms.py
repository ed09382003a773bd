"""Every act of a dossier that has a page: its address, its form, what is said. One row each.

What is done comes from `cases.services.registry`, by the name of the act.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms

from cases.services.files import keep_upload
from cases.services.registry import COMMANDS
from cases.services.result import ResultData
from cases.states import ACTS, Act
from cases.web import act_effects as effects
from cases.web import act_fields as fields
from cases.web import act_scenes as scenes
from cases.web.act_fields import LINE, TEXT, VietnameseDate
from cases.web.act_scenes import Scene

__all__ = ["BY_ACT", "BY_SLUG", "LINE", "TEXT", "ActPage", "VietnameseDate", "in_order"]


def _as_typed(given: dict[str, Any]) -> dict[str, Any]:
    return given


def _result(given: dict[str, Any]) -> dict[str, Any]:
    """The file is kept by its content; a file that is refused refuses the act."""
    upload = given.pop("file")
    quantity = given.pop("quantity")
    file = keep_upload(upload) if upload else None
    whole = ResultData(file=file, quantity=1 if quantity is None else quantity, **given)
    return {"result": whole}


@dataclass(frozen=True, slots=True)
class ActPage:
    act: str
    slug: str
    form: type[forms.Form]
    done: str
    effect: Callable[[Scene], str] = effects.usual_effect
    prepare: Callable[[forms.Form, Scene], None] = scenes.nothing_to_prepare
    initial: Callable[[Scene], Mapping[str, Any]] = scenes.empty
    arguments: Callable[[dict[str, Any]], dict[str, Any]] = _as_typed

    @property
    def of(self) -> Act:
        return ACTS[self.act]

    @property
    def command(self) -> Callable[..., Any]:
        return COMMANDS[self.act]


# fmt: off
_PAGES = (
    ActPage("confirm", "nhan-ban-giao", fields.Nothing, "Đã nhận bàn giao; bước của bạn bắt đầu.",
            effect=effects.taking_over),
    ActPage("hand_over", "ban-giao", fields.Nothing, "Đã bàn giao, chờ bên nhận xác nhận.",
            effect=effects.handing_over),
    ActPage("return_result", "tra", fields.ReturnForm, "Đã trả kết quả.",
            effect=effects.returning, initial=scenes.the_owner),
    ActPage("arrive_at_desk", "ve-quay", fields.Nothing,
            "Kết quả đã về quầy, mời công dân đến nhận.", effect=effects.arriving),
    ActPage("sign_apology", "ky-xin-loi", fields.ApologyForm,
            "Đã ký và cấp số phiếu xin lỗi; quầy sẽ đổi ngày hẹn.",
            effect=effects.signing, initial=scenes.the_draft,
            prepare=scenes.a_day_only_without_result),
    ActPage("reschedule", "doi-hen", fields.Nothing, "Đã đổi ngày hẹn trả.", effect=effects.moving),
    ActPage("receive_supplement", "nhan-bo-sung", fields.Nothing,
            "Đã nhận đủ bổ sung; in giấy hẹn mới cho công dân.", effect=effects.supplemented),
    ActPage("record_payment", "ghi-nhan-nghia-vu", fields.Document,
            "Đã ghi nhận nghĩa vụ tài chính; thời hạn tính tiếp.", effect=effects.going_on),
    ActPage("resume", "tiep-tuc", fields.Document, "Tiếp tục giải quyết; thời hạn tính tiếp.",
            effect=effects.going_on),
    ActPage("record_result", "ket-qua", fields.ResultForm, "Đã ghi kết quả; chờ chuyển về quầy.",
            effect=effects.ending, prepare=scenes.what_the_result_needs,
            initial=scenes.result_of_today, arguments=_result),
    ActPage("complete_step", "chuyen-buoc", fields.Opinion, "Đã chuyển bước.",
            effect=effects.next_step),
    ActPage("complete_apology", "xin-loi", fields.ApologyForm,
            "Đã hoàn thiện phiếu xin lỗi, chờ lãnh đạo ký.",
            effect=effects.completing, initial=scenes.the_draft,
            prepare=scenes.a_day_only_without_result),
    ActPage("draft_apology", "lap-xin-loi", fields.Nothing,
            "Đã lập dự thảo phiếu xin lỗi; hãy ghi lý do.", effect=effects.drafting),
    ActPage("assign", "phan-cong", fields.Assignment, "Đã phân công.",
            prepare=scenes.colleagues),
    ActPage("request_supplement", "bo-sung", fields.SupplementForm,
            "Đã yêu cầu bổ sung; thời hạn tạm dừng.",
            effect=effects.supplement, initial=scenes.in_a_month),
    ActPage("consult", "lay-y-kien", fields.Consultation, "Đã gửi lấy ý kiến; thời hạn vẫn tính.",
            prepare=scenes.other_agencies),
    ActPage("answer", "tra-loi-y-kien", fields.Answer, "Đã trả lời ý kiến."),
    ActPage("finish_part", "xong-phan-viec", fields.Opinion,
            "Đã xong phần việc của đơn vị bạn.", effect=effects.own_part),
    ActPage("close_parts", "ket-thuc-song-song", fields.Reason,
            "Đã kết thúc phần song song; hãy chuyển bước.", effect=effects.without_the_others),
    ActPage("send_back", "tra-ve-buoc", fields.SendBack, "Đã trả về bước trước.",
            prepare=scenes.earlier_steps),
    ActPage("decline", "khong-nhan", fields.Reason, "Đã trả lại bên giao.",
            effect=effects.declining),
    ActPage("require_payment", "nghia-vu-tai-chinh", fields.Document,
            "Đã tạm dừng chờ nghĩa vụ tài chính.", effect=effects.stopping),
    ActPage("suspend", "tam-dung", fields.Suspension, "Đã tạm dừng.", effect=effects.stopping),
    ActPage("refuse", "tu-choi", fields.Refusal,
            "Đã từ chối giải quyết; văn bản trả lời chờ trả tại quầy.", effect=effects.ending),
    ActPage("note", "ghi-chu", fields.NoteForm, "Đã ghi chú."),
    ActPage("withdraw_apology", "rut-xin-loi", fields.Reason, "Đã rút dự thảo phiếu xin lỗi."),
    ActPage("withdraw", "rut", fields.Withdrawal, "Đã ghi nhận công dân rút hồ sơ."),
    ActPage("stop", "dung", fields.Stop, "Đã dừng xử lý."),
    ActPage("void_intake", "huy-tiep-nhan", fields.Reason,
            "Đã hủy tiếp nhận; mã hồ sơ không dùng lại."),
    ActPage("accept", "tiep-nhan", fields.Nothing, "Đã tiếp nhận hồ sơ trực tuyến.",
            effect=effects.accepting),
    ActPage("guide", "huong-dan", fields.Guidance, "Đã hướng dẫn bổ sung; in phiếu ở mục Phiếu."),
    ActPage("refuse_intake", "khong-tiep-nhan", fields.Reason,
            "Đã từ chối tiếp nhận; in phiếu ở mục Phiếu."),
)
# fmt: on

BY_SLUG: Mapping[str, ActPage] = {page.slug: page for page in _PAGES}
BY_ACT: Mapping[str, ActPage] = {page.act: page for page in _PAGES}


def in_order(acts: list[Act]) -> list[ActPage]:
    """The usual next thing first: the order of the table is the order of the buttons."""
    offered = {act.name for act in acts}
    return [page for page in _PAGES if page.act in offered]
