"""How a story begins: at the counter, or online. What comes of it is a dossier, or a word."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from functools import cached_property

from cases.models import Dossier
from cases.services import immediate, intake
from cases.services.applicants import ApplicantData
from cases.services.opening import Intake, PaperData
from cases.services.result import ResultData
from onecua.demonstration import citizens
from onecua.demonstration.pages import result_page
from onecua.demonstration.staff import Staff
from onecua.demonstration.stories import Story
from onecua.people.acting import Acting
from onecua.people.models import Desk
from onecua.people.roles import Role
from procedures.models import ProcedureVersion
from procedures.selectors import in_force
from procedures.timing import office_date

RECEPTION = (Role.RECEPTION,)
COMMITTEE = "Ủy ban nhân dân "
Beginning = Callable[["Counter", Story, Desk, Intake, datetime], Dossier]


class Counter:
    def __init__(self, staff: Staff, on: date) -> None:
        self.staff, self._on = staff, on
        self._last_number: dict[int, int] = {}

    def begin(self, story: Story, at: datetime) -> Dossier:
        """The story's first act, done by the people of its desk."""
        desk = self.desks[story.desk]
        given = self._given(story, desk)
        if self.versions[story.procedure].kind == ProcedureVersion.Kind.IMMEDIATE:
            return self._at_once(story, desk, given, at)
        return BEGINNINGS.get(story.twist, Counter._accept)(self, story, desk, given, at)

    def given_again(self, dossier: Dossier, story: Story) -> Intake:
        """What a citizen sent online, as the desk takes it in."""
        return self._given(story, dossier.desk)

    @cached_property
    def desks(self) -> Mapping[str, Desk]:
        rows = Desk.objects.select_related("unit__agency__parent").order_by("-pk")
        return {desk.unit.agency.code: desk for desk in rows} | {desk.name: desk for desk in rows}

    @cached_property
    def versions(self) -> Mapping[str, ProcedureVersion]:
        rows = in_force(self._on).filter(procedure__configurations__isnull=False)
        found = rows.select_related("procedure").prefetch_related("papers").distinct()
        return {version.procedure.code: version for version in found}

    def _given(self, story: Story, desk: Desk) -> Intake:
        facts = (
            citizens.known(story.applicant)
            if story.applicant
            else citizens.invented(story.key, _area(desk))
        )
        return Intake(
            procedure=story.procedure,
            applicant=ApplicantData(**facts),
            channel=story.channel,
            quantity=story.quantity,
            papers=tuple(
                PaperData(paper.name, paper.originals, paper.certified_copies + paper.copies)
                for paper in self.versions[story.procedure].papers.all()
                if paper.required
            ),
        )

    def _accept(self, _story: Story, desk: Desk, given: Intake, at: datetime) -> Dossier:
        return intake.accept(intake=given, desk=desk, acting=self._clerk(desk), at=at)

    def _submit(self, _story: Story, desk: Desk, given: Intake, at: datetime) -> Dossier:
        return intake.submit(intake=given, desk=desk, at=at)

    def _guide(self, _story: Story, desk: Desk, given: Intake, at: datetime) -> Dossier:
        return intake.guide(
            intake=given,
            missing="\n".join(paper.name for paper in given.papers[-2:]) or "Giấy tờ tùy thân",
            reason="Chưa nộp kèm tờ khai; đề nghị hoàn thiện rồi nộp lại một lần.",
            desk=desk,
            acting=self._clerk(desk),
            at=at,
        )

    def _refuse(self, _story: Story, desk: Desk, given: Intake, at: datetime) -> Dossier:
        return intake.refuse_intake(
            intake=given,
            reason="Giấy tờ do cơ quan nước ngoài cấp chưa được hợp pháp hóa lãnh sự.",
            desk=desk,
            acting=self._clerk(desk),
            at=at,
        )

    def _at_once(self, story: Story, desk: Desk, given: Intake, at: datetime) -> Dossier:
        signer = self.staff.signer(desk.unit.agency_id)
        first = self._last_number.get(desk.pk, 0) + 1
        last = self._last_number[desk.pk] = first + story.quantity - 1
        return immediate.complete_at_once(
            intake_data=given,
            result=ResultData(
                number=str(first),
                last_number=str(last) if last > first else "",
                signer=signer.person.full_name,
                signed_on=office_date(at),
                quantity=story.quantity,
                file=result_page(f"{desk.pk}/{first}"),
            ),
            recipient=given.applicant.name,
            desk=desk,
            acting=self._clerk(desk),
            at=at,
        )

    def _clerk(self, desk: Desk) -> Acting:
        return self.staff.at(desk.unit_id, RECEPTION)


def _area(desk: Desk) -> str:
    """ "thị trấn Đắk Hà, huyện Đắk Hà": people come from around the desk."""
    names = [desk.unit.agency.name]
    if desk.unit.agency.parent is not None:
        names.append(desk.unit.agency.parent.name)
    places = [name.removeprefix(COMMITTEE) for name in names if name.startswith(COMMITTEE)]
    return ", ".join(places) or "thành phố Kon Tum"


BEGINNINGS: Mapping[str, Beginning] = {
    "guide": Counter._guide,
    "refuse_intake": Counter._refuse,
    "online": Counter._submit,
    "online_open": Counter._submit,
}
