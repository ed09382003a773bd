"""The outbox: whatever must leave is a row first, in the transaction that decided it.

The broker only carries hints. A lost hint costs a lease, then the re-drive finds the row. What is
sent over the wire may arrive twice and never not at all; its `stable_id` tells the receiver.
"""

import uuid
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from itertools import groupby

from django.conf import settings
from django.db import transaction

from onecua.ledger.canonical import JsonObject
from onecua.ledger.models import OutboxMessage
from onecua.ledger.office import real_now

Handler = Callable[[OutboxMessage], None]
Status = OutboxMessage.Status

MOST_ATTEMPTS = 12
FIRST_PAUSE = timedelta(seconds=15)  # doubled each time: the last attempt is some four hours later
LONGEST_PAUSE = timedelta(hours=1)
BEHIND = timedelta(seconds=5)  # how long a message waits before it looks again who is before it
REDRIVE_AT_ONCE = 5_000
REDRIVE_SLOWLY = 500  # of a queue of its own: it would only be told again of what it has not begun
HINT = 50  # messages that one hint carries
LONGEST_ERROR = 500

DEFAULT_QUEUE = "celery"
NAMESPACE = uuid.UUID("6f0f4d0a-6a1e-5c1c-9a7b-1d6f0b2a9c55")

_handlers: dict[str, Handler] = {}
_queues: dict[str, str] = {}


class NoLonger(Exception):
    """Asked again before sending: it need not be sent any more. The text says why."""


class Hopeless(Exception):
    """No further attempt can help; a person must see to it."""


def handles(kind: str, *, queue: str = DEFAULT_QUEUE) -> Callable[[Handler], Handler]:
    """Register what delivers one kind. It may run twice: its effect must be the same.

    It raises NoLonger, Hopeless, or anything else to be tried again later.
    """

    def register(handler: Handler) -> Handler:
        if kind in _handlers:
            raise ValueError(f"two handlers for {kind!r}")
        _handlers[kind], _queues[kind] = handler, queue
        return handler

    return register


def enqueue(
    kind: str,
    key: str,
    payload: JsonObject,
    *,
    stream: int | None = None,
    recipient: str = "",
    not_before: datetime | None = None,
) -> OutboxMessage:
    """Write the row; tell a worker once it is committed. A dead broker is no error here.

    not_before: real time. The same key again is the row that is there.
    """
    message = OutboxMessage(
        kind=kind,
        key=key,
        payload=payload,
        stream=stream,
        recipient=recipient,
        not_before=not_before,
        due_at=not_before or _after_a_lease(),
    )
    # One statement, for every act takes this path; a key that is there keeps its row.
    OutboxMessage.objects.bulk_create(
        [message], update_conflicts=True, unique_fields=["key"], update_fields=["key"]
    )
    if not_before is None:
        # No partial: where the broker is away, Django's report of it asks for the function's name.
        transaction.on_commit(lambda: announce([(message.pk, kind)]), robust=True)
    return message


def stable_id(message: OutboxMessage) -> str:
    """The same at each attempt, so that a receiver can tell a repetition."""
    return str(uuid.uuid5(NAMESPACE, message.key))


def announce(messages: Sequence[tuple[int, str]]) -> None:
    """Tell the workers: (id, kind) each. A slow kind has a queue of its own."""
    from onecua.ledger.tasks import deliver_messages  # noqa: PLC0415 - tasks import this module

    def queue_of(message: tuple[int, str]) -> str:
        return _queues.get(message[1], DEFAULT_QUEUE)

    for queue, group in groupby(sorted(messages, key=queue_of), key=queue_of):
        ids = [message_id for message_id, _ in group]
        for start in range(0, len(ids), HINT):
            deliver_messages.apply_async((ids[start : start + HINT],), queue=queue)


def announce_due() -> None:
    """After rows were written by the thousand in SQL: let the re-drive find them now."""
    from onecua.ledger.tasks import redrive_outbox  # noqa: PLC0415 - as above

    redrive_outbox.apply_async()


def deliver(message_id: int) -> bool:
    """Deliver one message, once, whoever else tries. True if this call did it.

    The row stays locked while its handler works, so a handler's patience is short (seconds).
    """
    with transaction.atomic():
        message = (
            OutboxMessage.objects.select_for_update(skip_locked=True)
            .filter(pk=message_id, status=Status.QUEUED)
            .first()
        )
        if message is None or not _may_go(message):
            return False
        message.attempts += 1
        try:
            with transaction.atomic():
                _handlers[message.kind](message)
        except NoLonger as reason:
            message.status, message.error = Status.VOID, str(reason)[:LONGEST_ERROR]
        except Exception as error:  # noqa: BLE001 - kept on the row, where a person can see it
            _note_failure(message, error)
        else:
            message.status, message.sent_at, message.error = Status.SENT, real_now(), ""
        message.save()
    return message.status == Status.SENT


def redrive() -> int:
    """Announce again what is due and still queued; each row at most once a lease."""
    found = 0
    for queue in sorted({DEFAULT_QUEUE, *_queues.values()}):
        kinds = [kind for kind, its in _queues.items() if its == queue]
        batch = _lease(kinds, REDRIVE_AT_ONCE if queue == DEFAULT_QUEUE else REDRIVE_SLOWLY)
        announce(batch)  # a dead broker ends it here: the rows come again after their lease
        found += len(batch)
    return found


def _lease(kinds: Sequence[str], most: int) -> list[tuple[int, str]]:
    due = OutboxMessage.objects.filter(
        status=Status.QUEUED, due_at__lte=real_now(), kind__in=kinds
    ).order_by("due_at", "id")
    with transaction.atomic():
        batch = list(due.select_for_update(skip_locked=True).values_list("pk", "kind")[:most])
        OutboxMessage.objects.filter(pk__in=[pk for pk, _ in batch]).update(due_at=_after_a_lease())
    return batch


def _may_go(message: OutboxMessage) -> bool:
    """Not before its hour, and not before who stands before it in the line."""
    now = real_now()
    if message.not_before is not None and now < message.not_before:
        return False
    if message.stream is None:
        return True
    before = OutboxMessage.objects.filter(
        stream=message.stream,
        kind=message.kind,
        recipient=message.recipient,
        status=Status.QUEUED,
        pk__lt=message.pk,
    )
    if not (first := before.order_by("pk").first()):
        return True
    message.due_at = max(now, first.due_at) + BEHIND
    message.save(update_fields=["due_at"])
    return False


def _note_failure(message: OutboxMessage, error: Exception) -> None:
    message.error = f"{type(error).__name__}: {error}"[:LONGEST_ERROR]
    message.due_at = real_now() + min(FIRST_PAUSE * 2 ** (message.attempts - 1), LONGEST_PAUSE)
    if message.attempts >= MOST_ATTEMPTS or isinstance(error, Hopeless):
        message.status = Status.DEAD


def _after_a_lease() -> datetime:
    return real_now() + timedelta(seconds=settings.OUTBOX_LEASE_SECONDS)
