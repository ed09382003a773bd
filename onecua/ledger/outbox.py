"""The outbox: whatever must leave is a row first, in the transaction that decided it.

The broker only carries hints. A lost hint costs a lease, then the re-drive finds the row.
"""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from functools import partial

from django.conf import settings
from django.db import transaction

from onecua.ledger.canonical import JsonObject
from onecua.ledger.models import OutboxMessage
from onecua.ledger.office import real_now

Handler = Callable[[OutboxMessage], None]
Status = OutboxMessage.Status

MOST_ATTEMPTS = 8
REDRIVE_AT_ONCE = 500
LONGEST_ERROR = 500

DEFAULT_QUEUE = "celery"

_handlers: dict[str, Handler] = {}
_queues: dict[str, str] = {}


def handles(kind: str, *, queue: str = DEFAULT_QUEUE) -> Callable[[Handler], Handler]:
    """Register what delivers one kind. It may run twice: its effect must be the same."""

    def register(handler: Handler) -> Handler:
        if kind in _handlers:
            raise ValueError(f"two handlers for {kind!r}")
        _handlers[kind], _queues[kind] = handler, queue
        return handler

    return register


def enqueue(kind: str, key: str, payload: JsonObject) -> OutboxMessage:
    """Write the row; tell a worker once it is committed. A dead broker is no error here."""
    message = OutboxMessage.objects.create(
        kind=kind, key=key, payload=payload, due_at=_after_a_lease()
    )
    transaction.on_commit(partial(announce, [(message.pk, kind)]), robust=True)
    return message


def announce(messages: Sequence[tuple[int, str]]) -> None:
    """Tell the workers: (id, kind) each. A slow kind has a queue of its own."""
    from onecua.ledger.tasks import deliver_message  # noqa: PLC0415 - tasks import this module

    for message_id, kind in messages:
        deliver_message.apply_async((message_id,), queue=_queues.get(kind, DEFAULT_QUEUE))


def deliver(message_id: int) -> bool:
    """Deliver one message, once, whoever else tries. True if this call did it."""
    with transaction.atomic():
        message = (
            OutboxMessage.objects.select_for_update(skip_locked=True)
            .filter(pk=message_id, status=Status.QUEUED)
            .first()
        )
        if message is None:
            return False
        message.attempts += 1
        try:
            with transaction.atomic():
                _handlers[message.kind](message)
        except Exception as error:  # noqa: BLE001 - kept on the row, where a person can see it
            _note_failure(message, error)
        else:
            message.status, message.sent_at, message.error = Status.SENT, real_now(), ""
        message.save()
    return message.status == Status.SENT


def redrive() -> int:
    """Announce again what is due and still queued; each row at most once a lease."""
    with transaction.atomic():
        due = OutboxMessage.objects.filter(status=Status.QUEUED, due_at__lte=real_now())
        stuck = list(
            due.select_for_update(skip_locked=True)
            .order_by("due_at", "id")
            .values_list("pk", "kind")[:REDRIVE_AT_ONCE]
        )
        OutboxMessage.objects.filter(pk__in=[pk for pk, _ in stuck]).update(due_at=_after_a_lease())
        transaction.on_commit(partial(announce, stuck), robust=True)
    return len(stuck)


def _note_failure(message: OutboxMessage, error: Exception) -> None:
    message.error = f"{type(error).__name__}: {error}"[:LONGEST_ERROR]
    message.due_at = real_now() + timedelta(seconds=2**message.attempts)
    if message.attempts >= MOST_ATTEMPTS:
        message.status = Status.DEAD


def _after_a_lease() -> datetime:
    return real_now() + timedelta(seconds=settings.OUTBOX_LEASE_SECONDS)
