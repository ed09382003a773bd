"""PURE. Parallel work (liên thông): a branch is one agency's part of a dossier, with its own clock.

The lead agency's part is the dossier itself: what stops the dossier stops the lead branch, and the
stop of any other agency stops that agency's branch alone. A branch reads its clock with the very
rules of the whole, from its own opening, its own term and its own pauses.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from cases.clock_events import EFFECTS, BadEvents, ClockEvent, Effect
from cases.clock_face import BranchReading
from cases.clock_reading import Facts, read
from cases.clock_track import track_of
from procedures.timing import BadLimit, TimeLimit

# What a branch's own event is to the branch's own clock.
_OWN: Mapping[str, str] = {
    "branch_opened": "accepted",
    "branch_stopped": "suspended",
    "branch_resumed": "resumed",
    "branch_finished": "result_recorded",
}
_FOR_ALL = frozenset({Effect.REVISE, Effect.END})  # of the whole, felt by each branch
_FOR_LEAD = _FOR_ALL | {Effect.STOP, Effect.RESUME}


@dataclass(slots=True)
class _Branch:
    opened: ClockEvent
    lead: bool
    limit: TimeLimit
    events: list[ClockEvent] = field(default_factory=list)
    finished: bool = False


def branches_of(
    events: Sequence[ClockEvent], facts: Facts, as_of: datetime
) -> tuple[BranchReading, ...]:
    """In the order in which they were opened. Raises BadEvents."""
    return tuple(_read(branch, facts, as_of) for branch in _branches(events))


def _branches(events: Sequence[ClockEvent]) -> Iterator[_Branch]:
    found: dict[int, _Branch] = {}
    revision = 0
    for event in events:
        if "calendar_revision" in event.payload:
            revision = event.integer("calendar_revision")
        if event.kind == "branch_opened":
            _open(found, event, revision)
        elif (told := _TOLD.get(event.kind)) is not None:
            told(found, event)
        elif rule := EFFECTS.get(event.kind):
            for branch in found.values():
                if not branch.finished and rule.effect in (_FOR_LEAD if branch.lead else _FOR_ALL):
                    branch.events.append(event)
    yield from found.values()


def _open(found: dict[int, _Branch], event: ClockEvent, revision: int) -> None:
    number, lead = event.integer("branch"), event.flag("lead")
    if number in found:
        raise BadEvents(event.seq, f"nhánh {number} đã được mở")
    if lead and any(branch.lead for branch in found.values()):
        raise BadEvents(event.seq, "chỉ một cơ quan chủ trì")
    try:
        limit = TimeLimit(str(event.payload.get("limit_number")), str(event.payload["limit_unit"]))
    except (BadLimit, KeyError) as refusal:
        raise BadEvents(event.seq, f"thời hạn của nhánh không đúng: {refusal}") from None
    found[number] = _Branch(event, lead, limit, [_as_own(event, calendar_revision=revision)])


def _own(found: dict[int, _Branch], event: ClockEvent) -> None:
    number = event.integer("branch")
    branch = found.get(number)
    if branch is None:
        raise BadEvents(event.seq, f"chưa mở nhánh {number}")
    if branch.lead and event.kind != "branch_finished":
        raise BadEvents(event.seq, "cơ quan chủ trì dừng thì cả hồ sơ dừng")
    branch.events.append(_as_own(event))
    branch.finished = branch.finished or event.kind == "branch_finished"


def _go_on(found: dict[int, _Branch], event: ClockEvent) -> None:
    """By a reorganisation another agency goes on with it; its clock does not feel it."""
    moved = event.payload["branches"]
    for each in moved if isinstance(moved, list) else ():
        if not isinstance(each, dict) or (branch := found.get(int(str(each["branch"])))) is None:
            raise BadEvents(event.seq, "nhánh được chuyển chưa mở")
        now = {"agency": each["agency"], "unit": each["unit"]}
        branch.opened = replace(branch.opened, payload={**branch.opened.payload, **now})


_TOLD = {"continued": _go_on} | dict.fromkeys(_OWN.keys() - {"branch_opened"}, _own)


def _as_own(event: ClockEvent, **payload: int) -> ClockEvent:
    return replace(event, kind=_OWN[event.kind], payload=payload)


def _read(branch: _Branch, facts: Facts, as_of: datetime) -> BranchReading:
    own = Facts(branch.limit, facts.calendars, facts.policies)
    opened = branch.opened
    return BranchReading(
        branch=opened.integer("branch"),
        agency=opened.integer("agency"),
        unit=opened.integer("unit"),
        step=opened.integer("step"),
        lead=branch.lead,
        limit=branch.limit,
        clock=read(track_of(branch.events, own), own, as_of),
    )
