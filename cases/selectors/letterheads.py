"""The letterheads of an agency, newest first, and which of them holds."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from cases.models import Letterhead
from cases.services.corner import printed
from onecua.people.models import Agency

SHOWN = 20


@dataclass(frozen=True, slots=True)
class LetterheadLine:
    head: Letterhead
    holds: bool
    to_come: bool

    @property
    def parent_lines(self) -> Sequence[str]:
        return self.head.parent.splitlines()

    @property
    def name_lines(self) -> Sequence[str]:
        return self.head.name.splitlines()


def letterheads_of(agency: Agency, on: date) -> list[LetterheadLine]:
    """One of a day that a later one of the same day replaced neither holds nor is to come."""
    rows = Letterhead.objects.filter(agency=agency).select_related("set_by", "logo")
    rows = rows.order_by("-valid_from", "-pk")
    lines, days, held = [], set(), False
    for head in rows[:SHOWN]:
        newest, to_come = head.valid_from not in days, head.valid_from > on
        holds = newest and not to_come and not held
        lines.append(LetterheadLine(head, holds, to_come and newest))
        days.add(head.valid_from)
        held = held or holds
    return lines


def words_now(agency: Agency, on: date) -> Letterhead:
    """What holds, or what is printed where nothing was set: not saved."""
    for line in letterheads_of(agency, on):
        if line.holds:
            return line.head
    above, name = printed(agency)
    return Letterhead(agency=agency, parent=above, name=name, place=agency.place)
