"""PURE. The tables under `data/`, as rows of text."""

import csv
from pathlib import Path

DATA = Path(__file__).parent / "data"
Row = dict[str, str]


def table(name: str) -> list[Row]:
    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def listed(cell: str) -> tuple[str, ...]:
    """ "a; b" is two values, "" none."""
    return tuple(filter(None, (part.strip() for part in cell.split(";"))))
