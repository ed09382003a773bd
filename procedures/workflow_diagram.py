"""PURE. A workflow drawn from top to bottom: boxes, lines between them, ways back at the right.

Lengths are SVG units. Parallel branches stand side by side, from one line to one line.
"""

import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from procedures.importers.desk_files import StepFacts
from procedures.limits import vietnamese_number
from procedures.workflow_shape import HOURS, Lane, blocks, returns_of

WIDTH, MARGIN, HEIGHT, GAP, LETTER = 360, 40, 78, 18, 6.6


@dataclass(frozen=True, slots=True)
class Box:
    no: int
    x: int
    y: int
    width: int
    title: str
    lines: tuple[str, ...]  # of the name, as they fit
    who: str
    when: str
    faulty: bool
    result: bool

    @property
    def middle(self) -> int:
        return self.x + self.width // 2

    @property
    def bottom(self) -> int:
        return self.y + HEIGHT


@dataclass(frozen=True, slots=True)
class Diagram:
    boxes: tuple[Box, ...]
    lines: tuple[str, ...]  # points of polylines, the last with an arrow's head
    returns: tuple[str, ...]
    height: int
    description: str


def diagram(steps: Sequence[StepFacts], faulty: frozenset[int], dues: Mapping[int, str]) -> Diagram:
    """faulty: steps something was found of. dues: step -> when it is due, in words; may be none."""
    boxes: dict[int, Box] = {}
    lines: list[str] = []
    top, above = 2, list[Box]()
    for block in blocks(steps):
        width = (WIDTH - GAP * (len(block.lanes) - 1)) // len(block.lanes)
        ends, lowest = [], top
        for column, lane in enumerate(block.lanes):
            placed = _lane(lane, (column * (width + GAP) + 1, top, width), faulty, dues)
            boxes |= {box.no: box for box in placed}
            lines += [_down(upper, lower) for upper, lower in _pairs(above, placed)]
            ends.append(placed[-1])
            lowest = max(lowest, placed[-1].bottom)
        top, above = lowest + GAP + 6, ends
    returns = tuple(
        _back(boxes[step.no], boxes[target])
        for step in steps
        for target in returns_of(step)
        if target in boxes and step.no in boxes
    )
    words = "; ".join(f"{box.no}. {box.title}" for box in boxes.values())
    return Diagram(tuple(boxes.values()), tuple(lines), returns, max(top - GAP, 20), words)


def _lane(
    lane: Lane, place: tuple[int, int, int], faulty: frozenset[int], dues: Mapping[int, str]
) -> list[Box]:
    x, y, width = place
    return [
        _box(step, (x, y + row * (HEIGHT + GAP), width), step.no in faulty, dues.get(step.no, ""))
        for row, step in enumerate(lane)
    ]


def _box(step: StepFacts, place: tuple[int, int, int], faulty: bool, due: str) -> Box:  # noqa: FBT001 - one fact of the box
    x, y, width = place
    fits = int((width - 14) / LETTER)
    head = f"{step.no}. {step.name or 'chưa có tên'}"
    wrapped = textwrap.wrap(head, fits, max_lines=2, placeholder=" …")
    return Box(
        no=step.no, x=x, y=y, width=width, title=step.name or "chưa có tên", lines=tuple(wrapped),
        who=textwrap.shorten(step.unit_role or "chưa có đơn vị", fits, placeholder=" …"),
        when=textwrap.shorten(" · ".join(filter(None, (term_words(step), due))), fits + 4,
                              placeholder=" …"),
        faulty=faulty, result=step.evidence == "result",
    )  # fmt: skip


def term_words(step: StepFacts) -> str:
    if not step.term:
        return ""
    unit = "giờ" if step.term_unit == HOURS else "ngày"
    return f"{vietnamese_number(Decimal(step.term))} {unit}"


def _pairs(above: Sequence[Box], lane: Sequence[Box]) -> list[tuple[Box, Box]]:
    return [*((box, lane[0]) for box in above), *pairwise(lane)]


def _down(upper: Box, lower: Box) -> str:
    bend = lower.y - GAP // 2 - 2
    return (
        f"{upper.middle},{upper.bottom} {upper.middle},{bend} {lower.middle},{bend}"
        f" {lower.middle},{lower.y}"
    )


def _back(from_: Box, to: Box) -> str:
    """The further back, the further out."""
    out = WIDTH + min(8 + 4 * (from_.no - to.no), MARGIN - 6)
    start, end = from_.y + HEIGHT // 3, to.y + HEIGHT * 2 // 3
    return f"{from_.x + from_.width},{start} {out},{start} {out},{end} {to.x + to.width},{end}"
