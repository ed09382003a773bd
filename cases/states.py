"""PURE. The whole life of a dossier on one screen: where it can be, and what can be done there.

*Where it is* (State) and *how it ended* (Outcome) are two things; *late* is neither, it is a fact
about the clock. From ACTS come the buttons, the API's acts, the diagram and the pair test.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from cases.facts import (
    WORDS,
    Facts,
    apology_issued,
    apology_not_owed,
    apology_open,
    apology_wanted,
    at_desk,
    consulted,
    immediate,
    may_close_parts,
    may_send_back,
    no_handover_pending,
    not_at_desk,
    not_handed_over_yet,
    not_immediate,
    not_rescheduled,
    others_done,
    others_keep_him_waiting,
    part_open,
    pending_handover,
    step_brings_result,
    step_open,
    step_open_or_part_done,
    step_passes_on,
)


class State(StrEnum):
    SUBMITTED = "submitted"
    GUIDED = "guided"
    NOT_ACCEPTED = "not_accepted"
    RECEIVED = "received"
    PROCESSING = "processing"
    AWAITING_SUPPLEMENT = "awaiting_supplement"
    AWAITING_PAYMENT = "awaiting_payment"
    SUSPENDED = "suspended"
    RESULT_READY = "result_ready"
    RETURNED = "returned"
    WITHDRAWN = "withdrawn"
    STOPPED = "stopped"
    VOIDED = "voided"

    @property
    def label(self) -> str:
        return STATES[self].label


@dataclass(frozen=True, slots=True)
class StateFacts:
    label: str
    national: int | None  # code of the national portal, law.md 3.3
    open: bool  # somebody still owes the citizen something


STATES: Mapping[State, StateFacts] = {
    State.SUBMITTED: StateFacts("Mới đăng ký, chờ tiếp nhận", 1, open=True),
    State.GUIDED: StateFacts("Đã hướng dẫn tại quầy", None, open=False),
    State.NOT_ACCEPTED: StateFacts("Không được tiếp nhận", 3, open=False),
    State.RECEIVED: StateFacts("Được tiếp nhận", 2, open=True),
    State.PROCESSING: StateFacts("Đang xử lý", 4, open=True),
    State.AWAITING_SUPPLEMENT: StateFacts("Yêu cầu bổ sung", 5, open=True),
    State.AWAITING_PAYMENT: StateFacts("Chờ nghĩa vụ tài chính", 6, open=True),
    State.SUSPENDED: StateFacts("Tạm dừng theo luật chuyên ngành", 4, open=True),
    State.RESULT_READY: StateFacts("Đã xử lý xong", 9, open=True),
    State.RETURNED: StateFacts("Đã trả kết quả", 10, open=False),
    State.WITHDRAWN: StateFacts("Công dân rút hồ sơ", 7, open=False),
    State.STOPPED: StateFacts("Dừng xử lý", 8, open=False),
    State.VOIDED: StateFacts("Hủy tiếp nhận", None, open=False),
}


class Outcome(StrEnum):
    GRANTED = "granted"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    STOPPED = "stopped"

    @property
    def label(self) -> str:
        return _OUTCOMES[self]


_OUTCOMES = {
    Outcome.GRANTED: "Có kết quả",
    Outcome.REFUSED: "Từ chối giải quyết",
    Outcome.WITHDRAWN: "Công dân rút",
    Outcome.STOPPED: "Dừng xử lý",
}


class Effect(StrEnum):
    """What an act does to the clock, said to the officer before he acts."""

    KEEP = ""
    START = "Thời hạn bắt đầu tính."
    STOP = "Thời hạn tạm dừng từ lúc này."
    GO_ON = "Thời hạn tính tiếp, hoặc tính lại từ đầu nếu là lần bổ sung đầu trong 03 ngày."
    END = "Thời hạn dừng hẳn; kết quả trước, đúng hay quá hạn được ghi nhận ngay lúc này."
    MOVE = "Ngày hẹn trả thay đổi; hạn theo quy định giữ nguyên."


Guard = Callable[[Facts], bool]


@dataclass(frozen=True, slots=True)
class Act:
    """One thing a person does. `target` None: the dossier stays where it is."""

    name: str
    label: str
    sources: frozenset[State | None]  # None: before there is a dossier
    target: State | None
    event: str
    effect: Effect = Effect.KEEP
    slip: str | None = None
    outcome: Outcome | None = None
    guards: tuple[Guard, ...] = ()


def _from(*states: State | None) -> frozenset[State | None]:
    return frozenset(states)


S = State
NEW = _from(None, S.SUBMITTED)
WORKING = _from(S.RECEIVED, S.PROCESSING)
WAITING = _from(S.AWAITING_SUPPLEMENT, S.AWAITING_PAYMENT, S.SUSPENDED)
RUNNING = WORKING | WAITING
APOLOGY = RUNNING | _from(S.RESULT_READY, S.RETURNED)

# fmt: off
_ACTS = (
    Act("submit", "Nộp hồ sơ trực tuyến", _from(None), S.SUBMITTED, "submitted",
        guards=(not_immediate,)),
    Act("accept", "Tiếp nhận và in giấy hẹn", NEW, S.RECEIVED, "accepted",
        Effect.START, "receipt", guards=(not_immediate,)),
    Act("guide", "Yêu cầu bổ sung tại quầy", NEW, S.GUIDED, "guided", slip="supplement"),
    Act("refuse_intake", "Từ chối tiếp nhận", NEW, S.NOT_ACCEPTED, "intake_refused",
        slip="refusal"),
    Act("complete_at_once", "Trả kết quả ngay", _from(None), S.RETURNED, "returned",
        Effect.END, outcome=Outcome.GRANTED, guards=(immediate,)),
    Act("void_intake", "Hủy tiếp nhận", _from(S.RECEIVED), S.VOIDED, "voided",
        Effect.END, guards=(not_handed_over_yet,)),
    Act("hand_over", "Bàn giao", _from(S.RECEIVED), None, "handed_over",
        guards=(no_handover_pending,)),
    Act("confirm", "Xác nhận đã nhận bàn giao", WORKING, S.PROCESSING, "handover_confirmed",
        guards=(pending_handover,)),
    Act("decline", "Không nhận bàn giao", WORKING, None, "handover_declined",
        guards=(pending_handover,)),
    Act("assign", "Phân công", _from(S.PROCESSING), None, "assigned",
        guards=(no_handover_pending,)),
    Act("complete_step", "Chuyển bước", _from(S.PROCESSING), None, "step_completed",
        guards=(no_handover_pending, step_open_or_part_done, others_done, step_passes_on)),
    Act("send_back", "Trả về bước trước", _from(S.PROCESSING), None, "sent_back",
        guards=(no_handover_pending, step_open, may_send_back)),
    Act("request_supplement", "Yêu cầu bổ sung, hoàn thiện", _from(S.PROCESSING),
        S.AWAITING_SUPPLEMENT, "supplement_requested", Effect.STOP, "supplement",
        guards=(no_handover_pending,)),
    Act("receive_supplement", "Nhận bổ sung", _from(S.AWAITING_SUPPLEMENT), S.PROCESSING,
        "supplement_received", Effect.GO_ON),
    Act("require_payment", "Chờ nghĩa vụ tài chính", _from(S.PROCESSING), S.AWAITING_PAYMENT,
        "payment_required", Effect.STOP, guards=(no_handover_pending,)),
    Act("record_payment", "Ghi nhận nghĩa vụ tài chính", _from(S.AWAITING_PAYMENT),
        S.PROCESSING, "payment_recorded", Effect.GO_ON),
    Act("suspend", "Tạm dừng theo luật chuyên ngành", _from(S.PROCESSING), S.SUSPENDED,
        "suspended", Effect.STOP, guards=(no_handover_pending,)),
    Act("resume", "Tiếp tục giải quyết", _from(S.SUSPENDED), S.PROCESSING, "resumed",
        Effect.GO_ON),
    Act("record_result", "Nhập kết quả", _from(S.PROCESSING), S.RESULT_READY,
        "result_recorded", Effect.END, outcome=Outcome.GRANTED,
        guards=(no_handover_pending, step_open, step_brings_result)),
    Act("refuse", "Từ chối giải quyết", _from(S.PROCESSING), S.RESULT_READY, "refused",
        Effect.END, "refusal", Outcome.REFUSED, guards=(no_handover_pending,)),
    Act("arrive_at_desk", "Nhận kết quả về quầy", _from(S.RESULT_READY), None,
        "arrived_at_desk", guards=(not_at_desk,)),
    Act("return_result", "Trả kết quả", _from(S.RESULT_READY), S.RETURNED, "returned",
        guards=(at_desk,)),
    Act("withdraw", "Công dân rút hồ sơ", RUNNING, S.WITHDRAWN, "withdrawn",
        Effect.END, outcome=Outcome.WITHDRAWN),
    Act("stop", "Dừng xử lý", _from(S.PROCESSING) | WAITING, S.STOPPED, "stopped",
        Effect.END, outcome=Outcome.STOPPED),
    Act("consult", "Lấy ý kiến phối hợp", _from(S.PROCESSING), None, "branch_opened",
        guards=(no_handover_pending, step_open)),
    Act("answer", "Trả lời ý kiến", _from(S.PROCESSING) | WAITING, None, "branch_finished",
        guards=(consulted,)),
    Act("finish_part", "Hoàn thành phần việc song song", _from(S.PROCESSING) | WAITING, None,
        "part_finished", guards=(part_open,)),
    Act("close_parts", "Kết thúc phần song song", _from(S.PROCESSING), None, "part_closed",
        guards=(no_handover_pending, others_keep_him_waiting, may_close_parts)),
    Act("draft_apology", "Lập phiếu xin lỗi", APOLOGY, None, "apology_drafted",
        guards=(apology_wanted,)),
    Act("complete_apology", "Hoàn thiện phiếu xin lỗi", APOLOGY, None, "apology_completed",
        guards=(apology_open,)),
    Act("sign_apology", "Ký phiếu xin lỗi và hẹn lại", APOLOGY, None, "apology_issued",
        slip="apology", guards=(apology_open,)),
    Act("withdraw_apology", "Rút phiếu xin lỗi", APOLOGY, None, "apology_withdrawn",
        guards=(apology_open, apology_not_owed)),
    Act("reschedule", "Đổi ngày hẹn trả", RUNNING, None, "rescheduled", Effect.MOVE,
        guards=(apology_issued, not_rescheduled)),
    Act("note", "Ghi chú", frozenset(State), None, "noted"),
    Act("reprint", "In lại phiếu", frozenset(State), None, "slip_reprinted"),
    Act("keep_scan", "Lưu bản ký", frozenset(State), None, "slip_scanned"),
)
# fmt: on

ACTS: Mapping[str, Act] = {act.name: act for act in _ACTS}


def is_lawful(act: Act, state: State | None, facts: Facts) -> bool:
    """Whether the act starts from here, whoever does it."""
    return state in act.sources and all(guard(facts) for guard in act.guards)


def why_not(act: Act, state: State, code: object, facts: Facts) -> str:
    """In words, for an act that is not lawful from here."""
    if state in act.sources:
        return next(WORDS[guard] for guard in act.guards if not guard(facts))
    return f"hồ sơ {code} đang ở trạng thái “{state.label}”"
