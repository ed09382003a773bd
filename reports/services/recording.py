"""What a run of the detectors writes: findings, each once, and what could not be read."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection, transaction

from onecua.ledger.writing import THE_SYSTEM, append
from reports.detectors.rules import Rule
from reports.events import check_payload
from reports.models import DetectorSetAside, Finding

_ONE_AT_A_TIME = 770_020_018  # of advisory locks: two runs write one after the other
LONGEST_ERROR = 500


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a rule found. lines: {"code", "seq", "event", "words"} each."""

    rule: Rule
    key: str
    agency: int
    unit: int | None
    dossier: int | None
    threshold: int
    lines: Sequence[dict[str, Any]]
    people: Sequence[int]


@transaction.atomic
def record_findings(found: Sequence[Evidence], now: datetime) -> int:
    """How many of them are new. What was found before stays as it is, whatever became of it."""
    if not found:
        return 0
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_ONE_AT_A_TIME])
    asked = Finding.objects.filter(key__in={each.key for each in found})
    known = set(asked.values_list("rule", "key"))
    fresh = {(each.rule.slug, each.key): each for each in found}
    new = [each for key, each in fresh.items() if key not in known]
    for each in sorted(new, key=lambda each: each.agency):
        _record(each, now)
    return len(new)


def _record(found: Evidence, now: datetime) -> None:
    payload = {
        "rule": found.rule.slug,
        "key": found.key,
        "dossier": found.dossier,
        "threshold": found.threshold,
        "events": [line["event"] for line in found.lines if line["event"]],
    }
    check_payload("finding_made", payload)
    event = append(found.agency, "finding_made", payload, actor=THE_SYSTEM, at=now)
    Finding.objects.create(
        rule=found.rule.slug, key=found.key, agency_id=found.agency, unit_id=found.unit,
        dossier_id=found.dossier, severity=found.rule.severity, lines=list(found.lines),
        people=sorted(set(found.people)), events=[event.pk], found_at=now,
    )  # fmt: skip


def set_aside(rule: str, dossier: int, error: Exception, now: datetime) -> None:
    """An alarm on the health page until a later run of this rule reads the dossier."""
    DetectorSetAside.objects.update_or_create(
        rule=rule,
        dossier_id=dossier,
        defaults={"error": f"{type(error).__name__}: {error}"[:LONGEST_ERROR], "at": now},
    )


def read_again(rule: str, dossiers: Sequence[int]) -> None:
    DetectorSetAside.objects.filter(rule=rule, dossier__in=dossiers).delete()
