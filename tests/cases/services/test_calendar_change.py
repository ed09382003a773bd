"""A holiday is announced in March 2021: what moves, what never does, and what is undone."""

from datetime import date, datetime, timedelta

import pytest
from django.core.management import call_command

from cases.facts import ApologyState
from cases.history import clock_events
from cases.models import CalendarChange, Dossier
from cases.selectors.clock_view import clock_view
from cases.services import calendar_change, calendar_moves, pause, result
from cases.services.apology import reschedule, sign_apology
from cases.services.calendar_change import (
    Change,
    NothingChanges,
    begin_change,
    carry_on,
    carry_through,
    preview,
)
from cases.services.check import check_clocks
from cases.services.sweep import sweep
from onecua.ledger.models import Event, OutboxMessage
from onecua.ledger.verification import verify_ledger
from onecua.people.models import Agency
from procedures.calendar_file import CalendarRows
from procedures.calendars import current_revision, working_calendar
from procedures.models import CalendarRevision
from procedures.timing import DayKind, DayRule
from tests.support.calendars import at, on, vietnam
from tests.support.lives import a_result
from tests.support.office import BUILDING, HOURS, Office
from tests.support.sessions import LogIn

pytestmark = pytest.mark.django_db(transaction=True)

OFF, MAKEUP = DayKind.OFF, DayKind.MAKEUP_WORK


def announced(days: dict[str, DayKind], scope: Agency | None = None) -> Change:
    """The year 2021 as it is declared, and these days."""
    new = {on(day): DayRule(kind, "nghỉ bão", "CV 12") for day, kind in days.items()}
    known = {day: rule for day, rule in vietnam().rules.items() if day.year == 2021}
    rows = new if scope else {**known, **new}
    return Change(CalendarRows(rows, {}), "CV 12/UBND", scope=scope)


def make(office: Office, change: Change) -> CalendarChange:
    province = Agency.objects.get(kind="province")
    return begin_change(change, agency=province, actor=office["admin"].actor, at=office.now)


def carry(office: Office, change: Change) -> CalendarChange:
    made = make(office, change)
    carry_through(lambda: office.now)
    made.refresh_from_db()
    return made


def revisions_of(dossier: Dossier) -> list[Event]:
    return list(Event.objects.filter(stream=dossier.pk, kind="calendar_revised"))


def kinds(dossier: Dossier) -> list[str]:
    rows = Event.objects.filter(stream=dossier.pk).order_by("seq")
    return list(rows.values_list("kind", flat=True))


def whole(office: Office) -> None:
    assert list(check_clocks(office.now)) == []
    assert list(verify_ledger()) == []


def test_a_day_off_within_the_walk_moves_the_date_and_keeps_the_promise(office: Office) -> None:
    dossier = office.with_officer(BUILDING)  # 1 March, ten days: 15 March
    step = dossier.steps.get(ended_at=None)
    made = carry(office, announced({"2021-03-05": OFF}))
    dossier.refresh_from_db()
    assert dossier.promised_due == at("2021-03-15T17:30")
    assert dossier.legal_due == dossier.appointed_due == at("2021-03-16T17:30")
    assert (dossier.generation, dossier.calendar_revision) == (2, 2)
    assert set(dossier.access.values_list("due", flat=True)) == {dossier.legal_due}
    assert (made.seen, made.moved, made.lifted, made.done_at is not None) == (1, 1, 0, True)
    (event,) = revisions_of(dossier)
    assert event.data["old_due_at"] == "2021-03-15T10:30:00+00:00"
    assert (event.person, event.post) == (office["admin"].person_id, office["admin"].post_id)
    moved = dossier.steps.get(ended_at=None)
    assert step.due is not None
    assert moved.due == dossier.step_due == step.due + timedelta(days=1)
    assert moved.planned_due == at("2021-03-11T11:30")
    whole(office)


def test_what_the_day_does_not_touch_has_no_event(office: Office) -> None:
    short, ended = office.accept(), office.with_clerk()
    result.record_result(
        dossier_id=ended.pk, result=a_result(office), acting=office["clerk"], at=office.now
    )
    before = {dossier.pk: kinds(dossier) for dossier in (short, ended)}
    made = carry(office, announced({"2021-03-05": OFF}))
    assert made.moved == 0
    assert {dossier.pk: kinds(dossier) for dossier in (short, ended)} == before
    whole(office)


