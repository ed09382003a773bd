"""Parallel work: the building permit of 1 March 2021, with the fire service and the land office.

The building division leads; each other agency has its own term, its own clock and its own stops.
"""

from datetime import timedelta

import pytest

from cases.clock import BadEvents, BranchReading, ClockEvent, ClockReading, Run, Timeliness
from procedures.timing import TimeLimit, Unit
from tests.support.calendars import AS_KNOWN_IN_DECEMBER_2025, at, on, vietnam
from tests.support.clocks import accepted, event, shown

MARCH = accepted("2021-03-01")  # ten working days: 15 March
LEAD, FIRE, LAND = 1, 2, 3


def opened(
    seq: int, branch: int, on_: str, term: str = "5", unit: str = "working_days", **more: bool
) -> ClockEvent:
    return event(
        seq, "branch_opened", on_, branch=branch, agency=10 + branch, unit=100 + branch, step=2,
        lead=more.get("lead", False), limit_number=term, limit_unit=unit,
    )  # fmt: skip


def of(seq: int, kind: str, branch: int, on_: str) -> ClockEvent:
    return event(seq, kind, on_, branch=branch)


def branch(reading: ClockReading, number: int) -> BranchReading:
    return next(each for each in reading.branches if each.branch == number)


def due_of(reading: ClockReading) -> str:
    return reading.legal_due.on.isoformat() if reading.legal_due else ""


OPEN = (
    MARCH,
    opened(2, LEAD, "2021-03-02", "8", lead=True),
    opened(3, FIRE, "2021-03-02"),
    opened(4, LAND, "2021-03-03", "16", "working_hours"),
)


def test_each_agency_has_its_own_term_from_its_own_opening() -> None:
    reading = shown("2021-03-04", *OPEN)
    assert due_of(reading) == "2021-03-15"
    assert [due_of(each.clock) for each in reading.branches] == [
        "2021-03-12", "2021-03-09", "2021-03-05",
    ]  # fmt: skip
    land = branch(reading, LAND)
    assert (land.agency, land.unit, land.step, land.lead) == (13, 103, 2, False)
    assert land.limit == TimeLimit(16, Unit.WORKING_HOURS)
    assert land.clock.used == timedelta(hours=8)


def test_the_stop_of_one_agency_stops_its_own_branch_alone() -> None:
    stop = of(5, "branch_stopped", FIRE, "2021-03-04")
    reading = shown("2021-03-08", *OPEN, stop)
    assert (reading.run, due_of(reading)) == (Run.RUNNING, "2021-03-15")
    fire = branch(reading, FIRE).clock
    assert (fire.run, fire.legal_due) == (Run.STOPPED, None)
    assert fire.projection is not None
    assert fire.projection.on == on("2021-03-11")
    assert branch(reading, LEAD).clock.run is branch(reading, LAND).clock.run is Run.RUNNING
    resumed = shown("2021-03-09", *OPEN, stop, of(6, "branch_resumed", FIRE, "2021-03-09"))
    assert due_of(branch(resumed, FIRE).clock) == "2021-03-12"
    assert due_of(resumed) == "2021-03-15"


def test_the_stop_of_the_lead_agency_stops_the_dossier_and_no_other_branch() -> None:
    stop = event(5, "suspended", "2021-03-04")
    reading = shown("2021-03-08", *OPEN, stop)
    assert (reading.run, branch(reading, LEAD).clock.run) == (Run.STOPPED, Run.STOPPED)
    assert branch(reading, FIRE).clock.run is branch(reading, LAND).clock.run is Run.RUNNING
    resumed = shown("2021-03-08", *OPEN, stop, event(6, "resumed", "2021-03-08"))
    assert (due_of(resumed), due_of(branch(resumed, LEAD).clock)) == ("2021-03-17", "2021-03-16")
    assert due_of(branch(resumed, FIRE).clock) == "2021-03-09"


def test_a_finished_branch_is_early_on_time_or_late_by_its_own_date() -> None:
    finished = of(5, "branch_finished", FIRE, "2021-03-09T16:00")
    late = of(6, "branch_finished", LAND, "2021-03-10T09:00")
    reading = shown("2021-03-11", *OPEN, finished, late)
    assert branch(reading, FIRE).clock.timeliness is Timeliness.ON_TIME
    assert branch(reading, LAND).clock.timeliness is Timeliness.LATE
    assert branch(reading, LEAD).clock.timeliness is None
    assert reading.timeliness is None


def test_the_lead_agency_finishes_its_part_as_any_other() -> None:
    reading = shown("2021-03-12", *OPEN, of(5, "branch_finished", LEAD, "2021-03-11"))
    assert branch(reading, LEAD).clock.timeliness is Timeliness.EARLY
    assert reading.run is Run.RUNNING


