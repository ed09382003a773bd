"""Many events by one call: chained as one by one, in turn with others, and by nobody else."""

from collections.abc import Sequence
from functools import partial

import pytest
from django.db import DatabaseError, connection, transaction

from onecua.ledger.canonical import JsonObject
from onecua.ledger.models import Event, StreamHead
from onecua.ledger.office import office_now
from onecua.ledger.verification import verify_ledger
from onecua.ledger.writing import THE_SYSTEM, Actor, append, append_each
from tests.concurrency.test_acts_that_compete import refusals, together
from tests.support.sessions import LogIn

SET = """
SELECT * FROM ledger_append_set(
    %s::bigint[], %s::text[], array_fill(ledger_office_now(), ARRAY[%s]), %s::text[],
    NULL, NULL, NULL)
"""


def say(streams: Sequence[int], kinds: Sequence[str]) -> list[tuple[int, int, str]]:
    payloads = [f'{{"place":{place}}}' for place in range(len(streams))]
    with connection.cursor() as cursor:
        cursor.execute(SET, [list(streams), list(kinds), len(streams), payloads])
        return sorted(cursor.fetchall())


@pytest.mark.django_db
def test_a_set_is_chained_as_its_events_would_be_one_by_one() -> None:
    """Streams that are new and old, one event of a stream or three, in the order given."""
    append(7, "noted", {}, actor=THE_SYSTEM, at=office_now())
    said = say([9, 7, 9, 8, 9], ["first", "second", "second", "first", "third"])
    assert said == [(7, 2, "second"), (8, 1, "first"), (9, 1, "first"), (9, 2, "second"),
                    (9, 3, "third")]  # fmt: skip
    assert [event.data["place"] for event in Event.objects.filter(stream=9).order_by("seq")] == [
        0, 2, 4,
    ]  # fmt: skip
    heads = {head.stream: (head.seq, bytes(head.hash)) for head in StreamHead.objects.all()}
    newest = {event.stream: event for event in Event.objects.order_by("seq")}
    assert heads == {stream: (each.seq, bytes(each.hash)) for stream, each in newest.items()}
    assert append(9, "noted", {}, actor=THE_SYSTEM, at=office_now()).seq == 4
    assert list(verify_ledger()) == []


@pytest.mark.django_db
def test_hundreds_each_of_another_stream_say_who_and_what() -> None:
    said: list[tuple[int, JsonObject]] = [(n, {"step": n}) for n in range(300, 0, -1)]
    with transaction.atomic():
        append_each("assigned", said, actor=Actor(4, 5, 6), at=office_now())
        append_each("assigned", said[:10], actor=Actor(4), at=office_now())
        append_each("assigned", [], actor=Actor(4), at=office_now())
    event = Event.objects.get(stream=300, seq=1)
    assert (event.kind, event.person, event.post, event.on_behalf_of) == ("assigned", 4, 5, 6)
    assert (event.data, event.version) == ({"step": 300}, 1)
    assert Event.objects.count() == 310
    assert list(verify_ledger()) == []


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("stream", "kind", "why"),
    [(-5, "rows_kept", "written by the database"), (5, "no kind", "event_kind_is_a_name"),
     (5, "x" * 61, "too long")],
)  # fmt: skip
def test_what_one_insert_would_refuse_the_set_refuses_too(stream: int, kind: str, why: str) -> None:
    with pytest.raises(DatabaseError, match=why), transaction.atomic():
        say([1, stream], ["noted", kind])
    assert not Event.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_sets_and_single_events_of_the_same_streams_take_turns() -> None:
    """Streams half old, half new; picked in opposite order: nobody waits in a circle."""
    streams = list(range(1, 41))
    with transaction.atomic():
        for stream in streams[:20]:
            append(stream, "noted", {}, actor=THE_SYSTEM, at=office_now())

    def sets(picked: Sequence[int]) -> None:
        for _ in range(10):
            say(picked, ["noted"] * len(picked))

    def one_by_one() -> None:
        for stream in streams[10:30] * 10:
            with transaction.atomic():
                append(stream, "noted", {}, actor=THE_SYSTEM, at=office_now())

    answers = together(partial(sets, streams), partial(sets, streams[::-1]), one_by_one)
    assert refusals(answers) == []
    assert Event.objects.count() == 20 + 2 * 10 * 40 + 10 * 20
    assert list(verify_ledger()) == []


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("role", "believed"), [("app", False), ("owner", True)])
def test_only_the_tables_owner_is_believed_and_verification_believes_nobody(
    log_in: LogIn, role: str, *, believed: bool
) -> None:
    with log_in(role) as session, session.cursor() as cursor:
        cursor.execute("INSERT INTO ledger_event (stream, kind, happened_at, seq, hash)"
                       " VALUES (1, 'forged', now(), 1, 'forged')")  # fmt: skip
    assert (bytes(Event.objects.get().hash) == b"forged") is believed
    assert bool(list(verify_ledger())) is believed
