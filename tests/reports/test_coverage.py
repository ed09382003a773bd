"""From what is published to what is received here: every number is its list, every gap is named."""

from datetime import date

import pytest
from django.test import Client

from cases.services import off_system
from cases.services.off_system import MayNotDeclare, MonthNotOver
from onecua.ledger.models import Event
from onecua.people.models import Person
from procedures.models import Configuration, Procedure, ProcedureVersion, Sector
from reports.definitions.coverage import STAGES, Asked, Period, lines, pairs
from tests.support.office import BIRTH, MARRIAGE, Office

pytestmark = pytest.mark.django_db(transaction=True)
MARCH = Period(date(2021, 3, 1), date(2021, 4, 1))


def unprepared() -> None:
    """A procedure that is published, and nothing more."""
    known = ProcedureVersion.objects.get(procedure__code=BIRTH)
    ProcedureVersion.objects.create(
        procedure=Procedure.objects.create(code="9.000009"), number=1, decision=known.decision,
        title="Thủ tục mới", short_title="Thủ tục mới", search="thu tuc moi", level="xã",
        sector=Sector.objects.create(name="Lĩnh vực mới"), valid_from=known.valid_from,
    )  # fmt: skip
    Configuration.objects.filter(procedure__code=MARRIAGE).update(valid_to=date(2021, 2, 1))


def test_every_number_is_exactly_its_list(office: Office) -> None:
    unprepared()
    office.accept()
    agency = office.desk.unit.agency_id
    asked = Asked({agency: agency}, MARCH, office.now)
    (whole,) = lines(asked, by_sector=False)
    assert (whole.counts["thieu-quy-trinh"], whole.counts["thieu-cau-hinh"]) == (1, 1)
    assert whole.counts["co-ho-so"] == 1
    assert whole.counts["cong-bo"] == 6
    for sector, line in [("", whole)] + [
        (each.label, each) for each in lines(asked, by_sector=True)
    ]:
        for name, stage in STAGES.items():
            rows = pairs(stage, asked, sector=sector, apart=line.apart)
            assert len(rows) == line.counts[name], (sector, name)


def test_a_month_is_declared_and_corrected_by_declaring_again(office: Office) -> None:
    agency, month = office.desk.unit.agency_id, date(2021, 2, 1)
    for count in (12, 9):
        off_system.declare(month=month, count=count, acting=office["head"], at=office.now)
    assert off_system.declared([agency], month) == {agency: 9}
    assert Event.objects.filter(kind="off_system_declared").count() == 2
    with pytest.raises(MonthNotOver):
        off_system.declare(month=date(2021, 3, 5), count=1, acting=office["head"], at=office.now)
    with pytest.raises(MayNotDeclare):
        off_system.declare(month=month, count=1, acting=office["officer"], at=office.now)


def test_the_page_says_the_ratio_and_takes_the_declaration(office: Office) -> None:
    client = Client()
    client.force_login(Person.objects.get(pk=office["unit_admin"].person_id))
    answer = client.post("/do-phu/", {"month": "02/2021", "count": "3"})
    assert answer.status_code == 302
    assert "0,0 %" in client.get("/do-phu/?thang=2021-02").content.decode()
    assert (
        "chưa hết" in client.post("/do-phu/", {"month": "03/2021", "count": "3"}).content.decode()
    )
    office.accept()
    page = client.get(f"/do-phu/?co-quan={office.desk.unit.agency_id}").content.decode()
    assert "Hộ tịch" in page
    assert "chưa khai" in page
