"""`manage.py due` answers every row of the oracle that a command line can express."""

import io
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from onecua.settings.base import ROOT
from tests.support.calendars import AS_KNOWN_IN_DECEMBER_2025, UK_HOLIDAYS
from tests.support.oracle import (
    HOURS,
    PAUSES,
    UK_CALENDAR_DAYS,
    UK_WORKING_DAYS,
    VIETNAM,
    WITHOUT_THE_MAKEUP_DAY,
)

HEADER = "date,kind,reason,source"
BEFORE_THE_SWAP = [("V-25", "2025-12-31", 1, "2026-01-02"), ("V-26", "2025-12-31", 7, "2026-01-12")]


def answer(received: str, term: int, unit: str, *more: str) -> dict[str, Any]:
    out = io.StringIO()
    call_command(
        "due", "--received", received, "--term", str(term), "--unit", unit, "--json", *more,
        stdout=out,
    )  # fmt: skip
    told: dict[str, Any] = json.loads(out.getvalue())
    return told


def due(received: str, term: int, unit: str, *more: str) -> str:
    """The date; the walk that is told with it ends there too."""
    told = answer(received, term, unit, *more)
    assert told["explanation"][-1]["on"] == told["due_on"]
    on: str = told["due_on"]
    return on


@pytest.fixture(scope="module")
def british(tmp_path_factory: pytest.TempPathFactory) -> str:
    return written(
        tmp_path_factory.mktemp("lich") / "uk.csv",
        [HEADER, *(f"{day},off,bank holiday," for day in UK_HOLIDAYS.split())],
    )


def without(path: Path, *days: str) -> str:
    """The declared calendar as it was before these days were announced."""
    lines = (ROOT / "procedures" / "data" / "holidays_vn.csv").read_text().splitlines()
    return written(path, [line for line in lines if not line.startswith(days)])


def written(path: Path, lines: Sequence[str]) -> str:
    path.write_text("\n".join(lines), encoding="utf-8")
    return str(path)


@pytest.mark.parametrize(("received", "expected"), UK_WORKING_DAYS)
def test_working_days_of_another_country(received: str, expected: str, british: str) -> None:
    assert due(received, 20, "working_days", "--calendar", british) == expected


@pytest.mark.parametrize(("received", "expected"), UK_CALENDAR_DAYS)
def test_calendar_days_of_another_country(received: str, expected: str, british: str) -> None:
    assert due(received, 20, "calendar_days", "--calendar", british) == expected


@pytest.mark.parametrize(("name", "received", "days", "expected"), VIETNAM)
def test_working_days(name: str, received: str, days: int, expected: str) -> None:
    assert due(received, days, "working_days") == expected, name


@pytest.mark.parametrize(("name", "makeup", "received", "days", "expected"), WITHOUT_THE_MAKEUP_DAY)
def test_without_the_makeup_day(
    name: str, makeup: str, received: str, days: int, expected: str, tmp_path: Path
) -> None:
    calendar = without(tmp_path / "lich.csv", makeup)
    assert due(received, days, "working_days", "--calendar", calendar) == expected, name


@pytest.mark.parametrize(("name", "received", "days", "expected"), BEFORE_THE_SWAP)
def test_before_the_swap(
    name: str, received: str, days: int, expected: str, tmp_path: Path
) -> None:
    calendar = without(tmp_path / "lich.csv", *AS_KNOWN_IN_DECEMBER_2025)
    assert due(received, days, "working_days", "--calendar", calendar) == expected, name


@pytest.mark.parametrize(("name", "start", "hours", "expected"), HOURS)
def test_hours(name: str, start: str, hours: int, expected: str) -> None:
    assert answer(start, hours, "working_hours")["due_at"] == f"{expected}:00+07:00", name


@pytest.mark.parametrize("row", PAUSES, ids=lambda row: row[0])
def test_pauses_where_the_day_of_the_stop_counts(
    row: tuple[str, str, int, str, str, str, str],
) -> None:
    _name, received, days, stops, _both, _resume_counts, expected = row
    pauses = [
        word
        for each in stops.split()
        for word in ("--pause", "/".join(f"2021-{end}T09:00" for end in each.split("/")))
    ]
    assert due(f"2021-{received}", days, "working_days", *pauses) == f"2021-{expected}"
