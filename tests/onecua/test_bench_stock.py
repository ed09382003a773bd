"""The big stock of the benchmarks: copies that look to every list like dossiers of their own."""

import pytest
from django.core.management import CommandError

from cases.models import Applicant, Dossier, DossierAccess, StepRun
from cases.querysets import visible_to
from cases.services.check import check_clocks
from onecua.bench.stock import copy_all, grow
from onecua.ledger.models import Event
from onecua.ledger.verification import verify_ledger
from tests.support.lives import awaiting_supplement, submitted
from tests.support.office import Office

pytestmark = pytest.mark.django_db(transaction=True)

# A copied event still says the first one's number; the supplement asked for is not copied.
PAPERS = ("phiếu", "bổ sung")
NOT_COPIED = {"code", "contact", "entry", "số cuối", "lapse", "lapses_at"}

STAYS = "lần giữ"  # a copied event is recorded now, so the clock reckons its stays from now


def counted() -> list[int]:
    rows = [model.objects.count() for model in (Dossier, Applicant, DossierAccess, StepRun)]
    return [*rows, Event.objects.filter(stream__in=Dossier.objects.values("pk")).count()]


def test_a_copy_is_a_dossier_of_its_own_whose_chain_verifies(office: Office) -> None:
    office.with_officer()
    submitted(office)
    seen = visible_to(office["officer"]).count()
    before = counted()
    copy_all(1, 2)
    copy_all(3, 3)
    assert counted() == [4 * count for count in before]
    assert visible_to(office["officer"]).count() == 4 * seen
    assert list(verify_ledger()) == []


def test_a_copy_that_runs_reads_as_its_row_says(office: Office) -> None:
    office.with_officer()
    awaiting_supplement(office)
    copy_all(1, 1)
    differing = {difference.column for difference in check_clocks(office.now)}
    assert {name for name in differing if not name.startswith((*PAPERS, STAYS))} <= NOT_COPIED


def test_nobodys_own_database_is_filled() -> None:
    with pytest.raises(CommandError, match="make bench"):
        grow(10)
    assert not Dossier.objects.exists()
