"""What holds for any life of a dossier that an office could have lived."""

import time
from datetime import datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cases.clock import ClockEvent, ClockPolicies, Run, replay
from procedures.step_dues import StepTerm, planned_step_dues
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


@fixed
@given(lives(), limits, policies)
def test_each_prefix_sees_only_its_own_past(
    events: list[ClockEvent], limit: TimeLimit, rules: ClockPolicies
) -> None:
    """Time is an argument: what was read then is read again, whatever has happened since."""
    for n, event in enumerate(events, 1):
        then = replay(events[:n], limit, CALENDARS, rules, event.recorded_at)
        assert (
            then.promised_due
            == replay(events, limit, CALENDARS, rules, at("2022-12-01")).promised_due
        )
        assert len(then.pauses) == sum(each.kind == "suspended" for each in events[:n])


def test_events_of_one_instant_are_read_in_their_order() -> None:
    """Stopped and resumed at nine, and stopped again: the last word is the last event's."""
    nine = at("2021-03-04T09:00")
    kinds = ("accepted", "suspended", "resumed", "suspended")
    events = [
        ClockEvent(seq, kind, nine, nine, {"calendar_revision": 1})
        for seq, kind in enumerate(kinds, 1)
    ]
    reading = replay(events, TimeLimit(5, Unit.WORKING_DAYS), CALENDARS, ClockPolicies(), nine)
    assert (reading.run, len(reading.pauses)) == (Run.STOPPED, 2)


@pytest.mark.parametrize("zone", ["UTC", "America/New_York", "Pacific/Auckland"])
def test_the_time_zone_of_the_server_changes_nothing(
    zone: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    accepted = ClockEvent(
        1, "accepted", at("2021-01-21"), at("2021-01-21"), {"calendar_revision": 1}
    )
    limit, as_of = TimeLimit(5, Unit.WORKING_DAYS), at("2021-01-29T00:00")
    here = replay([accepted], limit, CALENDARS, ClockPolicies(), as_of)
    with monkeypatch.context() as elsewhere:
        elsewhere.setenv("TZ", zone)
        time.tzset()
        there = replay([accepted], limit, CALENDARS, ClockPolicies(), as_of)
    time.tzset()
    assert (there, there.is_late) == (here, True)


@fixed
@given(
    st.integers(0, 700_000),
    st.lists(st.integers(0, 10).map(lambda halves: Decimal(halves) / 2), min_size=1, max_size=8),
)
def test_the_planned_dates_of_the_steps_add_up_to_the_whole(
    minutes: int, numbers: list[Decimal]
) -> None:
    """Never by rounding each step up."""
    start, total = at("2021-01-01") + timedelta(minutes=minutes), sum(numbers, Decimal())
    terms = [StepTerm(number) for number in numbers]
    dues = [due.at for due in planned_step_dues(start, Unit.WORKING_DAYS, terms, CALENDARS[1])]
    assert dues == sorted(dues)
    if total:
        whole = due_moment(start, TimeLimit(total, Unit.WORKING_DAYS), CALENDARS[1])
        assert dues[-1] == whole.at
