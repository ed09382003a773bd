"""PURE. The clock of a dossier: its events in, one reading out. The row's dates are caches of this.

`replay` takes what it is given: for a reading of the past, give it the events known then. It never
guesses; a sequence no office could have lived raises BadEvents with the number of the event.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from cases.attribution import attribute
from cases.clock_branches import branches_of
from cases.clock_events import EFFECTS, BadEvents, ClockEvent, ClockPolicies, Run
from cases.clock_face import Attribution, BranchReading, ClockReading, StepReading, Timeliness
from cases.clock_plan import NO_LATER, Later, PlannedStep
from cases.clock_reading import Facts, read
from cases.clock_track import track_of
from cases.clock_work import steps_of
from procedures.timing import TimeLimit, WorkCalendar

__all__ = [
    "EFFECTS",
    "Attribution",
    "BadEvents",
    "BranchReading",
    "ClockEvent",
    "ClockPolicies",
    "ClockReading",
    "PlannedStep",
    "Run",
    "StepReading",
    "Timeliness",
    "replay",
]


def replay(
    events: Sequence[ClockEvent],
    limit: TimeLimit,
    calendars: Mapping[int, WorkCalendar],
    policies: ClockPolicies,
    as_of: datetime,
    plan: Sequence[PlannedStep] = (),
    later: Later = NO_LATER,
) -> ClockReading:
    """Events in order of seq; kinds the clock does not know are passed over.

    as_of: aware; never read as earlier than the last event that moved the clock.
    plan: the steps of the workflow it was received by; without it the reading tells of no steps.
    later: the plans of versions it was moved to since, by their number.
    Raises BadEvents, CalendarNotDeclared, NaiveInstant.
    """
    facts = Facts(limit, calendars, policies)
    whole = read(track_of(events, facts), facts, as_of)
    branches = branches_of(events, facts, as_of)
    steps = steps_of(events, plan, whole, facts, as_of, later)
    return replace(
        whole,
        steps=steps,
        branches=branches,
        attribution=attribute(whole, steps, branches, facts, as_of),
    )
