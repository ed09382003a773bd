"""PURE. What the guards of the acts look at, and the guards themselves."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum


class ApologyState(StrEnum):
    """The apology of the current deadline generation."""

    NONE = "none"
    DRAFTED = "drafted"
    COMPLETED = "completed"
    ISSUED = "issued"
    WITHDRAWN = "withdrawn"
    SUPERSEDED = "superseded"  # issued, then its lateness was lifted by a calendar


@dataclass(frozen=True, slots=True)
class Facts:
    """A dossier at one moment, as far as lawful acts depend on it."""

    immediate: bool = False  # the procedure's result is given at once
    handover_pending: bool = False
    handed_over: bool = False  # a handover has been confirmed once
    step_open: bool = False  # the holder still works on the current step
    step_brings_result: bool = False  # only a recorded result ends this step
    may_send_back: bool = False
    at_desk: bool = False
    apology: ApologyState = ApologyState.NONE
    apology_due: bool = False  # late, or surely late: less than a working day is left
    late: bool = False  # its lawful day has passed
    rescheduled: bool = False
    consulted: bool = False  # some agency has been asked and has not answered
    part_open: bool = False  # another agency still does its part of a parallel block
    own_part_done: bool = False  # the lead's is done: it waits for the others, or passes on
    may_close_parts: bool = False  # the workflow lets the lead go on without them


def immediate(facts: Facts) -> bool:
    return facts.immediate


def not_immediate(facts: Facts) -> bool:
    return not facts.immediate


def pending_handover(facts: Facts) -> bool:
    return facts.handover_pending


def no_handover_pending(facts: Facts) -> bool:
    return not facts.handover_pending


def not_handed_over_yet(facts: Facts) -> bool:
    return not facts.handed_over


def step_open(facts: Facts) -> bool:
    return facts.step_open


def step_open_or_part_done(facts: Facts) -> bool:
    return facts.step_open or facts.own_part_done


def others_done(facts: Facts) -> bool:
    """While his own part is open he ends that; only then the others are waited for."""
    return facts.step_open or not facts.part_open


def part_open(facts: Facts) -> bool:
    return facts.part_open


def others_keep_him_waiting(facts: Facts) -> bool:
    return facts.own_part_done and not facts.step_open and facts.part_open


def may_close_parts(facts: Facts) -> bool:
    return facts.may_close_parts


def step_brings_result(facts: Facts) -> bool:
    return facts.step_brings_result


def step_passes_on(facts: Facts) -> bool:
    return not facts.step_brings_result


def may_send_back(facts: Facts) -> bool:
    return facts.may_send_back


def at_desk(facts: Facts) -> bool:
    return facts.at_desk


def not_at_desk(facts: Facts) -> bool:
    return not facts.at_desk


def consulted(facts: Facts) -> bool:
    return facts.consulted


def apology_wanted(facts: Facts) -> bool:
    return facts.apology_due and facts.apology in {ApologyState.NONE, ApologyState.WITHDRAWN}


def apology_open(facts: Facts) -> bool:
    return facts.apology in {ApologyState.DRAFTED, ApologyState.COMPLETED}


def apology_issued(facts: Facts) -> bool:
    return facts.apology is ApologyState.ISSUED


def not_rescheduled(facts: Facts) -> bool:
    return not facts.rescheduled


def apology_not_owed(facts: Facts) -> bool:
    return not facts.late


# Why the act is not lawful now, where the state is not the reason.
WORDS: Mapping[Callable[[Facts], bool], str] = {
    immediate: "thủ tục này không trả kết quả ngay",
    not_immediate: "thủ tục này trả kết quả ngay tại quầy",
    pending_handover: "không có bàn giao nào đang chờ nhận",
    no_handover_pending: "hồ sơ đang chờ bên nhận xác nhận bàn giao",
    not_handed_over_yet: "hồ sơ đã được bàn giao",
    step_open: "bước hiện tại chưa bắt đầu hoặc đã kết thúc",
    step_open_or_part_done: "bước hiện tại chưa bắt đầu hoặc đã kết thúc",
    others_done: "phần việc của đơn vị bạn đã xong, còn chờ các cơ quan làm song song",
    part_open: "không có phần việc song song nào đang làm",
    others_keep_him_waiting: "phần việc của cơ quan chủ trì chưa xong, hoặc không chờ ai",
    may_close_parts: "quy trình không cho kết thúc khi các cơ quan phối hợp chưa làm xong",
    step_brings_result: "bước hiện tại chưa phải là bước có kết quả",
    step_passes_on: "bước hiện tại kết thúc bằng việc nhập kết quả",
    may_send_back: "quy trình không cho trả lại từ bước này",
    at_desk: "kết quả chưa về quầy",
    not_at_desk: "kết quả đã về quầy",
    consulted: "không có ý kiến nào đang chờ đơn vị trả lời",
    apology_wanted: "hồ sơ chưa đến lúc phải xin lỗi, hoặc đã có phiếu xin lỗi",
    apology_open: "không có phiếu xin lỗi nào đang chờ",
    apology_issued: "chưa có phiếu xin lỗi nào được phát hành",
    apology_not_owed: "hồ sơ đang quá hạn nên phiếu xin lỗi phải được ký; có thể sửa lý do và ngày"
    " hẹn rồi ký",
    not_rescheduled: "ngày hẹn đã đổi một lần; quá hẹn lần nữa thì do Văn phòng UBND tỉnh xử lý",
}
