"""The timeline: each event as a sentence, with names, dates and texts resolved in four queries."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from string import Formatter
from typing import Any

from cases.deadline_words import instant
from cases.events import KINDS, EventKind
from onecua.ledger.models import Event
from onecua.ledger.texts import read_texts
from onecua.people.models import Person, Post, Unit
from procedures.timing import office_date

DESTROYED = "(nội dung đã hủy)"


@dataclass(frozen=True, slots=True)
class Line:
    at: datetime
    when: str
    day: str  # 03/03, in the narrow column
    who: str
    sentence: str
    effect: str
    late: bool


@dataclass(frozen=True, slots=True)
class Names:
    units: Mapping[int, str]
    people: Mapping[int, str]
    texts: Mapping[int, str | None]


def timeline(stream: int) -> list[Line]:
    """Newest first, for officers."""
    events = list(Event.objects.filter(stream=stream).order_by("-seq"))
    names = _names(events)
    posts = {post.pk: post for post in Post.objects.filter(pk__in={e.post or 0 for e in events})
             .select_related("person", "unit")}  # fmt: skip
    return [_line(event, KINDS[event.kind], names, posts) for event in events]


def public_timeline(stream: int) -> list[tuple[str, str]]:
    """Oldest first, for the citizen: (when, sentence), without any name of a person."""
    events = [
        event
        for event in Event.objects.filter(stream=stream).order_by("seq")
        if KINDS[event.kind].public
    ]
    names = _names(events)
    return [
        (instant(event.happened_at), _filled(KINDS[event.kind].public, event.data, names))
        for event in events
    ]


def _line(event: Event, kind: EventKind, names: Names, posts: Mapping[int, Post]) -> Line:
    post = posts.get(event.post or 0)
    who = f"{post.person.full_name}, {post.position}, {post.unit.name}" if post else "Hệ thống"
    return Line(
        at=event.happened_at,
        when=instant(event.happened_at),
        day=f"{office_date(event.happened_at):%d/%m}",
        who=who,
        sentence=_filled(kind.sentence, event.data, names).rstrip(" :"),
        effect=kind.effect,
        late=event.kind in {"became_late", "step_late", "escalated"},
    )


def _names(events: Iterable[Event]) -> Names:
    values = [(field, value) for event in events for field, value in event.data.items()]
    units = {value for field, value in values if field.endswith("unit") and isinstance(value, int)}
    people = {value for field, value in values if field.endswith("_person")}
    texts = {value["text"] for _, value in values if isinstance(value, dict) and "text" in value}
    return Names(
        units=dict(Unit.objects.filter(pk__in=units).values_list("pk", "name")),
        people=dict(Person.objects.filter(pk__in=people).values_list("pk", "full_name")),
        texts=read_texts(texts),
    )


def _filled(sentence: str, data: Mapping[str, Any], names: Names) -> str:
    fields = [name for _, name, _, _ in Formatter().parse(sentence) if name]
    return sentence.format(**{name: _word(name, data.get(name), names) for name in fields}).strip()


def _word(field: str, value: Any, names: Names) -> str:  # noqa: PLR0911 - one line a kind of value
    if value is None or value == "":
        return ""
    if isinstance(value, dict):
        return names.texts.get(value["text"]) or DESTROYED
    if field.endswith("unit"):
        return names.units.get(value, "")
    if field.endswith("_person"):
        return names.people.get(value, "")
    if field.endswith("_at"):
        return instant(datetime.fromisoformat(value))
    if field.endswith("_on"):
        return f"{date.fromisoformat(value):%d/%m/%Y}"
    return str(value)
