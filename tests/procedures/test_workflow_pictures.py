"""The diagram and the trial of a workflow: pure, from its steps alone."""

from dataclasses import replace
from datetime import datetime
from decimal import Decimal

from hypothesis import given

from procedures.importers.desk_files import StepFacts
from procedures.timing import OFFICE_ZONE, TimeLimit
from procedures.workflow_comparison import compared
from procedures.workflow_diagram import WIDTH, diagram
from procedures.workflow_simulation import simulate
from tests.procedures.test_workflow_checks import EIGHT, SOUND, step, workflows
from tests.support.calendars import vietnam

MONDAY = datetime(2021, 3, 1, 9, 0, tzinfo=OFFICE_ZONE)
TEN = TimeLimit(10, "working_days")


@given(workflows())
def test_no_box_covers_another_and_all_are_inside(steps: tuple[StepFacts, ...]) -> None:
    drawn = diagram(steps, frozenset(), {})
    for box in drawn.boxes:
        assert box.x >= 0
        assert box.x + box.width <= WIDTH + 1
        assert box.bottom <= drawn.height
    for one in drawn.boxes:
        for other in drawn.boxes:
            apart = (
                one.bottom < other.y or other.bottom < one.y
                or one.x + one.width <= other.x or other.x + other.width <= one.x
            )  # fmt: skip
            assert apart or one is other


def test_branches_stand_side_by_side_between_the_same_two_steps() -> None:
    drawn = diagram(SOUND, frozenset({3}), {5: "17:30 15/03/2021"})
    first, second = drawn.boxes[1], drawn.boxes[2]
    assert first.y == second.y
    assert first.x < second.x
    assert len(drawn.lines) == 5, "two to the branches, two from them, one to the end"
    assert len(drawn.returns) == 1
    assert [box.no for box in drawn.boxes if box.faulty] == [3]
    assert drawn.boxes[4].when == "8 giờ · 17:30 15/03/2021"


def test_a_trial_runs_along_the_longest_way_and_ends_with_the_whole() -> None:
    dues = simulate(SOUND, MONDAY, TEN, vietnam(), EIGHT)
    assert [dues[no].on.isoformat() for no in range(1, 6)] == [
        "2021-03-02", "2021-03-08", "2021-03-10", "2021-03-12", "2021-03-15",
    ]  # fmt: skip


def test_days_under_hours_cannot_be_tried() -> None:
    assert simulate(SOUND, MONDAY, TimeLimit(80, "working_hours"), vietnam(), EIGHT) == {}


def test_a_comparison_says_what_came_went_and_changed() -> None:
    after = (
        replace(SOUND[0], term=Decimal(2)), *SOUND[1:3], step(4, name="Xem lại"),
        replace(SOUND[3], no=5),
    )  # fmt: skip
    rows = compared(SOUND, after)
    assert [(row.before, row.after, row.kind) for row in rows] == [
        (1, 1, "changed"), (2, 2, "same"), (3, 3, "same"), (0, 4, "came"), (4, 5, "same"),
        (5, 0, "went"),
    ]  # fmt: skip
    assert rows[0].what == "thời hạn: 1 ngày → 2 ngày"


@given(workflows())
def test_a_workflow_compared_with_itself_has_no_differences(steps: tuple[StepFacts, ...]) -> None:
    assert {row.kind for row in compared(steps, steps)} <= {"same"}
