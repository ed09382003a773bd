"""Two unit administrators who make each other signers are seen; who inspects may also look up."""

import pytest
from django.test import Client
from django.utils.timezone import localdate

from onecua.people.models import Person, Unit
from onecua.people.services.people import hire
from onecua.people.services.posts import NewPost, appoint
from reports.rights_list import RightLine, rights_list
from tests.support.office import Office

pytestmark = pytest.mark.django_db(transaction=True)


def client_of(office: Office, who: str) -> Client:
    client = Client()
    client.force_login(Person.objects.get(pk=office[who].person_id))
    return client


def test_rights_given_are_read_with_who_gave_them_and_by_which_decision(office: Office) -> None:
    head, today = office.units["leadership"], localdate(office.now)
    first = Person.objects.get(pk=office["unit_admin"].person_id)
    second, _secret = hire(
        username="quantri2", full_name="Y Sao Mai", decision="11/QĐ-UBND", acting=office["admin"],
        new=NewPost(unit=head, role="unit_admin", position="", valid_from=today), at=office.now,
    )  # fmt: skip
    signer = NewPost(unit=Unit.objects.get(pk=head.pk), role="head", position="Phó Chủ tịch",
                     valid_from=today, signs=True)  # fmt: skip
    appoint(person=second, new=signer, decision="12/QĐ-UBND", acting=office["unit_admin"],
            at=office.now)  # fmt: skip
    line, before = rights_list("", "").lines[:2]
    assert (line.what, line.whom, line.decision) == ("Giao vị trí", "Y Sao Mai", "12/QĐ-UBND")
    assert line.who == first.full_name
    assert "Lãnh đạo, Lãnh đạo, UBND thị trấn Đắk Hà; được ký; từ 01/03/2021" in line.right
    assert before.decision == "11/QĐ-UBND"
    said = client_of(office, "inspector").get("/so-cai/quyen/?nguoi=quantri2").content.decode()
    assert said.count("Y Sao Mai") == 2
    assert "12/QĐ-UBND" in client_of(office, "office").get("/so-cai/").content.decode()


def test_the_list_goes_on_where_the_page_ended(office: Office) -> None:
    assert office.desk
    everything, before = rights_list("", "").lines, ""
    found: list[RightLine] = []
    while True:
        page = rights_list("", before, 4)
        found += page.lines
        if not (before := page.before):
            break
    assert found == list(everything)
    assert len(found) == 13
    assert rights_list("nobody at all", "").lines == []


def test_who_inspects_reads_the_organisation_and_finds_nothing_to_press(office: Office) -> None:
    client, commune = client_of(office, "inspector"), office.desk.unit.agency_id
    said = client.get(f"/to-chuc/{commune}/").content.decode()
    assert "A Thành" in said
    assert "Giao vị trí</a>" not in said
    assert "/nguoi-dung/" not in said
    assert client.get(f"/nguoi-dung/{office['officer'].person_id}/").status_code == 403