def test_the_date_never_comes_before_the_promise(office: Office) -> None:
    dossier = office.accept(BUILDING)
    made = carry(office, announced({"2021-03-06": MAKEUP}))  # a Saturday is worked
    dossier.refresh_from_db()
    assert (made.moved, dossier.legal_due) == (0, at("2021-03-15T17:30"))
    fresh = office.accept(BUILDING)
    assert fresh.promised_due == at("2021-03-12T17:30")
    whole(office)


def test_the_working_says_when_a_promise_holds_the_date(office: Office) -> None:
    """The storm is called off and a Saturday worked: the walk alone would end on the 12th."""
    dossier = office.accept(BUILDING)
    carry(office, announced({"2021-03-05": OFF}))  # moved to the 16th
    carry(office, announced({"2021-03-06": MAKEUP}))  # the walk alone would say the 12th
    dossier.refresh_from_db()
    assert dossier.legal_due == at("2021-03-15T17:30")
    shown = clock_view(dossier, clock_events(dossier.pk), office.now)
    assert shown is not None
    assert (shown.days[-1].on, shown.days[-1].number) == ("15/03/2021", "")
    assert "không làm hạn sớm hơn" in shown.days[-1].reason
    assert shown.days[-2].on == "12/03/2021"
    whole(office)


def test_hours_and_lives_with_pauses_are_moved_by_their_own_walk(office: Office) -> None:
    hours = office.accept(HOURS)
    paused = office.with_officer(BUILDING)
    pause.suspend(
        dossier_id=paused.pk, ground="council", document="1/TB", acting=office["officer"],
        at=office.now,
    )  # fmt: skip
    office.travel("2021-03-02T07:40")
    pause.resume(dossier_id=paused.pk, document="2/TB", acting=office["officer"], at=office.now)
    made = carry(office, announced({"2021-03-03": OFF, "2021-03-02": OFF}))
    hours.refresh_from_db()
    paused.refresh_from_db()
    assert hours.legal_due is not None
    assert (made.moved, hours.legal_due.date()) == (2, date(2021, 3, 4))
    assert paused.legal_due == at("2021-03-17T17:30")  # the 2nd was lost to the pause already
    whole(office)


def test_a_stopped_dossier_takes_the_newest_calendar_when_it_goes_on(office: Office) -> None:
    dossier = office.with_officer(BUILDING)
    pause.suspend(
        dossier_id=dossier.pk, ground="council", document="1/TB", acting=office["officer"],
        at=office.now,
    )  # fmt: skip
    assert carry(office, announced({"2021-03-05": OFF})).seen == 0
    office.travel("2021-03-02T08:00")
    pause.resume(dossier_id=dossier.pk, document="2/TB", acting=office["officer"], at=office.now)
    dossier.refresh_from_db()
    assert kinds(dossier)[-2:] == ["calendar_revised", "resumed"]
    assert dossier.legal_due == at("2021-03-17T17:30")  # a day of pause, and the holiday
    whole(office)


def late_with_an_apology(office: Office, *, signed: bool) -> Dossier:
    dossier = office.with_officer()  # one day: 2 March
    office.travel("2021-03-03T08:00")
    sweep(office.now)
    if signed:
        sign_apology(
            dossier_id=dossier.pk, acting=office["head"], at=office.now, reason="Quá tải",
            new_due_on=date(2021, 3, 10),
        )  # fmt: skip
    dossier.refresh_from_db()
    assert dossier.late_said == 1
    return dossier


def test_a_lifted_lateness_takes_its_draft_back(office: Office) -> None:
    dossier = late_with_an_apology(office, signed=False)
    made = carry(office, announced({"2021-03-02": OFF}))
    dossier.refresh_from_db()
    assert (made.lifted, made.superseded) == (1, 0)
    assert kinds(dossier)[-3:] == ["calendar_revised", "lateness_lifted", "apology_withdrawn"]
    assert dossier.apologies.get().state == ApologyState.WITHDRAWN
    assert dossier.legal_due == at("2021-03-03T17:30")
    assert OutboxMessage.objects.filter(kind="notice", key__startswith="notice/lateness_lifted/")
    whole(office)


