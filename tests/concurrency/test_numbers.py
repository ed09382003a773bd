"""Two desks write in one book: no number twice, none left out, whatever is rolled back."""

import pytest
from django.db import transaction

from cases.models import Dossier, Slip
from cases.services import register_volumes, slips
from cases.services._apply import begin, finish
from tests.concurrency.test_acts_that_compete import refusals, together
from tests.support.office import Office

pytestmark = pytest.mark.django_db(transaction=True)
EACH = 250
EVERY = 7  # one act in seven comes to nothing


class ChangedHisMind(Exception):
    pass


def test_two_threads_issue_five_hundred_slips_in_one_book_without_a_gap(office: Office) -> None:
    dossiers = [office.accept(), office.accept()]

    def issues(dossier: Dossier) -> None:
        done = attempt = 0
        while done < EACH:
            attempt += 1
            try:
                _issue(office, dossier, gives_up=attempt % EVERY == 0)
            except ChangedHisMind:
                continue
            done += 1

    assert refusals(together(*(lambda own=each: issues(own) for each in dossiers))) == []
    numbers = (
        Slip.objects.filter(form="receipt").order_by("number").values_list("number", flat=True)
    )
    assert list(numbers) == list(range(1, 2 * EACH + 3))
    assert Slip.objects.values("book").distinct().count() == 1


@transaction.atomic
def _issue(office: Office, dossier: Dossier, *, gives_up: bool) -> None:
    work = begin("note", dossier_id=dossier.pk, acting=office["reception"], at=office.now)
    slips.issue_receipt(work)
    finish(work, due_at=False)
    if gives_up:
        raise ChangedHisMind


def test_a_volume_is_closed_while_the_desk_receives_and_no_entry_is_in_two(office: Office) -> None:
    office.accept()

    def receives() -> None:
        for _ in range(5):
            office.accept()

    def closes() -> None:
        register_volumes.close_volume(
            desk=office.desk, year=2021, acting=office["head"], at=office.now
        )

    assert refusals(together(receives, closes)) == []
    volume = office.desk.volumes.get()
    for dossier in Dossier.objects.all():
        assert dossier.book == (1 if (dossier.entry or 0) <= volume.last_entry else 2)
