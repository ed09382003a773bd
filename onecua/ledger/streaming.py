"""Reading whole tables without holding them: one view of the database, rows as they come."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from django.db import connection, transaction

AT_ONCE = 5_000

Row = tuple[Any, ...]


@contextmanager
def steady_view() -> Iterator[None]:
    """Everything read inside is of one moment, whoever writes meanwhile."""
    if connection.in_atomic_block:  # the caller has chosen its view already
        yield
        return
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        yield


def rows(query: str, parameters: Sequence[int] = ()) -> Iterator[Row]:
    """From the server in portions. Several may be read side by side."""
    with connection.chunked_cursor() as cursor:
        cursor.execute(query, parameters)
        while portion := cursor.fetchmany(AT_ONCE):
            yield from portion
