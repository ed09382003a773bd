"""Stops, resumes and restarts of the ten-day dossier of 1 March 2021, due 15 March."""

from datetime import timedelta

import pytest

from cases.clock import Run, Timeliness
from procedures.timing import TimeLimit, Unit
from tests.support.calendars import at, on
from tests.support.clocks import EIGHT_HOURS, FIVE_DAYS, accepted, event, shown

MARCH = accepted("2021-03-01")


def test_while_the_clock_is_stopped_there_is_only_a_projection() -> None:
    stop = event(2, "suspended", "2021-03-04T10:00")
    reading = shown("2021-03-09T10:00", MARCH, stop)
    assert reading.run is Run.STOPPED
    assert (reading.legal_due, reading.appointed_due, reading.late_from) == (None, None, None)
    assert reading.projection is not None
    assert reading.projection.on == on("2021-03-18")
    assert not reading.is_late
    assert reading.used == timedelta(hours=24)  # the day of the stop counts
    assert reading.left == timedelta(hours=56)
    assert [(pause.ground, pause.to) for pause in reading.pauses] == [("suspended", None)]


def test_a_stopped_dossier_passes_its_old_date_without_being_late() -> None:
    reading = shown("2021-06-01", MARCH, event(2, "payment_required", "2021-03-12"))
    assert (reading.is_late, reading.late_days) == (False, 0)


def test_a_resume_removes_the_days_between() -> None:
    stop = event(2, "supplement_requested", "2021-03-04", restart=False)
    go_on = event(3, "supplement_received", "2021-03-10", restart=False)
    reading = shown("2021-03-10", MARCH, stop, go_on)
    assert reading.legal_due is not None
    assert (reading.run, reading.legal_due.on) == (Run.RUNNING, on("2021-03-19"))
    assert reading.generation == 1
    assert reading.promised_due is not None
    assert reading.promised_due.on == on("2021-03-15")


def test_several_pauses_with_the_last_still_open_are_read() -> None:
    events = (
        MARCH,
        event(2, "suspended", "2021-03-03"),
        event(3, "resumed", "2021-03-05"),
        event(4, "payment_required", "2021-03-09"),
        event(5, "payment_recorded", "2021-03-11"),
        event(6, "suspended", "2021-03-12"),
    )
    reading = shown("2021-03-15", *events)
    assert reading.projection is not None
    assert reading.projection.on == on("2021-03-22")


def test_everything_supplied_in_time_starts_the_term_from_zero() -> None:
    stop = event(2, "supplement_requested", "2021-03-03", restart=True)
    again = event(3, "supplement_received", "2021-03-10", "2021-03-11")
    reading = shown("2021-03-11", MARCH, stop, again)
    assert (reading.started_at, reading.generation) == (at("2021-03-10"), 2)
    assert reading.run is Run.RUNNING
    assert reading.legal_due is not None
    assert reading.legal_due.on == on("2021-03-24")
    assert reading.used == timedelta(hours=1.5)


def test_a_resume_entered_late_counts_from_when_it_happened() -> None:
    """R-8: and may show at once that the dossier is late."""
    stop = event(2, "suspended", "2021-03-04")
    go_on = event(3, "resumed", "2021-03-05", "2021-03-30")
    reading = shown("2021-03-30", MARCH, stop, go_on)
    assert reading.legal_due is not None
    assert (reading.legal_due.on, reading.is_late) == (on("2021-03-16"), True)


def test_a_term_used_up_when_the_clock_stopped_is_late_only_after_the_resume_day() -> None:
    """P-6 and R-7: the due date stays, the days between are not late days."""
    stop = event(2, "suspended", "2021-03-15T15:00")
    waiting = shown("2021-03-17", MARCH, stop)
    assert (waiting.is_late, waiting.used_up_when_stopped) == (False, True)
    assert waiting.projection is not None
    assert waiting.projection.on == on("2021-03-15")
    go_on = event(3, "resumed", "2021-03-19T10:00", "2021-03-22T10:00")
    resumed = shown("2021-03-21T23:59", MARCH, stop, event(3, "resumed", "2021-03-19T10:00"))
    assert resumed.legal_due is not None
    assert (resumed.legal_due.on, resumed.is_late) == (on("2021-03-15"), False)
    assert resumed.late_from == at("2021-03-22T00:00")  # Friday's next working day
    late = shown("2021-03-23T08:00", MARCH, stop, go_on)
    assert (late.is_late, late.late_days, late.used_up_when_stopped) == (True, 2, True)


def test_a_pause_within_the_last_day_but_one_leaves_the_last_day_to_use() -> None:
    stop = event(2, "suspended", "2021-01-27T10:00")
    go_on = event(3, "resumed", "2021-01-27T15:00")
    reading = shown("2021-01-29", accepted("2021-01-21"), stop, go_on, limit=FIVE_DAYS)
    assert (reading.is_late, reading.used_up_when_stopped) == (True, False)


