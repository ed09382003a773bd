"""PURE. Who is told of which event, and until when that is worth telling. One row a notice.

The words are the timeline's own (`cases.events`): `sentence` for staff, `public` for the citizen.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from cases.facts import ApologyState
from cases.states import State


class Audience(StrEnum):
    HOLDER = "holder"  # who holds it; without a name everybody at that unit
    HEAD = "head"  # the heads of the agency that holds it
    DESK = "desk"  # the desk that received it
    OFFICE = "office"  # Văn phòng UBND tỉnh
    CITIZEN = "citizen"


@dataclass(frozen=True, slots=True)
class Standing:
    """How things stand at the moment of sending."""

    state: State
    running: bool
    same_deadline: bool  # no restart, revision or new appointment since
    same_step: bool
    apology: ApologyState
    lapse: str  # what is waited for now


@dataclass(frozen=True, slots=True)
class Notice:
    """holds: asked again before sending. reminder: only in the recipient's working hours."""

    title: str
    to: tuple[Audience, ...]
    holds: Callable[[Standing], bool]
    reminder: bool = False


def _still_running(now: Standing) -> bool:
    return now.running and now.same_deadline


def _still_there(now: Standing) -> bool:
    return now.running and now.same_step


def _not_apologised(now: Standing) -> bool:
    return now.apology is not ApologyState.ISSUED


def _draft_is_open(now: Standing) -> bool:
    return now.apology in {ApologyState.DRAFTED, ApologyState.COMPLETED}


def _in(state: State) -> Callable[[Standing], bool]:
    return lambda now: now.state is state


def _waits_for(lapse: str) -> Callable[[Standing], bool]:
    return lambda now: now.lapse == lapse


_A = Audience
NOTICES: Mapping[str, Notice] = {
    "soon_due": Notice("Sắp đến hạn", (_A.HOLDER,), _still_running, reminder=True),
    "became_late": Notice("Quá hạn", (_A.HOLDER, _A.HEAD), _still_running),
    "step_late": Notice("Chậm bước", (_A.HOLDER,), _still_there, reminder=True),
    "slip_debt": Notice("Nợ phiếu xin lỗi", (_A.HEAD,), _not_apologised),
    "apology_drafted": Notice(
        "Cần hoàn thiện phiếu xin lỗi", (_A.HOLDER, _A.HEAD), _draft_is_open, reminder=True
    ),
    "apology_issued": Notice("Đã ký phiếu xin lỗi", (_A.DESK, _A.CITIZEN), lambda _now: True),
    "rescheduled": Notice(
        "Ngày hẹn mới", (_A.CITIZEN,), lambda now: now.running and now.same_deadline
    ),
    "lateness_lifted": Notice(
        "Không còn quá hạn", (_A.CITIZEN, _A.HOLDER), lambda now: now.running
    ),
    "escalated": Notice("Quá hẹn lần hai", (_A.OFFICE, _A.HEAD), lambda now: now.running),
    "submission_unanswered": Notice(
        "Chưa trả lời hồ sơ trực tuyến", (_A.DESK,), _waits_for("submission_unanswered"),
        reminder=True,
    ),
    "handover_late": Notice(
        "Chậm bàn giao", (_A.DESK,), _waits_for("handover_late"), reminder=True
    ),
    "supplement_requested": Notice(
        "Cần bổ sung", (_A.CITIZEN,), _in(State.AWAITING_SUPPLEMENT)
    ),
    "supplement_unanswered": Notice(
        "Hết hạn bổ sung", (_A.HOLDER, _A.CITIZEN), _waits_for("supplement_unanswered"),
        reminder=True,
    ),
    "arrived_at_desk": Notice("Mời nhận kết quả", (_A.CITIZEN,), _in(State.RESULT_READY)),
    "result_uncollected": Notice(
        "Kết quả chờ nhận", (_A.CITIZEN,), _in(State.RESULT_READY), reminder=True
    ),
}  # fmt: skip
