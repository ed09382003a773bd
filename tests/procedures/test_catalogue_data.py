"""The project's own facts about procedures keep the form that everything else relies on."""

import csv
import re
from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from itertools import groupby
from pathlib import Path

import pytest

from onecua.kernel.tables.reading import read_table
from onecua.kernel.text import clean_line
from onecua.settings.base import ROOT
from procedures.importers.rows import read_catalogue
from procedures.importers.words import LEVELS
from procedures.timing import TimeLimit, Unit

DATA = ROOT / "procedures" / "data"
CHANNELS = ("direct", "online", "post")
DAYS_OF = {
    Unit.WORKING_DAYS: Decimal(1),
    Unit.CALENDAR_DAYS: Decimal(1),
    Unit.MONTHS: Decimal(30),
    Unit.WORKING_HOURS: Decimal(1) / 8,
}
Row = dict[str, str]


def rows(name: str) -> list[Row]:
    with (DATA / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def by_procedure(name: str) -> dict[str, list[Row]]:
    found: defaultdict[str, list[Row]] = defaultdict(list)
    for row in rows(name):
        found[row["procedure_code"]].append(row)
    return found


CATALOGUE = rows("catalogue.csv")
DESK = {row["code"]: row for row in rows("desk_procedures.csv")}
WORKFLOWS = by_procedure("desk_workflows.csv")
PAPERS = by_procedure("desk_papers.csv")


def limits(row: Row) -> list[TimeLimit]:
    return [
        TimeLimit(row[f"term_{channel}"], row[f"unit_{channel}"])
        for channel in CHANNELS
        if row[f"term_{channel}"]
    ]


def days(step: Row) -> Decimal:
    return Decimal(step["term"]) / {"days": 1, "hours": 8}[step["unit"]]


def blocks(steps: list[Row]) -> Iterator[list[list[Row]]]:
    """Runs of steps: a serial step alone, or the branches that go on at the same time."""
    for parallel, run in groupby(steps, key=lambda step: bool(step["branch"])):
        if not parallel:
            yield from ([[step]] for step in run)
            continue
        branches: defaultdict[str, list[Row]] = defaultdict(list)
        for step in run:
            branches[step["branch"]].append(step)
        yield list(branches.values())


def longest_path(steps: list[Row]) -> Decimal:
    total = Decimal(0)
    for block in blocks(steps):
        total += max(sum(map(days, way), Decimal(0)) for way in block)
    return total


@pytest.mark.parametrize("path", sorted(DATA.glob("*.csv")), ids=lambda path: path.name)
def test_every_cell_is_composed_and_has_no_stray_space(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    cells = [cell for row in csv.reader(text.splitlines()) for cell in row]
    assert [cell for cell in cells if cell != clean_line(cell)] == []
    assert "\r" not in text


def test_the_catalogue_is_large_and_no_code_is_in_it_twice_nor_at_the_desk() -> None:
    codes = [row["code"] for row in CATALOGUE]
    assert len(codes) >= 400
    assert len(DESK) == 91
    assert len({*codes, *DESK}) == len(codes) + len(DESK)


def test_our_own_catalogue_is_read_by_the_importer_without_a_fault() -> None:
    path = DATA / "catalogue.csv"
    read = read_catalogue(read_table(path.name, path.read_bytes()))
    assert (len(read.rows), read.faults) == (len(CATALOGUE), ())
    assert [row.code for row in read.rows if row.limit is None] == []


def test_levels_have_one_spelling_and_are_those_of_a_province() -> None:
    for row in (*CATALOGUE, *DESK.values()):
        assert set(row["level"].split("; ")) <= {*LEVELS} - {"bộ"}
    for row in CATALOGUE:  # at the desk, the level that receives most may come first
        assert row["level"].split("; ") == sorted(row["level"].split("; "), key=LEVELS.index)


def test_every_procedure_has_its_sector_and_says_where_its_facts_come_from() -> None:
    for row in (*CATALOGUE, *DESK.values()):
        assert all((row["title"], row["sector"], row["source"])), row["code"]


@pytest.mark.parametrize("row", DESK.values(), ids=lambda row: row["code"])
def test_a_desk_procedure_has_terms_papers_and_a_result(row: Row) -> None:
    assert len({limit.unit for limit in limits(row)}) == 1
    assert re.fullmatch(r"\d\.\d{6}|KT\.[A-Z]{2}\.\d{2}", row["code"])
    assert row["code"].startswith("KT.") == ("provisional code" in row["source"])
    assert [paper["no"] for paper in PAPERS[row["code"]]] == [
        str(number) for number in range(1, len(PAPERS[row["code"]]) + 1)
    ]
    need = "(required|optional|none)"
    assert re.fullmatch(f"number:{need},signer:{need},file:{need}", row["result_needs"])


@pytest.mark.parametrize("code", DESK)
def test_the_longest_way_through_a_workflow_fits_the_shortest_term(code: str) -> None:
    steps = WORKFLOWS[code]
    assert [step["step_no"] for step in steps] == [str(n) for n in range(1, len(steps) + 1)]
    shortest = min(limit.number * DAYS_OF[limit.unit] for limit in limits(DESK[code]))
    assert 0 < longest_path(steps) <= shortest


@pytest.mark.parametrize("code", DESK)
def test_a_parallel_block_has_several_branches_and_one_lead(code: str) -> None:
    for block in blocks(WORKFLOWS[code]):
        if block[0][0]["branch"]:
            leads = [any(step["lead"] == "yes" for step in way) for way in block]
            assert len(block) > 1
            assert sum(leads) == 1


def test_papers_and_workflows_belong_to_desk_procedures() -> None:
    assert PAPERS.keys() == WORKFLOWS.keys() == DESK.keys()


def test_what_is_assumed_stays_marked() -> None:
    assumed = [row for row in DESK.values() if "not in source" in row["source"]]
    assert len(assumed) >= 40
    assert all("composed after the shape" in steps[0]["note"] for steps in WORKFLOWS.values())
