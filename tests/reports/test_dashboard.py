"""Every number is a link whose list has exactly that count, for everybody who may read it."""

import re

import pytest
from django.test import Client

from cases.models import Dossier
from cases.services import pause
from cases.services.sweep import sweep
from onecua.people.models import Person
from reports.figures import FIGURES
from tests.support.lives import awaiting_payment, result_ready
from tests.support.office import BIRTH, BUILDING, Office

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("who", ["office", "inspector", "head", "far_head"])
def test_each_number_equals_its_list(office: Office, who: str) -> None:
    office.with_officer(BIRTH)
    office.with_officer(BUILDING)
    result_ready(office)
    awaiting_payment(office)
    office.travel("2021-03-15T09:00")
    office.accept(BIRTH)
    sweep(office.now)
    client = Client()
    client.force_login(Person.objects.get(pk=office[who].person_id))
    page = client.get("/dieu-hanh/").content.decode()
    numbers = [int(n) for n in re.findall(r'stat__value">(\d+)<', page)]
    assert len(numbers) == len(FIGURES)
    for name, number in zip(FIGURES, numbers, strict=True):
        listed = client.get(f"/dieu-hanh/danh-sach/?so={name}").content.decode()
        assert listed.count('class="rowlink code"') == number
    expected = dict.fromkeys(FIGURES, 0) if who == "far_head" else {
        "dang-giai-quyet": 4, "qua-han": 1, "no-phieu": 1, "hom-nay": 1, "tam-dung": 0,
        "cham-ve-quay": 1,
    }  # fmt: skip
    assert dict(zip(FIGURES, numbers, strict=True)) == expected


def test_a_pause_is_long_by_when_it_began_and_not_by_who_holds_it(office: Office) -> None:
    office.travel("2021-03-02T08:00")
    dossier = office.with_officer(BUILDING)
    office.travel("2021-03-10T08:00")
    pause.require_payment(
        dossier_id=dossier.pk, document="15/TB", acting=office["officer"], at=office.now
    )
    rows = Dossier.objects.all()
    office.travel("2021-03-24T08:00")  # ten working days after the stop, sixteen after the taking
    assert not FIGURES["tam-dung"].narrow(rows, office.now).exists()
    office.travel("2021-03-25T08:00")
    assert FIGURES["tam-dung"].narrow(rows, office.now).exists()


def test_an_unknown_figure_is_not_there(office: Office) -> None:
    client = Client()
    client.force_login(Person.objects.get(pk=office["office"].person_id))
    assert client.get("/dieu-hanh/danh-sach/?so=la").status_code == 404
