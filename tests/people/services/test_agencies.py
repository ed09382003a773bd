"""An agency is founded, grows units and a desk, and ends with a successor, each by a decision."""

from datetime import date, timedelta
from typing import Any

import pytest

from onecua.ledger.models import Event
from onecua.ledger.verification import verify_ledger
from onecua.people.models import Agency, Desk, Unit
from onecua.people.services import agencies, errors, units
from onecua.people.services.agencies import NewAgency
from tests.support.office import Office

pytestmark = pytest.mark.django_db(transaction=True)
TODAY = date(2021, 3, 1)
DECISION = "12/QĐ-UBND"


def found_commune(office: Office, *, code: str = "000.02.21.H34", who: str = "admin") -> Agency:
    return agencies.open_agency(
        NewAgency(
            code=code, name="UBND xã Ngọc Wang", printed_name="ỦY BAN NHÂN DÂN\nXÃ NGỌC WANG",
            place="Ngọc Wang", kind=Agency.Kind.COMMUNE, parent=office.desk.unit.agency.parent,
        ),
        valid_from=TODAY, decision=DECISION, acting=office[who], at=office.now,
    )  # fmt: skip


def open_division(office: Office, agency: Agency, name: str = "Văn phòng") -> Unit:
    return units.open_unit(
        agency=agency, name=name, kind=Unit.Kind.DIVISION, valid_from=TODAY, decision=DECISION,
        acting=office["admin"], at=office.now,
    )  # fmt: skip


def close(office: Office, unit: Unit, *, on: date = TODAY, successor: Unit | None = None) -> Unit:
    return units.close_unit(
        unit=unit, last_day=on, successor=successor, decision=DECISION, acting=office["admin"],
        at=office.now,
    )  # fmt: skip


def told(agency: Agency) -> list[str]:
    return list(
        Event.objects.filter(stream=agency.pk).order_by("seq").values_list("kind", flat=True)
    )


def test_an_agency_begins_with_its_leadership_and_its_own_stream(office: Office) -> None:
    commune = found_commune(office)
    division = open_division(office, commune)
    desk = units.open_desk(
        unit=division, name="Bộ phận Một cửa xã Ngọc Wang", address="", phone="",
        acting=office["admin"], at=office.now,
    )  # fmt: skip
    root = commune.units.get(parent=None)
    assert (root.kind, division.parent, desk.unit) == (Unit.Kind.LEADERSHIP, root, division)
    assert told(commune) == ["agency_opened", "units_opened", "units_opened", "desks_opened"]
    event = Event.objects.filter(stream=commune.pk).earliest("seq")
    assert event.data["decision"] == DECISION
    assert event.post == office["admin"].post_id
    assert list(verify_ledger()) == []


def test_a_refused_founding_leaves_nothing_behind(office: Office) -> None:
    before = Event.objects.count(), Agency.objects.count(), Unit.objects.count()
    with pytest.raises(errors.NameTaken, match="mã cơ quan “000"):
        found_commune(office, code="000.01.21.H34")
    with pytest.raises(errors.OutOfReach, match="Đắk Hà không thuộc phạm vi"):
        found_commune(office, who="unit_admin")
    with pytest.raises(errors.OutOfReach):
        found_commune(office, who="head")
    assert (Event.objects.count(), Agency.objects.count(), Unit.objects.count()) == before


def test_an_agency_has_one_leadership_and_no_two_units_of_one_name(office: Office) -> None:
    commune = found_commune(office)
    open_division(office, commune)
    with pytest.raises(errors.NameTaken, match="đơn vị “Văn phòng” đã có"):
        open_division(office, commune, " Văn  phòng ")
    with pytest.raises(errors.RootUnitExists, match="đã có đơn vị lãnh đạo"):
        units.open_unit(
            agency=commune, name="Ban lãnh đạo", kind=Unit.Kind.LEADERSHIP, valid_from=TODAY,
            decision=DECISION, acting=office["admin"], at=office.now,
        )  # fmt: skip
    with pytest.raises(errors.DecisionMissing, match="ví dụ 15/QĐ-UBND"):
        units.open_unit(
            agency=commune, name="Đội", kind=Unit.Kind.DIVISION, valid_from=TODAY, decision=" ",
            acting=office["admin"], at=office.now,
        )  # fmt: skip


def test_a_unit_ends_with_a_successor_and_not_twice(office: Office) -> None:
    commune = found_commune(office)
    old, new = open_division(office, commune), open_division(office, commune, "Phòng mới")
    closed = close(office, old, successor=new)
    assert (closed.valid_to, closed.successor) == (TODAY, new)
    with pytest.raises(errors.AlreadyClosed, match="01/03/2021"):
        close(office, old)
    with pytest.raises(errors.SuccessorWrong, match="cũng kết thúc"):
        close(office, new, successor=old)
    with pytest.raises(errors.SuccessorWrong, match="là chính nó"):
        close(office, new, successor=new)
    with pytest.raises(errors.TooFarBack, match="28/02/2021 để hết hiệu lực ngay"):
        close(office, new, on=TODAY - timedelta(days=9))


def test_a_unit_where_somebody_sits_does_not_close(office: Office) -> None:
    with pytest.raises(errors.StillHasParts, match="còn 2 vị trí hoạt động sau ngày 01/03/2021"):
        close(office, office.units["division"])


def test_an_agency_ends_with_all_its_units_once_it_is_empty(office: Office) -> None:
    commune, heir = found_commune(office), office.desk.unit.agency
    open_division(office, commune)
    district = commune.parent
    assert district is not None
    ending: dict[str, Any] = {
        "last_day": TODAY, "decision": DECISION, "acting": office["admin"], "at": office.now,
    }  # fmt: skip
    with pytest.raises(errors.StillHasParts, match="còn 2 cơ quan"):
        agencies.close_agency(agency=district, successor=None, **ending)
    agencies.close_agency(agency=commune, successor=heir, **ending)
    commune.refresh_from_db()
    assert (commune.valid_to, commune.successor) == (TODAY, heir)
    assert set(commune.units.values_list("valid_to", flat=True)) == {TODAY}
    with pytest.raises(errors.AgencyNotOpen, match="không hoạt động vào ngày 02/03/2021"):
        units.open_unit(
            agency=commune, name="Muộn", kind=Unit.Kind.DIVISION,
            valid_from=TODAY + timedelta(days=1), decision=DECISION, acting=office["admin"],
            at=office.now,
        )  # fmt: skip


def test_a_unit_has_one_desk(office: Office) -> None:
    with pytest.raises(errors.NameTaken, match="bộ phận một cửa"):
        units.open_desk(
            unit=office.desk.unit, name="Thứ hai", address="", phone="",
            acting=office["unit_admin"], at=office.now,
        )  # fmt: skip
    assert Desk.objects.filter(unit=office.desk.unit).count() == 1
