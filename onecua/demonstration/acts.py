"""What somebody does next to a dossier, told by its state; and when the next one has his turn."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from cases.models import Dossier, Handover
from cases.services import handover, intake, pause, result, steps, supplement
from cases.services.look import current_step
from cases.services.parts import finish_part
from cases.services.result import ResultData
from cases.states import State
from onecua.demonstration.counter import RECEPTION, Counter
from onecua.demonstration.life import NEVER, Life, work_done
from onecua.demonstration.pages import result_page
from onecua.demonstration.twists import Twists
from onecua.people.roles import Role
from procedures.timing import office_date

Turn = Callable[["Acts", Life, Dossier, datetime], datetime | None]
EXPERTS = (Role.OFFICER, Role.HEAD)


class Acts:
    def __init__(self, counter: Counter) -> None:
        self.counter, self.staff = counter, counter.staff
        self._twists = Twists(counter.staff)

    def next(self, life: Life, at: datetime) -> datetime | None:
        """Do it, and say when the dossier wakes again; None: it rests, or its life is over."""
        dossier = Dossier.objects.select_related("desk__unit__agency__parent", "applicant").get(
            pk=life.dossier_id
        )
        turn = _TURNS.get(State(dossier.state))
        return turn(self, life, dossier, at) if turn else NEVER

    def _submitted(self, life: Life, dossier: Dossier, at: datetime) -> datetime | None:
        if life.twist == "online_open":
            return NEVER
        given = self.counter.given_again(dossier, life.story)
        intake.accept_submitted(dossier_id=dossier.pk, intake=given, **self._desk(dossier, at))
        return life.later(at, 1, 3)

    def _working(self, life: Life, dossier: Dossier, at: datetime) -> datetime | None:
        """Received or in somebody's hands: a handover waits, or the work goes on."""
        waiting = dossier.handovers.filter(outcome=Handover.Outcome.PENDING).first()
        if waiting is not None:
            return self._take_over(life, dossier, waiting, at)
        if dossier.state == State.RECEIVED:
            return self._hand_over(life, dossier, at)
        if self._rests(life, dossier, "working"):
            return NEVER
        if not life.turned and self._twists.fits(life, dossier):
            if self._twists.too_early(life, dossier, at):
                return life.days_later(at, 1, 2)
            return self._twists.turn(life, dossier, at)
        return self._one_step(life, dossier, at)

    def _hand_over(self, life: Life, dossier: Dossier, at: datetime) -> datetime | None:
        if life.story.rests == "desk":
            return NEVER
        if life.twist == "void":
            self._twists.void(dossier, at)
            return NEVER
        handover.hand_over(dossier_id=dossier.pk, **self._desk(dossier, at))
        return life.later(at, 0.3, 4)

    def _take_over(
        self, life: Life, dossier: Dossier, waiting: Handover, at: datetime
    ) -> datetime | None:
        if life.story.rests == "pending" and waiting.step == life.story.rests_at:
            return NEVER
        taker = self.staff.at(waiting.to_unit_id)
        if life.twist == "decline" and not life.turned:
            life.turned = True
            return self._twists.decline(life, dossier, taker, at)
        taken = handover.confirm(dossier_id=dossier.pk, acting=taker, at=at)
        return work_done(life, taken, at)

    def _one_step(self, life: Life, dossier: Dossier, at: datetime) -> datetime | None:
        holder = self.staff.at(dossier.holder_unit_id or 0)
        step = current_step(dossier)
        if self._does_a_part(dossier, at):
            return life.later(at, 1, 8)
        if step is None or not step.brings_result:
            before = dossier.step
            done = steps.complete_step(dossier_id=dossier.pk, acting=holder, at=at)
            moved_inside = done.step != before
            return work_done(life, done, at) if moved_inside else life.later(at, 0.2, 3)
        signer = self.staff.signer(holder.agency_id)
        data = ResultData(
            number=f"{life.dice.randrange(10, 900)}/{office_date(at).year}",
            signer=signer.person.full_name,
            signed_on=office_date(at),
            file=result_page(str(dossier)),
        )
        result.record_result(dossier_id=dossier.pk, result=data, acting=holder, at=at)
        return life.later(at, 0.5, 5)

    def _does_a_part(self, dossier: Dossier, at: datetime) -> bool:
        """The lead's own part is done: the next of the others does its own."""
        if dossier.steps.filter(ended_at=None).exists():
            return False
        parts = dossier.branches.filter(ended_at=None, lead=False).exclude(lane="")
        part = parts.order_by("due", "no").first()
        if part is None:
            return False
        finish_part(
            dossier_id=dossier.pk, opinion="Thống nhất với đề xuất của cơ quan chủ trì.",
            acting=self.staff.at(part.unit_id), at=at,
        )  # fmt: skip
        return True

    def _awaiting_supplement(self, life: Life, dossier: Dossier, at: datetime) -> datetime | None:
        supplement.receive_supplement(dossier_id=dossier.pk, **self._desk(dossier, at))
        return self._after_the_pause(life, at)

    def _awaiting_payment(self, life: Life, dossier: Dossier, at: datetime) -> datetime | None:
        pause.record_payment(
            dossier_id=dossier.pk,
            document=f"Biên lai số {life.dice.randrange(1000, 9999)}",
            **self._desk(dossier, at),
        )
        return self._after_the_pause(life, at)

    def _suspended(self, life: Life, dossier: Dossier, at: datetime) -> datetime | None:
        pause.resume(
            dossier_id=dossier.pk,
            document=f"Biên bản số {life.dice.randrange(10, 99)}/BB",
            acting=self.staff.at(dossier.holder_unit_id or 0, EXPERTS),
            at=at,
        )
        return self._after_the_pause(life, at)

    def _after_the_pause(self, life: Life, at: datetime) -> datetime:
        return life.later(at, 2, 12)

    def _ready(self, life: Life, dossier: Dossier, at: datetime) -> datetime | None:
        if dossier.at_desk_since is None:
            if life.story.rests == "result":
                return NEVER
            result.arrive_at_desk(dossier_id=dossier.pk, **self._desk(dossier, at))
            return life.later(at, 2, 60)
        if life.story.rests == "returnable":
            return NEVER
        by_post = life.story.channel == "post"
        result.return_result(
            dossier_id=dossier.pk,
            recipient=dossier.applicant.name,
            proof="Vận đơn bưu chính" if by_post else "Căn cước công dân",
            recipient_is_owner=True,
            **self._desk(dossier, at),
        )
        return NEVER

    def _rests(self, life: Life, dossier: Dossier, where: str) -> bool:
        return life.story.rests == where and dossier.step == life.story.rests_at

    def _desk(self, dossier: Dossier, at: datetime) -> dict[str, Any]:
        return {"acting": self.staff.at(dossier.desk.unit_id, RECEPTION), "at": at}


_TURNS: Mapping[State, Turn] = {
    State.SUBMITTED: Acts._submitted,
    State.RECEIVED: Acts._working,
    State.PROCESSING: Acts._working,
    State.AWAITING_SUPPLEMENT: Acts._awaiting_supplement,
    State.AWAITING_PAYMENT: Acts._awaiting_payment,
    State.SUSPENDED: Acts._suspended,
    State.RESULT_READY: Acts._ready,
}
