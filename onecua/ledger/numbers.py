"""Number books: the next number of a book, taken in the transaction that prints it.

The row lock is held to the end of the transaction, so a rolled-back act gives its number back and
two acts never share one. Taken last: whoever waits here waits for everything before it.
"""

from collections.abc import Mapping

from django.db import connection


def take(book: str) -> int:
    """The next number of a book, from 1. Raises RuntimeError outside a transaction."""
    return take_each(book)[book]


def take_each(*books: str) -> Mapping[str, int]:
    """Book -> its next number, in one statement; locked in the order given."""
    if not connection.in_atomic_block:
        raise RuntimeError("a number is taken in the transaction that uses it")
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO ledger_counter (name, value) SELECT unnest(%s), 1"
            " ON CONFLICT (name) DO UPDATE SET value = ledger_counter.value + 1"
            " RETURNING name, value",
            [list(books)],
        )
        return dict(cursor.fetchall())


def last(book: str) -> int:
    """The last number taken, 0 before the first. Nobody takes another until this act is done."""
    if not connection.in_atomic_block:
        raise RuntimeError("a number is looked at in the transaction that relies on it")
    with connection.cursor() as cursor:
        cursor.execute("SELECT value FROM ledger_counter WHERE name = %s FOR UPDATE", [book])
        row = cursor.fetchone()
    return row[0] if row else 0
