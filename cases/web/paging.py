"""Where a part of a list begins and the next one goes on, in the query string."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

from cases.selectors.paging import Part
from cases.web.worklist import in_words, next_of


@dataclass(frozen=True, slots=True)
class Listed:
    """A part of a list as a page shows it: `next` and `first` are addresses, "" without one."""

    lines: Any
    total: str
    next: str
    first: str


def listed(request: HttpRequest, part: Part[Any], name: str) -> Listed:
    """name: of the list's own place in the query string; a page may show several lists."""
    query = request.GET.copy()
    paged = query.pop(name, None) is not None
    return Listed(
        lines=part.lines,
        total=in_words(part.total),
        next=next_of(request, part.more, name) if part.more else "",
        first=f"?{query.urlencode()}" if paged else "",
    )
