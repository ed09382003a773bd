"""The row again from its events: what differs is written anew, and that leaves its own event."""

from datetime import datetime

from django.db import transaction

from cases.events import KINDS, check_payload
from cases.history import clock_events
from cases.models import Dossier
from cases.services import access
from cases.services.check import Difference, clock_of, differences, stays_of, wanted
from cases.services.check_parts import rebuild_parts
from cases.services.check_steps import rebuild_steps
from cases.services.look import plans_of
from onecua.ledger.canonical import JsonObject
from onecua.ledger.texts import keep_text
from onecua.ledger.writing import THE_SYSTEM, append


@transaction.atomic
def rebuild(*, dossier_id: int, at: datetime) -> list[Difference]:
    """Nothing to do: no event."""
    dossier = Dossier.objects.select_for_update(of=("self",)).get(pk=dossier_id)
    found = list(differences(dossier, clock_events(dossier_id), at))
    if not found:
        return []
    columns: list[str] = sorted({difference.column for difference in found})
    words = keep_text(dossier_id, "\n".join(map(str, found)))
    payload: JsonObject = {"columns": columns, "differences": words}
    check_payload("rebuilt", payload)
    append(
        dossier_id, "rebuilt", payload, actor=THE_SYSTEM, at=at, version=KINDS["rebuilt"].version
    )
    events = clock_events(dossier_id)
    clock = clock_of(dossier, events, at)
    if clock:
        rebuild_parts(dossier, events, clock)
    stays = stays_of(dossier, events, clock)
    plans = plans_of(dossier, events).values()
    rebuild_steps(dossier, stays, {step.no: step.name for plan in plans for step in plan})
    for column, value in wanted(dossier, events, clock, stays).items():
        setattr(dossier, column, value)
    dossier.save()
    access.sync(dossier)
    return found
