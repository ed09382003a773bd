"""The printer's workers, in the test's own thread: what waits is laid out, and what that brings."""

from onecua.ledger.models import OutboxMessage
from onecua.ledger.outbox import deliver


def the_printer_works() -> None:
    while waiting := list(OutboxMessage.objects.filter(status="queued").order_by("pk")):
        failed = [message for message in waiting if not deliver(message.pk)]
        assert [OutboxMessage.objects.get(pk=each.pk).error for each in failed] == []
