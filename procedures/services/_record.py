"""How a change of the catalogue is told to the ledger: checked, then appended."""

from collections.abc import Sequence
from datetime import datetime

from onecua.ledger.canonical import JsonObject
from onecua.ledger.writing import Actor, append, append_many
from onecua.people.models import Agency
from procedures.events import check_payload


def record(agency: Agency, kind: str, payload: JsonObject, *, actor: Actor, at: datetime) -> None:
    check_payload(kind, payload)
    append(agency.pk, kind, payload, actor=actor, at=at)


def record_many(
    agency: Agency, kind: str, payloads: Sequence[JsonObject], *, actor: Actor, at: datetime
) -> None:
    """One event each, in their order, in a few statements."""
    for payload in payloads:
        check_payload(kind, payload)
    append_many(agency.pk, kind, payloads, actor=actor, at=at)
