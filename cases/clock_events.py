"""PURE. What the clock knows of events: their shape, and what each kind does to it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import Enum, StrEnum, auto

from onecua.ledger.canonical import JsonValue
from procedures.timing import Pause, PausePolicy, TimingRefused, office_time


class BadEvents(TimingRefused):
    """A sequence of events no office could have lived; seq is the one that does not fit."""

    def __init__(self, seq: int, why: str) -> None:
        self.seq = seq
        super().__init__(f"Sự kiện số {seq}: {why.rstrip('.')}.")


class Run(StrEnum):
    NOT_STARTED = "not_started"
    RUNNING = "running"
    STOPPED = "stopped"
    ENDED = "ended"

    @property
    def label(self) -> str:
        return _RUN_LABELS[self]


_RUN_LABELS = {
    Run.NOT_STARTED: "chưa chạy",
    Run.RUNNING: "đang chạy",
    Run.STOPPED: "đang dừng",
    Run.ENDED: "đã kết thúc",
}


class Effect(Enum):
    START = auto()
    TAKE_OVER = auto()  # it began in an older system
    STOP = auto()
    RESUME = auto()  # or start again from zero, as the stop has said
    TELL = auto()  # an apology names another day
    RESCHEDULE = auto()
    REVISE = auto()
    NOTE = auto()
    END = auto()


@dataclass(frozen=True, slots=True)
class KindRule:
    effect: Effect
    allowed_in: frozenset[Run]
    opens_generation: bool = False
    answers: str | None = None  # the kind of stop that a resume ends
    has_timeliness: bool = True  # of an end


_BEFORE = frozenset({Run.NOT_STARTED})
_RUNNING = frozenset({Run.RUNNING})
_STOPPED = frozenset({Run.STOPPED})
_OPEN = _RUNNING | _STOPPED
_STARTED = _OPEN | {Run.ENDED}

_STOP = KindRule(Effect.STOP, _RUNNING)
_END = KindRule(Effect.END, _OPEN)
_OF_A_BRANCH = KindRule(Effect.NOTE, _OPEN)  # it moves the clock of its own branch alone

EFFECTS: Mapping[str, KindRule] = {
    "accepted": KindRule(Effect.START, _BEFORE),
    "taken_over": KindRule(Effect.TAKE_OVER, _BEFORE),
    "supplement_requested": _STOP,
    "supplement_received": KindRule(Effect.RESUME, _STOPPED, answers="supplement_requested"),
    "suspended": _STOP,
    "resumed": KindRule(Effect.RESUME, _STOPPED, answers="suspended"),
    "payment_required": _STOP,
    "payment_recorded": KindRule(Effect.RESUME, _STOPPED, answers="payment_required"),
    "apology_issued": KindRule(Effect.TELL, _STARTED),  # belongs to the generation it finds
    "rescheduled": KindRule(Effect.RESCHEDULE, _OPEN, opens_generation=True),
    "calendar_revised": KindRule(Effect.REVISE, _OPEN, opens_generation=True),
    "completed_at_once": _END,
    "result_recorded": _END,
    "refused": _END,
    "withdrawn": _END,
    "stopped": _END,
    "branch_opened": KindRule(Effect.NOTE, _RUNNING),
    "branch_stopped": _OF_A_BRANCH,
    "branch_resumed": _OF_A_BRANCH,
    "branch_finished": _OF_A_BRANCH,
    "part_opened": KindRule(Effect.NOTE, _RUNNING),
    "part_finished": _OF_A_BRANCH,
    "part_closed": _OF_A_BRANCH,
    "part_moved": _OF_A_BRANCH,
    "voided": KindRule(Effect.END, _OPEN, has_timeliness=False),
}


@dataclass(frozen=True, slots=True)
class ClockEvent:
    seq: int  # from 1, ascending; it decides the order of events of one instant
    kind: str
    happened_at: datetime  # claimed
    recorded_at: datetime  # by the database
    payload: Mapping[str, JsonValue]
    person: int | None = None  # who acted; None: the system

    def __post_init__(self) -> None:
        office_time(self.happened_at)
        office_time(self.recorded_at)

    @property
    def earliest(self) -> datetime:
        return min(self.happened_at, self.recorded_at)

    def integer(self, name: str) -> int:
        value = self.payload.get(name)
        if not isinstance(value, int) or isinstance(value, bool):
            raise BadEvents(self.seq, f"“{name}” phải là số nguyên")
        return value

    def flag(self, name: str) -> bool:
        value = self.payload.get(name)
        if not isinstance(value, bool):
            raise BadEvents(self.seq, f"“{name}” phải là đúng hoặc sai")
        return value

    def instant(self, name: str) -> datetime:
        value = self.payload.get(name)
        try:
            return office_time(datetime.fromisoformat(str(value)))
        except (ValueError, TimingRefused):
            raise BadEvents(self.seq, f"“{name}” phải là thời điểm có múi giờ") from None


@dataclass(frozen=True, slots=True)
class ClockPolicies:
    """The named choices of a regime."""

    pause: PausePolicy = PausePolicy.STOP_COUNTS
    outages: tuple[Pause, ...] = ()  # declared ones, each by a document

    def instant_of(self, event: ClockEvent) -> datetime:
        """When a stop or an end counts: as recorded; as claimed only within a declared outage."""
        claimed = event.earliest
        declared = any(
            outage.from_ <= claimed and (outage.to is None or claimed <= outage.to)
            for outage in self.outages
        )
        return claimed if declared else event.recorded_at
