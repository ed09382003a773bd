"""One workflow for many agencies at once: each step finds the unit of its own place."""

from datetime import date

import pytest

from onecua.ledger.models import Event
from onecua.people.models import Desk, Post, Unit
from procedures.models import Configuration, ConfiguredStep, WorkflowVersion
from procedures.seats import propose
from procedures.services.making_electronic import make_electronic
from procedures.services.workflows import WorkflowRefused
from tests.support.office import BIRTH, Office

pytestmark = pytest.mark.django_db(transaction=True)

NAMES = {
    "desk": "Bộ phận Tiếp nhận và Trả kết quả", "division": "công chức chuyên môn",
    "leadership": "Lãnh đạo", "clerk": "Văn thư",
}  # fmt: skip
TODAY = date(2021, 3, 1)


@pytest.fixture
def workflow(office: Office) -> WorkflowVersion:
    """The next version, which names its units in words; nobody works by it yet."""
    old = WorkflowVersion.objects.get(procedure__code=BIRTH, configurations__desk=office.desk)
    steps = list(old.steps.order_by("no"))
    new = WorkflowVersion.objects.create(
        procedure=old.procedure, number=2, approval="12/QĐ-UBND", approved_on=TODAY
    )
    for step in steps:
        step.pk, step.workflow, step.unit_role = None, new, NAMES[step.unit_role]
        step.save()
    return new


def apply(office: Office, workflow: WorkflowVersion) -> int:
    return make_electronic(
        workflow=workflow, desks=list(Desk.objects.order_by("pk")), by_hand={}, valid_from=TODAY,
        acting=office["admin"], at=office.now,
    )  # fmt: skip


def test_the_agency_that_lacks_a_clerk_keeps_all_from_it(
    office: Office, workflow: WorkflowVersion
) -> None:
    here, far = propose(workflow, Desk.objects.order_by("pk"), TODAY)
    assert (here.now, far.now) == ("quy trình 1", "")
    assert here.ready
    assert far.faults == ["Bước 4 “Vào số, đóng dấu”: chưa có ai làm việc ở Văn thư."]
    with pytest.raises(WorkflowRefused, match="Bộ phận Một cửa huyện Đắk Hà: Bước 4"):
        apply(office, workflow)
    assert not Configuration.objects.filter(workflow=workflow).exists()


def test_each_place_works_with_its_own_units_and_is_told_of_it(
    office: Office, workflow: WorkflowVersion
) -> None:
    clerk = Unit.objects.get(agency=office["far_officer"].agency_id, kind="clerk")
    Post.objects.filter(pk=office["officer2"].post_id).update(unit=clerk)
    seeded = Event.objects.latest("pk").pk
    assert apply(office, workflow) == 2
    agencies = {
        row.configuration.desk.unit.agency_id: set[int]()
        for row in ConfiguredStep.objects.filter(configuration__workflow=workflow)
    }
    for row in ConfiguredStep.objects.filter(configuration__workflow=workflow):
        agencies[row.configuration.desk.unit.agency_id].add(row.unit.agency_id)
    assert agencies == {agency: {agency} for agency in agencies}
    told = Event.objects.filter(kind="workflows_configured", pk__gt=seeded)
    assert set(told.values_list("stream", flat=True)) == set(agencies)


def test_a_unit_that_has_ended_is_not_proposed(office: Office, workflow: WorkflowVersion) -> None:
    Configuration.objects.all().update(valid_to=TODAY)
    Unit.objects.filter(pk=office.units["clerk"].pk).update(valid_to=date(2021, 2, 28))
    (here,) = propose(workflow, [office.desk], TODAY)
    assert here.faults == ["Bước 4 “Vào số, đóng dấu”: không thấy đơn vị “Văn thư”."]
