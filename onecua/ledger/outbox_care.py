"""What a person does about the outbox: see that it stands still, see what died, send it again."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, Min, OuterRef
from django.db.models.functions import Coalesce

from onecua.ledger import outbox
from onecua.ledger.models import OutboxMessage
from onecua.ledger.office import real_now

Status = OutboxMessage.Status
STUCK_AFTER = timedelta(minutes=5)  # nobody has even tried: no broker, no worker, or no re-drive


@dataclass(frozen=True, slots=True)
class OutboxState:
    untouched_since: datetime | None  # of the first row that nobody has tried; real time
    retried: int
    dead: int

    @property
    def is_stuck(self) -> bool:
        return self.untouched_since is not None and real_now() - self.untouched_since > STUCK_AFTER


def state() -> OutboxState:
    """By the partial indexes of what is queued and what is dead."""
    now = real_now()
    queued = OutboxMessage.objects.filter(status=Status.QUEUED)
    before = queued.filter(
        stream=OuterRef("stream"),
        kind=OuterRef("kind"),
        recipient=OuterRef("recipient"),
        pk__lt=OuterRef("pk"),
    )
    heads = queued.annotate(hour=Coalesce("not_before", "created_at")).exclude(Exists(before))
    untouched = heads.filter(attempts=0, hour__lte=now).aggregate(since=Min("hour"))
    return OutboxState(
        untouched_since=untouched["since"],
        retried=queued.filter(attempts__gt=0).count(),
        dead=OutboxMessage.objects.filter(status=Status.DEAD).count(),
    )


@transaction.atomic
def resend(ids: Sequence[int]) -> list[int]:
    """Dead letters go out again, with all their attempts before them; the others are left alone."""
    dead = OutboxMessage.objects.select_for_update().filter(pk__in=ids, status=Status.DEAD)
    found = list(dead.order_by("pk").values_list("pk", "kind"))
    raised = [pk for pk, _ in found]
    OutboxMessage.objects.filter(pk__in=raised).update(
        status=Status.QUEUED, attempts=0, due_at=real_now(), not_before=None
    )
    transaction.on_commit(lambda: outbox.announce(found), robust=True)
    return raised