def test_the_end_of_the_dossier_ends_what_is_still_open_and_leaves_the_finished_alone() -> None:
    finished = of(5, "branch_finished", FIRE, "2021-03-05")
    end = event(6, "result_recorded", "2021-03-12")
    reading = shown("2021-03-12", *OPEN, finished, end)
    assert branch(reading, FIRE).clock.ended_at == at("2021-03-05")
    assert branch(reading, LAND).clock.ended_at == at("2021-03-12")
    assert branch(reading, LAND).clock.timeliness is Timeliness.LATE


def test_a_revised_calendar_moves_each_branch_by_its_own_walk() -> None:
    before, after = vietnam(*AS_KNOWN_IN_DECEMBER_2025), vietnam()
    december = (
        accepted("2025-12-29"),
        opened(2, FIRE, "2025-12-30", "2"),
        event(3, "calendar_revised", "2025-12-31T08:00", calendar_revision=2),
        opened(4, LAND, "2025-12-31", "1"),
    )
    reading = shown("2025-12-31", *december, calendars={1: before, 2: after})
    fire, land = branch(reading, FIRE).clock, branch(reading, LAND).clock
    assert fire.promised_due is not None
    assert (fire.promised_due.on, due_of(fire)) == (on("2026-01-02"), "2026-01-05")
    assert (fire.generation, due_of(land)) == (2, "2026-01-05")
    assert land.generation == 1


@pytest.mark.parametrize(
    ("further", "sentence"),
    [
        ([opened(5, FIRE, "2021-03-04")], "nhánh 2 đã được mở"),
        ([opened(5, 4, "2021-03-04", lead=True)], "Sự kiện số 5: chỉ một cơ quan chủ trì"),
        ([opened(5, 4, "2021-03-04", "-2")], "thời hạn của nhánh không đúng"),
        ([opened(5, 4, "2021-03-04", "2", "weeks")], "thời hạn của nhánh không đúng"),
        ([of(5, "branch_stopped", 9, "2021-03-04")], "chưa mở nhánh 9"),
        (
            [of(5, "branch_stopped", LEAD, "2021-03-04")],
            "Sự kiện số 5: cơ quan chủ trì dừng thì cả hồ sơ dừng",
        ),
        ([of(5, "branch_resumed", FIRE, "2021-03-04")], "khi đồng hồ đang chạy"),
        (
            [
                of(5, "branch_stopped", FIRE, "2021-03-04"),
                of(6, "branch_stopped", FIRE, "2021-03-05"),
            ],
            "khi đồng hồ đang dừng",
        ),
        (
            [
                of(5, "branch_finished", FIRE, "2021-03-04"),
                of(6, "branch_finished", FIRE, "2021-03-05"),
            ],
            "khi đồng hồ đã kết thúc",
        ),
        (
            [event(5, "suspended", "2021-03-04"), opened(6, 4, "2021-03-05")],
            "khi đồng hồ đang dừng",
        ),
    ],
)
def test_branches_no_office_could_have_had_are_refused(
    further: list[ClockEvent], sentence: str
) -> None:
    with pytest.raises(BadEvents, match=sentence) as refusal:
        shown("2021-03-10", *OPEN, *further)
    assert refusal.value.seq == further[-1].seq


def test_a_branch_without_a_unit_of_its_term_is_refused() -> None:
    bare = event(2, "branch_opened", "2021-03-02", branch=1, lead=False, limit_number="1")
    with pytest.raises(BadEvents, match="thời hạn của nhánh"):
        shown("2021-03-10", MARCH, bare)


def test_a_part_goes_from_unit_to_unit_of_its_lane_within_one_term() -> None:
    moved = event(5, "part_moved", "2021-03-04", branch=FIRE, next_step=3, to_unit=250)
    fire = branch(shown("2021-03-12", *OPEN, moved), FIRE)
    assert (fire.unit, fire.step, due_of(fire.clock)) == (250, 3, "2021-03-09")
    with pytest.raises(BadEvents, match="nhánh 2 đã xong"):
        done = of(4, "branch_finished", FIRE, "2021-03-04")
        shown("2021-03-12", *OPEN[:3], done, moved)


def test_a_part_that_the_lead_closes_ends_there_and_a_second_block_has_its_own_lead() -> None:
    closed = of(5, "part_closed", LAND, "2021-03-05")
    reading = shown(
        "2021-03-12", *OPEN, closed, of(6, "branch_finished", LEAD, "2021-03-08"),
        opened(7, 4, "2021-03-09", lead=True),
    )  # fmt: skip
    assert branch(reading, LAND).clock.ended_at == at("2021-03-05")
    assert [each.branch for each in reading.branches if each.lead] == [LEAD, 4]
