"""Two unit administrators who make each other signers are seen; who inspects may also look up."""

from dataclasses import replace

import pytest
from django.test import Client
from django.utils.timezone import localdate

from onecua.people.acting import acting_on
from onecua.people.models import Person, Post, Unit
from onecua.people.services.people import hire
from onecua.people.services.posts import NewPost, appoint
from reports.mutual_grants import mutual_grants
from reports.rights_list import RightLine, rights_list
from tests.support.office import Office

ADDRESS = "/so-cai/quyen/"
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


def test_two_who_made_each_other_signers_stand_first_with_both_lines(office: Office) -> None:
    head, today = office.units["leadership"], localdate(office.now)
    first = Person.objects.get(pk=office["unit_admin"].person_id)
    second, _secret = hire(
        username="quantri2", full_name="Y Sao Mai", decision="11/QĐ-UBND", acting=office["admin"],
        new=NewPost(unit=head, role="unit_admin", position="", valid_from=today), at=office.now,
    )  # fmt: skip
    other = acting_on(Post.objects.get(person=second))
    signer = NewPost(unit=Unit.objects.get(pk=head.pk), role="head", position="Phó Chủ tịch",
                     valid_from=today, signs=True)  # fmt: skip
    appoint(person=second, new=signer, decision="12/QĐ-UBND", acting=office["unit_admin"],
            at=office.now)  # fmt: skip
    assert mutual_grants() == [], "one way is an ordinary grant"
    inspector = client_of(office, "inspector")
    assert "Bất thường" not in inspector.get(ADDRESS).content.decode()
    office.travel("2021-03-30T09:00")
    signer = replace(signer, valid_from=localdate(office.now))
    appoint(person=first, new=signer, decision="13/QĐ-UBND", acting=other, at=office.now)
    (pair,) = mutual_grants()
    assert [(line.who, line.whom, line.decision) for line in pair.lines] == [
        (first.full_name, "Y Sao Mai", "12/QĐ-UBND"),
        ("Y Sao Mai", first.full_name, "13/QĐ-UBND"),
    ]
    said = inspector.get(ADDRESS).content.decode()
    assert said.index("Bất thường: trao quyền ký cho nhau") < said.index("12/QĐ-UBND")
    assert said.count("13/QĐ-UBND") == 2, "among the irregular, and in its place in the list"


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
