"""PURE. The shape of a workflow: steps one after the other, and blocks of parallel branches.

Steps that follow each other and carry branch letters are one block: its branches begin together,
and the next step without a letter waits for all of them.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from typing import Generic, Protocol, TypeVar

from procedures.importers.desk_files import StepFacts

HOURS = "hours"
Lane = tuple[StepFacts, ...]


class Shaped(Protocol):
    """What the shape asks of a step, whoever keeps it."""

    @property
    def no(self) -> int: ...
    @property
    def branch(self) -> str: ...


S = TypeVar("S", bound=Shaped)


@dataclass(frozen=True, slots=True)
class Block(Generic[S]):
    """What begins together: one lane, or a lane for each branch letter."""

    lanes: tuple[tuple[S, ...], ...]

    @property
    def parallel(self) -> bool:
        return bool(self.lanes[0][0].branch)


def blocks(steps: Sequence[S]) -> list[Block[S]]:
    found: list[Block[S]] = []
    for branched, group in groupby(steps, lambda step: bool(step.branch)):
        if not branched:
            found += [Block(((step,),)) for step in group]
            continue
        lanes: dict[str, list[S]] = {}
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
    return ways_of(steps, lambda step: weight(step, in_hours=in_hours, day_hours=day_hours))


def ways_of(steps: Sequence[S], length: Callable[[S], Decimal]) -> Mapping[int, tuple[S, ...]]:
    """As `longest_ways`, by any measure of a step."""
    ways: dict[int, tuple[S, ...]] = {}
    so_far: tuple[S, ...] = ()
    for block in blocks(steps):
        ends = []
        for lane in block.lanes:
            for upto, step in enumerate(lane, 1):
                ways[step.no] = so_far + lane[:upto]
            ends.append(so_far + lane)
        so_far = max(ends, key=lambda way: sum(map(length, way), Decimal(0)))
    return ways
