"""The two dates of each step, and whose a lateness is: ten days over four steps of two agencies."""

from datetime import timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cases.attribution import shares
from cases.clock import (
    Attribution,
    ClockEvent,
    ClockPolicies,
    ClockReading,
    PlannedStep,
    replay,
)
from procedures.step_dues import StepTerm
from procedures.timing import PausePolicy, TimeLimit, Unit
from tests.support.calendars import at, vietnam
from tests.support.clocks import EIGHT_HOURS, RULES, TEN_DAYS, event

DESK, DIVISION, LEADERS, TAX = 1, 2, 3, 4
COMMUNE, TAX_OFFICE, POLICE = 20, 30, 40
PLAN = (
    PlannedStep(1, StepTerm(Decimal("0.5")), DESK, COMMUNE),
    PlannedStep(2, StepTerm(Decimal(5)), DIVISION, COMMUNE),
    PlannedStep(3, StepTerm(Decimal(3)), TAX, TAX_OFFICE),
    PlannedStep(4, StepTerm(Decimal("1.5")), LEADERS, COMMUNE),
)
ACCEPTED = event(1, "accepted", "2021-03-01", calendar_revision=1, desk_unit=DESK)
GIVEN = event(2, "handed_over", "2021-03-01T16:00", step=2, from_unit=DESK, to_unit=DIVISION)
TAKEN = event(3, "handover_confirmed", "2021-03-02T09:00", step=2, to_unit=DIVISION)


def moved(seq: int, done: str, next_step: int, confirmed: str) -> tuple[ClockEvent, ...]:
    """One unit is done, the next one confirms."""
    unit = PLAN[next_step - 1].unit
    return (
        event(seq, "step_completed", done, step=next_step - 1, next_step=next_step),
        event(seq + 1, "handed_over", done, step=next_step, to_unit=unit),
        event(seq + 2, "handover_confirmed", confirmed, step=next_step, to_unit=unit),
    )


def read(as_of: str, *events: ClockEvent, limit: TimeLimit = TEN_DAYS) -> ClockReading:
    return replay(events, limit, {1: vietnam()}, RULES, at(as_of), PLAN)


def dates(reading: ClockReading) -> list[tuple[int, str, str]]:
    return [
        (
            each.step,
            f"{each.planned.at:%d/%m %H:%M}" if each.planned else "",
            f"{each.due.at:%d/%m %H:%M}" if each.due else "",
        )
        for each in reading.steps
    ]


def test_a_step_has_its_planned_date_and_its_own_from_the_confirmed_handover() -> None:
    reading = read("2021-03-10", ACCEPTED, GIVEN, TAKEN, *moved(4, "2021-03-05", 3, "2021-03-08"))
    assert dates(reading) == [
        (1, "02/03 11:30", "02/03 11:30"),
        (2, "09/03 11:30", "09/03 17:30"),
        (3, "12/03 11:30", "11/03 17:30"),
    ]
    assert [each.is_late for each in reading.steps] == [False] * 3
    assert [each.ended_at for each in reading.steps] == [
        at("2021-03-01T16:00"), at("2021-03-05"), None,
    ]  # fmt: skip


def test_a_pause_is_taken_out_of_both_dates_of_the_step_in_hand() -> None:
    stop = event(4, "suspended", "2021-03-04")
    go_on = event(5, "resumed", "2021-03-09")
    reading = read("2021-03-09", ACCEPTED, GIVEN, TAKEN, stop, go_on)
    assert dates(reading)[1] == (2, "12/03 11:30", "12/03 17:30")
    stopped = read("2021-03-05", ACCEPTED, GIVEN, TAKEN, stop)
    assert dates(stopped)[1] == (2, "10/03 11:30", "10/03 17:30")  # as if resumed on the 5th


def test_a_term_that_starts_again_starts_the_step_in_hand_again() -> None:
    ask = event(4, "supplement_requested", "2021-03-03", restart=True)
    answer = event(5, "supplement_received", "2021-03-10", restart=True)
    reading = read("2021-03-11", ACCEPTED, GIVEN, TAKEN, ask, answer)
    assert dates(reading)[0][2] == "02/03 11:30"  # what was done before keeps the date it had
    assert dates(reading)[1] == (2, "18/03 11:30", "17/03 17:30")


