"""The timeline: each event as a sentence, with names, dates and texts resolved in few queries."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby
from string import Formatter
from typing import Any

from cases.deadline_words import instant
from cases.events import KINDS, EventKind
from cases.history import payload_of
from cases.services.destroying import destroyed_by
from cases.services.ending import STOP_GROUNDS
from cases.services.pause import GROUNDS
from onecua.ledger.models import Event
from onecua.ledger.texts import read_texts
from onecua.people.models import Person, Post, Unit
from procedures.timing import office_date, office_time

DESTROYED = "(đã tiêu hủy theo Quyết định số {decision})"
SYSTEM = "Đồng hồ hạn trả"
LATE = {
    "became_late", "step_late", "escalated", "apology_drafted", "slip_debt", "handover_late",
    "submission_unanswered",
}  # fmt: skip
STOPS = {"supplement_requested", "payment_required", "suspended", "stopped", "withdrawn", "voided"}
BESIDE = {
    "back_dated",
    "noted",
    "slip_issued",
    "slip_reprinted",
    "slip_scanned",
    "slip_signed",
    "slip_sealed",
    "soon_due",
    "text_destroyed",
    "rebuilt",
}  # said beside the work, drawn hollow
_GROUNDS = {**GROUNDS, **STOP_GROUNDS}
_NUMBER = re.compile(r"\b\d{9}(?=\d{3}\b)")  # of an identity card, whatever field it was typed into
_GAP = timedelta(minutes=1)  # what was claimed earlier than this is marked so


@dataclass(frozen=True, slots=True)
class Line:
    at: datetime
    when: str
    who: str
    sentence: str
    effect: str
    look: str  # the variant of the mark: key, stop, late or plain
    claimed: str = ""  # when it was really recorded, if that was later
    seq: int = 0  # of the event: evidence points here

    @property
    def late(self) -> bool:
        return self.look == "late"

    @property
    def time(self) -> str:
        return f"{office_time(self.at):%H:%M}"


@dataclass(frozen=True, slots=True)
class Day:
    name: str
    lines: Sequence[Line]


@dataclass(frozen=True, slots=True)
class Names:
    units: Mapping[int, str]
    people: Mapping[int, str]
    texts: Mapping[int, str | None]
    destroyed: Mapping[int, str]  # a text -> the number of the decision by which it went


def lines_of(events: Sequence[Event], units: Mapping[int, str] | None = None) -> list[Line]:
    """In the order of the events. units: names that the page has read already."""
    posts = {
        post.pk: post
        for post in Post.objects.filter(
            pk__in={event.post for event in events if event.post}
        ).select_related("person", "unit")
    }
    known = dict(units or {}) | {post.unit_id: post.unit.name for post in posts.values()}
    people = {post.person_id: post.person.full_name for post in posts.values()}
    names = _names(events, known, people)
    return [_line(event, KINDS[event.kind], names, posts) for event in events]


def by_day(lines: Sequence[Line]) -> list[Day]:
    """thứ Sáu 05/03/2021 and what happened on it."""
    return [
        Day(instant(found[0].at).partition(" ")[2], found)
        for _, group in groupby(lines, key=lambda line: office_date(line.at))
        if (found := list(group))
    ]


def public_timeline(stream: int) -> list[tuple[str, str]]:
    """Oldest first, for the citizen: (when, sentence), without any name of a person."""
    events = [
        event
        for event in Event.objects.filter(stream=stream).order_by("seq")
        if KINDS[event.kind].public
    ]
    names = _names(events, {}, {})
    return [
        (instant(event.happened_at), _filled(KINDS[event.kind].public, payload_of(event), names))
        for event in events
    ]


def public_sentence(event: Event) -> str:
    """What the citizen reads of one event: no name, and nothing of what the dossier is about."""
    return _filled(KINDS[event.kind].public, event.data, _names([event], {}, {}))


def _line(event: Event, kind: EventKind, names: Names, posts: Mapping[int, Post]) -> Line:
    post = posts.get(event.post or 0)
    gap = event.recorded_at - event.happened_at > _GAP
    return Line(
        at=event.happened_at,
        when=instant(event.happened_at),
        who=_who(event, post, names) if post else SYSTEM,
        sentence=_filled(kind.sentence, payload_of(event), names),
        effect=kind.effect,
        look=_look(event.kind),
        claimed=f"ghi vào hệ thống lúc {instant(event.recorded_at)}" if gap and post else "",
        seq=event.seq,
    )


def _who(event: Event, post: Post, names: Names) -> str:
    """The name of who did it; whom he stood in for, or whose signature he was lent, after it."""
    person = names.people.get(event.person or 0, post.person.full_name)
    absent = names.people.get(event.on_behalf_of or 0)
    words = f"{person} thay {absent}" if absent else person
    if post.unit.name.casefold() in post.position.casefold():  # Trưởng phòng Tổng hợp, Phòng …
        return f"{words}, {post.position}"
    return f"{words}, {post.position}, {post.unit.name}"


def _look(kind: str) -> str:
    if kind in LATE:
        return "late"
    if kind in STOPS:
        return "stop"
    return "plain" if kind in BESIDE else "key"


def _names(events: Iterable[Event], units: Mapping[int, str], people: Mapping[int, str]) -> Names:
    """What is known is not asked again."""
    values = [(field, value) for event in events for field, value in payload_of(event).items()]
    more_units = {
        value for field, value in values if field.endswith("unit") and isinstance(value, int)
    } - units.keys()
    stand_ins = {
        who
        for event in events
        if event.on_behalf_of
        for who in (event.person, event.on_behalf_of)
        if who
    }
    named = {
        value for field, value in values if field.endswith("_person") and isinstance(value, int)
    }
    more_people = (named | stand_ins) - people.keys()
    texts = {value["text"] for _, value in values if isinstance(value, dict) and "text" in value}
    if more_units:
        units = {**units, **dict(Unit.objects.filter(pk__in=more_units).values_list("pk", "name"))}
    if more_people:
        found = Person.objects.filter(pk__in=more_people).values_list("pk", "full_name")
        people = {**people, **dict(found)}
    words = read_texts(texts) if texts else {}
    gone = [text for text, said in words.items() if said is None]
    return Names(units, people, words, destroyed_by(gone) if gone else {})


_EMPTY = {"new_due_at": "không có"}  # an apology after the result names no other day


def _filled(sentence: str, data: Mapping[str, Any], names: Names) -> str:
    fields = [name for _, name, _, _ in Formatter().parse(sentence) if name]
    words = {name: _word(name, data.get(name), names) for name in fields}
    return " ".join(sentence.format(**words).split()).removesuffix(":").strip()


def _word(field: str, value: Any, names: Names) -> str:  # noqa: PLR0911 - one line a kind of value
    if value is None or value == "":
        return _EMPTY.get(field, "")
    if isinstance(value, dict):
        gone = DESTROYED.format(decision=names.destroyed.get(value["text"], "…"))
        return _NUMBER.sub("•••", names.texts.get(value["text"]) or gone)
    if field == "ground":
        return _GROUNDS.get(str(value), str(value))
    if field.endswith("unit"):
        return names.units.get(value, "")
    if field.endswith("_person"):
        return names.people.get(value, "")
    if field.endswith("_at"):
        return instant(datetime.fromisoformat(value))
    if field.endswith("_on"):
        return f"{date.fromisoformat(value):%d/%m/%Y}"
    return str(value)
