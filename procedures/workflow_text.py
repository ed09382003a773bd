"""PURE. The steps of a draft as they are kept (a list of objects), and their fingerprint."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, fields
from decimal import Decimal
from typing import Any

from procedures.importers.desk_files import StepFacts

Kept = list[dict[str, Any]]
LATER = frozenset({"may_close"})
NAMES = tuple(field.name for field in fields(StepFacts))


def kept(steps: Sequence[StepFacts]) -> Kept:
    """The term as text: a JSON number would round it."""
    return [
        _without_defaults(asdict(step)) | {"term": f"{step.term.normalize():f}"} for step in steps
    ]


def _without_defaults(row: dict[str, Any]) -> dict[str, Any]:
    """What came later is kept where it says something: older fingerprints stay true."""
    return {name: value for name, value in row.items() if name not in LATER or value}


def read(rows: Kept) -> tuple[StepFacts, ...]:
    return tuple(
        StepFacts(
            **{name: row[name] for name in NAMES if name in row} | {"term": Decimal(row["term"])}
        )
        for row in rows
    )


def facts_of(row: Any) -> StepFacts:
    """Of any row with the columns of WorkflowStep."""
    return StepFacts(**{name: getattr(row, name) for name in NAMES})


def digest(steps: Sequence[StepFacts]) -> str:
    """sha256 of the steps, as the decision's events name them."""
    text = json.dumps(kept(steps), ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()
