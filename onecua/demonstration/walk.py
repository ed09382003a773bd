"""Eight weeks of an office: dossiers received and worked on by the services a clerk uses.

Office time is walked from day to day; each dossier has a pace and a fate. The dice have a fixed
seed, so that every demonstration tells the same story on its own dates.
"""

import random
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.db.models import QuerySet

from cases.models import Dossier
from cases.services import (
    immediate,
    intake,
)
from cases.services.files import keep
from cases.services.opening import Intake
from cases.services.result import ResultData
from cases.services.sweep import sweep
from cases.states import State
from onecua.demonstration.deeds import BLANK, Deeds
from onecua.kernel.errors import Refusal
from onecua.ledger.office import office_now, real_now, travel
from onecua.people.acting import Acting
from onecua.people.models import Desk
from onecua.people.roles import Role
from procedures.calendars import current_revision, working_calendar
from procedures.models import ProcedureVersion
from procedures.selectors import receivable
from procedures.timing import midnight, office_date

SEED = 260
A_DAY = 11  # receptions
OPENING = timedelta(hours=8)
WHERE = ("thị trấn Đắk Hà", "huyện Đắk Hà", "phường Quyết Thắng", "thành phố Kon Tum", "tỉnh")


class Walk:
    def __init__(self, say: Callable[[str], None]) -> None:
        self.say = say
        self.dice = random.Random(SEED)  # noqa: S311 - a story, no secret
        self.desks = [desk for desk in Desk.objects.select_related("unit__agency__parent")
                      if desk.name.endswith(WHERE)]  # fmt: skip
        self.deeds = Deeds(self.dice)
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
        self._this_morning()
        sweep(office_now())
        return Dossier.objects.count()

    def _travel(self, to: datetime) -> None:
        if to > office_now():
            travel(to)

    def _work(self) -> None:
        sweep(office_now())
        for dossier in self._open():
            if self.dice.random() < self.paces.get(dossier.pk, 0.8):
                self._try(lambda dossier=dossier: self.deeds.next(dossier))  # type: ignore[misc]
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
        clerk = self.deeds.post(desk.unit_id, [Role.RECEPTION])
        facts: dict[str, Any] = {"desk": desk, "acting": clerk, "at": office_now()}
        given = self.deeds.papers_of(version)
        if version.kind == ProcedureVersion.Kind.IMMEDIATE:
            self._at_once(given, **facts)
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

    def _at_once(self, given: Intake, *, desk: Desk, acting: Acting, at: datetime) -> None:
        first = self.dice.randrange(1, 9000)
        copies = self.dice.randrange(1, 6)
        found = ResultData(
            number=str(first),
            last_number=str(first + copies - 1),
            signer="Lãnh đạo cơ quan",
            signed_on=office_date(at),
            quantity=copies,
            file=keep(BLANK, "application/pdf"),
        )
        immediate.complete_at_once(
            intake_data=given,
            result=found,
            recipient=given.applicant.name,
            desk=desk,
            acting=acting,
            at=at,
        )

    def _this_morning(self) -> None:
        """Today every queue has something in it, whatever day it is."""
        self.deeds.ask_for_more(Dossier.objects.filter(state=State.PROCESSING).order_by("-pk")[:9])
        for desk in self.desks:
            choice = receivable(desk, office_date(office_now())).exclude(kind="immediate")
            for version in choice.order_by("pk")[:2]:
                given = self.deeds.papers_of(version)
                self._try(
                    lambda given=given, desk=desk: intake.submit(  # type: ignore[misc]
                        intake=given, desk=desk, at=office_now()
                    )
                )
                self._try(
                    lambda given=given, desk=desk: intake.accept(  # type: ignore[misc]
                        intake=given,
                        desk=desk,
                        at=office_now(),
                        acting=self.deeds.post(desk.unit_id, [Role.RECEPTION]),
                    )
                )
