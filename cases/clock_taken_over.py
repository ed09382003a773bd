"""PURE. A dossier that began in an older system: what its one event says of the time before.

`pauses` of the payload: a list of {from_at, to_at, ground, restart}, in order; instants with a
zone, to_at "" while it still holds; ground: the kind of event that would have stopped the clock.
"""

from collections.abc import Iterator
from datetime import date, datetime
from typing import NamedTuple

from cases.clock_events import BadEvents, ClockEvent, Run
from cases.clock_reading import Facts, Track
from cases.states import State
from procedures.timing import BadPause, DueMoment, Pause, due_moment, office_date, office_time

STATES = {
    "supplement_requested": State.AWAITING_SUPPLEMENT,
    "payment_required": State.AWAITING_PAYMENT,
    "suspended": State.SUSPENDED,
}


class OldPause(NamedTuple):
    pause: Pause
    restart: bool  # what was asked for came, and the term began again from zero


class OldSupplement(NamedTuple):
    """Named as the columns of the request's row."""

    requested_at: datetime
    restart: bool
    over_window: bool  # the older system does not say: nobody is blamed for it
    answer_by: date
    received_at: datetime | None


def old_supplements(event: ClockEvent) -> list[OldSupplement]:
    """The requests the older system knew, in order: the next one is not the first."""
    return [
        OldSupplement(
            requested_at=old.pause.from_,
            restart=old.restart,
            over_window=False,
            answer_by=office_date(old.pause.to)
            if old.pause.to
            else date.fromisoformat(str(event.payload["answer_by_on"])),
            received_at=old.pause.to,
        )
        for old in old_pauses(event)
        if old.pause.ground == "supplement_requested"
    ]


def old_pauses(event: ClockEvent) -> tuple[OldPause, ...]:
    """Raises BadEvents."""
    return tuple(_pauses(event))


def _pauses(event: ClockEvent) -> Iterator[OldPause]:
    said = event.payload.get("pauses")
    if not isinstance(said, list):
        raise BadEvents(event.seq, "“pauses” phải là danh sách")
    for each in said:
        if not isinstance(each, dict) or each.get("ground") not in STATES:
            raise BadEvents(event.seq, "có lần tạm dừng không rõ căn cứ")
        from_, to = str(each["from_at"]), str(each["to_at"])
        try:
            end = office_time(datetime.fromisoformat(to)) if to else None
            pause = Pause(office_time(datetime.fromisoformat(from_)), end, str(each["ground"]))
        except (ValueError, BadPause) as refusal:
            raise BadEvents(event.seq, str(refusal)) from refusal
        yield OldPause(pause, bool(each["restart"]))


def state_of(event: ClockEvent) -> State:
    """Where it lies on the day it is taken over: stopped, with an office, or at the desk."""
    pauses = old_pauses(event)
    if pauses and pauses[-1].pause.to is None:
        return STATES[pauses[-1].pause.ground]
    return State.PROCESSING if event.flag("handed_over") else State.RECEIVED


def taken_over(event: ClockEvent, facts: Facts) -> Track:
    """The term runs from the old reception; the promise is the one the citizen holds in writing.

    The due date follows from the law alone: a promise that was later than the law's does not move
    it, nor does any later calendar move it before the earlier of the two. Raises BadEvents.
    """
    received, revision = event.instant("received_at"), event.integer("calendar_revision")
    if received > event.happened_at:
        raise BadEvents(event.seq, "tiếp nhận sau ngày chuyển vào hệ thống")
    if revision not in facts.calendars:
        raise BadEvents(event.seq, f"không có lịch làm việc bản {revision}")
    calendar = facts.calendars[revision]
    promised = DueMoment.of(event.instant("promised_at"), calendar)
    lawful = due_moment(received, facts.limit, calendar)
    pauses = old_pauses(event)
    begun = [old.pause.to for old in pauses if old.restart and old.pause.to]
    return Track(
        run=Run.STOPPED if pauses and pauses[-1].pause.to is None else Run.RUNNING,
        generation=1,
        calendar_revision=revision,
        started_at=begun[-1] if begun else received,
        promised_due=promised,
        floor=min(promised, lawful, key=lambda due: due.at),
        taken_over_at=event.happened_at,
        charges_the_past=bool(event.payload.get("late_document")),
        pauses=tuple(old.pause for old in pauses),
    )
