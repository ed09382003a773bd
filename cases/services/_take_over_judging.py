"""A row of a take-over held against the office: what it would become, its doubts, or why not."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from cases.clock import ClockEvent, ClockPolicies, ClockReading, replay
from cases.clock_taken_over import state_of
from cases.services._take_over_known import Known
from cases.states import State
from cases.take_over_rows import TakeOverRow
from onecua.kernel.text import fold
from onecua.ledger.canonical import JsonObject, JsonValue
from onecua.people.models import Desk
from procedures.models import ChannelTerm, ProcedureVersion, Regime, WorkflowVersion
from procedures.selectors import PlannedStep, term
from procedures.timing import (
    OFFICE_ZONE,
    TimeLimit,
    TimingRefused,
    WorkCalendar,
    office_date,
)

_OURS = re.compile(r"(?P<agency>.+)-(?P<day>\d{6})-T?\d{4,}")


class CannotTake(ValueError):
    """Why a row cannot be taken over; the message is its sentence."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A row that can be taken over. doubts: sentences somebody has to answer for."""

    row: TakeOverRow
    desk: Desk
    version: ProcedureVersion
    regime: Regime
    workflow: WorkflowVersion
    plan: Sequence[PlannedStep]
    step: PlannedStep
    unit_id: int
    person_id: int | None
    limit: TimeLimit
    event: ClockEvent
    payload: JsonObject
    state: State
    clock: ClockReading
    doubts: tuple[str, ...]


_DIRECT = ChannelTerm.Channel.DIRECT


def judge(row: TakeOverRow, known: Known, source: str, digest: str, at: datetime) -> Candidate:
    """Nothing is written. Raises CannotTake."""
    desk, version, was_in_force = _where(row, known)
    configured = known.configured.get((desk.pk, version.procedure_id))
    steps = known.plan(configured) if configured else ()
    limit, regime = term(version, _DIRECT), known.regime(office_date(row.received))
    _require(
        (
            configured is not None and bool(steps),
            f"Thủ tục {row.procedure} chưa cấu hình quy trình điện tử cho {desk.name}; cấu hình "
            "trước rồi nhập lại dòng này.",
        ),
        (limit is not None, f"Quyết định công bố không ghi thời hạn của thủ tục {row.procedure}."),
        (regime is not None, "Không có quy định tiếp nhận nào áp dụng vào ngày tiếp nhận."),
    )
    if configured is None or limit is None or regime is None:  # said above
        raise CannotTake
    step, unit_id, person_id, doubts = _holder(row, known, steps)
    calendar = known.calendar(desk.unit.agency)
    promised = _promised(row, calendar)
    payload: dict[str, JsonValue] = {
        "code": row.code, "procedure": row.procedure, "channel": _DIRECT.value,
        "quantity": row.quantity, "limit_number": str(limit.number),
        "limit_unit": limit.unit.value, "calendar_revision": calendar.revision,
        "regime": regime.code, "workflow": configured.workflow.number,
        "desk_unit": desk.unit_id, "to_unit": unit_id, "to_person": person_id or 0,
        "step": step.no, "handed_over": step.no != steps[0].no,
        "received_at": row.received.isoformat(), "promised_at": promised.isoformat(),
        "pauses": [
            {"from_at": max(each.from_, row.received).isoformat(),
             "to_at": max(each.to, row.received).isoformat() if each.to else "",
             "ground": each.ground, "restart": each.restart}
            for each in row.pauses
        ],
        "answer_by_on": row.answer_by.isoformat() if row.answer_by else "",
        "late_document": row.late_document, "source": source, "digest": digest, "row": row.row,
    }  # fmt: skip
    try:
        event = ClockEvent(1, "taken_over", at, at, payload)
        clock = replay([event], limit, {calendar.revision: calendar}, ClockPolicies(), at)
        state = state_of(event)
    except TimingRefused as refusal:
        raise CannotTake(str(refusal)) from refusal
    doubts += _doubts(row, clock, promised, at, was_in_force=was_in_force)
    due = clock.legal_due or clock.projection
    payload |= {"due_at": due.at.isoformat() if due else "", "doubtful": bool(doubts)}
    return Candidate(
        row, desk, version, regime, configured.workflow, steps, step, unit_id, person_id, limit,
        event, payload, state, clock, tuple(doubts),
    )  # fmt: skip


def _require(*asked: tuple[bool, str]) -> None:
    if why := next((why for holds, why in asked if not holds), ""):
        raise CannotTake(why)


