"""What keeps a workflow out of force, each said of its step; the longest way, against all ways."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from procedures.importers.desk_files import StepFacts, desk_procedures, desk_workflows
from procedures.timing import TimeLimit
from procedures.workflow_checks import Finding, findings, stopping
from procedures.workflow_shape import blocks, longest_ways, weight
from procedures.workflow_text import digest, kept, read

EIGHT = Decimal(8)
TEN_DAYS = {"trực tiếp": TimeLimit(10, "working_days")}


def step(no: int, term: str = "1", unit: str = "days", **facts: object) -> StepFacts:
    plain = StepFacts(
        no=no, name=f"Việc {no}", unit_role="Phòng", post_role="Chuyên viên", term=Decimal(term),
        term_unit=unit, branch="", lead=False, evidence="none", may_return_to="", note="",
    )  # fmt: skip
    return replace(plain, **facts)  # type: ignore[arg-type]


SOUND = (
    step(1),
    step(2, "4", branch="A", lead=True),
    step(3, "6", branch="B"),
    step(4, "2", evidence="result", may_return_to="2"),
    step(5, "8", "hours"),
)


def said(steps: Sequence[StepFacts], limit: str = "10", unit: str = "working_days") -> list[str]:
    return [each.words for each in findings(steps, {"trực tiếp": TimeLimit(limit, unit)}, EIGHT)]


def test_a_workflow_whose_longest_way_is_its_term_is_sound() -> None:
    assert said(SOUND) == []


@pytest.mark.parametrize(
    ("no", "change", "words"),
    [
        (2, {"name": ""}, "Bước 2 chưa có tên"),
        (3, {"unit_role": ""}, "Bước 3 “Việc 3” chưa có đơn vị thực hiện"),
        (3, {"post_role": ""}, "chưa có vị trí thực hiện"),
        (4, {"may_return_to": "5"}, "Bước 4 “Việc 4” trả về bước 5: thành vòng lặp"),
        (4, {"may_return_to": "4"}, "thành vòng lặp"),
        (4, {"may_return_to": "9"}, "trả về bước 9, không có bước này"),
        (5, {"term": Decimal("0.1")}, "phải theo một phần tư giờ"),
        (4, {"term": Decimal("0.3")}, "phải theo nửa ngày"),
        (4, {"evidence": "none"}, "Bước 5 “Việc 5” là bước cuối mà chưa bước nào ra kết quả"),
        (5, {"evidence": "result"}, "Bước 5 “Việc 5” cũng ra kết quả"),
        (3, {"evidence": "result"}, "ra kết quả trong nhánh B"),
        (3, {"branch": ""}, "Bước 2 “Việc 2”: nhánh A đứng một mình"),
        (2, {"lead": False}, "đúng một nhánh chủ trì, hiện có 0"),
        (1, {"branch": "C"}, "Bước 1 “Việc 1” thuộc nhánh C: không có bước nào dẫn tới"),
        (3, {"term": Decimal(7)}, "Bước 5 “Việc 5”: cộng đến đây là 11 ngày, vượt thời hạn 10"),
    ],
)
def test_each_fault_names_its_step(no: int, change: dict[str, object], words: str) -> None:
    steps = tuple(replace(each, **change) if each.no == no else each for each in SOUND)  # type: ignore[arg-type]
    assert any(words in each for each in said(steps)), said(steps)


def test_branches_that_nothing_gathers_are_dead_ends() -> None:
    found = said(SOUND[:3])
    assert [words[:7] for words in found if "ngõ cụt" in words] == ["Bước 2 ", "Bước 3 "]


def test_a_workflow_much_shorter_than_its_term_is_only_asked_about() -> None:
    twelve, thirteen = (
        findings(SOUND, {"trực tiếp": TimeLimit(number, "working_days")}, EIGHT)
        for number in ("12.5", "13")
    )
    assert twelve == ()
    assert [each.stops for each in thirteen] == [False]
    assert "ngắn hơn quá 20%" in thirteen[0].words


def test_days_under_a_term_in_hours_are_refused_by_step() -> None:
    assert said(SOUND, "80", "working_hours")[0].startswith("Bước 1 “Việc 1” tính bằng ngày")


def test_nothing_is_not_a_workflow() -> None:
    assert findings((), TEN_DAYS, EIGHT) == (Finding(0, "Quy trình chưa có bước nào."),)


def test_the_workflows_of_the_desks_may_be_in_force() -> None:
    terms = {each.code: each.terms for each in desk_procedures()}
    faults = {
        code: stopping(findings(steps, terms[code], EIGHT))
        for code, steps in desk_workflows().items()
    }
    assert {code: found for code, found in faults.items() if found} == {}


@st.composite
def workflows(draw: st.DrawFn) -> tuple[StepFacts, ...]:
    letters = draw(st.lists(st.sampled_from(["", "A", "B", "C"]), min_size=1, max_size=9))
    terms = st.tuples(st.integers(0, 40), st.sampled_from(["days", "hours"]))
    return tuple(
        step(no, str(number), unit, branch=letter)
        for no, letter in enumerate(letters, 1)
        for number, unit in [draw(terms)]
    )


@given(workflows())
def test_the_longest_way_is_as_long_as_the_longest_of_all_ways(
    steps: tuple[StepFacts, ...],
) -> None:
    ways = product(*(block.lanes for block in blocks(steps)))
    every = [sum((hours(lane) for lane in way), Decimal(0)) for way in ways]
    longest = longest_ways(steps, in_hours=False, day_hours=EIGHT)
    assert max(hours(way) for way in longest.values()) == max(every)
    assert set(longest) == {each.no for each in steps}, "every step is reached"
    assert all(way[-1].no == no for no, way in longest.items())


@given(workflows(), st.integers(1, 9))
def test_more_time_for_a_step_never_makes_a_workflow_fit(
    steps: tuple[StepFacts, ...], no: int
) -> None:
    longer = tuple(replace(e, term=e.term + 1) if e.no == no else e for e in steps)
    fits, still = ("vượt thời hạn" in " ".join(said(each)) for each in (steps, longer))
    assert still or not fits


@given(workflows())
def test_a_draft_is_read_as_it_was_kept(steps: tuple[StepFacts, ...]) -> None:
    assert read(kept(steps)) == steps
    assert digest(read(kept(steps))) == digest(steps)


def hours(way: Sequence[StepFacts]) -> Decimal:
    return sum((weight(each, in_hours=False, day_hours=EIGHT) for each in way), Decimal(0))
