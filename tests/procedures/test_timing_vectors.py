"""Every row of the oracle, asked of the walk itself and of the paper calendar that explains it."""

from datetime import timedelta

import pytest

from procedures.timing import PausePolicy, TimeLimit, Unit, due_moment, explain
from tests.support.calendars import AS_KNOWN_IN_DECEMBER_2025, at, on, pauses, uk, vietnam
from tests.support.oracle import (
    HOURS,
    PAUSES,
    UK_CALENDAR_DAYS,
    UK_WORKING_DAYS,
    VIETNAM,
    WITHOUT_THE_MAKEUP_DAY,
)


@pytest.mark.parametrize(("received", "due"), UK_WORKING_DAYS)
def test_twenty_working_days_run_from_the_day_after_the_receipt(received: str, due: str) -> None:
    assert due_moment(at(received), TimeLimit(20, Unit.WORKING_DAYS), uk()).on == on(due)


@pytest.mark.parametrize(("received", "due"), UK_CALENDAR_DAYS)
def test_twenty_calendar_days_end_on_a_day_the_office_works(received: str, due: str) -> None:
    assert due_moment(at(received), TimeLimit(20, Unit.CALENDAR_DAYS), uk()).on == on(due)


@pytest.mark.parametrize(("name", "received", "days", "due"), VIETNAM)
def test_working_days_in_viet_nam(name: str, received: str, days: int, due: str) -> None:
    limit = TimeLimit(days, Unit.WORKING_DAYS)
    moment = due_moment(at(received), limit, vietnam())
    assert (moment.on, moment.at) == (on(due), at(f"{due}T17:30")), name
    assert explain(at(received), limit, vietnam())[-1].on == on(due)


@pytest.mark.parametrize(("name", "makeup", "received", "days", "due"), WITHOUT_THE_MAKEUP_DAY)
def test_a_makeup_saturday_is_what_brings_the_date_forward(
    name: str, makeup: str, received: str, days: int, due: str
) -> None:
    limit = TimeLimit(days, Unit.WORKING_DAYS)
    assert due_moment(at(received), limit, vietnam(makeup)).on == on(due), name


@pytest.mark.parametrize(("days", "due"), [(1, "2026-01-02"), (7, "2026-01-12")])
def test_before_the_swap_was_announced_the_second_of_january_was_worked(
    days: int, due: str
) -> None:
    calendar = vietnam(*AS_KNOWN_IN_DECEMBER_2025)
    limit = TimeLimit(days, Unit.WORKING_DAYS)
    assert due_moment(at("2025-12-31"), limit, calendar).on == on(due)


@pytest.mark.parametrize(("name", "start", "hours", "due"), HOURS)
def test_hours_are_worked_from_the_instant(name: str, start: str, hours: int, due: str) -> None:
    limit = TimeLimit(hours, Unit.WORKING_HOURS)
    assert due_moment(at(start), limit, vietnam()).at == at(due), name
    assert explain(at(start), limit, vietnam())[-1].reason.endswith(due[-5:])


@pytest.mark.parametrize("policy", PausePolicy)
@pytest.mark.parametrize("row", PAUSES, ids=lambda row: row[0])
def test_a_pause_removes_dates_from_the_walk(
    row: tuple[str, str, int, str, str, str, str], policy: PausePolicy
) -> None:
    _name, received, days, stops, *expected = row
    stopped = pauses(" ".join(f"2021-{'/2021-'.join(each.split('/'))}" for each in stops.split()))
    due = dict(zip(PausePolicy, expected, strict=True))[policy]
    limit = TimeLimit(days, Unit.WORKING_DAYS)
    start = at(f"2021-{received}")
    assert due_moment(start, limit, vietnam(), stopped, policy).on == on(f"2021-{due}")
    assert explain(start, limit, vietnam(), stopped, policy)[-1].on == on(f"2021-{due}")


@pytest.mark.parametrize(
    ("stops", "lost", "days_between"),
    [("2021-03-05/2021-03-08", 1, 3), ("2021-03-04/2021-03-10", 4, 6)],
)
def test_the_days_of_a_pause_are_never_added_to_the_date(
    stops: str, lost: int, days_between: int
) -> None:
    """What other systems do: the calendar days of the pause, added, then moved to a working day."""
    limit = TimeLimit(10, Unit.WORKING_DAYS)
    without = due_moment(at("2021-03-01"), limit, vietnam()).on
    due = due_moment(at("2021-03-01"), limit, vietnam(), pauses(stops)).on
    assert due == vietnam().add_working_days(without, lost)
    assert due < vietnam().working_on_or_after(without + timedelta(days=days_between))


def test_two_pauses_do_not_move_the_date_over_two_weekends() -> None:
    """Friday to Monday, twice: two working days were lost, not twice a long weekend."""
    stops = pauses("2021-03-05/2021-03-08 2021-03-12/2021-03-15")
    due = due_moment(at("2021-03-01"), TimeLimit(10, Unit.WORKING_DAYS), vietnam(), stops)
    assert due.on == on("2021-03-17")
