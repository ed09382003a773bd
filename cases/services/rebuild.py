"""The row again from its events: what differs is found, named, and written anew with an event."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from cases.clock import ClockEvent
from cases.events import KINDS, check_payload
from cases.fold import fold
from cases.history import as_clock_event, clock_events, reading
from cases.models import Dossier
from cases.services import access
from cases.services.caches import columns_of
from onecua.ledger.canonical import JsonObject
from onecua.ledger.models import Event
from onecua.ledger.texts import keep_text
from onecua.ledger.writing import THE_SYSTEM, append

CHUNK = 500


@dataclass(frozen=True, slots=True)
class Difference:
    dossier: str
    column: str
    row: Any
    events: Any

    def __str__(self) -> str:
        return f"{self.dossier}: {self.column} là {self.row}, sổ cái nói {self.events}"


def check_clocks(as_of: datetime) -> Iterator[Difference]:
    """Every dossier's row against its events, and its access rows against its row."""
    dossiers = Dossier.objects.select_related("desk", "procedure").order_by("pk")
    reached = 0
    while chunk := list(dossiers.filter(pk__gt=reached)[:CHUNK]):
        events = _events_of([dossier.pk for dossier in chunk])
        for dossier in chunk:
            yield from differences(dossier, events.get(dossier.pk, []), as_of)
        reached = chunk[-1].pk


def differences(
    dossier: Dossier, events: list[ClockEvent], as_of: datetime
) -> Iterator[Difference]:
    for column, value in wanted(dossier, events, as_of).items():
        if getattr(dossier, column) != value:
            yield Difference(str(dossier), column, getattr(dossier, column), value)
    yield from _access_differences(dossier)


def wanted(dossier: Dossier, events: list[ClockEvent], as_of: datetime) -> dict[str, Any]:
    """Column -> value, from the events alone."""
    columns = asdict(fold(events))
    del columns["desk_unit_id"]
    if dossier.limit_number is not None:
        columns |= columns_of(dossier, reading(dossier, events, as_of))
    return columns


@transaction.atomic
def rebuild(*, dossier_id: int, at: datetime) -> list[Difference]:
    """Write the row anew; the correction leaves its own event. Nothing to do: no event."""
    dossier = Dossier.objects.select_for_update(of=("self",)).get(pk=dossier_id)
    found = list(differences(dossier, clock_events(dossier_id), at))
    if not found:
        return []
    words = keep_text(dossier_id, "\n".join(map(str, found)))
    columns: list[str] = sorted({difference.column for difference in found})
    payload: JsonObject = {"columns": columns, "differences": words}
    check_payload("rebuilt", payload)
    append(
        dossier_id, "rebuilt", payload, actor=THE_SYSTEM, at=at, version=KINDS["rebuilt"].version
    )
    for column, value in wanted(dossier, clock_events(dossier_id), at).items():
        setattr(dossier, column, value)
    dossier.save()
    access.sync(dossier)
    return found


def _events_of(streams: list[int]) -> dict[int, list[ClockEvent]]:
    found: dict[int, list[ClockEvent]] = {}
    for row in Event.objects.filter(stream__in=streams).order_by("stream", "seq"):
        found.setdefault(row.stream, []).append(as_clock_event(row))
    return found


def _access_differences(dossier: Dossier) -> Iterator[Difference]:
    known = dict(dossier.access.values_list("unit_id", "relation"))
    due = dossier.legal_due or access.NEVER
    now = access.wanted(dossier, known)
    for unit in sorted(known.keys() | now.keys()):
        if known.get(unit) != now.get(unit):
            yield Difference(
                str(dossier), f"quyền xem của đơn vị {unit}", known.get(unit), now.get(unit)
            )
    wrong = dossier.access.exclude(due=due).count()
    if wrong:
        yield Difference(str(dossier), "hạn trong quyền xem", f"{wrong} dòng sai", due)
