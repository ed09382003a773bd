"""What somebody with the database's password can do, with every trigger off: the forger's tools.

He may recompute every hash that the database keeps. He has not the seals' key.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection, transaction

from tests.support.databases import Cluster, point_to
from tests.support.sealing import silence, silenced
from tests.support.sessions import LogIn

# Column -> SQL of another value that the column can hold.
OTHERWISE = {
    "id": "id + 100000", "stream": "stream + 1000", "seq": "seq + 100", "kind": "'forged'",
    "version": "version + 1", "format": "1 + format",
    "happened_at": "happened_at - interval '1 microsecond'",
    "recorded_at": "recorded_at + interval '1 microsecond'",
    "xact": "xact + 1", "person": "coalesce(person, 0) + 1", "post": "coalesce(post, 0) + 1",
    "on_behalf_of": "coalesce(on_behalf_of, 0) + 1", "payload": "'{\"desk\":99}'",
    "previous_hash": "sha256(previous_hash)", "hash": "sha256(hash)",
}  # fmt: skip
_LOOSE = """
ALTER TABLE ledger_event DROP CONSTRAINT IF EXISTS event_format_is_known;
ALTER TABLE ledger_event DROP CONSTRAINT IF EXISTS event_not_from_the_future;
ALTER TABLE ledger_event DROP CONSTRAINT IF EXISTS event_stream_seq;
"""
_RECHAIN = """
DO $$
DECLARE
    event ledger_event;
    previous bytea := decode(repeat('00', 32), 'hex');
    number int := 0;
BEGIN
    FOR event IN SELECT * FROM ledger_event WHERE stream = {stream} ORDER BY seq, id LOOP
        number := number + 1;
        event.previous_hash := previous;
        event.seq := number;
        previous := ledger_hash_v1(event);
        UPDATE ledger_event SET seq = number, previous_hash = event.previous_hash, hash = previous
        WHERE id = event.id;
    END LOOP;
    DELETE FROM ledger_streamhead WHERE stream = {stream};
    INSERT INTO ledger_streamhead (stream, seq, hash, xact)
    SELECT stream, seq, hash, xact FROM ledger_event
    WHERE stream = {stream} ORDER BY seq DESC LIMIT 1;
END $$
"""


class Forger:
    """Acts on ledger_event by raw SQL; `rechain` makes a stream consistent again."""

    def __init__(self, cursor: Any) -> None:
        self.cursor = cursor
        cursor.execute(_LOOSE)

    def sql(self, statement: str, *parameters: Any) -> list[tuple[Any, ...]]:
        self.cursor.execute(statement, parameters or None)
        return list(self.cursor.fetchall()) if self.cursor.description else []

    def ids(self, where: str = "true") -> list[int]:
        return [
            row[0] for row in self.sql(f"SELECT id FROM ledger_event WHERE {where} ORDER BY id")
        ]

    def change(self, event: int, column: str) -> None:
        self.sql(f"UPDATE ledger_event SET {column} = {OTHERWISE[column]} WHERE id = %s", event)

    def drop(self, event: int) -> None:
        self.sql("DELETE FROM ledger_event WHERE id = %s", event)

    def insert_after(self, event: int) -> None:
        """A row in the same stream and transaction, the ones behind it moved up."""
        self.sql(
            "UPDATE ledger_event SET seq = seq + 1 WHERE id > %s"
            " AND stream = (SELECT stream FROM ledger_event WHERE id = %s)",
            event,
            event,
        )
        self.sql(
            "INSERT INTO ledger_event (stream, seq, kind, version, format, happened_at,"
            " recorded_at, xact, payload, previous_hash, hash)"
            " SELECT stream, seq + 1, kind, version, format, happened_at, recorded_at, xact,"
            " '{\"slipped\":1}', previous_hash, sha256(hash) FROM ledger_event WHERE id = %s",
            event,
        )

    def swap(self, one: int, other: int) -> None:
        """Their contents change places, their numbers stay."""
        self.sql(
            "UPDATE ledger_event a SET kind = b.kind, payload = b.payload, hash = b.hash,"
            " happened_at = b.happened_at, previous_hash = b.previous_hash"
            " FROM ledger_event b WHERE (a.id, b.id) IN ((%s, %s), (%s, %s))",
            one, other, other, one,
        )  # fmt: skip

    def rechain(self, stream: int) -> None:
        self.sql(_RECHAIN.format(stream=stream))

    def rechain_all(self) -> None:
        for (stream,) in self.sql("SELECT DISTINCT stream FROM ledger_event"):
            self.rechain(stream)
        self.sql("DELETE FROM ledger_streamhead WHERE stream NOT IN"
                 " (SELECT stream FROM ledger_event)")  # fmt: skip

    def roll_back_to(self, event: int, seal: int) -> None:
        """The table as it was yesterday: later events, seals and heads never were."""
        self.sql("DELETE FROM ledger_event WHERE id > %s", event)
        self.sql("DELETE FROM ledger_seal WHERE number > %s", seal)
        self.rechain_all()


@contextmanager
def forger(log_in: LogIn) -> Iterator[Forger]:
    with silenced(log_in) as cursor:
        yield Forger(cursor)


@contextmanager
def imagined() -> Iterator[Forger]:
    """The forgery, and a verification that sees it; then it never was."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            silence(cursor)
            yield Forger(cursor)
        transaction.set_rollback(True)


def log_in_as_superuser() -> None:
    """The test's own connection, until its database goes."""
    point_to(Cluster.running().superuser.format(connection.settings_dict["NAME"]))
