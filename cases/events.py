"""PURE. What the ledger keeps of each act: its fields, and the sentence of the timeline.

A payload holds codes, dates, ids and references to texts, never a name or an address. In a sentence
`{x_unit}`, `{x_person}` are resolved to names, `{x_at}` and `{x_on}` to Vietnamese dates, and a
text to its words, by the selector that shows it. `public`: what the citizen reads, without names.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from onecua.ledger.canonical import JsonObject


@dataclass(frozen=True, slots=True)
class EventKind:
    name: str
    fields: tuple[str, ...]
    sentence: str
    public: str = ""
    effect: str = ""  # what happened to the clock, beside the sentence
    version: int = 1


# fmt: off
_KINDS = (
    EventKind("submitted", ("contact", "procedure", "channel"),
        "Nộp trực tuyến, số nộp {contact}.", "Hồ sơ đã được nộp, chờ tiếp nhận."),
    EventKind("accepted",
        ("code", "procedure", "channel", "quantity", "limit_number", "limit_unit",
         "calendar_revision", "regime", "workflow", "desk_unit", "book", "entry", "due_at"),
        "Tiếp nhận hồ sơ {code}, hẹn trả {due_at}.",
        "Hồ sơ được tiếp nhận, hẹn trả {due_at}.", "bắt đầu tính"),
    EventKind("taken_over",
        ("code", "procedure", "channel", "quantity", "limit_number", "limit_unit",
         "calendar_revision", "regime", "workflow", "desk_unit", "to_unit", "to_person", "step",
         "handed_over", "received_at", "promised_at", "due_at", "pauses", "answer_by_on",
         "late_document", "doubtful", "source", "digest", "row"),
        "Chuyển từ {source} (dòng {row}): tiếp nhận {received_at}, hẹn trả {promised_at}, đang ở"
        " {to_unit}.",
        "Hồ sơ được chuyển vào hệ thống, tiếp nhận {received_at}, hẹn trả {promised_at}.",
        "tính tiếp từ lúc tiếp nhận"),
    EventKind("guided", ("contact", "procedure", "desk_unit", "missing"),
        "Hướng dẫn bổ sung tại quầy: {missing}", "Đã hướng dẫn hoàn thiện hồ sơ."),
    EventKind("intake_refused", ("contact", "procedure", "desk_unit", "reason"),
        "Từ chối tiếp nhận: {reason}", "Hồ sơ không được tiếp nhận."),
    EventKind("voided", ("reason",), "Hủy tiếp nhận: {reason}", "Việc tiếp nhận đã được hủy."),
    EventKind("handed_over", ("from_unit", "to_unit", "step"),
        "Bàn giao từ {from_unit} cho {to_unit}."),
    EventKind("handover_confirmed", ("from_unit", "to_unit", "step", "step_due_at"),
        "{to_unit} nhận bàn giao; hạn của bước: {step_due_at}.",
        "Hồ sơ đang ở {to_unit}."),
    EventKind("handover_declined", ("from_unit", "to_unit", "step", "reason"),
        "{to_unit} không nhận bàn giao: {reason}"),
    EventKind("handover_closed", ("from_unit", "to_unit", "step", "decision"),
        "Kết thúc bàn giao từ {from_unit} cho {to_unit} theo {decision}; bên giao giữ hồ sơ."),
    EventKind("continued",
        ("continuing", "named", "from_unit", "to_unit", "desk_unit", "branches", "decision"),
        "{named} tiếp tục giải quyết theo {decision}.",
        "{named} tiếp tục giải quyết hồ sơ; nhận kết quả tại đó."),
    EventKind("assigned", ("to_person",), "Phân công cho {to_person}."),
    EventKind("holder_moved", ("from_person", "to_person", "unit"),
        "{from_person} thôi giữ hồ sơ tại {unit}; {to_person} tiếp tục."),
    EventKind("holder_released", ("from_person", "unit"),
        "{from_person} thôi giữ hồ sơ; {unit} phân công lại."),
    EventKind("step_completed", ("step", "unit", "next_step", "opinion"),
        "{unit} làm xong bước {step}. {opinion}"),
    EventKind("sent_back", ("step", "unit", "to_step", "reason"),
        "{unit} trả về bước {to_step}: {reason}"),
    EventKind("workflow_moved",
        ("from_workflow", "to_workflow", "from_step", "to_step", "decision", "decided_on"),
        "Chuyển từ quy trình {from_workflow}, bước {from_step} sang quy trình {to_workflow},"
        " bước {to_step}, theo {decision} ngày {decided_on}. Hạn trả kết quả không đổi."),
    EventKind("supplement_requested",
        ("ordinal", "restart", "late_request", "answer_by_on", "missing", "reason", "outgoing"),
        "Yêu cầu bổ sung lần {ordinal}, trả lời trước {answer_by_on}: {missing}",
        "Cần bổ sung giấy tờ trước {answer_by_on}; thời hạn tạm dừng.", "tạm dừng"),
    EventKind("supplement_received", ("ordinal", "restart"),
        "Nhận đủ bổ sung lần {ordinal}.",
        "Đã nhận đủ giấy tờ bổ sung.", "tính tiếp"),
    EventKind("payment_required", ("ground", "document"),
        "Chờ nghĩa vụ tài chính theo văn bản {document}.",
        "Chờ thực hiện nghĩa vụ tài chính; thời hạn tạm dừng.", "tạm dừng"),
    EventKind("payment_recorded", ("document",), "Đã thực hiện nghĩa vụ tài chính ({document}).",
        "Đã ghi nhận nghĩa vụ tài chính.", "tính tiếp"),
    EventKind("suspended", ("ground", "document"), "Tạm dừng: {ground}; căn cứ văn bản {document}.",
        "Tạm dừng giải quyết theo quy định chuyên ngành.", "tạm dừng"),
    EventKind("resumed", ("document",), "Tiếp tục giải quyết ({document}).",
        "Tiếp tục giải quyết.", "tính tiếp"),
    EventKind("result_recorded",
        ("version", "number", "signed_on", "file", "pages", "quantity", "last_number"),
        "Có kết quả số {number}, ký ngày {signed_on}.", "Đã có kết quả.", "kết thúc"),
    EventKind("refused", ("reason", "legal_basis"), "Từ chối giải quyết: {reason}",
        "Hồ sơ không đủ điều kiện giải quyết; nhận văn bản trả lời tại quầy.", "kết thúc"),
    EventKind("arrived_at_desk", (), "Kết quả đã về quầy.",
        "Kết quả đã về quầy, mời đến nhận."),
    EventKind("returned", ("recipient", "proof", "recipient_is_owner"),
        "Trả kết quả, người nhận: {recipient} ({proof}).", "Đã trả kết quả."),
    EventKind("withdrawn", ("reason", "document"),
        "Công dân rút hồ sơ. Căn cứ: {document}. {reason}",
        "Hồ sơ đã rút theo yêu cầu.", "kết thúc"),
    EventKind("stopped", ("ground", "document", "reason"),
        "Dừng xử lý: {ground}; căn cứ văn bản {document}. {reason}",
        "Hồ sơ dừng giải quyết, có thông báo kèm theo.", "kết thúc"),
    EventKind("soon_due", ("generation", "due_at"), "Sắp đến hạn: {due_at}."),
    EventKind("became_late", ("generation", "due_at"), "Quá hạn từ {due_at}.",
        "Hồ sơ quá hạn trả kết quả."),
    EventKind("slip_debt", ("generation", "due_at"),
        "Nợ phiếu xin lỗi: hết giờ làm việc đầu tiên kể từ khi quá hạn vẫn chưa phát hành phiếu."),
    EventKind("submission_unanswered", ("due_at",),
        "Quá 8 giờ làm việc chưa trả lời hồ sơ nộp trực tuyến, hạn {due_at}."),
    EventKind("handover_late", ("due_at",), "Chậm bàn giao, hạn {due_at}."),
    EventKind("supplement_unanswered", ("due_at",),
        "Hết hạn bổ sung {due_at}, công dân chưa bổ sung.",
        "Đã hết hạn bổ sung giấy tờ."),
    EventKind("result_uncollected", ("due_at",),
        "Kết quả ở quầy từ lâu, công dân chưa đến nhận.",
        "Kết quả vẫn ở quầy, mời đến nhận."),
    EventKind("step_late", ("step", "unit", "due_at"), "{unit} chậm bước {step}, hạn {due_at}."),
    EventKind("apology_drafted", ("generation", "step", "unit", "agency", "new_due_at", "method"),
        "Lập dự thảo phiếu xin lỗi, ngày hẹn lại: {new_due_at}."),
    EventKind("apology_completed", ("generation", "new_due_at", "reason"),
        "Hoàn thiện phiếu xin lỗi, ngày hẹn lại: {new_due_at}. {reason}"),
    EventKind("apology_issued",
        ("generation", "number", "year", "agency", "new_due_at", "reason", "late", "already_late"),
        "Ký phiếu xin lỗi số {number}, ngày hẹn lại: {new_due_at}.",
        "Cơ quan giải quyết xin lỗi; ngày hẹn lại: {new_due_at}."),
    EventKind("apology_withdrawn", ("generation", "reason"), "Rút phiếu xin lỗi: {reason}"),
    EventKind("apology_superseded", ("generation", "number", "year"),
        "Phiếu xin lỗi số {number} hết giá trị vì lịch làm việc thay đổi; phiếu vẫn được lưu.",
        "Phiếu xin lỗi số {number} hết giá trị vì lịch làm việc thay đổi."),
    EventKind("calendar_revised", ("calendar_revision", "old_due_at", "new_due_at"),
        "Lịch làm việc bản {calendar_revision}: hạn theo quy định {old_due_at} thành {new_due_at}.",
        "Lịch làm việc thay đổi: hạn theo quy định là {new_due_at}.", "đổi theo lịch"),
    EventKind("lateness_lifted", ("generation", "due_at"),
        "Không còn quá hạn: theo lịch làm việc mới, hạn là {due_at}.",
        "Hồ sơ không còn quá hạn; hạn theo lịch làm việc mới là {due_at}."),
    EventKind("rescheduled", ("generation", "old_due_at", "new_due_at"),
        "Đổi ngày hẹn từ {old_due_at} sang {new_due_at}.",
        "Ngày hẹn trả mới: {new_due_at}.", "đổi ngày hẹn"),
    EventKind("escalated", ("generation", "due_at"),
        "Quá hẹn lần hai; chuyển Văn phòng UBND tỉnh xử lý."),
    EventKind("soon_rule_set", ("percent", "working_days", "valid_from"),
        "Nhắc sắp đến hạn khi còn {percent} % thời hạn hoặc {working_days} ngày làm việc,"
        " với hồ sơ tiếp nhận từ {valid_from}."),
    EventKind("letters_resent", ("messages",), "Gửi lại thư đi bị hỏng."),
    EventKind("set_aside_released", ("released",), "Đưa hồ sơ để riêng trở lại lượt quét."),
    EventKind("branch_opened",
        ("branch", "agency", "unit", "step", "lead", "limit_number", "limit_unit", "question",
         "due_at"),
        "Lấy ý kiến {unit}, trả lời trước {due_at}: {question}",
        "Đang lấy ý kiến cơ quan phối hợp."),
    EventKind("branch_stopped", ("branch", "ground", "document"),
        "Nhánh {branch} tạm dừng theo {ground}, văn bản {document}."),
    EventKind("branch_resumed", ("branch", "document"), "Nhánh {branch} tiếp tục ({document})."),
    EventKind("branch_finished", ("branch", "unit", "answer"), "{unit} trả lời ý kiến: {answer}",
        "Cơ quan phối hợp đã trả lời."),
    EventKind("part_opened",
        ("branch", "agency", "unit", "step", "lane", "lead", "limit_number", "limit_unit",
         "due_at"),
        "{unit} làm song song bước {step}, nhánh {lane}, hạn {due_at}.",
        "Các cơ quan phối hợp đang làm cùng lúc."),
    EventKind("part_moved", ("branch", "unit", "step", "next_step", "to_unit", "opinion"),
        "{unit} làm xong bước {step} của nhánh, chuyển {to_unit}. {opinion}"),
    EventKind("part_finished", ("branch", "unit", "step", "opinion"),
        "{unit} làm xong phần việc của mình, bước {step}. {opinion}"),
    EventKind("part_closed", ("branch", "unit", "step", "reason"),
        "Cơ quan chủ trì kết thúc phần của {unit}, bước {step}, khi chưa có trả lời: {reason}"),
    EventKind("slip_issued", ("form", "number", "year", "slip"),
        "Phát hành phiếu theo {form}, số {number}."),
    EventKind("slip_reprinted", ("form", "number", "slip", "times"),
        "In lại phiếu theo {form}, số {number}, lần {times}."),
    EventKind("slip_scanned", ("form", "number", "slip", "file"),
        "Lưu bản đã ký của phiếu theo {form}, số {number}."),
    EventKind("slip_signed", ("form", "number", "slip", "file", "certificate"),
        "Ký số phiếu theo {form}, số {number}, chứng thư số {certificate}."),
    EventKind("slip_sealed", ("form", "number", "slip", "file", "certificate"),
        "Đóng con dấu số của cơ quan lên phiếu theo {form}, số {number}."),
    EventKind("noted", ("text",), "Ghi chú: {text}"),
    EventKind("back_dated", ("claimed_at", "reason"),
        "Khai lúc nhận {claimed_at}, muộn so với lúc ghi vì: {reason}"),
    EventKind("text_destroyed", ("texts", "decision", "decided_on", "minutes"),
        "Tiêu hủy nội dung một đoạn ghi theo Quyết định số {decision} ngày {decided_on}, biên bản"
        " số {minutes}."),
    EventKind("rebuilt", ("columns", "differences"), "Dựng lại từ sổ cái: {differences}.",
        version=2),
)
# fmt: on

KINDS: Mapping[str, EventKind] = {kind.name: kind for kind in _KINDS}


def check_payload(kind: str, payload: JsonObject) -> None:
    """A payload says exactly what its kind says it says. Raises ValueError."""
    expected, given = set(KINDS[kind].fields), set(payload)
    if expected != given:
        raise ValueError(f"{kind}: missing {expected - given}, unknown {given - expected}")
