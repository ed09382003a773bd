"""PURE. The shape of a workflow: steps one after the other, and blocks of parallel branches.

Steps that follow each other and carry branch letters are one block: its branches begin together,
and the next step without a letter waits for all of them.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from procedures.importers.desk_files import StepFacts

HOURS = "hours"
Lane = tuple[StepFacts, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """What begins together: one lane, or a lane for each branch letter."""

    lanes: tuple[Lane, ...]

    @property
    def parallel(self) -> bool:
        return bool(self.lanes[0][0].branch)


def blocks(steps: Sequence[StepFacts]) -> list[Block]:
    found: list[Block] = []
    for branched, group in groupby(steps, lambda step: bool(step.branch)):
        if not branched:
            found += [Block(((step,),)) for step in group]
            continue
        lanes: dict[str, list[StepFacts]] = {}
        for step in group:
            lanes.setdefault(step.branch, []).append(step)
        found.append(Block(tuple(tuple(lane) for lane in lanes.values())))
    return found


def returns_of(step: StepFacts) -> list[int]:
    """The steps this one may give the dossier back to."""
    return [int(number) for number in re.findall(r"\d+", step.may_return_to)]


def weight(step: StepFacts, *, in_hours: bool, day_hours: Decimal) -> Decimal:
    """The term of a step in the procedure's unit: in days, or in hours for a term in hours."""
    if in_hours or step.term_unit != HOURS:
        return step.term
    return step.term / day_hours


def longest_ways(
    steps: Sequence[StepFacts], *, in_hours: bool, day_hours: Decimal
) -> Mapping[int, tuple[StepFacts, ...]]:
    """Step number -> the steps of the longest way from the beginning to its end, itself last."""
    ways: dict[int, tuple[StepFacts, ...]] = {}
    so_far: tuple[StepFacts, ...] = ()

    def length(way: Sequence[StepFacts]) -> Decimal:
        parts = (weight(each, in_hours=in_hours, day_hours=day_hours) for each in way)
        return sum(parts, Decimal(0))

    for block in blocks(steps):
        ends = []
        for lane in block.lanes:
            for upto, step in enumerate(lane, 1):
                ways[step.no] = so_far + lane[:upto]
            ends.append(so_far + lane)
        so_far = max(ends, key=length)
    return ways