def test_an_issued_slip_stays_on_record_as_superseded(office: Office) -> None:
    """R-9."""
    dossier = late_with_an_apology(office, signed=True)
    slips = dossier.slips.count()
    made = carry(office, announced({"2021-03-02": OFF}))
    dossier.refresh_from_db()
    assert (made.lifted, made.superseded) == (1, 1)
    assert kinds(dossier)[-1] == "apology_superseded"
    apology = dossier.apologies.get()
    assert (apology.state, apology.slip is not None) == (ApologyState.SUPERSEDED, True)
    assert dossier.slips.count() == slips
    whole(office)


def test_late_again_by_the_new_date_it_is_said_and_apologised_for_again(office: Office) -> None:
    dossier = late_with_an_apology(office, signed=False)
    carry(office, announced({"2021-03-02": OFF}))
    office.travel("2021-03-05T08:00")
    swept = sweep(office.now)
    dossier.refresh_from_db()
    assert (swept.said["became_late"], dossier.late_said, dossier.generation) == (1, 2, 2)
    assert dossier.apologies.get(generation=2).state == ApologyState.DRAFTED
    whole(office)


def test_the_slip_that_had_led_to_a_reschedule_is_superseded_too(office: Office) -> None:
    dossier = late_with_an_apology(office, signed=True)
    reschedule(dossier_id=dossier.pk, acting=office["reception"], at=office.now)
    carry(office, announced({"2021-03-02": OFF}))
    dossier.refresh_from_db()
    assert dossier.apologies.get().state == ApologyState.SUPERSEDED
    assert dossier.appointed_due == at("2021-03-10T17:30")  # what the citizen was told, he keeps
    whole(office)


def test_a_lateness_that_stays_is_not_lifted(office: Office) -> None:
    dossier = office.with_officer()
    office.travel("2021-03-05T08:00")
    sweep(office.now)
    made = carry(office, announced({"2021-03-02": OFF}))  # due on the 3rd now, still late
    dossier.refresh_from_db()
    assert (made.moved, made.lifted, dossier.generation) == (1, 0, 2)
    sweep(office.now)
    dossier.refresh_from_db()
    assert dossier.late_said == 2
    whole(office)


def test_the_preview_counts_what_the_change_will_do_and_writes_nothing(office: Office) -> None:
    late_with_an_apology(office, signed=True)
    office.accept(BUILDING)
    office.accept()
    before = Event.objects.count()
    change = announced({"2021-03-02": OFF, "2021-03-05": OFF})
    seen = preview(change, office.now)
    assert (Event.objects.count(), CalendarRevision.objects.count()) == (before, 1)
    assert (seen.looked_at, seen.moved, seen.lifted, seen.superseded) == (3, 2, 1, 1)
    made = carry(office, change)
    assert (made.seen, made.moved, made.lifted, made.superseded) == (3, 2, 1, 1)
    with pytest.raises(NothingChanges, match="không làm thay đổi"):
        preview(change, office.now)
    with pytest.raises(NothingChanges):
        make(office, change)


def test_a_provisional_date_that_is_declared_becomes_firm(office: Office) -> None:
    year = CalendarRows({on("2027-01-01"): DayRule(OFF, "Tết Dương lịch", "TB 1")}, {})
    province = Agency.objects.get(kind="province")
    guess = Change(CalendarRows({}, {}), "tạm tính", provisional=year)
    begin_change(guess, agency=province, actor=office["admin"].actor, at=office.now)
    office.travel("2026-12-30T09:00")
    carry_through(lambda: office.now)
    dossier = office.accept(BUILDING)
    assert dossier.provisional
    firm = preview(Change(year, "TB 1"), office.now)
    assert (firm.moved, firm.firm) == (1, 1)
    carry(office, Change(year, "TB 1"))
    dossier.refresh_from_db()
    assert (dossier.provisional, dossier.legal_due) == (False, dossier.promised_due)
    whole(office)


