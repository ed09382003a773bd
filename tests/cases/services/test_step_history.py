"""The date an apology proposes is learned from what the remaining steps really took."""

import pytest

from cases.models import Apology, Dossier, StepHistory, StepRun
from cases.services import result, step_history
from cases.services.proposal import propose
from cases.services.sweep import sweep
from onecua.ledger.models import Event
from onecua.people.models import Unit
from procedures.timing import office_date, office_time
from tests.support import lives
from tests.support.office import BIRTH, Office

pytestmark = pytest.mark.django_db(transaction=True)


def finished(office: Office, days: list[str]) -> list[Dossier]:
    """Received on Monday 01/03 and brought to their results on the given days."""
    open_ones = [office.with_clerk(BIRTH) for _ in days]
    for dossier, day in zip(open_ones, days, strict=True):
        if f"{office_time(office.now):%Y-%m-%dT%H}" != day[:13]:
            office.travel(day)
        result.record_result(
            dossier_id=dossier.pk, result=lives.a_result(office), acting=office["clerk"],
            at=office.now,
        )  # fmt: skip
    return open_ones


def test_eight_of_ten_took_so_long_and_the_signer_is_told_so(office: Office) -> None:
    done = finished(office, ["2021-03-02T10:00"] * 15 + ["2021-03-05T10:00"] * 5)
    office.travel("2021-03-08T09:00")
    waiting = office.with_clerk(BIRTH)
    office.travel("2021-03-10T10:00")
    assert step_history.draw_history(office.now) > 0
    drawn = list(StepHistory.objects.order_by("pk").values())
    row = StepHistory.objects.get(no=waiting.step, unit=waiting.holder_unit)
    assert (row.n, row.rest_median, row.rest_p80) == (20, 1, 4), "80 % of twenty is the sixteenth"
    sweep(office.now)
    draft = Apology.objects.get(dossier=waiting)
    assert draft.new_due
    assert f"{office_date(draft.new_due):%d/%m}" == "16/03", "four working days from Wednesday"
    assert "8 trong 10 hồ sơ của đơn vị này có kết quả trong 04 ngày" in draft.method
    assert Event.objects.get(kind="apology_drafted", stream=waiting.pk).data["method"] == (
        "unit_history"
    )
    _of_another_unit(done[:5], waiting.step)
    step_history.draw_history(office.now)
    known = step_history.learned(waiting.workflow_id or 0, waiting.step, waiting.holder_unit_id)
    assert known
    assert (known.days, known.n, known.of_unit) == (4, 20, False), "too few here: the province's"
    _too_few_anywhere(office, waiting)
    StepRun.objects.filter(dossier__in=done[:5], no=waiting.step).update(unit=waiting.holder_unit)
    step_history.draw_history(office.now)
    again = list(StepHistory.objects.order_by("pk").values())
    assert [each | {"id": 0} for each in again] == [each | {"id": 0} for each in drawn]


def _of_another_unit(dossiers: list[Dossier], no: int) -> None:
    other = Unit.objects.exclude(pk__in=StepRun.objects.values("unit")).first()
    StepRun.objects.filter(dossier__in=dossiers, no=no).update(unit=other)


def _too_few_anywhere(office: Office, waiting: Dossier) -> None:
    StepHistory.objects.update(n=step_history.ENOUGH - 1)
    proposal = propose(waiting, office.now)
    assert proposal.way == "workflow_terms"
    assert "thời hạn của các bước còn lại" in proposal.method
