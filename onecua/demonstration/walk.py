"""Eight weeks of an office: dossiers received and worked on by the services a clerk uses.

Office time is walked from day to day; each dossier has a pace and a fate. The dice have a fixed
seed, so that every demonstration tells the same story on its own dates.
"""

import random
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from django.db.models import QuerySet

from cases.models import Dossier
from cases.services import apology, ending, handover, intake, pause, result, steps, supplement
from cases.services.applicants import ApplicantData
from cases.services.files import keep
from cases.services.opening import Intake, PaperData
from cases.services.result import ResultData
from cases.services.sweep import sweep
from cases.states import State
from onecua.demonstration.names import invent
from onecua.kernel.errors import Refusal
from onecua.ledger.office import office_now, real_now, travel
from onecua.people.acting import Acting, acting_on
from onecua.people.models import Desk, Post
from onecua.people.roles import Role
from procedures.calendars import current_revision, working_calendar
from procedures.models import ProcedureVersion
from procedures.selectors import receivable
from procedures.timing import midnight, office_date

SEED = 260
A_DAY = 8  # receptions
OPENING = timedelta(hours=8)
WHERE = ("thị trấn Đắk Hà", "huyện Đắk Hà", "phường Quyết Thắng", "thành phố Kon Tum", "tỉnh")
# One page that says nothing: a result's file in the demonstration.
BLANK = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]"
    b"/Count 1>>endobj\n3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 420 595]>>endobj\n"
    b"trailer<</Root 1 0 R>>\n%%EOF\n"
)


