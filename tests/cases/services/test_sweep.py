"""The deadline clock: each thing said once, as of the moment it fell due, waiting for nobody."""

from datetime import date

import pytest
from django.db import connection, transaction

from cases.facts import ApologyState
from cases.history import clock_events
from cases.models import Apology, Dossier, SetAside
from cases.selectors.clock_view import clock_view
from cases.selectors.slip_debt import late_again, not_moved
from cases.services import apology, handover, result, soon_rule, supplement
from cases.services.check import check_clocks
from cases.services.errors import NewDatePassed, NotAllowed, SoonRuleWrong
from cases.services.sweep import moments, sweep, would_say
from cases.services.sweep_kinds import CLAIM, EVERYTHING, Kind
from onecua.ledger.models import Event
from onecua.ledger.office import office_now
from onecua.ledger.verification import verify_ledger
from onecua.ledger.writing import THE_SYSTEM, append
from onecua.people.models import Agency
from procedures.timing import office_time
from tests.support import lives
from tests.support.office import BIRTH, BUILDING, Office

pytestmark = pytest.mark.django_db(transaction=True)


def said(dossier: Dossier, kind: str) -> list[str]:
    """When each such thing happened, as the office's clock showed it."""
    events = Event.objects.filter(stream=dossier.pk, kind=kind).order_by("seq")
    return [f"{office_time(event.happened_at):%d/%m %H:%M}" for event in events]


def test_after_an_outage_everything_is_said_as_of_the_moment_it_fell_due(office: Office) -> None:
    dossier = office.with_officer(BUILDING)  # ten days from Monday 01/03, six of them the officer's
    office.travel("2021-03-22T10:00")
    sweep(office.now)
    assert said(dossier, "step_late") == ["09/03 17:30"]
    assert said(dossier, "soon_due") == ["11/03 07:30"]
    assert said(dossier, "became_late") == ["16/03 00:00"]
    assert said(dossier, "slip_debt") == ["16/03 08:30"]
    assert said(dossier, "apology_drafted") == ["22/03 10:00"], "nobody had prepared one before"
    assert set(sweep(office.now).said.values()) == {0}
    assert list(check_clocks(office.now)) == []
    assert list(verify_ledger()) == []


def test_before_it_fell_due_nothing_is_said(office: Office) -> None:
    dossier = office.with_officer(BUILDING)
    for moment, kind in (
        ("2021-03-09T17:25", "step_late"), ("2021-03-11T07:25", "soon_due"),
        ("2021-03-15T23:55", "became_late"), ("2021-03-16T08:25", "slip_debt"),
    ):  # fmt: skip
        office.travel(moment)
        sweep(office.now)
        assert said(dossier, kind) == []


def test_what_the_desk_owes_is_said(office: Office) -> None:
    waiting, lying = lives.submitted(office), office.accept()
    office.travel("2021-03-02T07:55")
    sweep(office.now)
    assert said(waiting, "submission_unanswered") == []
    office.travel("2021-03-02T08:05")
    sweep(office.now)
    assert said(waiting, "submission_unanswered") == ["02/03 08:00"]
    assert said(lying, "handover_late") == ["01/03 17:30"]
    handover.hand_over(dossier_id=lying.pk, acting=office["reception"], at=office.now)
    handover.confirm(dossier_id=lying.pk, acting=office["officer"], at=office.now)
    assert list(check_clocks(office.now)) == []


def test_a_handover_in_time_is_not_said_to_be_late(office: Office) -> None:
    dossier = office.with_officer(BUILDING)
    office.travel("2021-03-02T10:00")
    sweep(office.now)
    assert said(dossier, "handover_late") == []


def test_an_unanswered_supplement_is_said_once_and_each_request_has_its_own_day(
    office: Office,
) -> None:
    dossier = lives.ask_for_more(office, office.with_officer(BUILDING))  # until 31/03
    office.travel("2021-04-05T08:00")
    sweep(office.now)
    assert said(dossier, "supplement_unanswered") == ["01/04 00:00"]
    supplement.receive_supplement(dossier_id=dossier.pk, acting=office["reception"], at=office.now)
    lives.ask_for_more(office, dossier, "head")  # until 05/05
    office.travel("2021-05-06T00:01")
    sweep(office.now)
    sweep(office.now)
    assert said(dossier, "supplement_unanswered") == ["01/04 00:00", "06/05 00:00"]
    assert list(check_clocks(office.now)) == []


def test_a_result_nobody_fetches_is_said(office: Office) -> None:
    dossier = office.with_clerk(BUILDING)
    result.record_result(
        dossier_id=dossier.pk, result=lives.a_result(office), acting=office["clerk"], at=office.now
    )
    office.travel("2021-03-02T09:00")
    result.arrive_at_desk(dossier_id=dossier.pk, acting=office["reception"], at=office.now)
    office.travel("2021-03-18T17:25")
    assert sweep(office.now).said["lapse"] == 0
    office.travel("2021-03-18T17:31")
    sweep(office.now)
    assert said(dossier, "result_uncollected") == ["18/03 17:30"], "three days after the 15th"


