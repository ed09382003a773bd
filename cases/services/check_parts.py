"""The rows beside a dossier's own that repeat its events: branches, requests for a supplement."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Model

from cases.clock import ClockEvent, ClockReading
from cases.clock_taken_over import old_supplements
from cases.models import Branch, Dossier, Supplement
from cases.services.caches import branch_columns
from onecua.ledger.texts import read_texts

Columns = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Part:
    """A sort of row: by which number it is known in its dossier, and what the events say of it."""

    called: str
    model: type[Model]
    related: str
    number: str
    in_events: str
    wanted: Callable[[Sequence[ClockEvent], ClockReading], Mapping[int, Columns]]
    words: Mapping[str, Mapping[str, str]]  # column -> event -> its field that holds the text

    def rows(self, dossier: Dossier) -> dict[int, Any]:
        return {getattr(row, self.number): row for row in getattr(dossier, self.related).all()}


def _branches(events: Sequence[ClockEvent], clock: ClockReading) -> Mapping[int, Columns]:
    opened = {
        event.integer("branch"): event.happened_at
        for event in events
        if event.kind in {"branch_opened", "part_opened"}
    }
    return {
        each.branch: {
            "agency_id": each.agency,
            "lane": each.lane,
            "lead": each.lead,
            "limit_number": each.limit.number,
            "limit_unit": each.limit.unit.value,
            "opened_at": opened[each.branch],
            **branch_columns(each),
        }
        for each in clock.branches
    }


def _supplements(events: Sequence[ClockEvent], _clock: ClockReading) -> Mapping[int, Columns]:
    found: dict[int, Columns] = {}
    for event in events:
        if event.kind == "taken_over":
            found |= {no: old._asdict() for no, old in enumerate(old_supplements(event), 1)}
        elif event.kind == "supplement_requested":
            found[event.integer("ordinal")] = {
                "requested_at": event.happened_at,
                "restart": event.flag("restart"),
                "over_window": event.flag("late_request"),
                "answer_by": date.fromisoformat(str(event.payload["answer_by_on"])),
                "received_at": None,
            }
        elif event.kind == "supplement_received":
            found[event.integer("ordinal")]["received_at"] = event.happened_at
    return found


_ANSWERS = {"branch_finished": "answer", "part_moved": "opinion", "part_finished": "opinion"}
PARTS = (
    Part("nhánh", Branch, "branches", "no", "branch", _branches,
         {"question": {"branch_opened": "question"}, "answer": _ANSWERS}),
    Part("bổ sung lần", Supplement, "supplements", "ordinal", "ordinal", _supplements,
         {"missing": {"supplement_requested": "missing"}}),
)  # fmt: skip


def part_differences(
    dossier: Dossier, events: Sequence[ClockEvent], clock: ClockReading
) -> Iterator[tuple[str, Any, Any]]:
    """(what, as the row has it, as the events say)."""
    for part in PARTS:
        rows, wanted = part.rows(dossier), part.wanted(events, clock)
        for number in sorted(rows.keys() | wanted.keys()):
            name = f"{part.called} {number}"
            if number not in rows or number not in wanted:
                yield name, _is_there(number in rows), _is_there(number in wanted)
                continue
            for column, value in wanted[number].items():
                if getattr(rows[number], column) != value:
                    yield f"{name} {column}", getattr(rows[number], column), value


def _is_there(there: bool) -> str:  # noqa: FBT001 - one word of two
    return "có" if there else "không có"


def rebuild_parts(dossier: Dossier, events: Sequence[ClockEvent], clock: ClockReading) -> None:
    """What no event knows goes, what is missing comes again with its words, if they still exist."""
    for part in PARTS:
        rows, wanted = part.rows(dossier), part.wanted(events, clock)
        for number in rows.keys() - wanted.keys():
            rows[number].delete()
        for number, columns in wanted.items():
            row = rows.get(number) or part.model(
                dossier=dossier, **{part.number: number}, **_words(part, number, events)
            )
            for column, value in columns.items():
                setattr(row, column, value)
            row.save()


def _words(part: Part, number: int, events: Sequence[ClockEvent]) -> Columns:
    """What was said to it, oldest first; a text that was destroyed is empty."""
    found: Columns = {}
    for column, kinds in part.words.items():
        said = [
            event.payload[kinds[event.kind]]
            for event in events
            if event.kind in kinds and event.payload.get(part.in_events) == number
        ]
        kept = [int(str(each["text"])) for each in said if isinstance(each, dict)]
        texts = read_texts(kept) if kept else {}
        found[column] = "\n".join(text for each in kept if (text := texts.get(each)))
    return found
