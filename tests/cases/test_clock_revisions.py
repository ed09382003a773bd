"""V-25: the swap of 2 January 2026 is announced after a receipt was printed."""

from procedures.timing import DueMoment, TimeLimit, Unit, WorkCalendar
from tests.support.calendars import (
    AS_KNOWN_IN_DECEMBER_2025,
    MAKEUP,
    OFF,
    at,
    changed,
    on,
    vietnam,
)
from tests.support.clocks import accepted, event, shown

ONE_DAY = TimeLimit(1, Unit.WORKING_DAYS)
BEFORE, AFTER = vietnam(*AS_KNOWN_IN_DECEMBER_2025), vietnam()
DECEMBER = accepted("2025-12-31")
REVISED = event(2, "calendar_revised", "2025-12-31T15:00", calendar_revision=2)


def date_of(due: DueMoment | None) -> str:
    return due.on.isoformat() if due else ""


def test_a_revision_moves_the_legal_due_date_and_leaves_the_promise_on_record() -> None:
    reading = shown("2025-12-31", DECEMBER, REVISED, limit=ONE_DAY, calendars={1: BEFORE, 2: AFTER})
    assert date_of(reading.promised_due) == "2026-01-02"
    assert date_of(reading.legal_due) == date_of(reading.appointed_due) == "2026-01-05"
    assert (reading.generation, reading.calendar_revision) == (2, 2)


def test_a_revision_reaches_a_dossier_only_through_its_event() -> None:
    reading = shown("2025-12-31", DECEMBER, limit=ONE_DAY, calendars={1: BEFORE, 2: AFTER})
    assert date_of(reading.legal_due) == "2026-01-02"


def test_a_revision_never_moves_the_date_before_the_promise() -> None:
    reading = shown("2025-12-31", DECEMBER, REVISED, limit=ONE_DAY, calendars={1: AFTER, 2: BEFORE})
    assert reading.legal_due == reading.promised_due
    assert date_of(reading.legal_due) == "2026-01-05"


def test_a_promised_day_that_has_become_a_day_off_moves_to_the_next_working_day() -> None:
    """Saturday 3 January becomes a working day, the promised Monday a day off."""
    revised = changed(AFTER, {on("2026-01-03"): MAKEUP, on("2026-01-05"): OFF})
    reading = shown(
        "2025-12-31", DECEMBER, REVISED, limit=ONE_DAY, calendars={1: AFTER, 2: revised}
    )
    assert reading.legal_due == DueMoment.of(at("2026-01-06T17:30"), revised)


def test_a_revision_that_confirms_a_provisional_date_makes_it_firm() -> None:
    season, new_year = AFTER.weekly, on("2025-12-31")
    guessed = WorkCalendar(season, AFTER.rules, AFTER.starts, new_year, AFTER.provisional_until)
    reading = shown(
        "2025-12-31", DECEMBER, REVISED, limit=ONE_DAY, calendars={1: guessed, 2: AFTER}
    )
    assert reading.promised_due is not None
    assert reading.legal_due is not None
    assert reading.promised_due.on == reading.legal_due.on
    assert (reading.promised_due.provisional, reading.legal_due.provisional) == (True, False)


def test_a_revision_can_lift_a_lateness() -> None:
    late = shown("2026-01-03", DECEMBER, limit=ONE_DAY, calendars={1: BEFORE})
    lifted = shown(
        "2026-01-03",
        DECEMBER,
        event(2, "calendar_revised", "2026-01-03", calendar_revision=2),
        limit=ONE_DAY,
        calendars={1: BEFORE, 2: AFTER},
    )
    assert (late.is_late, lifted.is_late) == (True, False)