def _where(row: TakeOverRow, known: Known) -> tuple[Desk, ProcedureVersion, bool]:
    day, desk = office_date(row.received), known.desk(row)
    version, was_in_force = known.version(row, day)
    ours = _OURS.fullmatch(row.code)
    _require(
        (day <= known.today, f"Ngày tiếp nhận {day:%d/%m/%Y} ở tương lai; kiểm tra lại."),
        (row.promised_on >= day, f"Hẹn trả {row.promised_on:%d/%m/%Y} trước ngày tiếp nhận."),
        (
            not (ours and ours["day"] >= f"{known.today:%y%m%d}"),
            f"Mã {row.code} thuộc dãy mã mà hệ thống này sẽ cấp; hỏi lại nguồn dữ liệu.",
        ),
        (
            desk is not None,
            f"Không có bộ phận tiếp nhận “{row.desk}” trong cơ quan này; ghi tên cơ quan hoặc tên "
            "bộ phận một cửa.",
        ),
        (
            version is not None,
            f"Không có thủ tục mang mã {row.procedure} trong danh mục; nhập danh mục trước, hoặc "
            "ghi mã quốc gia của thủ tục.",
        ),
        (
            version is None or version.kind != ProcedureVersion.Kind.IMMEDIATE,
            f"Thủ tục {row.procedure} trả kết quả ngay, không có hồ sơ đang giải quyết.",
        ),
        (
            not any(office_date(each.to or each.from_) > known.today for each in row.pauses),
            "Có lần tạm dừng ở tương lai; kiểm tra lại ngày.",
        ),
        (
            not any(office_date(each.from_) < day for each in row.pauses),
            "Có lần tạm dừng trước ngày tiếp nhận; kiểm tra lại ngày.",
        ),
        (
            not row.asks_supplement or row.answer_by is not None,
            "Đang chờ bổ sung thì phải có cột “Hạn bổ sung”.",
        ),
    )
    if desk is None or version is None:  # said above
        raise CannotTake
    return desk, version, was_in_force


def _holder(
    row: TakeOverRow, known: Known, steps: Sequence[PlannedStep]
) -> tuple[PlannedStep, int, int | None, list[str]]:
    unit = known.units.get(fold(row.unit)) if row.unit else None
    _require((not row.unit or unit is not None, f"Không có đơn vị “{row.unit}” đang hoạt động."))
    doubts: list[str] = []
    step = _step(row.step, steps)
    if step is None:
        theirs = [each for each in steps if unit and each.unit_id == unit.pk]
        _require(
            (
                bool(theirs),
                f"Quy trình không có bước “{row.step}”; ghi số thứ tự hoặc tên bước, hoặc đơn vị "
                "đang giữ có bước trong quy trình.",
            )
        )
        step = theirs[0]
        doubts.append(
            f"Không rõ bước “{row.step}”; sẽ đặt vào bước {step.no} – {step.name} của đơn vị giữ."
        )
    unit_id = unit.pk if unit else step.unit_id
    if unit_id != step.unit_id:
        doubts.append(f"{row.unit} không phải đơn vị làm bước {step.no} – {step.name}.")
    held = [
        person for person, where in known.posts.get(row.officer.lower(), ()) if where == unit_id
    ]
    _require(
        (
            not row.officer or bool(held),
            f"“{row.officer}” không có vị trí tại đơn vị đang giữ; ghi đúng tên đăng nhập, hoặc bỏ "
            "trống để đơn vị phân công.",
        )
    )
    return step, unit_id, held[0] if row.officer else None, doubts


def _step(words: str, steps: Sequence[PlannedStep]) -> PlannedStep | None:
    wanted = fold(words).removeprefix("buoc").strip(" .:")
    return next((each for each in steps if wanted in {str(each.no), fold(each.name)}), None)


def _promised(row: TakeOverRow, calendar: WorkCalendar) -> datetime:
    """A date is a promise until that desk closes; on a day off, until noon of nobody: 17:00."""
    if isinstance(row.promised, datetime):
        return row.promised
    if calendar.is_working(row.promised):
        return calendar.closes_at(row.promised)
    return datetime.combine(row.promised, _EVENING, OFFICE_ZONE)


_EVENING = time(17)


def _doubts(
    row: TakeOverRow, clock: ClockReading, promised: datetime, at: datetime, *, was_in_force: bool
) -> list[str]:
    due = clock.legal_due or clock.projection
    lawful = due.on if due else None
    stopped = clock.legal_due is None
    past = promised < at and not stopped
    overlap = any(
        earlier.to and later.from_ < earlier.to
        for earlier, later in zip(row.pauses, row.pauses[1:], strict=False)
    )
    asked: tuple[tuple[bool, str], ...] = (
        (
            not stopped and lawful != office_date(promised),
            f"Hẹn trả {promised:%d/%m/%Y} khác hạn tính theo quy định "
            f"{lawful or date.min:%d/%m/%Y}.",
        ),
        (
            past,
            "Đã quá ngày hẹn trả; "
            + (
                f"quá hạn tính theo {row.late_document}."
                if row.late_document
                else "không có văn bản ghi nhận nên chỉ tính từ ngày làm việc sau khi chuyển."
            ),
        ),
        (overlap, "Các lần tạm dừng chồng lên nhau; khoảng chồng chỉ tính một lần."),
        (not was_in_force, "Ngày tiếp nhận chưa có bản công bố nào của thủ tục này có hiệu lực."),
        (at - row.received > _LONG, "Tiếp nhận đã hơn hai năm."),
    )
    return [words for holds, words in asked if holds]


_LONG = timedelta(days=730)
