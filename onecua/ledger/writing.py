"""The one way Python appends an event. The database sets sequence, time and hashes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import connection

from onecua.ledger.canonical import JsonObject, canonical_json
from onecua.ledger.models import Event

# Plain SQL: on this path, which every act takes, the ORM costs as much as the whole chain.
_APPEND = """
INSERT INTO ledger_event
    (stream, kind, version, happened_at, person, post, on_behalf_of, payload)
VALUES (%s, %s, %s, %s, %s, %s, %s, %s)
RETURNING id, format, seq, recorded_at, xact, previous_hash, hash
"""


# Of one kind and one moment; what the statements of the sweep and of the bulk acts call too.
_APPEND_SET = """
SELECT count(*) FROM ledger_append_all(
    %(streams)s::bigint[], %(kind)s, %(at)s, %(payloads)s::text[],
    %(person)s, %(post)s, %(behalf)s)
"""


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts: a person on a post, perhaps on behalf of another."""

    person: int | None = None
    post: int | None = None
    on_behalf_of: int | None = None


THE_SYSTEM = Actor()


def append(
    stream: int,
    kind: str,
    payload: JsonObject,
    *,
    actor: Actor,
    at: datetime,
    version: int = 1,
) -> Event:
    """Append before the row is changed: the row's trigger looks for this event.

    at: office time, aware. Takes the stream's lock until the transaction ends.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("an event is appended in the transaction of the change it explains")
    if at.tzinfo is None:
        raise ValueError("an event's time must be aware")
    event = Event(
        stream=stream,
        kind=kind,
        version=version,
        payload=canonical_json(payload),
        happened_at=at,
        person=actor.person,
        post=actor.post,
        on_behalf_of=actor.on_behalf_of,
    )
    said = (stream, kind, version, at, actor.person, actor.post, actor.on_behalf_of, event.payload)
    with connection.cursor() as cursor:
        cursor.execute(_APPEND, said)
        row = cursor.fetchone()
    event.id, event.format, event.seq, event.recorded_at, event.xact = row[:5]
    event.previous_hash, event.hash = row[5:]
    event.data = dict(payload)  # as the column will say it: nobody need ask for it
    event._state.adding = False
    return event


def append_many(
    stream: int, kind: str, payloads: Sequence[JsonObject], *, actor: Actor, at: datetime
) -> None:
    """Events of one kind in one stream, in the order given; version 1. As `append` otherwise."""
    append_each(kind, [(stream, payload) for payload in payloads], actor=actor, at=at)


def append_each(
    kind: str, said: Sequence[tuple[int, JsonObject]], *, actor: Actor, at: datetime
) -> None:
    """Events of one kind in many streams, in the order given; version 1. As `append` otherwise.

    Chained by one call, which locks the heads in order of stream.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("an event is appended in the transaction of the change it explains")
    if at.tzinfo is None:
        raise ValueError("an event's time must be aware")
    with connection.cursor() as cursor:
        cursor.execute(
            _APPEND_SET,
            {
                "streams": [stream for stream, _payload in said],
                "payloads": [canonical_json(payload) for _stream, payload in said],
                "kind": kind, "at": at, "person": actor.person, "post": actor.post,
                "behalf": actor.on_behalf_of,
            },
        )  # fmt: skip
