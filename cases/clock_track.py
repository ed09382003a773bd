"""PURE. From events, one by one, to what they leave of the clock (Track)."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace

from cases.clock_events import EFFECTS, BadEvents, ClockEvent, Effect, KindRule, Run
from cases.clock_reading import Facts, Track
from cases.clock_taken_over import taken_over
from procedures.timing import BadPause, Pause, due_moment


def track_of(events: Iterable[ClockEvent], facts: Facts) -> Track:
    """Events in order of seq; kinds the clock does not know are passed over. Raises BadEvents."""
    last = deque(tracks_of(events, facts), maxlen=1)
    return last[0][1] if last else Track()


def tracks_of(events: Iterable[ClockEvent], facts: Facts) -> Iterator[tuple[ClockEvent, Track]]:
    """Each event with what has been left once it happened."""
    track, seq = Track(), 0
    for event in events:
        if event.seq <= seq:
            raise BadEvents(event.seq, "không theo thứ tự")
        seq = event.seq
        if rule := EFFECTS.get(event.kind):
            track = _step(track, event, rule, facts)
        yield event, track


def _step(track: Track, event: ClockEvent, rule: KindRule, facts: Facts) -> Track:
    if track.run not in rule.allowed_in:
        raise BadEvents(event.seq, f"“{event.kind}” không thể xảy ra khi đồng hồ {track.run.label}")
    try:
        after = _APPLY[rule.effect](track, event, rule, facts)
    except BadPause as refusal:
        raise BadEvents(event.seq, str(refusal)) from refusal
    after = replace(after, generation=after.generation + rule.opens_generation)
    return after if after.generation == track.generation else replace(after, apologised_to=None)


def _start(track: Track, event: ClockEvent, _rule: KindRule, facts: Facts) -> Track:
    """The claimed instant when it is earlier: a paper block cannot gain the office a day."""
    revision = _revision(event, facts)
    started_at = event.earliest
    return replace(
        track,
        run=Run.RUNNING,
        generation=1,
        started_at=started_at,
        calendar_revision=revision,
        promised_due=due_moment(started_at, facts.limit, facts.calendars[revision]),
    )


def _stop(track: Track, event: ClockEvent, _rule: KindRule, facts: Facts) -> Track:
    instant = facts.policies.instant_of(event)
    restarts = event.flag("restart") if "restart" in event.payload else False
    pause = Pause(instant, None, event.kind)
    return replace(track, run=Run.STOPPED, pauses=(*track.pauses, pause), restarts=restarts)


def _resume(track: Track, event: ClockEvent, rule: KindRule, _facts: Facts) -> Track:
    """What was asked decides whether the term goes on or starts again; the answer must agree."""
    stop = track.pauses[-1]
    if stop.ground != rule.answers:
        raise BadEvents(event.seq, f"“{event.kind}” không trả lời “{stop.ground}”")
    if "restart" in event.payload and event.flag("restart") != track.restarts:
        raise BadEvents(event.seq, "tính lại từ đầu hay tính tiếp không khớp với lần dừng")
    track = track.closed_at(event.earliest)
    if not track.restarts:
        return replace(track, run=Run.RUNNING)
    return replace(
        track, run=Run.RUNNING, started_at=event.earliest, generation=track.generation + 1
    )


def _tell(track: Track, event: ClockEvent, _rule: KindRule, _facts: Facts) -> Track:
    """No day, where there is a result already. A new deadline asks for words of its own."""
    names = track.run is not Run.ENDED and event.payload.get("new_due_at")
    return replace(track, apologised_to=event.instant("new_due_at") if names else None)


def _reschedule(track: Track, event: ClockEvent, _rule: KindRule, _facts: Facts) -> Track:
    if track.rescheduled_to:
        raise BadEvents(event.seq, "chỉ được hẹn lại một lần")
    return replace(track, rescheduled_to=event.instant("new_due_at"))


def _revise(track: Track, event: ClockEvent, _rule: KindRule, facts: Facts) -> Track:
    return replace(track, calendar_revision=_revision(event, facts))


def _note(track: Track, _event: ClockEvent, _rule: KindRule, _facts: Facts) -> Track:
    return track


def _end(track: Track, event: ClockEvent, rule: KindRule, facts: Facts) -> Track:
    instant = facts.policies.instant_of(event)
    if track.run is Run.STOPPED:
        track = track.closed_at(instant)
    return replace(track, run=Run.ENDED, ended_at=instant, has_timeliness=rule.has_timeliness)


_APPLY: Mapping[Effect, Callable[[Track, ClockEvent, KindRule, Facts], Track]] = {
    Effect.START: _start,
    Effect.TAKE_OVER: lambda _track, event, _rule, facts: taken_over(event, facts),
    Effect.STOP: _stop,
    Effect.RESUME: _resume,
    Effect.TELL: _tell,
    Effect.RESCHEDULE: _reschedule,
    Effect.REVISE: _revise,
    Effect.NOTE: _note,
    Effect.END: _end,
}


def _revision(event: ClockEvent, facts: Facts) -> int:
    revision = event.integer("calendar_revision")
    if revision not in facts.calendars:
        raise BadEvents(event.seq, f"không có lịch làm việc bản {revision}")
    return revision
