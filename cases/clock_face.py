"""PURE. What a clock shows: of the whole, of each step, of each branch, and whose a lateness is."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import NamedTuple

from cases.clock_events import Run
from procedures.timing import DueMoment, Pause, TimeLimit


class Timeliness(StrEnum):
    EARLY = "early"
    ON_TIME = "on_time"
    LATE = "late"

    @property
    def label(self) -> str:
        return _LABELS[self]


_LABELS = {
    Timeliness.EARLY: "trước hạn",
    Timeliness.ON_TIME: "đúng hạn",
    Timeliness.LATE: "quá hạn",
}


@dataclass(frozen=True, slots=True)
class StepReading:
    step: int
    unit: int
    agency: int
    started_at: datetime  # of the stay: the confirmed handover
    ended_at: datetime | None
    planned: DueMoment | None  # kế hoạch
    due: DueMoment | None  # hạn của bước; while the clock is stopped: as if resumed at as_of
    is_late: bool  # chậm bước
    overrun: timedelta  # working time past its own due moment, outside the pauses
    part_done: bool = False  # the lead has done its lane: no step is owed while it waits


class Line(NamedTuple):
    """One part of a lateness; branch None: of the work that was not parallel."""

    agency: int
    unit: int
    step: int
    branch: int | None
    share: timedelta


@dataclass(frozen=True, slots=True)
class Attribution:
    total: timedelta  # working time since the dossier became late
    lines: tuple[Line, ...]
    remainder: timedelta  # waits for handovers, steps without a term; never negative

    @property
    def by_agency(self) -> dict[int, timedelta]:
        found: dict[int, timedelta] = {}
        for line in self.lines:
            found[line.agency] = found.get(line.agency, timedelta()) + line.share
        return found


@dataclass(frozen=True, slots=True)
class ClockReading:
    run: Run
    generation: int = 0  # of deadlines: a restart, a revision and a reschedule open a new one
    calendar_revision: int = 0
    started_at: datetime | None = None  # of the present walk: the reception, or the restart
    known_since: datetime | None = None  # the same, or when it was taken over: nobody stirs before
    promised_due: DueMoment | None = None  # of the first receipt; never changes
    legal_due: DueMoment | None = None  # None while stopped, unless lateness had begun before
    appointed_due: DueMoment | None = None  # legal_due, or the apology's date while that is later
    apologised_to: datetime | None = None  # a signed apology names it, the desk has not moved to it
    late_from: datetime | None = None  # None while stopped, as legal_due
    projection: DueMoment | None = None  # only while stopped: as if resumed at as_of
    pauses: tuple[Pause, ...] = ()
    used: timedelta = timedelta()  # working time the term has counted, up to the due moment
    left: timedelta = timedelta()
    is_late: bool = False
    late_days: int = 0  # working days begun since; 0 on a day off that follows the due date
    used_up_when_stopped: bool = False  # lateness begins only after the resume day
    timeliness: Timeliness | None = None
    ended_at: datetime | None = None
    steps: tuple[StepReading, ...] = ()  # each stay, in order; only where a plan was given
    branches: tuple["BranchReading", ...] = ()
    attribution: Attribution | None = None  # of a dossier that is or ended late


@dataclass(frozen=True, slots=True)
class BranchReading:
    branch: int
    agency: int
    unit: int
    step: int
    lead: bool
    limit: TimeLimit
    clock: ClockReading
    lane: str = ""  # the letter in its workflow; "" for an agency that was asked
