"""What somebody does next to a dossier, by its state and the dice of the story."""

import random
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any

from django.db.models import QuerySet

from cases.models import Dossier
from cases.services import (
    apology,
    ending,
    handover,
    intake,
    pause,
    result,
    steps,
    supplement,
)
from cases.services.applicants import ApplicantData
from cases.services.files import keep
from cases.services.opening import Intake, PaperData
from cases.services.result import ResultData
from cases.states import State
from onecua.demonstration.names import invent
from onecua.kernel.errors import Refusal
from onecua.ledger.office import office_now
from onecua.people.acting import Acting, acting_on
from onecua.people.models import Post
from onecua.people.roles import Role
from procedures.models import ProcedureVersion
from procedures.timing import office_date

# One page that says nothing: a result's file in the demonstration.
BLANK = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]"
    b"/Count 1>>endobj\n3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 420 595]>>endobj\n"
    b"trailer<</Root 1 0 R>>\n%%EOF\n"
)


class Deeds:
    """The people of the office, each at the post that may do it."""

    def __init__(self, dice: random.Random) -> None:
        self.dice = dice

    def papers_of(self, version: ProcedureVersion) -> Intake:
        person = invent(f"citizen-{self.dice.randrange(10**6)}")
        number = f"0620{self.dice.randrange(60, 99)}{self.dice.randrange(10**6):06d}"
        return Intake(
            procedure=version.procedure.code,
            applicant=ApplicantData(
                name=person.name, identity=number, address="tỉnh Kon Tum",
                phone=f"0905 000 {self.dice.randrange(100, 999)}",
            ),
            papers=tuple(
                PaperData(paper.name, paper.originals, paper.copies)
                for paper in version.papers.all()
                if paper.required
            ),
        )  # fmt: skip

    def next(self, dossier: Dossier) -> None:
        """The next thing somebody does to it; the apology before the work, as the law wants."""
        at, number = office_now(), dossier.pk
        draft = dossier.apologies.filter(state="drafted").first()
        if draft and self.dice.random() < 0.6:
            head = self._signer(draft.agency_id)
            apology.sign_apology(
                dossier_id=number, acting=head, at=at, reason="Số lượng hồ sơ trong kỳ tăng cao."
            )
        elif draft is None and not dossier.rescheduled and self.dice.random() < 0.5:
            with suppress(Refusal):  # the desk moves the date once it may
                apology.reschedule(dossier_id=number, acting=self._desk(dossier), at=at)
        _STATES[State(dossier.state)](self, Dossier.objects.get(pk=number), at)

    def received(self, dossier: Dossier, at: datetime) -> None:
        pending = dossier.handovers.filter(outcome="pending").first()
        if pending:
            taker = self.post(pending.to_unit_id, [Role.OFFICER, Role.HEAD, Role.RECEPTION])
            handover.confirm(dossier_id=dossier.pk, acting=taker, at=at)
        elif self.dice.random() < 0.04:
            intake.void_intake(
                dossier_id=dossier.pk, reason="Công dân đề nghị nộp lại thủ tục khác",
                acting=self._desk(dossier), at=at,
            )  # fmt: skip
        else:
            handover.hand_over(dossier_id=dossier.pk, acting=self._desk(dossier), at=at)

    def processing(self, dossier: Dossier, at: datetime) -> None:
        if dossier.handovers.filter(outcome="pending").exists():
            return self.received(dossier, at)
        holder = self.post(dossier.holder_unit_id or 0, [Role.OFFICER, Role.HEAD, Role.RECEPTION])
        facts: dict[str, Any] = {"dossier_id": dossier.pk, "acting": holder, "at": at}
        lot = self.dice.random()
        if lot < 0.04:
            supplement.request_supplement(
                missing="Bản sao giấy tờ nhân thân", reason="Bản sao không đọc được",
                answer_by=office_date(at) + timedelta(days=20), **facts,
            )  # fmt: skip
        elif lot < 0.06:
            pause.require_payment(document="Thông báo nghĩa vụ tài chính số 15", **facts)
        elif lot < 0.08:
            pause.suspend(ground="field_check", document="Biên bản số 07", **facts)
        elif lot < 0.10:
            ending.withdraw(
                dossier_id=dossier.pk, reason="Công dân đổi nhu cầu", document="Đơn xin rút hồ sơ",
                acting=self._desk(dossier), at=at,
            )  # fmt: skip
        elif lot < 0.11:
            ending.stop(
                dossier_id=dossier.pk, ground="dispute", document="Văn bản số 21",
                reason="Có đơn tranh chấp", acting=self._signer(holder.agency_id), at=at,
            )  # fmt: skip
        else:
            self._one_step(facts, at)
        return None

    def _one_step(self, facts: dict[str, Any], at: datetime) -> None:
        try:
            steps.complete_step(**facts)
        except Refusal:
            found = ResultData(
                number=f"{self.dice.randrange(1, 900)}/{at:%Y}", signer="Lãnh đạo cơ quan",
                signed_on=office_date(at), file=keep(BLANK, "application/pdf"),
            )  # fmt: skip
            result.record_result(result=found, **facts)

    def ask_for_more(self, dossiers: QuerySet[Dossier]) -> None:
        """A head asks for a missing paper, where the law still lets him."""
        for dossier in dossiers:
            with suppress(Refusal):
                supplement.request_supplement(
                    dossier_id=dossier.pk,
                    missing="Bản sao giấy tờ nhân thân",
                    reason="Bản sao không đọc được",
                    at=office_now(),
                    answer_by=office_date(office_now()) + timedelta(days=20),
                    acting=self._signer(dossier.held_by.agency_id),
                )

    def waiting(self, dossier: Dossier, at: datetime) -> None:
        if self.dice.random() < 0.7:
            return
        facts: dict[str, Any] = {"dossier_id": dossier.pk, "acting": self._desk(dossier), "at": at}
        holder = self.post(dossier.holder_unit_id or 0, [Role.OFFICER, Role.HEAD])
        if dossier.state == State.AWAITING_SUPPLEMENT:
            supplement.receive_supplement(**facts)
        elif dossier.state == State.AWAITING_PAYMENT:
            pause.record_payment(document="Biên lai số 0012", **facts)
        else:
            pause.resume(dossier_id=dossier.pk, document="Biên bản số 08", acting=holder, at=at)

    def ready(self, dossier: Dossier, at: datetime) -> None:
        facts: dict[str, Any] = {"dossier_id": dossier.pk, "acting": self._desk(dossier), "at": at}
        if dossier.at_desk_since is None:
            result.arrive_at_desk(**facts)
        elif self.dice.random() < 0.7:
            result.return_result(
                recipient=dossier.applicant.name, proof="CCCD", recipient_is_owner=True, **facts
            )

    def online(self, dossier: Dossier, at: datetime) -> None:
        if self.dice.random() < 0.5:
            given = self.papers_of(dossier.procedure)
            intake.accept_submitted(
                dossier_id=dossier.pk, intake=given, acting=self._desk(dossier), at=at
            )

    def _desk(self, dossier: Dossier) -> Acting:
        return self.post(dossier.desk.unit_id, [Role.RECEPTION])

    def _signer(self, agency: int) -> Acting:
        return acting_on(
            Post.objects.filter(unit__agency=agency, signs=True)
            .select_related("unit")
            .order_by("pk")[:1]
            .get()
        )

    def post(self, unit: int, roles: Sequence[str]) -> Acting:
        posts = Post.objects.filter(unit=unit, role__in=roles).select_related("unit__desk")
        return acting_on(posts.order_by("pk")[:1].get())


_STATES: dict[State, Callable[[Deeds, Dossier, datetime], None]] = {
    State.SUBMITTED: Deeds.online,
    State.RECEIVED: Deeds.received,
    State.PROCESSING: Deeds.processing,
    State.AWAITING_SUPPLEMENT: Deeds.waiting,
    State.AWAITING_PAYMENT: Deeds.waiting,
    State.SUSPENDED: Deeds.waiting,
    State.RESULT_READY: Deeds.ready,
}