def test_a_killed_worker_repeats_nothing_and_leaves_nothing_out(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One dossier a chunk; the worker dies in the second, after writing and before committing."""
    dossiers = [office.accept(BUILDING) for _ in range(4)]
    monkeypatch.setattr(calendar_change, "CHUNK", 1)
    made = make(office, announced({"2021-03-05": OFF}))
    assert carry_on(made.pk, office.now)
    write = calendar_moves.write

    def and_die(*args: object) -> object:
        write(*args)  # type: ignore[arg-type]
        raise SystemExit

    with monkeypatch.context() as dying:
        dying.setattr(calendar_moves, "write", and_die)
        with pytest.raises(SystemExit):
            carry_on(made.pk, office.now)
    made.refresh_from_db()
    assert (made.seen, made.done_at) == (1, None)
    carry_through(lambda: office.now)
    made.refresh_from_db()
    assert (made.seen, made.moved, made.done_at is not None) == (4, 4, True)
    assert [len(revisions_of(dossier)) for dossier in dossiers] == [1, 1, 1, 1]
    assert not carry_on(made.pk, office.now)
    whole(office)


def test_a_second_worker_leaves_the_first_alone(office: Office, log_in: LogIn) -> None:
    office.accept(BUILDING)
    made = make(office, announced({"2021-03-05": OFF}))
    other = log_in("app")
    with other, other.cursor() as cursor:
        cursor.execute("SELECT 1 FROM cases_calendarchange WHERE id = %s FOR UPDATE", [made.pk])
        assert not carry_on(made.pk, office.now)
        made.refresh_from_db()
        assert (made.seen, made.done_at) == (0, None)
    carry_through(lambda: office.now)
    made.refresh_from_db()
    assert made.moved == 1


def test_a_dossier_received_meanwhile_has_the_new_calendar_already(office: Office) -> None:
    made = make(office, announced({"2021-03-05": OFF}))
    fresh = office.accept(BUILDING)
    carry_through(lambda: office.now)
    made.refresh_from_db()
    assert (fresh.calendar_revision, made.moved, revisions_of(fresh)) == (2, 0, [])


def test_a_commune_s_own_day_moves_its_own_dossiers_alone(office: Office) -> None:
    dossier = office.accept(BUILDING)
    district = Agency.objects.get(kind="district")
    carry(office, announced({"2021-03-05": OFF}, scope=dossier.agency))
    dossier.refresh_from_db()
    assert dossier.legal_due == at("2021-03-16T17:30")
    assert current_revision(dossier.agency) == 2
    assert current_revision(district) == current_revision() == 1
    made = carry(office, announced({"2021-03-08": OFF}))  # everyone's: the commune's is made anew
    dossier.refresh_from_db()
    assert made.revisions == [3, 4]
    assert dossier.legal_due == at("2021-03-17T17:30")
    own = working_calendar(current_revision(dossier.agency))
    assert not own.is_working(on("2021-03-05"))
    assert working_calendar(current_revision(district)).is_working(on("2021-03-05"))
    whole(office)


def test_an_agency_below_inherits_from_the_nearest_one_above(office: Office) -> None:
    dossier = office.accept(BUILDING)
    district = Agency.objects.get(kind="district")
    carry(office, announced({"2021-03-05": OFF}, scope=district))
    dossier.refresh_from_db()
    assert dossier.legal_due == at("2021-03-16T17:30")
    carry(office, announced({"2021-03-05": MAKEUP}, scope=dossier.agency))
    assert working_calendar(current_revision(dossier.agency)).is_working(on("2021-03-05"))
    whole(office)


def test_the_command_goes_the_same_way(
    office: Office, tmp_path: object, capsys: pytest.CaptureFixture[str]
) -> None:
    dossier = office.accept(BUILDING)
    rows = announced({"2021-03-05": OFF}).declared.rules
    file = f"{tmp_path}/2021.csv"
    with open(file, "w", encoding="utf-8") as out:
        out.writelines(f"{day},{rule.kind},{rule.reason},x\n" for day, rule in rows.items())
    call_command("load_calendar", file)
    said = capsys.readouterr().out
    assert "bản 2" in said
    assert "1 hồ sơ đổi hạn, 0 hết quá hạn" in said
    dossier.refresh_from_db()
    assert dossier.legal_due == at("2021-03-16T17:30")
    assert isinstance(dossier.legal_due, datetime)
