"""What is special about a story: asked for more, paused, declined, sent back, ended early."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from cases.models import Dossier
from cases.services import ending, handover, intake, note, pause, result, steps, supplement
from cases.services.look import current_step
from cases.services.pause import GROUNDS
from onecua.demonstration.life import NEVER, Life
from onecua.demonstration.staff import Staff
from onecua.people.acting import Acting, acting_on
from onecua.people.roles import Role
from procedures.timing import office_date

RECEPTION, EXPERTS = (Role.RECEPTION,), (Role.OFFICER, Role.HEAD)
ANSWER_WITHIN = timedelta(days=30)
PAST_THE_WINDOW = timedelta(days=8)  # more than three working days, whatever holidays there are
Turn = Callable[["Twists", Life, Dossier, datetime], datetime | None]

_MISSING = (
    "Bản vẽ thiết kế chưa có mặt cắt móng",
    "Bản sao giấy tờ tùy thân không đọc được",
    "Giấy xác nhận tình trạng hôn nhân đã hết hạn",
    "Trích đo địa chính thửa đất chưa có chữ ký của chủ giáp ranh",
)


class Twists:
    def __init__(self, staff: Staff) -> None:
        self._staff = staff

    def fits(self, life: Life, dossier: Dossier) -> bool:
        """Whether it can happen here: an expert holds the dossier."""
        holder = dossier.holder_unit_id or 0
        if life.twist not in TURNS or dossier.step < 2 or not self._staff.has(holder, EXPERTS):
            return False
        if life.twist == "send_back":
            step = current_step(dossier)
            return bool(step and step.step.may_return_to)
        return True

    def too_early(self, life: Life, dossier: Dossier, at: datetime) -> bool:
        """A request past the window of three days waits for its day."""
        received = dossier.received_at or at
        return life.twist in _PAST_THE_WINDOW and at - received < PAST_THE_WINDOW

    def turn(self, life: Life, dossier: Dossier, at: datetime) -> datetime | None:
        life.turned = True
        return TURNS[life.twist](self, life, dossier, at)

    def void(self, dossier: Dossier, at: datetime) -> None:
        intake.void_intake(
            dossier_id=dossier.pk,
            reason="Công dân chuyển sang nộp thủ tục liên thông.",
            acting=self._staff.at(dossier.desk.unit_id, RECEPTION),
            at=at,
        )

    def decline(self, life: Life, dossier: Dossier, taker: Acting, at: datetime) -> datetime | None:
        handover.decline(
            dossier_id=dossier.pk,
            reason="Thành phần bàn giao thiếu một bản sao so với phiếu kiểm soát.",
            acting=taker,
            at=at,
        )
        return life.later(at, 1, 3)

    def _supplement(self, life: Life, dossier: Dossier, at: datetime) -> datetime | None:
        """The first one; a head signs where the data say that an officer may not."""
        life.asked += 1
        case = supplement.next_case(dossier, at)
        asker = self._head(dossier) if case.needs_a_head else self._expert(dossier)
        supplement.request_supplement(
            dossier_id=dossier.pk,
            missing=life.dice.choice(_MISSING),
            reason="Chưa đủ cơ sở giải quyết theo thành phần hồ sơ đã công bố.",
            answer_by=office_date(at + ANSWER_WITHIN),
            acting=asker,
            at=at,
        )
        if life.twist == "supplement_twice" and life.asked == 1:
            life.turned = False  # once more, when this one has been answered
        return self._or_never(life, at, 2, 6)

    def _payment(self, life: Life, dossier: Dossier, at: datetime) -> datetime | None:
        pause.require_payment(
            dossier_id=dossier.pk,
            document=f"Thông báo số {life.dice.randrange(100, 900)}/TB-CCT",
            acting=self._expert(dossier),
            at=at,
        )
        return self._or_never(life, at, 2, 8)

    def _suspend(self, life: Life, dossier: Dossier, at: datetime) -> datetime | None:
        grounds = sorted(GROUNDS.keys() - {"financial_duty"})
        pause.suspend(
            dossier_id=dossier.pk,
            ground=life.dice.choice(grounds),
            document=f"Văn bản số {life.dice.randrange(10, 90)}/CV",
            acting=self._expert(dossier),
            at=at,
        )
        return self._or_never(life, at, 3, 10)

    def _withdraw(self, _life: Life, dossier: Dossier, at: datetime) -> datetime | None:
        ending.withdraw(
            dossier_id=dossier.pk,
            reason="Người nộp không còn nhu cầu giải quyết.",
            document=f"Đơn xin rút hồ sơ ngày {office_date(at):%d/%m/%Y}",
            acting=self._staff.at(dossier.desk.unit_id, RECEPTION),
            at=at,
        )
        return NEVER

    def _stop(self, life: Life, dossier: Dossier, at: datetime) -> datetime | None:
        ending.stop(
            dossier_id=dossier.pk,
            ground="dispute",
            document=f"Thông báo số {life.dice.randrange(10, 90)}/TB",
            reason="Thửa đất đang có đơn tranh chấp được thụ lý.",
            acting=self._head(dossier),
            at=at,
        )
        return NEVER

    def _refuse(self, life: Life, dossier: Dossier, at: datetime) -> datetime | None:
        result.refuse(
            dossier_id=dossier.pk,
            reason="Hồ sơ không đáp ứng điều kiện giải quyết.",
            legal_basis="Khoản 8 Điều 19 Nghị định số 61/2018/NĐ-CP",
            acting=self._head(dossier),
            at=at,
        )
        return life.later(at, 1, 6)

    def _send_back(self, life: Life, dossier: Dossier, at: datetime) -> datetime | None:
        step = current_step(dossier)
        steps.send_back(
            dossier_id=dossier.pk,
            to_step=int((step.step.may_return_to if step else "1").split(";")[0]),
            reason="Dự thảo chưa nêu căn cứ; đề nghị bổ sung rồi trình lại.",
            acting=self._expert(dossier),
            at=at,
        )
        return life.later(at, 0.5, 4)

    def _note(self, life: Life, dossier: Dossier, at: datetime) -> datetime | None:
        note.note(
            dossier_id=dossier.pk,
            text="Đã gọi điện hỏi người nộp, hẹn xác minh thực địa trong tuần.",
            acting=self._expert(dossier),
            at=at,
        )
        return life.later(at, 1, 6)

    def _or_never(self, life: Life, at: datetime, least: int, most: int) -> datetime | None:
        return NEVER if life.twist.endswith("_open") else life.days_later(at, least, most)

    def _expert(self, dossier: Dossier) -> Acting:
        return self._staff.at(dossier.holder_unit_id or 0, EXPERTS)

    def _head(self, dossier: Dossier) -> Acting:
        return acting_on(self._staff.signer(dossier.held_by.agency_id))


_PAST_THE_WINDOW = {"supplement_late", "supplement_late_open"}
TURNS: Mapping[str, Turn] = {
    **dict.fromkeys(
        ("supplement", "supplement_open", "supplement_late", "supplement_late_open",
         "supplement_twice"),
        Twists._supplement,
    ),
    **dict.fromkeys(("payment", "payment_open"), Twists._payment),
    **dict.fromkeys(("suspend", "suspend_open"), Twists._suspend),
    "withdraw": Twists._withdraw,
    "stop": Twists._stop,
    "refuse": Twists._refuse,
    "send_back": Twists._send_back,
    "note": Twists._note,
}  # fmt: skip
