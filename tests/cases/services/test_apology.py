"""The apology: prepared by the sweep, completed, signed; the date is moved once, never twice."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.db import transaction

from cases.facts import ApologyState
from cases.models import Apology, Dossier, SetAside, Slip
from cases.services import apology, handover, result, steps
from cases.services.check import check_clocks
from cases.services.errors import (
    ActRefused,
    NewDateWrong,
    NotAllowed,
    NotASigner,
    ReasonMissing,
)
from cases.services.rebuild import rebuild
from cases.services.sweep import sweep
from onecua.ledger.models import Counter, Event, OutboxMessage
from onecua.ledger.office import office_now
from onecua.ledger.verification import verify_ledger
from onecua.ledger.writing import THE_SYSTEM, append
from tests.support.lives import a_result
from tests.support.office import BIRTH, BUILDING, Office
from tests.support.sessions import LogIn

pytestmark = pytest.mark.django_db(transaction=True)


def kinds(dossier: Dossier) -> list[str]:
    events = Event.objects.filter(stream=dossier.pk).order_by("seq")
    return list(events.values_list("kind", flat=True))


def sign(office: Office, dossier: Dossier, on: date) -> Dossier:
    return apology.sign_apology(
        dossier_id=dossier.pk, reason="Quá tải hồ sơ", new_due_on=on, acting=office["head"],
        at=office.now,
    )  # fmt: skip


def test_the_sweep_prepares_on_the_last_lawful_day_and_only_a_person_issues(
    office: Office,
) -> None:
    dossier = office.with_officer(BUILDING)  # due Monday 15/03
    office.travel("2021-03-11T17:00")
    assert sweep(office.now).drafted == 0
    office.travel("2021-03-12T08:00")
    assert sweep(office.now).drafted == 1
    draft = dossier.apologies.get()
    assert (draft.state, draft.unit, draft.slip) == (
        ApologyState.DRAFTED, office.units["division"], None,
    )  # fmt: skip
    assert f"{draft.new_due:%d/%m}" == "26/03", "ten days of steps from the 12th, half a day less"
    sign(office, dossier, date(2021, 3, 22))
    issued = dossier.apologies.get()
    assert not issued.too_late
    assert issued.slip
    assert "Tuy nhiên" not in issued.slip.context  # the words are the template's, the facts ours
    assert '"already_late":false' in issued.slip.context


def test_a_result_in_time_withdraws_the_draft(office: Office) -> None:
    dossier = office.with_clerk(BUILDING)
    office.travel("2021-03-12T08:00")
    sweep(office.now)
    result.record_result(
        dossier_id=dossier.pk, result=a_result(office), acting=office["clerk"], at=office.now
    )
    assert dossier.apologies.get().state == ApologyState.WITHDRAWN
    assert kinds(dossier)[-2:] == ["result_recorded", "apology_withdrawn"]
    assert not Slip.objects.filter(dossier=dossier, form="apology").exists()
    assert list(check_clocks(office.now)) == []


def test_a_late_result_leaves_the_debt_and_the_apology_can_still_be_signed(
    office: Office,
) -> None:
    dossier = office.with_clerk(BUILDING)
    office.travel("2021-03-16T08:00")
    sweep(office.now)
    result.record_result(
        dossier_id=dossier.pk, result=a_result(office), acting=office["clerk"], at=office.now
    )
    assert dossier.apologies.get().state == ApologyState.DRAFTED
    sign(office, dossier, date(2021, 3, 18))
    assert dossier.apologies.get().too_late
    with pytest.raises(ActRefused):
        apology.reschedule(dossier_id=dossier.pk, acting=office["reception"], at=office.now)


def test_who_may_sign(office: Office) -> None:
    dossier = office.with_officer(BIRTH)
    office.travel("2021-03-03T08:00")
    sweep(office.now)
    facts: dict[str, Any] = {
        "dossier_id": dossier.pk,
        "reason": "Thiếu người",
        "new_due_on": date(2021, 3, 8),
    }
    for who in ("officer", "clerk", "reception", "far_head", "office", "admin"):
        with pytest.raises(NotAllowed):
            apology.sign_apology(acting=office[who], at=office.now, **facts)
    with pytest.raises(NotASigner):
        apology.sign_apology(acting=replace(office["head"], signs=False), at=office.now, **facts)


@pytest.mark.parametrize(
    ("reason", "on", "refusal", "why"),
    [
        (" ", date(2021, 3, 8), ReasonMissing, "lý do"),
        ("x", date(2021, 3, 3), NewDateWrong, "phải sau hôm nay"),
        ("x", date(2021, 3, 1), NewDateWrong, "phải sau hôm nay"),
        ("x", date(2021, 3, 6), NewDateWrong, "là ngày nghỉ"),
    ],
)
def test_no_apology_without_a_reason_and_a_day_that_can_be_kept(
    office: Office, reason: str, on: date, refusal: type[Exception], why: str
) -> None:
    dossier = office.with_officer(BIRTH)
    office.travel("2021-03-03T08:00")
    sweep(office.now)
    with pytest.raises(refusal, match=why):
        apology.sign_apology(
            dossier_id=dossier.pk, reason=reason, new_due_on=on, acting=office["head"],
            at=office.now,
        )  # fmt: skip
    assert not Slip.objects.filter(form="apology").exists()
    assert not Counter.objects.filter(name__contains="/apology/").exists()


def test_the_desk_moves_the_date_once_and_the_second_lateness_is_escalated(
    office: Office,
) -> None:
    dossier = office.with_officer(BIRTH)
    office.travel("2021-03-03T08:00")
    sweep(office.now)
    with pytest.raises(ActRefused):
        apology.reschedule(dossier_id=dossier.pk, acting=office["reception"], at=office.now)
    sign(office, dossier, date(2021, 3, 8))
    with pytest.raises(NotAllowed):
        apology.reschedule(dossier_id=dossier.pk, acting=office["officer"], at=office.now)
    apology.reschedule(dossier_id=dossier.pk, acting=office["reception"], at=office.now)
    with pytest.raises(ActRefused):
        apology.reschedule(dossier_id=dossier.pk, acting=office["reception"], at=office.now)

    office.travel("2021-03-08T23:59")
    assert sweep(office.now).said["escalated"] == 0
    office.travel("2021-03-09T00:00")
    assert sweep(office.now).said["escalated"] == 1
    assert set(sweep(office.now).said.values()) == {0}
    dossier.refresh_from_db()
    assert dossier.escalated
    assert dossier.apologies.count() == 1, "a second lateness is not slipped"
    assert f"{dossier.legal_due:%d/%m}" == "02/03"
    assert list(check_clocks(office.now)) == []
    assert list(verify_ledger()) == []


def test_an_outage_loses_nothing_and_tells_the_moment_it_fell_due(office: Office) -> None:
    """R-3: the worker was down for days; one event, one draft, dated when the date passed."""
    dossier = office.with_officer(BIRTH)
    office.travel("2021-03-12T08:00")
    sweep(office.now)
    late = Event.objects.get(stream=dossier.pk, kind="became_late")
    assert f"{late.happened_at:%d/%m %H:%M}" == "02/03 17:00"  # 00:00 on the 3rd at the office
    assert dossier.apologies.count() == 1


def test_signed_slips_are_numbered_without_a_gap_and_queued_for_the_printer(
    office: Office,
) -> None:
    dossiers = [office.with_officer(BIRTH, f"Người {n}") for n in range(3)]
    office.travel("2021-03-03T08:00")
    sweep(office.now)
    for dossier in dossiers:
        sign(office, dossier, date(2021, 3, 8))
    slips = Slip.objects.filter(form="apology").order_by("pk")
    assert [slip.number for slip in slips] == [1, 2, 3]
    assert {slip.book for slip in slips} == {"slip/000.01.21.H34/apology/2021"}
    queued = OutboxMessage.objects.filter(key__in=[f"render_slip/{slip.pk}" for slip in slips])
    assert queued.count() == 3


def test_one_bad_dossier_is_set_aside_and_stops_nobody(office: Office) -> None:
    bad, good = office.with_officer(BIRTH), office.with_officer(BIRTH)
    _tear_up_the_workflow_of(bad)
    office.travel("2021-03-03T08:00")
    swept = sweep(office.now)
    assert (swept.drafted, swept.set_aside) == (1, 1)
    assert SetAside.objects.get().dossier == bad
    assert Apology.objects.get().dossier == good
    again = sweep(office.now)
    assert (again.drafted, again.set_aside) == (0, 0)


def _tear_up_the_workflow_of(dossier: Dossier) -> None:
    with transaction.atomic():
        append(dossier.pk, "noted", {}, actor=THE_SYSTEM, at=office_now())
        Dossier.objects.filter(pk=dossier.pk).update(calendar_revision=99)


def test_a_row_edited_by_hand_is_found_named_and_rebuilt(office: Office, log_in: LogIn) -> None:
    dossier = office.with_officer(BUILDING)
    with log_in("superuser") as session, session.cursor() as cursor:
        cursor.execute("ALTER TABLE cases_dossier DISABLE TRIGGER USER")
        cursor.execute(
            "UPDATE cases_dossier SET late_from = late_from + interval '9 days',"
            " state = 'returned', outcome = 'granted'"
        )
        cursor.execute("ALTER TABLE cases_dossier ENABLE ALWAYS TRIGGER dossier_requires_event")
        cursor.execute(
            "ALTER TABLE cases_dossier ENABLE ALWAYS TRIGGER dossier_change_requires_event"
        )
    found = {difference.column for difference in check_clocks(office.now)}
    assert found == {"state", "outcome", "late_from"}
    rebuild(dossier_id=dossier.pk, at=office.now)
    assert list(check_clocks(office.now)) == []
    assert kinds(dossier)[-1] == "rebuilt"
    assert rebuild(dossier_id=dossier.pk, at=office.now) == []
    steps.complete_step(dossier_id=dossier.pk, acting=office["officer"], at=office.now)
    handover.confirm(dossier_id=dossier.pk, acting=office["head"], at=office.now)


def test_whoever_has_his_result_is_told_sorry_and_no_other_day(office: Office) -> None:
    dossier = office.with_clerk(BIRTH)  # due on Tuesday 02/03
    office.travel("2021-03-04T08:00")
    sweep(office.now)
    result.record_result(
        dossier_id=dossier.pk, result=a_result(office), acting=office["clerk"], at=office.now
    )
    apology.sign_apology(
        dossier_id=dossier.pk, reason="Quá tải hồ sơ", acting=office["head"], at=office.now
    )
    issued = dossier.apologies.get()
    assert (issued.state, issued.new_due) == (ApologyState.ISSUED, None)
    context = Slip.objects.get(form="apology").context
    assert '"new_due_at":""' in context
    assert '"finished_at":"08 giờ 00 phút, ngày 04 tháng 3 năm 2021"' in context
    assert list(check_clocks(office.now)) == []
    with pytest.raises(ActRefused):
        apology.reschedule(dossier_id=dossier.pk, acting=office["reception"], at=office.now)
