"""PURE. What the events say of a dossier beside its clock: state, outcome, holder, flags.

The row repeats this; `check_clocks` compares the two, `rebuild` writes it anew.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from typing import Any

from cases.clock_events import ClockEvent
from cases.clock_taken_over import state_of
from cases.states import ACTS, Outcome, State


@dataclass(frozen=True, slots=True)
class Projection:
    """Named as the columns of the dossier's row."""

    version: int = 0
    state: str = ""
    outcome: str = ""
    holder_unit_id: int | None = None
    desk_unit_id: int | None = None
    entry_unit_id: int | None = None  # of the desk whose register has the entry, once it moved
    giver_id: int | None = None  # of the handover that waits
    holder_person_id: int | None = None
    at_desk_since: datetime | None = None
    rescheduled: bool = False
    escalated: bool = False
    soon_said: int = 0
    late_said: int = 0
    apology_said: int = 0
    code: str | None = None
    contact: str | None = None
    channel: str = ""
    quantity: int = 1
    book: int | None = None
    entry: int | None = None
    received_at: datetime | None = None
    limit_number: Decimal | None = None
    limit_unit: str = ""
    calendar_revision: int = 0  # of the reception; the clock knows the later ones
    debt_said: int = 0
    continuing_id: int | None = None
    held_before_id: int | None = None
    workflow_number: int = 0  # of the procedure's workflow versions; 0: none yet


_TARGETS: Mapping[str, State] = {act.event: act.target for act in ACTS.values() if act.target}
_OUTCOMES: Mapping[str, Outcome] = {
    act.event: act.outcome for act in ACTS.values() if act.outcome and act.event != "returned"
}

Change = Callable[[Projection, ClockEvent], Mapping[str, Any]]


def _received(event: ClockEvent) -> Mapping[str, Any]:
    return {
        "desk_unit_id": event.integer("desk_unit"),
        "code": event.payload["code"],
        "channel": event.payload["channel"],
        "quantity": event.integer("quantity"),
        "limit_number": Decimal(str(event.payload["limit_number"])),
        "limit_unit": event.payload["limit_unit"],
        "calendar_revision": event.integer("calendar_revision"),
        "workflow_number": int(str(event.payload.get("workflow", 0))),
    }


def _entry_unit(now: Projection, event: ClockEvent) -> int | None:
    """The entry stays in the register it was made in, wherever the desk goes on."""
    moves = bool(event.integer("desk_unit")) and now.entry is not None
    return (now.entry_unit_id or now.desk_unit_id) if moves else now.entry_unit_id


_CHANGES: Mapping[str, Change] = {
    "accepted": lambda _now, event: {
        **_received(event),
        "holder_unit_id": event.integer("desk_unit"),
        "holder_person_id": event.person,
        "received_at": event.happened_at,
        "book": event.integer("book"),
        "entry": event.integer("entry"),
    },
    "taken_over": lambda _now, event: {
        **_received(event),
        "state": state_of(event).value,
        "holder_unit_id": event.integer("to_unit"),
        "holder_person_id": event.integer("to_person") or None,
        "received_at": event.instant("received_at"),
    },
    "submitted": lambda _now, event: {"contact": event.payload["contact"]},
    "guided": lambda _now, event: {"contact": event.payload["contact"]},
    "intake_refused": lambda _now, event: {"contact": event.payload["contact"]},
    "handed_over": lambda _now, event: {"giver_id": event.person},
    "handover_confirmed": lambda _now, event: {
        "holder_unit_id": event.integer("to_unit"),
        "holder_person_id": event.person,
    },
    "handover_declined": lambda now, _event: {"holder_person_id": now.giver_id},
    "handover_closed": lambda now, _event: {"holder_person_id": now.giver_id},
    "continued": lambda now, event: {
        "holder_unit_id": event.integer("to_unit") or now.holder_unit_id,
        "held_before_id": event.integer("from_unit") or now.held_before_id,
        "desk_unit_id": event.integer("desk_unit") or now.desk_unit_id,
        "entry_unit_id": _entry_unit(now, event),
        "continuing_id": event.integer("continuing") or now.continuing_id,
    },
    "workflow_moved": lambda _now, event: {"workflow_number": event.integer("to_workflow")},
    "assigned": lambda _now, event: {"holder_person_id": event.integer("to_person")},
    "holder_moved": lambda _now, event: {"holder_person_id": event.integer("to_person")},
    "holder_released": lambda _now, _event: {"holder_person_id": None},
    "arrived_at_desk": lambda now, event: {
        "holder_unit_id": now.desk_unit_id,
        "holder_person_id": event.person,
        "at_desk_since": event.happened_at,
    },
    "returned": lambda now, event: {
        "holder_person_id": None,
        "at_desk_since": now.at_desk_since or event.happened_at,  # given at once
    },
    "withdrawn": lambda _now, _event: {"holder_person_id": None},
    "stopped": lambda _now, _event: {"holder_person_id": None},
    "rescheduled": lambda now, event: {
        "rescheduled": True,
        "late_said": said_after_moving(now.late_said, event.integer("generation")),
    },
    "escalated": lambda _now, _event: {"escalated": True},
    "soon_due": lambda _now, event: {"soon_said": event.integer("generation")},
    "became_late": lambda _now, event: {"late_said": event.integer("generation")},
    "apology_drafted": lambda _now, event: {"apology_said": event.integer("generation")},
    "slip_debt": lambda _now, event: {"debt_said": event.integer("generation")},
    "apology_issued": lambda _now, event: {"debt_said": event.integer("generation")},
}


def said_after_moving(late_said: int, generation: int) -> int:
    """A lateness that was said is not said again because the citizen was given another date."""
    return generation + 1 if late_said == generation else late_said


def fold(events: Sequence[ClockEvent]) -> Projection:
    """Events in order of seq."""
    now = Projection()
    for event in events:
        changes: dict[str, Any] = {"version": event.seq}
        if event.kind in _TARGETS:
            changes["state"] = _TARGETS[event.kind].value
        if event.kind in _OUTCOMES:
            changes["outcome"] = _OUTCOMES[event.kind].value
        if change := _CHANGES.get(event.kind):
            changes |= change(now, event)
        now = replace(now, **changes)
    return now