def test_a_step_begun_after_a_pause_has_its_term_from_the_handover_and_a_moved_plan() -> None:
    """The pause is out of the walk from the reception; it is no part of what came after it."""
    stop, go_on = event(4, "suspended", "2021-03-04"), event(5, "resumed", "2021-03-09")
    after = moved(6, "2021-03-11", 3, "2021-03-12")
    reading = read("2021-03-12", ACCEPTED, GIVEN, TAKEN, stop, go_on, *after)
    assert dates(reading)[2] == (3, "17/03 11:30", "17/03 17:30")
    unstopped = read("2021-03-12", ACCEPTED, GIVEN, TAKEN, *moved(6, "2021-03-11", 3, "2021-03-12"))
    assert dates(unstopped)[2] == (3, "12/03 11:30", "17/03 17:30")


def test_what_was_done_keeps_the_dates_it_was_judged_by() -> None:
    """Neither a pause that came later, nor a term that starts again, moves a step that is over."""
    over = (ACCEPTED, GIVEN, TAKEN, *moved(4, "2021-03-03", 3, "2021-03-03T14:00"))
    before = dates(read("2021-03-04", *over))[:2]
    stop, go_on = event(7, "suspended", "2021-03-04"), event(8, "resumed", "2021-03-15")
    assert dates(read("2021-03-16", *over, stop, go_on))[:2] == before
    ask = event(7, "supplement_requested", "2021-03-04", restart=True)
    answer = event(8, "supplement_received", "2021-03-15", restart=True)
    assert dates(read("2021-03-16", *over, ask, answer))[:2] == before


def test_what_is_done_at_once_never_was_at_a_step() -> None:
    at_once = event(2, "completed_at_once", "2021-03-01")
    assert read("2021-03-02", ACCEPTED, at_once).steps == ()


def test_within_one_unit_the_next_step_begins_at_once_and_back_again() -> None:
    plan = (*PLAN[:2], PlannedStep(3, StepTerm(Decimal(3)), DIVISION, COMMUNE))
    on_ = event(4, "step_completed", "2021-03-04", step=2, next_step=3)
    back = event(5, "sent_back", "2021-03-05", step=3, to_step=2)
    events = [ACCEPTED, GIVEN, TAKEN, on_, back]
    reading = replay(events, TEN_DAYS, {1: vietnam()}, RULES, at("2021-03-08"), plan)
    assert [(each.step, each.started_at) for each in reading.steps] == [
        (1, at("2021-03-01")), (2, at("2021-03-02")), (3, at("2021-03-04")), (2, at("2021-03-05")),
    ]  # fmt: skip


def test_a_unit_of_the_middle_of_the_work_goes_on_by_itself_too() -> None:
    plan = (*PLAN[:3], PlannedStep(4, StepTerm(Decimal(1)), TAX, TAX_OFFICE))
    on_ = event(7, "step_completed", "2021-03-09", step=3, next_step=4)
    events = [ACCEPTED, GIVEN, TAKEN, *moved(4, "2021-03-05", 3, "2021-03-08"), on_]
    reading = replay(events, TEN_DAYS, {1: vietnam()}, RULES, at("2021-03-09"), plan)
    assert [(each.step, each.unit) for each in reading.steps][-2:] == [(3, TAX), (4, TAX)]


def test_what_was_given_away_ends_when_it_was_given() -> None:
    gone = event(3, "withdrawn", "2021-03-05")
    (desk,) = read("2021-03-08", ACCEPTED, GIVEN, gone).steps
    assert desk.ended_at == at("2021-03-01T16:00")


def test_a_step_without_a_term_is_never_late() -> None:
    plan = (PlannedStep(1, StepTerm(Decimal(0)), DESK, COMMUNE),)
    reading = replay([ACCEPTED], TEN_DAYS, {1: vietnam()}, RULES, at("2021-04-01"), plan)
    assert [(each.due, each.is_late, each.overrun) for each in reading.steps] == [
        (None, False, timedelta()),
    ]  # fmt: skip
    assert whole(reading).remainder == whole(reading).total