def test_an_issued_apology_leaves_no_debt(office: Office) -> None:
    dossier = office.with_officer(BIRTH)  # due on Tuesday 02/03
    office.travel("2021-03-03T08:00")
    sweep(office.now)
    apology.sign_apology(
        dossier_id=dossier.pk, reason="Quá tải", new_due_on=date(2021, 3, 8),
        acting=office["head"], at=office.now,
    )  # fmt: skip
    office.travel("2021-03-05T08:00")
    sweep(office.now)
    assert said(dossier, "slip_debt") == []
    assert list(check_clocks(office.now)) == []


def test_a_late_result_without_an_apology_is_still_a_debt(office: Office) -> None:
    dossier = office.with_clerk(BIRTH)
    office.travel("2021-03-03T08:00")
    result.record_result(
        dossier_id=dossier.pk, result=lives.a_result(office), acting=office["clerk"], at=office.now
    )
    office.travel("2021-03-03T08:31")
    sweep(office.now)
    assert said(dossier, "slip_debt") == ["03/03 08:30"]


def test_a_result_in_time_is_no_debt(office: Office) -> None:
    dossier = office.with_clerk(BIRTH)
    result.record_result(
        dossier_id=dossier.pk, result=lives.a_result(office), acting=office["clerk"], at=office.now
    )
    office.travel("2021-03-10T08:00")
    sweep(office.now)
    assert said(dossier, "slip_debt") == []


def test_the_second_lateness_is_said_as_of_the_midnight_after_the_appointed_day(
    office: Office,
) -> None:
    dossier = office.with_officer(BIRTH)
    office.travel("2021-03-03T08:00")
    sweep(office.now)
    apology.sign_apology(
        dossier_id=dossier.pk, reason="Quá tải", new_due_on=date(2021, 3, 8),
        acting=office["head"], at=office.now,
    )  # fmt: skip
    apology.reschedule(dossier_id=dossier.pk, acting=office["reception"], at=office.now)
    office.travel("2021-03-12T09:00")
    sweep(office.now)
    assert said(dossier, "escalated") == ["09/03 00:00"]


def test_a_day_the_apology_named_and_the_desk_never_moved_to_is_a_second_lateness(
    office: Office,
) -> None:
    """Nothing could be done with it any more: `reschedule` refuses a day gone by."""
    dossier = office.with_officer(BIRTH)
    office.travel("2021-03-03T08:00")
    sweep(office.now)
    apology.sign_apology(
        dossier_id=dossier.pk, reason="Quá tải", new_due_on=date(2021, 3, 8),
        acting=office["head"], at=office.now,
    )  # fmt: skip
    waiting = "08/03/2021, quầy chưa đổi ngày hẹn"
    assert clock_said(dossier, office).endswith(waiting)
    office.travel("2021-03-08T23:59")
    assert sweep(office.now).said["escalated"] == 0
    assert not late_again(Dossier.objects.all(), office.now)
    office.travel("2021-03-10T09:00")
    assert sweep(office.now).said["escalated"] == 1
    assert said(dossier, "escalated") == ["09/03 00:00"]
    assert "quá hẹn lần hai: ngày 08/03/2021" in clock_said(dossier, office)
    assert list(late_again(Dossier.objects.all(), office.now)) == [dossier]
    assert not not_moved(Dossier.objects.all(), office.now)
    with pytest.raises(NewDatePassed):
        apology.reschedule(dossier_id=dossier.pk, acting=office["reception"], at=office.now)
    assert set(sweep(office.now).said.values()) == {0}
    assert list(check_clocks(office.now)) == []


def clock_said(dossier: Dossier, office: Office) -> str:
    dossier.refresh_from_db()
    shown = clock_view(dossier, clock_events(dossier.pk), office.now)
    return shown.also if shown else ""


def test_a_date_moved_before_it_passed_moves_no_lateness(office: Office) -> None:
    """Said once, at legal_due; no second draft; and what was late before is not late anew."""
    early, late = office.with_officer(BUILDING), office.with_officer(BIRTH)
    office.travel("2021-03-12T08:00")
    sweep(office.now)
    for dossier in (early, late):
        apology.sign_apology(
            dossier_id=dossier.pk, reason="Quá tải", new_due_on=date(2021, 3, 22),
            acting=office["head"], at=office.now,
        )  # fmt: skip
        apology.reschedule(dossier_id=dossier.pk, acting=office["reception"], at=office.now)
    assert (said(early, "became_late"), said(late, "became_late")) == ([], ["03/03 00:00"])
    office.travel("2021-03-17T09:00")
    swept = sweep(office.now)
    assert (swept.said["became_late"], swept.drafted, swept.said["slip_debt"]) == (1, 0, 0)
    assert said(early, "became_late") == ["16/03 00:00"]
    assert said(late, "became_late") == ["03/03 00:00"]
    assert early.apologies.count() == 1
    assert list(check_clocks(office.now)) == []


