"""Findings are kept two years after closing; then a decision destroys them, never a timer."""

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from onecua.ledger.canonical import JsonObject
from onecua.ledger.writing import THE_SYSTEM, append_each
from reports.events import check_payload
from reports.models import Finding

YEARS = 2


def kept_long_enough(now: datetime) -> QuerySet[Finding]:
    day = min(now.day, 28)  # no year is without it
    return Finding.objects.filter(closed_at__lt=now.replace(year=now.year - YEARS, day=day))


@transaction.atomic
def destroy(*, decision: str, at: datetime) -> int:
    """How many. decision: number and sign of the paper that orders it."""
    rows = list(kept_long_enough(at).values_list("pk", "agency").order_by("agency"))
    counts: dict[int, int] = {}
    for _, agency in rows:
        counts[agency] = counts.get(agency, 0) + 1
    said: list[tuple[int, JsonObject]] = [
        (agency, {"findings": n, "decision": decision}) for agency, n in counts.items()
    ]
    for _, payload in said:
        check_payload("findings_destroyed", payload)
    if said:
        append_each("findings_destroyed", said, actor=THE_SYSTEM, at=at)
    Finding.objects.filter(pk__in=[pk for pk, _ in rows]).delete()
    return len(rows)
