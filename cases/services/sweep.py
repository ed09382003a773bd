"""The deadline clock of the office, each minute: what became soon due, late, owed, left waiting.

A dossier is claimed by "not yet said in this generation", never by a window of time, so an outage
loses nothing; `happened_at` is the moment it fell due. Each kind is said in statements over
thousands; a dossier that makes one fail is found by halving, set aside, and stops nobody.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import InterfaceError, OperationalError, connection, transaction

from cases.models import SetAside
from cases.services.sweep_drafts import draft_all
from cases.services.sweep_kinds import CLAIM, DRAFT, EVERYTHING, SAY, Kind
from onecua.ledger import outbox
from procedures.timing import midnight, office_date

LONGEST_ERROR = 500

# One question for all kinds: a minute in which nothing fell due costs one round trip. Who was set
# aside is not asked for here, for the planner would take as long again: the claim leaves him out.
_PENDING = " UNION ALL ".join(
    f"SELECT '{kind.name}' WHERE EXISTS (SELECT FROM cases_dossier d WHERE {kind.where})"  # noqa: S608 - ours
    for kind in EVERYTHING
)


NAMES = [kind.name for kind in EVERYTHING]


@dataclass(slots=True)
class Swept:
    said: dict[str, int] = field(default_factory=lambda: dict.fromkeys(NAMES, 0))
    set_aside: int = 0

    @property
    def drafted(self) -> int:
        return self.said[DRAFT.name]


def sweep(now: datetime) -> Swept:
    """Everything that fell due up to now. now: office time, aware."""
    swept, pending = Swept(), _pending(now)
    for kind in EVERYTHING:
        if kind.name in pending:
            while _one_chunk(kind, now, swept) == settings.SWEEP_CHUNK:
                continue
    return swept


def would_say(now: datetime) -> dict[str, list[str]]:
    """What a sweep at this moment would say, by kind; nothing is written."""
    found: dict[str, list[str]] = {}
    with connection.cursor() as cursor:
        for kind in EVERYTHING:
            query = (
                f"SELECT coalesce(code, contact) FROM cases_dossier d WHERE {kind.due} ORDER BY id"  # noqa: S608 - ours
            )
            cursor.execute(query, moments(now))
            found[kind.name] = [code for (code,) in cursor.fetchall()]
    return found


def _pending(now: datetime) -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute(_PENDING, moments(now))
        return {name for (name,) in cursor.fetchall()}


def _one_chunk(kind: Kind, now: datetime, swept: Swept) -> int:
    """How many were claimed. Whoever else sweeps now has the others; nobody waits."""
    statement = CLAIM.format(due=kind.due, fell_due=kind.fell_due)
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(statement, moments(now) | {"chunk": settings.SWEEP_CHUNK})
            claimed = [pk for (pk,) in cursor.fetchall()]
        _say(kind, claimed, now, swept)
        if claimed:
            transaction.on_commit(outbox.announce_due, robust=True)
    return len(claimed)


def _say(kind: Kind, ids: Sequence[int], now: datetime, swept: Swept) -> None:
    """All of them at once; if that fails, each half by itself, down to the one that is bad."""
    if not ids:
        return
    try:
        with transaction.atomic():
            said = _write(kind, ids, now)
    except (OperationalError, InterfaceError):
        raise  # the server, not a dossier
    except Exception as error:  # noqa: BLE001 - one bad dossier stops nobody, and is seen
        if len(ids) == 1:
            _set_aside(kind, ids[0], error, now)
            swept.set_aside += 1
            return
        half = len(ids) // 2
        _say(kind, ids[:half], now, swept)
        _say(kind, ids[half:], now, swept)
    else:
        for name, number in said.items():
            swept.said[name] += number


def _write(kind: Kind, ids: Sequence[int], now: datetime) -> Mapping[str, int]:
    if kind is DRAFT:
        return draft_all(ids, now)
    statement = SAY.format(
        event=kind.event_kind,
        once=kind.once,
        fell_due=kind.fell_due,
        where=kind.where,
        payload=kind.payload,
        change=kind.change,
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, moments(now) | {"ids": list(ids)})
        return {kind.name: cursor.rowcount}


def _set_aside(kind: Kind, dossier_id: int, error: Exception, now: datetime) -> None:
    SetAside.objects.get_or_create(
        dossier_id=dossier_id,
        what=kind.name,
        defaults={"error": f"{type(error).__name__}: {error}"[:LONGEST_ERROR], "at": now},
    )


def moments(now: datetime) -> dict[str, Any]:
    return {"now": now, "midnight": midnight(office_date(now))}
