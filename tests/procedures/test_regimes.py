"""The law changes by its dates; a dossier keeps the law of its reception."""

from datetime import date

import pytest
from pytest_django import Settings

from cases.models import Dossier
from cases.services import handover
from cases.slip_contexts.forms import FORMS
from procedures.models import Regime
from procedures.selectors import regime_on
from tests.support.office import Office

pytestmark = pytest.mark.django_db(transaction=True)

LAST_DAY, FIRST_DAY = date(2025, 6, 30), date(2025, 7, 1)


def test_each_day_since_2019_has_the_law_of_its_date() -> None:
    assert regime_on(date(2019, 1, 6)).name == "TT 01/2018"
    assert regime_on(LAST_DAY).name == "TT 01/2018"
    assert regime_on(FIRST_DAY).name == "TT 03/2025"
    assert "118/2025" in regime_on(FIRST_DAY).legal_basis


def test_a_demonstration_keeps_the_older_law_open_by_a_setting(settings: Settings) -> None:
    settings.KEPT_REGIME = "tt01-2018"
    assert regime_on(FIRST_DAY).name == "TT 01/2018"


def test_a_dossier_keeps_the_law_of_its_reception(office: Office) -> None:
    office.travel("2025-06-30T09:00")
    before = office.accept()
    office.travel("2025-07-01T08:00")
    after = office.accept()
    handover.hand_over(dossier_id=before.pk, acting=office["reception"], at=office.now)
    laws = dict(Dossier.objects.values_list("pk", "regime__code"))
    assert laws == {before.pk: "tt01-2018", after.pk: "tt03-2025"}


def test_rules_nobody_read_in_the_law_are_off_and_listed() -> None:
    newer = Regime.objects.get(code="tt03-2025")
    assert "Bảy mẫu phiếu" in newer.unverified_rules
    assert "chưa áp dụng" in newer.unverified_rules
    assert newer.form_set == "TT 01/2018", "its slips keep the layout that is known"


def test_every_regime_can_print_its_receipt() -> None:
    for regime in Regime.objects.all():
        assert (regime.form_set, "receipt") in FORMS
