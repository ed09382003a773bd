"""The ten-day dossier of 1 March 2021 and the five-day one of 21 January, event by event."""

from datetime import timedelta

import pytest

from cases.clock import ClockEvent, ClockPolicies, Run, Timeliness
from procedures.timing import Pause, PausePolicy
from tests.support.calendars import at, on
from tests.support.clocks import EIGHT_HOURS, FIVE_DAYS, accepted, event, shown

MARCH = accepted("2021-03-01")
JANUARY = accepted("2021-01-21")


def test_before_the_reception_there_is_no_clock() -> None:
    reading = shown("2021-03-01", event(1, "submitted", "2021-03-01"))
    assert (reading.run, reading.legal_due, reading.is_late) == (Run.NOT_STARTED, None, False)


def test_a_reception_starts_the_clock_and_makes_the_promise() -> None:
    reading = shown("2021-03-03T09:30", MARCH, event(2, "noted", "2021-03-02"))
    assert reading.run is Run.RUNNING
    assert reading.generation == 1
    assert reading.promised_due == reading.legal_due == reading.appointed_due
    assert reading.legal_due is not None
    assert reading.legal_due.at == at("2021-03-15T17:30")
    assert reading.late_from == at("2021-03-16T00:00")
    assert (reading.used, reading.left) == (timedelta(hours=10), timedelta(hours=70))
    assert (reading.projection, reading.timeliness) == (None, None)


def test_on_the_day_of_the_reception_nothing_is_used() -> None:
    reading = shown("2021-03-01T16:00", MARCH)
    assert (reading.used, reading.left) == (timedelta(), timedelta(hours=80))


def test_hours_are_used_from_the_instant() -> None:
    reading = shown("2021-03-01T14:00", MARCH, limit=EIGHT_HOURS)
    assert (reading.used, reading.left) == (timedelta(hours=3), timedelta(hours=5))


def test_a_paper_block_starts_the_clock_at_the_claimed_instant() -> None:
    claimed = shown("2021-03-04", accepted("2021-03-01", "2021-03-03"))
    ahead = shown("2021-03-04", accepted("2021-03-05", "2021-03-01"))
    assert claimed.started_at == ahead.started_at == at("2021-03-01")


@pytest.mark.parametrize(
    ("as_of", "late", "days"),
    [
        ("2021-01-28T23:59:59", False, 0),
        ("2021-01-29T00:00", True, 1),
        ("2021-01-31T12:00", True, 1),
        ("2021-02-02T08:00", True, 3),
    ],
)
def test_a_dossier_is_late_from_midnight_after_its_day(as_of: str, late: bool, days: int) -> None:  # noqa: FBT001
    reading = shown(as_of, JANUARY, limit=FIVE_DAYS)
    assert (reading.is_late, reading.late_days) == (late, days)


def test_an_hour_term_is_late_after_the_instant_not_at_it() -> None:
    due = "2021-03-02T09:00"
    assert not shown(due, MARCH, limit=EIGHT_HOURS).is_late
    after = shown("2021-03-02T09:00:00.000001", MARCH, limit=EIGHT_HOURS)
    assert (after.is_late, after.late_days, after.left) == (True, 0, timedelta())
    assert shown("2021-03-03T00:00", MARCH, limit=EIGHT_HOURS).late_days == 1


@pytest.mark.parametrize(
    ("happened", "recorded", "timeliness", "days"),
    [
        ("2021-01-27T17:00", "2021-01-27T17:00", Timeliness.EARLY, 0),
        ("2021-01-28T16:00", "2021-01-28T16:00", Timeliness.ON_TIME, 0),
        ("2021-01-28T16:00", "2021-01-29T08:00", Timeliness.LATE, 1),  # typed as yesterday
    ],
)
def test_the_recorded_result_decides_early_on_time_or_late(
    happened: str, recorded: str, timeliness: Timeliness, days: int
) -> None:
    end = event(2, "result_recorded", happened, recorded)
    reading = shown("2021-02-20", JANUARY, end, limit=FIVE_DAYS)
    assert (reading.run, reading.timeliness) == (Run.ENDED, timeliness)
    assert (reading.late_days, reading.ended_at) == (days, at(recorded))


def test_who_comes_late_for_a_result_does_not_make_it_late() -> None:
    """R-11."""
    events = (
        JANUARY,
        event(2, "result_recorded", "2021-01-27"),
        event(3, "returned", "2021-02-20"),
    )
    reading = shown("2021-02-20", *events, limit=FIVE_DAYS)
    assert reading.timeliness is Timeliness.EARLY
    assert reading.timeliness.label == "trước hạn"


@pytest.mark.parametrize(
    ("end", "timeliness"),
    [
        ("2021-03-02T08:59", Timeliness.EARLY),
        ("2021-03-02T09:00", Timeliness.ON_TIME),
        ("2021-03-02T09:01", Timeliness.LATE),
    ],
)
def test_an_hour_term_is_judged_by_the_instant(end: str, timeliness: Timeliness) -> None:
    reading = shown(end, MARCH, event(2, "refused", end), limit=EIGHT_HOURS)
    assert reading.timeliness is timeliness


