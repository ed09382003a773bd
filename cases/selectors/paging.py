"""A list in parts, by keyset: a part costs its own rows, however long the whole is."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.db.models import QuerySet

from cases.selectors.worklist import Key, count

PART = 100  # a desk gives, and a head signs, what he can read
T = TypeVar("T")
L = TypeVar("L")


@dataclass(frozen=True, slots=True)
class Part(Generic[T]):
    lines: Sequence[T]
    total: int  # of the whole list, as `count` counts
    more: Key | None  # the next part begins behind it; None: this is the last

    def become(self, line: Callable[[T], L | None]) -> "Part[L]":
        """Each entry as a line; one that has gone meanwhile falls out."""
        lines = [made for each in self.lines if (made := line(each)) is not None]
        return Part(lines, self.total, self.more)


NOTHING: Part[Any] = Part((), 0, None)


def part_of(
    rows: Callable[[Key | None], QuerySet[Any, T]], key: Callable[[T], Key], after: Key | None
) -> Part[T]:
    """rows(after): ordered, behind a key; rows(None): the whole. One query, two on later parts."""
    found = list(rows(after)[: PART + 1])
    shown = found[:PART]
    more = key(shown[-1]) if len(found) > PART else None
    total = count(rows(None)) if more or after else len(shown)
    return Part(shown, total, more)
