"""Workflows: approved by a decision, configured where everybody is in his place."""

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

import pytest

from onecua.ledger.models import Event
from onecua.ledger.writing import THE_SYSTEM
from onecua.people.models import Post, Unit
from procedures.importers.desk_files import StepFacts
from procedures.models import Configuration, ConfiguredStep, WorkflowVersion
from procedures.selectors import configuration
from procedures.services.configuration import DeskWorkflow, NobodyThere, configure
from procedures.services.workflows import Approval, WorkflowRefused, approve
from procedures.timing import OFFICE_ZONE
from tests.support.office import BIRTH, Office

pytestmark = pytest.mark.django_db(transaction=True)

AT = datetime(2021, 3, 1, 8, 0, tzinfo=OFFICE_ZONE)
FROM = date(2021, 4, 1)
WORK = StepFacts(
    no=1, name="Tiếp nhận", unit_role="quầy", post_role="cán bộ", term=Decimal(1),
    term_unit="hours",
    branch="", lead=False, evidence="document", may_return_to="", note="",
)  # fmt: skip
STEPS = (WORK, replace(WORK, no=2, name="Ký, vào sổ", evidence="result"))


def approval(office: Office, number: str = "09/QĐ-UBND") -> Approval:
    return Approval(number, date(2021, 2, 1), office.desk.unit.agency)


def approved(office: Office) -> WorkflowVersion:
    (version,) = approve({BIRTH: STEPS}, approval(office), actor=THE_SYSTEM, at=AT)
    return version


def units(office: Office, *kinds: str) -> dict[int, int]:
    return {number: office.units[kind].pk for number, kind in enumerate(kinds, 1)}


def test_a_new_workflow_replaces_the_old_one_from_its_day_on(office: Office) -> None:
    version = approved(office)
    old = configuration(office.desk, version.procedure_id, date(2021, 3, 31))
    wanted = [DeskWorkflow(office.desk, version, units(office, "desk", "division"))]
    assert configure(wanted, valid_from=FROM, actor=THE_SYSTEM, at=AT) == 1
    new = configuration(office.desk, version.procedure_id, FROM)
    assert old
    assert new
    assert (old.workflow.number, new.workflow.number) == (1, 2)
    assert configuration(office.desk, version.procedure_id, date(2021, 3, 31)) == old
    assert ConfiguredStep.objects.filter(configuration=new).count() == 2
    assert configure(wanted, valid_from=FROM, actor=THE_SYSTEM, at=AT) == 0, "once is enough"
    stream = office.desk.unit.agency_id
    kinds = Event.objects.filter(stream=stream).order_by("seq").values_list("kind", flat=True)
    assert list(kinds) == ["workflow_approved", "workflows_configured"]


def test_a_decision_approves_a_workflow_once(office: Office) -> None:
    approved(office)
    assert approve({BIRTH: STEPS}, approval(office), actor=THE_SYSTEM, at=AT) == []


@pytest.mark.parametrize(
    ("code", "steps", "why"),
    [
        ("9.999999", STEPS, "danh mục không có thủ tục này"),
        (BIRTH, (WORK, replace(STEPS[1], no=3)), "liên tục"),
        (BIRTH, (WORK, replace(WORK, no=2)), "đúng một bước ra kết quả"),
    ],
)
def test_a_workflow_that_cannot_work_is_not_approved(
    office: Office, code: str, steps: tuple[StepFacts, ...], why: str
) -> None:
    with pytest.raises(WorkflowRefused, match=why):
        approve({code: steps}, approval(office), actor=THE_SYSTEM, at=AT)
    assert not WorkflowVersion.objects.filter(number=2).exists()


def test_a_step_without_a_unit_and_a_unit_without_people_are_refused(office: Office) -> None:
    version, empty = approved(office), office.units["clerk"]
    Post.objects.filter(unit=empty).update(valid_to=date(2021, 3, 1))
    before = Configuration.objects.count()
    with pytest.raises(WorkflowRefused, match="bước 2"):
        configure(
            [DeskWorkflow(office.desk, version, units(office, "desk"))], valid_from=FROM,
            actor=THE_SYSTEM, at=AT,
        )  # fmt: skip
    with pytest.raises(NobodyThere, match=Unit.objects.get(pk=empty.pk).name):
        configure(
            [DeskWorkflow(office.desk, version, units(office, "desk", "clerk"))], valid_from=FROM,
            actor=THE_SYSTEM, at=AT,
        )  # fmt: skip
    assert Configuration.objects.count() == before
