"""The apologies of the demonstration: how far each late story's draft is taken, and by whom."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta

from cases.facts import ApologyState
from cases.models import Apology, Dossier
from cases.services import apology
from cases.services.proposal import closing
from onecua.demonstration.life import Life
from onecua.demonstration.staff import Staff
from onecua.people.acting import acting_on
from onecua.people.roles import Role
from procedures.timing import office_date

# twist -> how far: completed by an officer, signed by the head, rescheduled by the desk
COMPLETED, SIGNED, RESCHEDULED = 1, 2, 3
HOW_FAR: Mapping[str, int] = {
    "late_waiting": COMPLETED,
    "late_unsent": SIGNED,
    "late_signed": RESCHEDULED,
    "late_twice": RESCHEDULED,
}
TIME_TO_SIGN = timedelta(days=7)
_REASONS = (
    "Số lượng hồ sơ trong kỳ tăng cao, cán bộ thẩm định phải kiểm tra thực địa nhiều ngày.",
    "Chờ ý kiến phối hợp của cơ quan liên quan, văn bản trả lời đến chậm.",
    "Cán bộ phụ trách nghỉ ốm, việc phân công lại bị chậm.",
)


class Apologies:
    def __init__(self, staff: Staff) -> None:
        self._staff = staff

    def go_on(self, lives: Mapping[int, Life], at: datetime) -> Iterator[Life]:
        """One move for each dossier whose story goes further; those whose work goes on after it."""
        wanted = [number for number, life in lives.items() if life.twist in HOW_FAR]
        found = Apology.objects.filter(dossier__in=wanted).exclude(state=ApologyState.WITHDRAWN)
        for draft in found.select_related("dossier__desk", "unit").order_by("dossier_id", "pk"):
            life = lives[draft.dossier_id]
            if self._move(life, draft, at) and life.twist == "late_signed":
                life.wake = at + timedelta(days=life.dice.randint(1, 2))
                yield life

    def _move(self, life: Life, draft: Apology, at: datetime) -> bool:
        """True when the desk has moved the date: there is nothing more to say."""
        far = HOW_FAR[life.twist]
        if draft.state == ApologyState.DRAFTED:
            self._complete(life, draft, at)
        elif draft.state == ApologyState.COMPLETED and far >= SIGNED:
            signer = acting_on(self._staff.signer(draft.agency_id))
            apology.sign_apology(dossier_id=draft.dossier_id, acting=signer, at=at)
        elif far >= RESCHEDULED and _may_move(draft):
            desk = self._staff.at(draft.dossier.desk.unit_id, (Role.RECEPTION,))
            apology.reschedule(dossier_id=draft.dossier_id, acting=desk, at=at)
            return True
        return False

    def _complete(self, life: Life, draft: Apology, at: datetime) -> None:
        apology.complete_apology(
            dossier_id=draft.dossier_id,
            reason=life.dice.choice(_REASONS),
            new_due_on=_day_he_can_keep(life, draft, at),
            acting=self._staff.somewhere(draft.unit_id, (Role.OFFICER, Role.HEAD)),
            at=at,
        )


def _day_he_can_keep(life: Life, draft: Apology, at: datetime) -> date | None:
    """As proposed; one that waits for its signature until today leaves the head time to sign."""
    if draft.new_due is None:
        return None
    proposed = office_date(draft.new_due)
    if HOW_FAR[life.twist] > COMPLETED:
        return proposed
    return office_date(closing(draft.dossier, max(proposed, office_date(at + TIME_TO_SIGN))))


def _may_move(draft: Apology) -> bool:
    dossier = draft.dossier
    issued = draft.state == ApologyState.ISSUED
    return issued and dossier.run == Dossier.Run.RUNNING and not dossier.rescheduled
