"""How a change of the catalogue is told to the ledger: checked, then appended."""

from datetime import datetime

from onecua.ledger.canonical import JsonObject
from onecua.ledger.writing import Actor, append
from onecua.people.models import Agency
from procedures.events import check_payload


def record(agency: Agency, kind: str, payload: JsonObject, *, actor: Actor, at: datetime) -> None:
    check_payload(kind, payload)
    append(agency.pk, kind, payload, actor=actor, at=at)
