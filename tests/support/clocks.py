"""A dossier's events in a few words, and what its clock then shows."""

from collections.abc import Mapping

from cases.clock import ClockEvent, ClockPolicies, ClockReading, replay
from onecua.ledger.canonical import JsonValue
from procedures.timing import TimeLimit, Unit, WorkCalendar
from tests.support.calendars import at, vietnam

FIVE_DAYS = TimeLimit(5, Unit.WORKING_DAYS)
TEN_DAYS = TimeLimit(10, Unit.WORKING_DAYS)
EIGHT_HOURS = TimeLimit(8, Unit.WORKING_HOURS)
RULES = ClockPolicies()


def event(
    seq: int, kind: str, happened: str, recorded: str | None = None, **payload: JsonValue
) -> ClockEvent:
    return ClockEvent(seq, kind, at(happened), at(recorded or happened), payload)


def accepted(happened: str, recorded: str | None = None, revision: int = 1) -> ClockEvent:
    return event(1, "accepted", happened, recorded, calendar_revision=revision)


def shown(
    as_of: str,
    *events: ClockEvent,
    limit: TimeLimit = TEN_DAYS,
    calendars: Mapping[int, WorkCalendar] | None = None,
    policies: ClockPolicies = RULES,
) -> ClockReading:
    return replay(events, limit, calendars or {1: vietnam()}, policies, at(as_of))
