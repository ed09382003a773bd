"""What somebody tries who would rather not be late: each way is closed, or seen."""

from datetime import date

import pytest

from cases.facts import WORDS
from cases.models import Dossier
from cases.services import apology, ending, pause
from cases.services.check import check_clocks
from cases.services.errors import (
    ActRefused,
    DocumentMissing,
    HeadStopsAgain,
    NewDatePassed,
    ReasonMissing,
)
from cases.services.sweep import sweep
from cases.states import ACTS
from reports.definitions.figures import FIGURES
from tests.support.office import BUILDING, Office

pytestmark = pytest.mark.django_db(transaction=True)


def stop(office: Office, dossier: Dossier, who: str, document: str = "15/TB-HĐ") -> Dossier:
    return pause.suspend(
        dossier_id=dossier.pk, ground="council", document=document, acting=office[who],
        at=office.now,
    )  # fmt: skip


def go_on(office: Office, dossier: Dossier) -> Dossier:
    return pause.resume(
        dossier_id=dossier.pk, document="16/TB-HĐ", acting=office["officer"], at=office.now
    )


def paused_long(office: Office) -> list[Dossier]:
    return list(FIGURES["tam-dung"].narrow(Dossier.objects.all(), office.now))


def test_whoever_stops_a_clock_twice_is_a_head_who_signs(office: Office) -> None:
    dossier = office.with_officer(BUILDING)
    stop(office, dossier, "officer")
    go_on(office, dossier)
    with pytest.raises(HeadStopsAgain, match="lãnh đạo có thẩm quyền"):
        stop(office, dossier, "officer")
    assert stop(office, dossier, "head").state == "suspended"


def test_going_on_for_a_moment_does_not_begin_the_ten_days_anew(office: Office) -> None:
    dossier = office.with_officer(BUILDING)
    stop(office, dossier, "officer")
    office.travel("2021-03-15T09:00")
    assert paused_long(office) == []
    go_on(office, dossier)
    stop(office, dossier, "head")
    office.travel("2021-03-17T09:00")
    assert paused_long(office) == [dossier]


@pytest.mark.parametrize("document", ["", ".", "x", "biên bản", "\u200b\u200b"])
def test_a_document_has_a_number(office: Office, document: str) -> None:
    dossier = office.with_officer(BUILDING)
    with pytest.raises(DocumentMissing, match="ví dụ 15/TB-UBND"):
        stop(office, dossier, "officer", document)
    assert Dossier.objects.get().run == "running"


def test_a_full_stop_is_no_reason(office: Office) -> None:
    dossier = office.with_officer(BUILDING)
    with pytest.raises(ReasonMissing):
        ending.stop(
            dossier_id=dossier.pk, ground="court", document="1/QĐ-TA", reason=".",
            acting=office["head"], at=office.now,
        )  # fmt: skip


def test_the_draft_of_a_late_dossier_is_not_withdrawn_but_signed(office: Office) -> None:
    dossier = office.with_officer()
    office.travel("2021-03-03T09:00")
    sweep(office.now)
    with pytest.raises(ActRefused, match="đang quá hạn nên phiếu xin lỗi phải được ký"):
        apology.withdraw_apology(
            dossier_id=dossier.pk, reason="Không cần", acting=office["head"], at=office.now
        )
    assert apology.open_apology(dossier).state == "drafted"


def test_nobody_is_given_an_appointment_of_yesterday(office: Office) -> None:
    dossier = office.with_officer()
    office.travel("2021-03-03T09:00")
    sweep(office.now)
    apology.sign_apology(
        dossier_id=dossier.pk, reason="Thiếu người", new_due_on=date(2021, 3, 5),
        acting=office["head"], at=office.now,
    )  # fmt: skip
    office.travel("2021-03-08T09:00")
    before = Dossier.objects.get().appointed_due
    with pytest.raises(NewDatePassed, match="05/03/2021"):
        apology.reschedule(dossier_id=dossier.pk, acting=office["reception"], at=office.now)
    assert Dossier.objects.get().appointed_due == before
    assert list(check_clocks(office.now)) == []


def test_every_guard_can_say_why_it_refuses() -> None:
    assert {guard for act in ACTS.values() for guard in act.guards} == set(WORDS)


def test_a_refusal_names_the_guard_and_not_the_state(office: Office) -> None:
    dossier = office.with_officer()
    with pytest.raises(ActRefused, match="chưa có phiếu xin lỗi nào được phát hành"):
        apology.reschedule(dossier_id=dossier.pk, acting=office["reception"], at=office.now)
