"""What holds for any life of a dossier that an office could have lived."""

from datetime import datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from cases.clock import ClockEvent, ClockPolicies, Run, replay
from procedures.timing import PausePolicy, TimeLimit, Unit, due_moment
from tests.support.calendars import at, vietnam

NEXT = {
    Run.RUNNING: ("suspended", "result_recorded"),
    Run.STOPPED: ("resumed", "resumed", "withdrawn"),
    Run.ENDED: ("apology_issued",),
}
THEN = {
    "suspended": Run.STOPPED,
    "resumed": Run.RUNNING,
    "result_recorded": Run.ENDED,
    "withdrawn": Run.ENDED,
    "apology_issued": Run.ENDED,
}
CALENDARS = {1: vietnam()}
fixed = settings(deadline=None, derandomize=True, max_examples=200)

limits = st.one_of(
    st.integers(1, 30).map(lambda number: TimeLimit(number, Unit.WORKING_DAYS)),
    st.integers(1, 40).map(lambda number: TimeLimit(number, Unit.CALENDAR_DAYS)),
    st.integers(1, 80).map(lambda number: TimeLimit(number, Unit.WORKING_HOURS)),
    st.integers(1, 3).map(lambda number: TimeLimit(number, Unit.MONTHS)),
)
policies = st.sampled_from(PausePolicy).map(lambda policy: ClockPolicies(pause=policy))


@st.composite
def lives(draw: st.DrawFn) -> list[ClockEvent]:
    minutes = draw(st.integers(0, 700_000))
    now = at("2021-01-01") + timedelta(minutes=minutes)
    events = [ClockEvent(1, "accepted", now, now, {"calendar_revision": 1})]
    run = Run.RUNNING
    for seq in range(2, 2 + draw(st.integers(0, 6))):
        now += timedelta(minutes=draw(st.integers(0, 20_000)))
        kind = draw(st.sampled_from(NEXT[run]))
        events.append(ClockEvent(seq, kind, now, now, {}))
        run = THEN[kind]
    return events


later = st.integers(0, 100_000).map(lambda minutes: timedelta(minutes=minutes))


@fixed
@given(lives(), limits, policies, later)
def test_used_and_left_are_always_the_whole_term(
    events: list[ClockEvent], limit: TimeLimit, rules: ClockPolicies, wait: timedelta
) -> None:
    as_of = events[-1].recorded_at + wait
    reading = replay(events, limit, CALENDARS, rules, as_of)
    fresh = replay(events, limit, CALENDARS, rules, events[-1].recorded_at)
    assert reading.used >= timedelta()
    assert reading.left >= timedelta()
    if reading.run is not Run.STOPPED:
        assert reading.used + reading.left == fresh.used + fresh.left
    if limit.unit in (Unit.WORKING_DAYS, Unit.WORKING_HOURS):
        hours = int(limit.number) * (8 if limit.unit is Unit.WORKING_DAYS else 1)
        assert reading.used + reading.left == timedelta(hours=hours)


@fixed
@given(lives(), limits, policies, later, later)
def test_without_an_event_nothing_but_time_makes_late_and_never_undoes_it(
    events: list[ClockEvent],
    limit: TimeLimit,
    rules: ClockPolicies,
    wait: timedelta,
    more: timedelta,
) -> None:
    """Late flips once: at one instant, which every earlier reading already names."""
    soon = replay(events, limit, CALENDARS, rules, events[-1].recorded_at + wait)
    then = replay(events, limit, CALENDARS, rules, events[-1].recorded_at + wait + more)
    assert soon.late_from == then.late_from
    assert soon.is_late <= then.is_late
    assert soon.late_days <= then.late_days
    assert soon.legal_due == then.legal_due
    assert soon.generation == then.generation == 1


@fixed
@given(lives(), limits, policies)
def test_lateness_once_begun_survives_every_later_event(
    events: list[ClockEvent], limit: TimeLimit, rules: ClockPolicies
) -> None:
    before = [
        replay(events[: n + 1], limit, CALENDARS, rules, event.recorded_at)
        for n, event in enumerate(events)
    ]
    late = [reading.is_late for reading in before]
    assert late == sorted(late)


@fixed
@given(lives(), limits, policies)
def test_the_due_date_is_that_of_the_walk_without_the_pauses(
    events: list[ClockEvent], limit: TimeLimit, rules: ClockPolicies
) -> None:
    reading = replay(events, limit, CALENDARS, rules, events[-1].recorded_at)
    if reading.run is Run.STOPPED or reading.started_at is None:
        return
    due = due_moment(reading.started_at, limit, CALENDARS[1], reading.pauses, rules.pause)
    assert reading.legal_due == due
    assert reading.promised_due == due_moment(reading.started_at, limit, CALENDARS[1])


@fixed
@given(lives(), limits, policies, later)
def test_the_same_events_give_the_same_reading_and_other_kinds_change_nothing(
    events: list[ClockEvent], limit: TimeLimit, rules: ClockPolicies, wait: timedelta
) -> None:
    as_of: datetime = events[-1].recorded_at + wait
    noted = ClockEvent(len(events) + 1, "noted", as_of, as_of, {})
    reading = replay(events, limit, CALENDARS, rules, as_of)
    assert replay([*events, noted], limit, CALENDARS, rules, as_of) == reading