def test_within_a_declared_outage_the_claimed_end_counts() -> None:
    outage = Pause(at("2021-01-28T08:00"), at("2021-01-28T17:30"))
    end = event(2, "result_recorded", "2021-01-28T16:00", "2021-01-29T08:00")
    policies = ClockPolicies(outages=(outage,))
    reading = shown("2021-02-01", JANUARY, end, limit=FIVE_DAYS, policies=policies)
    assert (reading.timeliness, reading.ended_at) == (Timeliness.ON_TIME, at("2021-01-28T16:00"))
    before = event(2, "result_recorded", "2021-01-27T16:00", "2021-01-29T08:00")
    outside = shown("2021-02-01", JANUARY, before, limit=FIVE_DAYS, policies=policies)
    assert outside.timeliness is Timeliness.LATE
    at_its_start = ClockPolicies(outages=(Pause(at("2021-01-28T16:00"), outage.to),))
    first = shown("2021-02-01", JANUARY, end, limit=FIVE_DAYS, policies=at_its_start)
    assert first.timeliness is Timeliness.ON_TIME
    at_its_end = ClockPolicies(outages=(Pause(outage.from_, at("2021-01-28T16:00")),))
    last = shown("2021-02-01", JANUARY, end, limit=FIVE_DAYS, policies=at_its_end)
    assert last.timeliness is Timeliness.ON_TIME
    still_out = ClockPolicies(outages=(Pause(outage.from_, None),))
    running = shown("2021-02-01", JANUARY, end, limit=FIVE_DAYS, policies=still_out)
    assert running.timeliness is Timeliness.ON_TIME


def test_a_voided_reception_is_neither_early_nor_late() -> None:
    reading = shown("2021-04-01", JANUARY, event(2, "voided", "2021-03-01"), limit=FIVE_DAYS)
    assert (reading.run, reading.timeliness) == (Run.ENDED, None)
    assert (reading.is_late, reading.late_from) == (False, None)


@pytest.mark.parametrize("policy", PausePolicy)
def test_the_regime_s_pause_policy_is_the_one_that_counts(policy: PausePolicy) -> None:
    events: tuple[ClockEvent, ...] = (
        MARCH,
        event(2, "suspended", "2021-03-04"),
        event(3, "resumed", "2021-03-10"),
    )
    reading = shown("2021-03-10", *events, policies=ClockPolicies(pause=policy))
    assert reading.legal_due is not None
    expected = "2021-03-22" if policy is PausePolicy.BOTH else "2021-03-19"
    assert reading.legal_due.on == on(expected)


def test_a_reschedule_moves_what_the_citizen_was_told_and_nothing_else() -> None:
    new_due = "2021-02-03T17:30:00+07:00"
    apology = event(2, "apology_issued", "2021-01-29", new_due_at=new_due)
    told = event(3, "rescheduled", "2021-01-29", new_due_at=new_due)
    reading = shown("2021-01-29", JANUARY, apology, limit=FIVE_DAYS)
    assert (reading.generation, reading.appointed_due) == (1, reading.legal_due)
    moved = shown("2021-01-29", JANUARY, apology, told, limit=FIVE_DAYS)
    assert moved.generation == 2
    assert moved.legal_due == moved.promised_due == reading.legal_due
    assert moved.appointed_due is not None
    assert moved.appointed_due.at == at("2021-02-03T17:30")
    assert (moved.is_late, moved.late_days) == (True, 1)


def test_an_apology_after_the_end_leaves_the_reading_as_it_was() -> None:
    events = (JANUARY, event(2, "result_recorded", "2021-02-02"))
    apology = event(3, "apology_issued", "2021-02-03", new_due_at="2021-02-04T17:30:00+07:00")
    without = shown("2021-02-05", *events, limit=FIVE_DAYS)
    assert shown("2021-02-05", *events, apology, limit=FIVE_DAYS) == without


def test_what_an_apology_names_holds_until_the_date_moves_or_a_new_deadline_begins() -> None:
    told = event(2, "apology_issued", "2021-03-16", new_due_at="2021-03-22T17:30:00+07:00")
    ended = event(2, "apology_issued", "2021-03-16", new_due_at="")
    stop = event(3, "supplement_requested", "2021-03-17", restart=True)
    again = event(4, "supplement_received", "2021-03-18", restart=True)
    moved = event(3, "rescheduled", "2021-03-17", new_due_at="2021-03-22T17:30:00+07:00")
    revised = event(3, "calendar_revised", "2021-03-17", calendar_revision=1)
    first = accepted("2021-03-01")
    assert shown("2021-03-17", first, told, stop).apologised_to == at("2021-03-22T17:30")
    for events in ([ended], [told, moved], [told, revised], [told, stop, again]):
        assert shown("2021-03-19", first, *events).apologised_to is None