def test_a_second_stop_before_lateness_puts_it_off_again() -> None:
    events = (
        MARCH,
        event(2, "suspended", "2021-03-15T15:00"),
        event(3, "resumed", "2021-03-17T10:00"),
        event(4, "suspended", "2021-03-17T16:00"),
        event(5, "resumed", "2021-03-24T10:00"),
    )
    assert shown("2021-03-24T17:00", *events).late_from == at("2021-03-25T00:00")


def test_a_term_used_up_and_ended_while_stopped_is_in_time() -> None:
    stop = event(2, "supplement_requested", "2021-03-15T15:00", restart=False)
    reading = shown("2021-04-01", MARCH, stop, event(3, "withdrawn", "2021-03-30"))
    assert (reading.run, reading.timeliness) == (Run.ENDED, Timeliness.ON_TIME)
    assert reading.pauses[-1].to == at("2021-03-30")


def test_an_end_while_the_term_still_had_days_is_early() -> None:
    stop = event(2, "supplement_requested", "2021-03-04", restart=False)
    reading = shown("2021-04-10", MARCH, stop, event(3, "stopped", "2021-04-01"))
    assert reading.timeliness is Timeliness.EARLY
    assert reading.legal_due is not None
    assert reading.legal_due.on == on("2021-04-12")


def test_a_pause_cannot_cure_lateness() -> None:
    """P-7: stopped on the morning after, still late, and the days go on counting."""
    stop = event(2, "suspended", "2021-03-16T08:00")
    stopped = shown("2021-03-18", MARCH, stop)
    assert (stopped.run, stopped.is_late, stopped.late_days) == (Run.STOPPED, True, 3)
    assert stopped.legal_due is not None
    assert stopped.legal_due.on == on("2021-03-15")
    resumed = shown("2021-03-19T09:00", MARCH, stop, event(3, "resumed", "2021-03-19"))
    assert (resumed.late_from, resumed.late_days) == (at("2021-03-16T00:00"), 4)
    assert not resumed.used_up_when_stopped


@pytest.mark.parametrize(
    ("stop", "used_up", "late"),
    [
        ("2021-03-02T08:59", False, False),
        ("2021-03-02T09:00", True, False),
        ("2021-03-02T09:01", False, True),
    ],
)
def test_an_hour_term_is_used_up_at_its_instant(stop: str, used_up: bool, late: bool) -> None:  # noqa: FBT001
    reading = shown("2021-03-04", MARCH, event(2, "suspended", stop), limit=EIGHT_HOURS)
    assert (reading.used_up_when_stopped, reading.is_late) == (used_up, late)


def test_a_pause_inside_working_hours_gives_the_exact_minutes_back() -> None:
    events = (
        MARCH,
        event(2, "suspended", "2021-03-01T10:00"),
        event(3, "resumed", "2021-03-01T14:30"),
    )
    reading = shown("2021-03-01T15:00", *events, limit=EIGHT_HOURS)
    assert reading.legal_due is not None
    assert reading.legal_due.at == at("2021-03-02T11:30")
    assert (reading.used, reading.left) == (timedelta(hours=1.5), timedelta(hours=6.5))


def test_a_half_day_term_is_late_from_its_instant() -> None:
    half = TimeLimit("0.5", Unit.WORKING_DAYS)
    assert not shown("2021-03-02T11:30", MARCH, limit=half).is_late
    assert shown("2021-03-02T11:31", MARCH, limit=half).is_late


def test_a_reading_taken_in_the_same_breath_as_its_event_is_of_that_event() -> None:
    """An act reads the clock with its own instant; the database writes the event a little later."""
    stop = event(2, "suspended", "2021-03-04T10:00", "2021-03-04T10:00:00.5")
    reading = shown("2021-03-04T10:00", MARCH, stop)
    assert reading.run is Run.STOPPED
    assert reading.projection is not None
    assert reading.projection.on == on("2021-03-15")


def test_a_reschedule_is_kept_while_it_is_later_than_the_law() -> None:
    new_due = event(2, "rescheduled", "2021-01-29", new_due_at="2021-02-03T17:30:00+07:00")
    stop = event(3, "supplement_requested", "2021-01-29", restart=True)
    again = event(4, "supplement_received", "2021-02-03", restart=True)
    reading = shown("2021-02-03", accepted("2021-01-21"), new_due, stop, again, limit=FIVE_DAYS)
    assert reading.generation == 3
    assert reading.appointed_due == reading.legal_due
    assert reading.legal_due is not None
    assert reading.legal_due.on == on("2021-02-17")
