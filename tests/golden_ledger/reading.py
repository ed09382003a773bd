"""The golden ledger: events as they were once written, and what they meant. Files only grow."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from cases.clock import ClockEvent, ClockPolicies, ClockReading, replay
from cases.fold import fold
from cases.upcasters import current_payload
from onecua.ledger.canonical import Entry
from procedures.timing import TimeLimit
from tests.support.calendars import at, vietnam

HERE = Path(__file__).parent
AS_OF = at("2021-06-01T08:00")
_NUMBERS = ("stream", "seq", "version", "format", "xact", "person", "post", "on_behalf_of")


def entries(file: Path) -> Iterator[tuple[Entry, bytes]]:
    """Each event and the hash the database once gave it, stream by stream, in order."""
    for line in file.read_text().splitlines():
        row = json.loads(line)
        entry = Entry(
            **{name: row[name] for name in _NUMBERS},
            kind=row["kind"],
            payload=row["payload"],
            happened_at=datetime.fromisoformat(row["happened_at"]),
            recorded_at=datetime.fromisoformat(row["recorded_at"]),
            previous_hash=bytes.fromhex(row["previous_hash"]),
        )
        yield entry, bytes.fromhex(row["hash"])


def clock_event(entry: Entry) -> ClockEvent:
    payload = current_payload(entry.kind, entry.version, json.loads(entry.payload))
    return ClockEvent(entry.seq, entry.kind, entry.happened_at, entry.recorded_at, payload)


def meaning(events: list[ClockEvent]) -> Mapping[str, Any]:
    """What the row of this dossier says, as plain JSON."""
    said = {name: str(value) for name, value in asdict(fold(events)).items()}
    accepted = next((event for event in events if event.kind == "accepted"), None)
    if accepted is None:
        return said
    limit = TimeLimit(Decimal(str(accepted.payload["limit_number"])),
                      str(accepted.payload["limit_unit"]))  # fmt: skip
    calendars = {accepted.integer("calendar_revision"): vietnam()}
    return said | _clock(replay(events, limit, calendars, ClockPolicies(), AS_OF))


def _clock(reading: ClockReading) -> dict[str, str]:
    dues = (reading.promised_due, reading.legal_due, reading.appointed_due)
    return {
        "run": reading.run.value,
        "generation": str(reading.generation),
        "dues": " ".join(due.at.isoformat() if due else "-" for due in dues),
        "late_from": str(reading.late_from),
        "timeliness": str(reading.timeliness),
        "ended_at": str(reading.ended_at),
    }