class Walk:
    def __init__(self, say: Callable[[str], None]) -> None:
        self.say = say
        self.dice = random.Random(SEED)  # noqa: S311 - a story, no secret
        self.desks = [desk for desk in Desk.objects.select_related("unit__agency__parent")
                      if desk.name.endswith(WHERE)]  # fmt: skip
        self.paces: dict[int, float] = {}

    def go(self) -> int:
        """From office time as it stands to real time."""
        calendar = working_calendar(current_revision())
        day, today = office_date(office_now()), office_date(real_now())
        while day < today:
            if calendar.is_working(day):
                self._travel(midnight(day) + OPENING)
                self._work()
                self.say(f"{day:%d/%m/%Y}: {Dossier.objects.count()} hồ sơ")
            day += timedelta(days=1)
        travel(real_now())
        sweep(office_now())
        return Dossier.objects.count()

    def _travel(self, to: datetime) -> None:
        if to > office_now():
            travel(to)

    def _work(self) -> None:
        sweep(office_now())
        for dossier in self._open():
            if self.dice.random() < self.paces.get(dossier.pk, 0.8):
                self._try(lambda dossier=dossier: self._next(dossier))  # type: ignore[misc]
        for _ in range(A_DAY):
            self._try(self._receive)

    def _open(self) -> QuerySet[Dossier]:
        return Dossier.objects.exclude(
            state__in=[State.RETURNED, State.GUIDED, State.NOT_ACCEPTED, State.VOIDED,
                       State.WITHDRAWN, State.STOPPED]
        ).order_by("pk")  # fmt: skip

    def _try(self, act: Callable[[], object]) -> None:
        """What the office would refuse is simply not done that day."""
        try:
            act()
        except Refusal:
            return

    def _receive(self) -> None:
        desk = self.dice.choice(self.desks)
        choice = list(receivable(desk, office_date(office_now())).order_by("pk"))
        if not choice:
            return
        version = self.dice.choice(choice)
        clerk = self._post(desk.unit_id, [Role.RECEPTION])
        facts = {"desk": desk, "acting": clerk, "at": office_now()}
        given = self._intake(version)
        if version.kind == ProcedureVersion.Kind.IMMEDIATE:
            return
        lot = self.dice.random()
        if lot < 0.05:
            intake.guide(
                intake=given, missing="Giấy tờ chứng minh nơi cư trú", reason="Chưa nộp", **facts
            )
        elif lot < 0.08:
            intake.refuse_intake(intake=given, reason="Không thuộc thẩm quyền giải quyết", **facts)
        elif lot < 0.12:
            intake.submit(intake=given, desk=desk, at=office_now())
        else:
            dossier = intake.accept(intake=given, **facts)
            self.paces[dossier.pk] = self.dice.choice((0.95, 0.8, 0.5, 0.12))

    def _intake(self, version: ProcedureVersion) -> Intake:
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

    def _next(self, dossier: Dossier) -> None:
        """The next thing somebody does to it; the apology before the work, as the law wants."""
        at, number = office_now(), dossier.pk
        draft = dossier.apologies.filter(state="drafted").first()
        if draft and self.dice.random() < 0.6:
            head = self._signer(draft.agency_id)
            apology.sign_apology(
                dossier_id=number, acting=head, at=at, reason="Số lượng hồ sơ trong kỳ tăng cao."
            )
        elif draft is None and not dossier.rescheduled and self.dice.random() < 0.5:
            self._try(
                lambda: apology.reschedule(dossier_id=number, acting=self._desk(dossier), at=at)
            )
        _STATES[State(dossier.state)](self, Dossier.objects.get(pk=number), at)

    def received(self, dossier: Dossier, at: datetime) -> None:
        pending = dossier.handovers.filter(outcome="pending").first()
        if pending:
            taker = self._post(pending.to_unit_id, [Role.OFFICER, Role.HEAD, Role.RECEPTION])
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
        holder = self._post(dossier.holder_unit_id or 0, [Role.OFFICER, Role.HEAD, Role.RECEPTION])
        facts = {"dossier_id": dossier.pk, "acting": holder, "at": at}
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
            self._one_step(dossier, facts, at)
        return None

    def _one_step(self, dossier: Dossier, facts: dict[str, object], at: datetime) -> None:
        try:
            steps.complete_step(**facts)  # type: ignore[arg-type]
        except Refusal:
            found = ResultData(
                number=f"{self.dice.randrange(1, 900)}/{at:%Y}", signer="Lãnh đạo cơ quan",
                signed_on=office_date(at), file=keep(BLANK, "application/pdf"),
            )  # fmt: skip
            result.record_result(result=found, **facts)  # type: ignore[arg-type]

    def waiting(self, dossier: Dossier, at: datetime) -> None:
        if self.dice.random() < 0.7:
            return
        facts = {"dossier_id": dossier.pk, "acting": self._desk(dossier), "at": at}
        holder = self._post(dossier.holder_unit_id or 0, [Role.OFFICER, Role.HEAD])
        if dossier.state == State.AWAITING_SUPPLEMENT:
            supplement.receive_supplement(**facts)
        elif dossier.state == State.AWAITING_PAYMENT:
            pause.record_payment(document="Biên lai số 0012", **facts)
        else:
            pause.resume(dossier_id=dossier.pk, document="Biên bản số 08", acting=holder, at=at)

    def ready(self, dossier: Dossier, at: datetime) -> None:
        facts = {"dossier_id": dossier.pk, "acting": self._desk(dossier), "at": at}
        if dossier.at_desk_since is None:
            result.arrive_at_desk(**facts)
        elif self.dice.random() < 0.7:
            result.return_result(
                recipient=dossier.applicant.name, proof="CCCD", recipient_is_owner=True, **facts
            )

    def online(self, dossier: Dossier, at: datetime) -> None:
        if self.dice.random() < 0.5:
            given = self._intake(dossier.procedure)
            intake.accept_submitted(
                dossier_id=dossier.pk, intake=given, acting=self._desk(dossier), at=at
            )

    def _desk(self, dossier: Dossier) -> Acting:
        return self._post(dossier.desk.unit_id, [Role.RECEPTION])

    def _signer(self, agency: int) -> Acting:
        return acting_on(
            Post.objects.filter(unit__agency=agency, signs=True)
            .select_related("unit")
            .order_by("pk")[:1]
            .get()
        )

    def _post(self, unit: int, roles: Sequence[str]) -> Acting:
        posts = Post.objects.filter(unit=unit, role__in=roles).select_related("unit__desk")
        return acting_on(posts.order_by("pk")[:1].get())


_STATES: dict[State, Callable[[Walk, Dossier, datetime], None]] = {
    State.SUBMITTED: Walk.online,
    State.RECEIVED: Walk.received,
    State.PROCESSING: Walk.processing,
    State.AWAITING_SUPPLEMENT: Walk.waiting,
    State.AWAITING_PAYMENT: Walk.waiting,
    State.SUSPENDED: Walk.waiting,
    State.RESULT_READY: Walk.ready,
}
