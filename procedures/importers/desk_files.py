"""PURE. The project's own files of desk procedures and workflows (procedures/data/README.md)."""

import csv
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from procedures.importers.papers import PaperFacts
from procedures.importers.published import Published
from procedures.timing import TimeLimit

DATA = Path(__file__).resolve().parent.parent / "data"
CHANNELS = ("direct", "online", "post")
Row = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class StepFacts:
    """Named as the columns of WorkflowStep."""

    no: int
    name: str
    unit_role: str
    post_role: str
    term: Decimal
    term_unit: str
    branch: str
    lead: bool
    evidence: str
    may_return_to: str
    note: str
    may_close: bool = False


def rows_of(name: str) -> Iterator[Row]:
    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(lines)


def desk_procedures() -> list[Published]:
    papers: defaultdict[str, list[PaperFacts]] = defaultdict(list)
    for row in rows_of("desk_papers"):
        papers[row["procedure_code"]].append(_paper(row))
    return [_published(row, tuple(papers[row["code"]])) for row in rows_of("desk_procedures")]


def desk_workflows() -> dict[str, tuple[StepFacts, ...]]:
    """Procedure code -> its steps, in order."""
    steps: defaultdict[str, list[StepFacts]] = defaultdict(list)
    for row in rows_of("desk_workflows"):
        steps[row["procedure_code"]].append(_step(row))
    return {code: tuple(found) for code, found in steps.items()}


def _published(row: Row, papers: tuple[PaperFacts, ...]) -> Published:
    needs = dict(need.split(":") for need in row["result_needs"].split(","))
    return Published(
        code=row["code"],
        title=row["title"],
        short_title=row["short_title"],
        sector=row["sector"],
        level=row["level"],
        synonyms=row["synonyms"],
        agency_text=row["agency"],
        kind=row["kind"],
        confidential=row["confidential"] == "yes",
        result_name=row["result_name"],
        result_number=needs["number"],
        result_signer=needs["signer"],
        result_file=needs["file"],
        fee_vnd=int(row["fee_vnd"]) if row["fee_vnd"] else None,
        fee_note=row["fee_note"],
        terms={
            channel: TimeLimit(row[f"term_{channel}"], row[f"unit_{channel}"])
            for channel in CHANNELS
            if row[f"term_{channel}"]
        },
        papers=papers,
        source=row["source"],
    )


def _paper(row: Row) -> PaperFacts:
    return PaperFacts(
        name=row["name"],
        originals=int(row["originals"]),
        certified_copies=int(row["certified_copies"]),
        copies=int(row["copies"]),
        required=row["required"] == "yes",
        condition=row["condition"],
        form_code=row["form_code"],
        note=row["note"],
    )


def _step(row: Row) -> StepFacts:
    return StepFacts(
        no=int(row["step_no"]),
        name=row["name"],
        unit_role=row["unit_role"],
        post_role=row["post_role"],
        term=Decimal(row["term"] or 0),
        term_unit=row["unit"],
        branch=row["branch"],
        lead=row["lead"] == "yes",
        evidence=row["evidence"],
        may_return_to=row["may_return_to"],
        note=row["note"],
    )
