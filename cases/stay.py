"""PURE. At which step a dossier lies, since when it is held there, what was said of the step."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from cases.clock_events import ClockEvent

_CLAIMED = timedelta(minutes=1)  # a smaller gap is the time an act takes
_NEXT = {"step_completed": "next_step", "sent_back": "to_step"}


@dataclass(frozen=True, slots=True)
class Stay:
    """Named as the columns of the dossier's row."""

    step: int = 0
    held_since: datetime | None = None  # None: no event says it exactly
    step_late_said: int = 0


@dataclass(slots=True)
class _Walk:
    first: int
    now: Stay = Stay()
    before: Stay = Stay()
    moved_at: int = 0  # seq
    at_desk: bool = False

    def begin(self, step: int, event: ClockEvent) -> None:
        self.now = Stay(step, event.happened_at)

    def accept(self, event: ClockEvent) -> None:
        claimed = event.recorded_at - event.happened_at > _CLAIMED
        self.now = Stay(self.first, None if claimed else event.happened_at)

    def move(self, event: ClockEvent) -> None:
        self.before, self.moved_at = self.now, event.seq
        self.begin(event.integer(_NEXT[event.kind]), event)

    def give(self, event: ClockEvent) -> None:
        """The next step is another unit's: it begins when that confirms."""
        if event.seq == self.moved_at + 1:
            self.now = self.before

    def renumber(self, event: ClockEvent) -> None:
        """Another version of its workflow: the same work, by its number there."""
        self.now = replace(self.now, step=event.integer("to_step"), step_late_said=0)

    def arrive(self, event: ClockEvent) -> None:
        self.now, self.at_desk = replace(self.now, held_since=event.happened_at), True

    def finish(self, event: ClockEvent) -> None:
        """Completed at once: it never was at a step."""
        if not self.at_desk:
            self.begin(0, event)

    def say(self, event: ClockEvent) -> None:
        self.now = replace(self.now, step_late_said=event.integer("step"))


_MOVES: Mapping[str, Callable[[_Walk, ClockEvent], None]] = {
    "accepted": _Walk.accept,
    "taken_over": lambda walk, event: walk.begin(event.integer("step"), event),
    "step_completed": _Walk.move,
    "sent_back": _Walk.move,
    "handed_over": _Walk.give,
    "handover_confirmed": lambda walk, event: walk.begin(event.integer("step"), event),
    "handover_closed": lambda walk, event: walk.begin(walk.now.step, event),
    "handover_declined": lambda walk, event: walk.begin(walk.now.step, event),
    "workflow_moved": _Walk.renumber,
    "step_late": _Walk.say,
    "arrived_at_desk": _Walk.arrive,
    "returned": _Walk.finish,
}


def stay_of(events: Sequence[ClockEvent], first: int) -> Stay:
    """first: the number of the first step of its workflow. Events in order of seq."""
    walk = _Walk(first)
    for event in events:
        if move := _MOVES.get(event.kind):
            move(walk, event)
    return walk.now