@pytest.mark.parametrize(
    ("in_hours", "over"), [(True, timedelta(hours=3)), (False, timedelta(hours=4))]
)
def test_a_pause_after_a_step_is_late_is_not_overrun(in_hours: bool, over: timedelta) -> None:  # noqa: FBT001
    """Hours lose the hour of the pause; of days the day of the stop counts."""
    term = StepTerm(Decimal(8 if in_hours else "1"), in_hours=in_hours)
    plan = (PlannedStep(1, term, DESK, COMMUNE),)
    start = event(1, "accepted", "2021-03-01T07:30", calendar_revision=1, desk_unit=DESK)
    stop = event(2, "suspended", "2021-03-03T08:30")
    go_on = event(3, "resumed", "2021-03-03T09:30")
    due = at("2021-03-01T17:30" if in_hours else "2021-03-02T17:30")
    as_of = at("2021-03-02T14:30" if in_hours else "2021-03-03T11:30")
    if in_hours:
        stop, go_on = (
            event(2, "suspended", "2021-03-02T08:30"),
            event(3, "resumed", "2021-03-02T10:30"),
        )
    reading = replay([start, stop, go_on], TEN_DAYS, {1: vietnam()}, RULES, as_of, plan)
    (step,) = reading.steps
    assert step.due is not None
    assert (step.due.at, step.is_late, step.overrun) == (due, True, over)


def test_a_term_in_months_is_worked_in_calendar_days_and_under_the_regime_s_policy() -> None:
    month, plan = TimeLimit(1, Unit.MONTHS), (PlannedStep(1, StepTerm(Decimal(2)), DESK, COMMUNE),)
    friday = event(1, "accepted", "2021-03-05", calendar_revision=1, desk_unit=DESK)
    (step,) = replay([friday], month, {1: vietnam()}, RULES, at("2021-03-05"), plan).steps
    assert step.due is not None
    assert step.due.at == at("2021-03-08T17:30")  # Sunday, moved on
    both = ClockPolicies(pause=PausePolicy.BOTH)
    stop, go_on = event(2, "suspended", "2021-03-02"), event(3, "resumed", "2021-03-03")
    events = [ACCEPTED, stop, go_on]
    (step,) = replay(events, TEN_DAYS, {1: vietnam()}, both, at("2021-03-04"), plan).steps
    assert step.planned == step.due
    assert step.due is not None
    assert step.due.at == at("2021-03-05T17:30")


def test_a_declined_dossier_is_the_giver_s_again_from_that_instant() -> None:
    no = event(3, "handover_declined", "2021-03-02T10:00", from_unit=DESK, to_unit=DIVISION, step=2)
    reading = read("2021-03-02T11:00", ACCEPTED, GIVEN, no)
    assert [(each.step, each.unit, each.ended_at) for each in reading.steps] == [
        (1, DESK, at("2021-03-01T16:00")), (1, DESK, None),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("as_of", "late", "overrun"),
    [
        ("2021-03-09T23:59", False, 0),
        ("2021-03-10T00:00", True, 0),
        ("2021-03-10T11:30", True, 4),
    ],
)
def test_whole_days_of_a_step_end_with_the_day(as_of: str, late: bool, overrun: int) -> None:  # noqa: FBT001
    step = read(as_of, ACCEPTED, GIVEN, TAKEN).steps[-1]
    assert (step.is_late, step.overrun) == (late, timedelta(hours=overrun))


def test_half_a_day_of_a_step_ends_at_its_instant() -> None:
    assert not read("2021-03-02T11:30", ACCEPTED).steps[0].is_late
    late = read("2021-03-02T14:30", ACCEPTED).steps[0]
    assert (late.is_late, late.overrun) == (True, timedelta(hours=1))


