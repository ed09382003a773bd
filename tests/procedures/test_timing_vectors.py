"""The oracle of the clock: each row was computed by somebody else before this code was written."""

from datetime import timedelta

import pytest

from procedures.timing import PausePolicy, TimeLimit, Unit, due_moment, explain
from tests.support.calendars import AS_KNOWN_IN_DECEMBER_2025, at, on, pauses, uk, vietnam

UK_WORKING_DAYS = [
    ("2008-10-01", "2008-10-29"),
    ("2007-02-01", "2007-03-01"),
    ("2008-02-01", "2008-02-29"),
    ("2009-03-12", "2009-04-14"),
    ("2009-03-13", "2009-04-15"),
    ("2009-03-14", "2009-04-15"),
    ("2009-03-15", "2009-04-15"),
    ("2009-03-16", "2009-04-16"),
    ("2009-03-16T12:00", "2009-04-16"),
]
UK_CALENDAR_DAYS = [
    ("2008-10-01", "2008-10-21"),
    ("2008-10-04", "2008-10-24"),
    ("2008-10-05", "2008-10-27"),
    ("2008-10-06", "2008-10-27"),
    ("2008-10-07", "2008-10-27"),
    ("2008-12-04", "2008-12-24"),
    ("2008-12-05", "2008-12-29"),
    ("2009-03-17", "2009-04-06"),
]
VIETNAM = [
    ("V-1", "2021-01-21", 5, "2021-01-28"),
    ("V-2", "2021-02-05", 5, "2021-02-19"),
    ("V-3", "2021-02-06", 5, "2021-02-19"),
    ("V-4", "2021-02-09", 1, "2021-02-17"),
    ("V-5", "2021-02-12", 3, "2021-02-19"),
    ("V-6", "2021-02-03", 15, "2021-03-03"),
    ("V-7", "2021-01-21", 30, "2021-03-11"),
    ("V-8", "2021-01-21", 45, "2021-04-01"),
    ("V-9", "2021-04-20", 10, "2021-05-07"),
    ("V-10", "2021-04-29", 1, "2021-05-04"),
    ("V-11", "2021-09-01", 2, "2021-09-07"),
    ("V-12", "2021-12-31", 3, "2022-01-06"),
    ("V-13", "2024-02-07", 5, "2024-02-21"),
    ("V-14", "2024-04-26", 1, "2024-05-02"),
    ("V-15", "2024-04-26", 3, "2024-05-04"),
    ("V-16", "2024-04-26", 4, "2024-05-06"),
    ("V-17", "2025-01-24", 3, "2025-02-05"),
    ("V-18", "2025-04-24", 2, "2025-04-26"),
    ("V-19", "2025-04-24", 5, "2025-05-05"),
    ("V-20", "2025-04-26", 1, "2025-04-28"),
    ("V-21", "2026-08-20", 3, "2026-08-24"),
    ("V-22", "2026-08-28", 1, "2026-09-03"),
    ("V-23", "2026-11-23", 1, "2026-11-25"),
    ("V-24", "2026-11-24", 1, "2026-11-25"),
    ("V-25 after the swap", "2025-12-31", 1, "2026-01-05"),
    ("V-26 after the swap", "2025-12-31", 7, "2026-01-12"),
]
WITHOUT_THE_MAKEUP_DAY = [
    ("V-15", "2024-05-04", "2024-04-26", 3, "2024-05-06"),
    ("V-16", "2024-05-04", "2024-04-26", 4, "2024-05-07"),
    ("V-19", "2025-04-26", "2025-04-24", 5, "2025-05-06"),
    ("V-21", "2026-08-22", "2026-08-20", 3, "2026-08-25"),
]
HOURS = [
    ("H-1", "2021-01-22T16:00", 4, "2021-01-25T10:00"),
    ("H-2", "2021-02-09T15:30", 8, "2021-02-17T15:30"),
    ("H-3", "2021-01-21T12:00", 1, "2021-01-21T14:30"),
    ("H-4", "2021-01-21T06:50", 2, "2021-01-21T09:30"),
    ("H-5", "2021-01-22T18:10", 2, "2021-01-25T09:30"),
    ("H-6", "2021-01-21T15:30", 2, "2021-01-21T17:30"),
    ("H-7", "2021-01-21T09:30", 2, "2021-01-21T11:30"),
    ("H-8", "2021-01-21T09:30", 4, "2021-01-21T15:30"),
    ("H-9", "2021-01-23T10:00", 4, "2021-01-25T11:30"),
    ("H-10", "2021-04-29T16:30", 8, "2021-05-04T16:30"),
    ("H-11", "2024-05-03T16:30", 2, "2024-05-04T08:30"),
    ("H-12", "2021-01-21T07:30", 8, "2021-01-21T17:30"),
    ("H-13", "2021-01-21T13:00", 8, "2021-01-22T11:30"),
]
PAUSES = [
    # id, received, days, pauses, both, resume counts, stop counts
    ("P-1", "03-01", 10, "", "03-15", "03-15", "03-15"),
    ("P-2", "03-01", 10, "03-04/03-10", "03-22", "03-19", "03-19"),
    ("P-3", "03-01", 10, "03-04/03-04", "03-16", "03-15", "03-15"),
    ("P-4", "03-01", 10, "03-05/03-08", "03-17", "03-16", "03-16"),
    ("P-5", "03-01", 10, "03-06/03-07", "03-15", "03-15", "03-15"),
    ("P-6", "03-01", 10, "03-15/03-17", "03-18", "03-17", "03-15"),
    ("P-7", "03-01", 10, "03-16/03-19", "03-15", "03-15", "03-15"),
    ("P-8", "03-01", 10, "03-04/03-10 03-08/03-11", "03-23", "03-22", "03-22"),
    ("P-9", "03-01", 10, "03-04/03-08 03-08/03-10", "03-22", "03-19", "03-19"),
    ("P-10", "03-01", 10, "03-03/03-05 03-09/03-11", "03-23", "03-19", "03-19"),
    ("P-11", "03-01", 10, "03-01/03-03", "03-17", "03-16", "03-17"),
    ("P-12", "03-01", 10, "03-03/03-12 03-05/03-08", "03-25", "03-24", "03-24"),
    ("P-13", "03-01", 10, "03-04/04-22", "05-06", "05-05", "05-05"),
    ("P-14", "02-05", 5, "02-09/02-17", "02-23", "02-22", "02-22"),
    ("P-15", "02-05", 5, "02-10/02-16", "02-19", "02-19", "02-19"),
]


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
