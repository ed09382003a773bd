"""Cơ quan ngành dọc: received at our desk, worked on over there; they see theirs and no other."""

from datetime import date
from typing import Any

import pytest

from cases.models import Dossier
from cases.querysets import visible_to
from cases.services import handover
from onecua.people.acting import Acting, acting_on
from onecua.people.models import Agency, Post, Unit
from onecua.people.roles import Role
from onecua.people.services import agencies, people, units
from onecua.people.services.agencies import NewAgency
from onecua.people.services.posts import NewPost
from procedures.models import ConfiguredStep, Procedure
from tests.support.office import BIRTH, BUILDING, Office

pytestmark = pytest.mark.django_db(transaction=True)
TODAY = date(2021, 3, 1)


def police(office: Office) -> Acting:
    """The district's police: beside the district, with one division and somebody in it."""
    district = Agency.objects.get(pk=office["far_officer"].agency_id)
    by: dict[str, Any] = {"decision": "1/QĐ-CAT", "acting": office["admin"], "at": office.now}
    agency = agencies.open_agency(
        NewAgency(
            code="000.00.99.H34", name="Công an huyện Đắk Hà", printed_name="", place="Đắk Hà",
            kind=Agency.Kind.VERTICAL, parent=district,
        ),
        valid_from=TODAY, **by,
    )  # fmt: skip
    unit = units.open_unit(
        agency=agency, name="Đội Cảnh sát QLHC về TTXH", kind=Unit.Kind.DIVISION,
        valid_from=TODAY, **by,
    )  # fmt: skip
    person, _ = people.hire(
        username="canbo.congan", full_name="Rơ Châm Tuấn",
        new=NewPost(unit=unit, role=Role.OFFICER, position="", valid_from=TODAY), **by,
    )  # fmt: skip
    steps = ConfiguredStep.objects.filter(
        configuration__procedure=Procedure.objects.get(code=BIRTH), unit=office.units["division"]
    )
    steps.update(unit=unit)
    return acting_on(Post.objects.get(person=person))


def handed_over(office: Office, procedure: str) -> Dossier:
    dossier = office.accept(procedure)
    return handover.hand_over(dossier_id=dossier.pk, acting=office["reception"], at=office.now)


def test_their_officers_see_what_came_to_them_and_nothing_beside_it(office: Office) -> None:
    officer = police(office)
    theirs, ours = handed_over(office, BIRTH), handed_over(office, BUILDING)
    assert list(visible_to(officer)) == [theirs]
    handover.confirm(dossier_id=theirs.pk, acting=officer, at=office.now)
    assert list(visible_to(officer)) == [theirs]
    assert list(visible_to(office["reception"]).order_by("pk")) == [theirs, ours]


def test_the_district_does_not_look_into_their_work_nor_they_into_the_districts(
    office: Office,
) -> None:
    officer = police(office)
    theirs = handed_over(office, BIRTH)
    handover.confirm(dossier_id=theirs.pk, acting=officer, at=office.now)
    for who in ("far_officer", "far_head", "far_reception", "officer"):
        assert not visible_to(office[who]).filter(pk=theirs.pk).exists()
    root = Unit.objects.get(agency=officer.agency_id, parent=None)
    assert theirs.access.filter(unit=root).exists()  # their own head sees all below him


def test_administrators_of_people_open_no_dossier(office: Office) -> None:
    police(office)
    handed_over(office, BIRTH)
    for who in ("admin", "unit_admin"):
        assert list(visible_to(office[who])) == []
