"""How a change of the organisation is told to the ledger: checked, then appended."""

from datetime import datetime

from onecua.ledger.canonical import JsonObject
from onecua.ledger.writing import THE_SYSTEM, append
from onecua.people.acting import Acting
from onecua.people.events import check_payload


def record(
    agency_id: int, kind: str, payload: JsonObject, *, acting: Acting | None, at: datetime
) -> None:
    """acting None: a command of the machine's own administrator, the demonstration, an import."""
    check_payload(kind, payload)
    append(agency_id, kind, payload, actor=acting.actor if acting else THE_SYSTEM, at=at)