def test_days_under_a_term_in_hours_have_no_planned_dates() -> None:
    reading = replay([ACCEPTED], EIGHT_HOURS, {1: vietnam()}, RULES, at("2021-03-01"), PLAN[1:2])
    assert [each.planned for each in reading.steps] == [None]


def test_before_the_reception_and_without_a_plan_there_are_no_steps() -> None:
    assert read("2021-03-01", event(1, "submitted", "2021-03-01")).steps == ()
    assert replay([ACCEPTED], TEN_DAYS, {1: vietnam()}, RULES, at("2021-03-02")).steps == ()


def parts(reading: ClockReading) -> list[tuple[int, int, int]]:
    """(agency, step, hours) of each line."""
    lines = reading.attribution.lines if reading.attribution else ()
    return [(line.agency, line.step, line.share // timedelta(hours=1)) for line in lines]


def whole(reading: ClockReading) -> Attribution:
    assert reading.attribution is not None
    return reading.attribution


def test_nobody_answers_for_a_dossier_that_is_not_late() -> None:
    assert read("2021-03-15T17:00", ACCEPTED, GIVEN, TAKEN).attribution is None


def test_the_step_that_overran_answers_and_the_waits_are_a_line_of_their_own() -> None:
    """The division took until the 12th (due 9th: three days over), the tax office was in time."""
    tax = moved(4, "2021-03-12T17:30", 3, "2021-03-15T17:30")  # a day until it was taken over
    heads = moved(7, "2021-03-18T17:30", 4, "2021-03-18T17:30")
    end = event(10, "result_recorded", "2021-03-19T17:30")
    reading = read("2021-04-01", ACCEPTED, GIVEN, TAKEN, *tax, *heads, end)
    assert whole(reading).total == timedelta(hours=32)  # 16, 17, 18, 19 March
    assert parts(reading) == [(COMMUNE, 2, 24)]
    assert whole(reading).remainder == timedelta(hours=8)
    assert whole(reading).by_agency == {COMMUNE: timedelta(hours=24)}


def test_overruns_that_were_made_good_are_taken_off_all_of_them_in_proportion() -> None:
    """Six days over at the division, three at the tax office, one made good: eight days late,
    which the two share two to one."""
    tax = moved(4, "2021-03-17T17:30", 3, "2021-03-17T17:30")
    heads = moved(7, "2021-03-25T17:30", 4, "2021-03-25T17:30")
    reading = read("2021-03-25T17:30", ACCEPTED, GIVEN, TAKEN, *tax, *heads)
    assert whole(reading).total == timedelta(hours=64)
    assert [each.overrun for each in reading.steps] == [
        timedelta(), timedelta(hours=48), timedelta(hours=24), timedelta(),
    ]  # fmt: skip
    assert whole(reading).remainder == timedelta()
    assert sum((line.share for line in whole(reading).lines), timedelta()) == timedelta(hours=64)
    assert [round(line.share / timedelta(hours=64), 2) for line in whole(reading).lines] == [
        0.67, 0.33,
    ]  # fmt: skip


def test_an_agency_that_works_beside_answers_for_its_own_branch() -> None:
    """The lead's part is the dossier itself; of the two others one is done, one still open."""
    branches = [
        event(
            seq, "branch_opened", "2021-03-02T10:00", branch=seq, agency=agency, unit=unit, step=2,
            lead=lead, limit_number="5", limit_unit="working_days",
        )
        for seq, agency, unit, lead in (
            (4, COMMUNE, DIVISION, True), (5, TAX_OFFICE, TAX, False), (6, POLICE, 5, False),
        )
    ]  # fmt: skip
    done = event(7, "branch_finished", "2021-03-11T17:30", branch=5)
    reading = read("2021-04-05T17:30", ACCEPTED, GIVEN, TAKEN, *branches, done)
    assert whole(reading).total == timedelta(hours=15 * 8)
    lines = {(line.agency, line.unit, line.step, line.branch) for line in whole(reading).lines}
    assert lines == {
        (COMMUNE, DIVISION, 2, None), (TAX_OFFICE, TAX, 2, 5), (POLICE, 5, 2, 6),
    }  # fmt: skip
    division, tax, police = (line.share for line in whole(reading).lines)
    assert division == police > 8 * tax > timedelta()
    assert sum(whole(reading).by_agency.values(), timedelta()) == whole(reading).total


def test_two_stays_at_one_step_are_one_line() -> None:
    back = event(7, "sent_back", "2021-03-24T17:30", step=3, to_step=2)
    again = event(8, "handover_confirmed", "2021-03-24T17:30", step=2, to_unit=DIVISION)
    tax = moved(4, "2021-03-11T17:30", 3, "2021-03-11T17:30")
    reading = read("2021-04-06T17:30", ACCEPTED, GIVEN, TAKEN, *tax, back, again)
    over = [each.overrun // timedelta(hours=8) for each in reading.steps]
    assert over == [0, 2, 6, 4]
    assert [(line.step, line.share // timedelta(hours=8)) for line in whole(reading).lines] == [
        (2, 6), (3, 6),
    ]  # fmt: skip
    assert whole(reading).remainder == timedelta(hours=4 * 8)


def test_what_was_overrun_before_the_term_began_again_is_over_and_done() -> None:
    late_desk = event(2, "handed_over", "2021-03-03T11:30", step=2, from_unit=DESK, to_unit=2)
    taken = event(3, "handover_confirmed", "2021-03-03T11:30", step=2, to_unit=DIVISION)
    ask = event(4, "supplement_requested", "2021-03-03T14:00", restart=True)
    answer = event(5, "supplement_received", "2021-03-10", restart=True)
    before = read("2021-03-03T12:00", ACCEPTED, late_desk, taken)
    assert before.steps[0].overrun == timedelta(hours=8)
    after = read("2021-03-26T09:30", ACCEPTED, late_desk, taken, ask, answer)
    assert after.is_late
    assert [line.step for line in whole(after).lines] == [2]


AMOUNTS = st.integers(0, 10**12).map(lambda number: timedelta(microseconds=number))


@settings(deadline=None, derandomize=True, max_examples=300)
@given(AMOUNTS, st.lists(AMOUNTS, max_size=8))
def test_the_parts_and_the_remainder_are_the_lateness_exactly(
    total: timedelta, overruns: list[timedelta]
) -> None:
    given_out = shares(total, overruns)
    remainder = total - sum(given_out, timedelta())
    assert remainder >= timedelta()
    assert all(
        timedelta() <= part <= overrun for part, overrun in zip(given_out, overruns, strict=True)
    )
    if sum(overruns, timedelta()) >= total:
        assert remainder == timedelta()
    else:
        assert given_out == overruns


@settings(deadline=None, derandomize=True, max_examples=150)
@given(
    st.lists(st.tuples(st.integers(0, 9000), st.integers(0, 3000)), max_size=3),
    st.integers(0, 40_000),
)
def test_for_any_life_the_sum_is_exact(spans: list[tuple[int, int]], wait: int) -> None:
    """Each unit takes some minutes, the handover some more."""
    now = at("2021-03-02")
    events = [ACCEPTED, GIVEN, TAKEN]
    for step, (worked, waited) in enumerate(spans[:2], 3):
        done = now + timedelta(minutes=worked)
        now = done + timedelta(minutes=waited)
        seq = events[-1].seq
        unit = PLAN[step - 1].unit
        events += [
            ClockEvent(seq + 1, "step_completed", done, done, {"next_step": step}),
            ClockEvent(seq + 2, "handover_confirmed", now, now, {"step": step, "to_unit": unit}),
        ]
    as_of = now + timedelta(minutes=wait)
    reading = replay(events, TimeLimit(10, Unit.WORKING_DAYS), {1: vietnam()}, RULES, as_of, PLAN)
    if reading.attribution is None:
        assert not reading.is_late
        return
    assert reading.late_from is not None
    assert reading.attribution.total == vietnam().working_time(reading.late_from, as_of)
    given_out = sum((line.share for line in reading.attribution.lines), timedelta())
    assert given_out + reading.attribution.remainder == reading.attribution.total
    assert reading.attribution.remainder >= timedelta()