@pytest.mark.parametrize("place", [0, 4, 8])
def test_one_bad_dossier_among_nine_is_found_set_aside_and_stops_nobody(
    office: Office, place: int
) -> None:
    dossiers = [office.with_officer(BIRTH, f"Người {n}") for n in range(9)]
    bad = dossiers[place]
    Apology.objects.create(  # nobody said so in the ledger: the row contradicts the dossier's
        dossier=bad, generation=1, state=ApologyState.DRAFTED, step=2, unit=bad.held_by,
        agency=bad.held_by.agency, new_due=office.now, drafted_at=office.now,
    )  # fmt: skip
    office.travel("2021-03-03T08:00")
    swept = sweep(office.now)
    assert (swept.drafted, swept.set_aside) == (8, 1)
    alarm = SetAside.objects.get()
    assert (alarm.dossier, alarm.what) == (bad, "apology_drafted")
    assert "apology_once_a_generation" in alarm.error
    assert said(bad, "became_late") == ["03/03 00:00"], "only what failed is set aside"
    assert sweep(office.now).set_aside == 0
    assert list(verify_ledger()) == []


def test_a_list_of_what_would_be_said_writes_nothing(office: Office) -> None:
    dossier = office.with_officer(BIRTH)
    office.travel("2021-03-03T08:00")
    events = Event.objects.count()
    assert would_say(office.now)["became_late"] == [dossier.code]
    assert Event.objects.count() == events


def test_an_agency_is_reminded_as_early_as_it_wishes_from_the_next_day_on(office: Office) -> None:
    agency = office.desk.unit.agency
    before = office.with_officer(BUILDING)
    soon_rule.set_soon_rule(
        agency=agency, percent=50, working_days=1, acting=office["unit_admin"], at=office.now
    )
    office.travel("2021-03-02T08:00")
    after = office.with_officer(BUILDING)  # due on the 16th
    office.travel("2021-03-17T08:00")
    sweep(office.now)
    assert said(before, "soon_due") == ["11/03 07:30"]
    assert said(after, "soon_due") == ["09/03 07:30"]
    assert Event.objects.get(stream=agency.pk, kind="soon_rule_set").person
    assert list(check_clocks(office.now)) == []


def test_only_the_administrator_of_an_agency_sets_its_reminders(office: Office) -> None:
    agency = office.desk.unit.agency
    far = Agency.objects.get(pk=office["far_head"].agency_id)
    for who, whose in (("head", agency), ("inspector", agency), ("unit_admin", far)):
        with pytest.raises(NotAllowed):
            soon_rule.set_soon_rule(
                agency=whose, percent=20, working_days=1, acting=office[who], at=office.now
            )
    with pytest.raises(SoonRuleWrong, match="từ 0 đến 100"):
        soon_rule.set_soon_rule(
            agency=agency, percent=101, working_days=1, acting=office["admin"], at=office.now
        )


@pytest.mark.parametrize("kind", EVERYTHING, ids=lambda kind: kind.name)
def test_each_kind_is_found_by_its_own_small_index(office: Office, kind: Kind) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_bitmapscan = off")
        claim = CLAIM.format(due=kind.due, fell_due=kind.fell_due)
        cursor.execute(f"EXPLAIN {claim}", moments(office.now) | {"chunk": 10})
        plan = "\n".join(line for (line,) in cursor.fetchall())
    assert f"using {INDEXES[kind.name]} on cases_dossier" in plan, plan


INDEXES = {
    "soon_due": "dossier_becoming_soon",
    "became_late": "dossier_becoming_late",
    "step_late": "dossier_step_late",
    "slip_debt": "dossier_owing",
    "escalated": "dossier_late_twice",
    "lapse": "dossier_lapsing",
    "apology_drafted": "dossier_to_apologise",
}


def test_a_dossier_that_counts_by_an_unknown_calendar_is_set_aside(office: Office) -> None:
    dossier = office.with_officer(BIRTH)
    with transaction.atomic():
        append(dossier.pk, "noted", {}, actor=THE_SYSTEM, at=office_now())
        Dossier.objects.filter(pk=dossier.pk).update(calendar_revision=99)
    office.travel("2021-03-03T08:00")
    assert sweep(office.now).set_aside == 1
    assert SetAside.objects.get().error.startswith("DoesNotExist")
