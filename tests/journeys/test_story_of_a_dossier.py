"""The life of a dossier as the services tell it, in the order in which the README walks it."""

from datetime import date

import pytest

from cases.facts import ApologyState
from cases.models import Dossier, Result, Slip
from cases.services import apology, handover, intake, result, steps
from cases.services.check import check_clocks
from cases.services.result import ResultData
from cases.services.sweep import sweep
from cases.states import State
from onecua.ledger.models import Event
from onecua.ledger.verification import verify_ledger
from tests.support.office import BIRTH, Office

pytestmark = pytest.mark.django_db(transaction=True)


def kinds(dossier: Dossier) -> list[str]:
    return list(
        Event.objects.filter(stream=dossier.pk).order_by("seq").values_list("kind", flat=True)
    )


def test_received_late_apologised_for_and_returned(office: Office) -> None:
    # Received at the desk, with a printed receipt.
    dossier = intake.accept(
        intake=office.intake(BIRTH), desk=office.desk, acting=office["reception"], at=office.now
    )
    assert dossier.code == "000.01.21.H34-210301-0001"
    assert f"{dossier.promised_due:%d/%m %H:%M}" == "02/03 17:30"
    assert Slip.objects.get(dossier=dossier).form == "receipt"

    # Handed over; until it is confirmed the desk holds it.
    handover.hand_over(dossier_id=dossier.pk, acting=office["reception"], at=office.now)
    dossier.refresh_from_db()
    assert dossier.holder_unit == office.units["desk"]
    handover.confirm(dossier_id=dossier.pk, acting=office["officer"], at=office.now)
    dossier.refresh_from_db()
    assert (dossier.state, dossier.holder_unit) == (State.PROCESSING, office.units["division"])

    # Worked on, too slowly: the sweep finds it late and drafts the apology.
    office.travel("2021-03-03T08:00")
    swept = sweep(office.now)
    assert (swept.said["became_late"], swept.drafted, swept.set_aside) == (1, 1, 0)
    assert sweep(office.now).said["became_late"] == 0
    late = Event.objects.get(stream=dossier.pk, kind="became_late")
    assert f"{late.happened_at:%Y-%m-%dT%H:%MZ}" == "2021-03-02T17:00Z"

    # The officer says why, the head signs, the desk moves the date.
    apology.complete_apology(
        dossier_id=dossier.pk, reason="Công chức phụ trách đi công tác.",
        new_due_on=date(2021, 3, 5), acting=office["officer"], at=office.now,
    )  # fmt: skip
    apology.sign_apology(dossier_id=dossier.pk, acting=office["head"], at=office.now)
    apology.reschedule(dossier_id=dossier.pk, acting=office["reception"], at=office.now)
    dossier.refresh_from_db()
    issued = dossier.apologies.get()
    assert issued.slip
    assert (issued.state, issued.slip.number, issued.too_late) == (ApologyState.ISSUED, 1, True)
    assert f"{dossier.appointed_due:%d/%m}" == "05/03"
    assert f"{dossier.legal_due:%d/%m}" == "02/03"

    # Signed, numbered, sealed: the recorded result ends the clock.
    for giver, taker in (("officer", "head"), ("head", "clerk")):
        steps.complete_step(dossier_id=dossier.pk, acting=office[giver], at=office.now)
        handover.confirm(dossier_id=dossier.pk, acting=office[taker], at=office.now)
    result.record_result(
        dossier_id=dossier.pk,
        result=ResultData(number="12/2021", signer="A Thành", signed_on=date(2021, 3, 3)),
        acting=office["clerk"],
        at=office.now,
    )
    dossier.refresh_from_db()
    assert (dossier.state, dossier.timeliness) == (State.RESULT_READY, "late")
    assert Result.objects.get(dossier=dossier).number == "12/2021"

    # Back at the desk, and over the desk to the citizen.
    result.arrive_at_desk(dossier_id=dossier.pk, acting=office["reception"], at=office.now)
    result.return_result(
        dossier_id=dossier.pk, recipient="Nguyễn Thị Hồng Vân", proof="CCCD",
        recipient_is_owner=True, acting=office["reception"], at=office.now,
    )  # fmt: skip
    dossier.refresh_from_db()
    assert dossier.state == State.RETURNED
    assert kinds(dossier)[-1] == "returned"

    # And the ledger holds all of it.
    assert list(verify_ledger()) == []
    assert list(check_clocks(office.now)) == []
