"""How far the demonstration takes an apology: to the head's table, or on to the citizen."""

from random import Random

import pytest

from cases.models import Apology, Dossier
from cases.services.sweep import sweep
from onecua.demonstration.apologies import Apologies
from onecua.demonstration.life import Life
from onecua.demonstration.staff import Staff
from onecua.demonstration.stories import Story
from procedures.timing import office_date
from tests.support.office import BIRTH, Office

pytestmark = pytest.mark.django_db(transaction=True)


def late_life(office: Office, twist: str) -> Life:
    dossier = office.with_officer(BIRTH)
    office.travel("2021-03-04T09:00")
    sweep(office.now)
    story = Story("thử", BIRTH, office.desk.unit.agency.code, office.now, twist)
    return Life(story, dossier.pk, None, Random(1))  # noqa: S311 - a story


def go_on(office: Office, life: Life) -> list[Life]:
    return list(Apologies(Staff()).go_on({life.dossier_id: life}, office.now))


def test_what_waits_for_its_signature_can_still_be_signed_today(office: Office) -> None:
    life = late_life(office, "late_waiting")
    for _ in range(3):
        go_on(office, life)
    apology = Apology.objects.get()
    assert (apology.state, bool(apology.reason)) == ("completed", True)
    assert apology.new_due
    assert f"{office_date(apology.new_due):%d/%m}" == "11/03", "a week for the head to sign"


def test_what_is_signed_goes_on_to_the_citizen_and_back_to_work(office: Office) -> None:
    life = late_life(office, "late_signed")
    proposed = Apology.objects.get().new_due
    assert go_on(office, life) == go_on(office, life) == []
    assert go_on(office, life) == [life], "the desk has moved the date: somebody works again"
    dossier = Dossier.objects.get()
    assert (dossier.rescheduled, dossier.appointed_due) == (True, proposed)
    assert life.wake
