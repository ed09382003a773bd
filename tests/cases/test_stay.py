"""At which step a dossier lies, and since when: from the events alone."""

from datetime import timedelta

import pytest

from cases.clock_events import ClockEvent
from cases.stay import Stay, stay_of
from tests.support.clocks import event

ACCEPTED = event(1, "accepted", "2021-03-01T08:00")
TAKEN = event(2, "handover_confirmed", "2021-03-01T09:00", step=2)
LATE = event(3, "step_late", "2021-03-02T00:00", step=2)


def test_nothing_is_held_before_it_is_received() -> None:
    assert stay_of([], first=1) == Stay()


@pytest.mark.parametrize(
    ("then", "step", "said"),
    [
        ((), 2, 2),
        ((event(4, "step_completed", "2021-03-03", next_step=3),), 3, 0),
        ((event(4, "sent_back", "2021-03-03", to_step=1),), 1, 0),
        ((event(4, "handover_declined", "2021-03-03"),), 2, 0),
        ((event(4, "arrived_at_desk", "2021-03-03"), event(5, "returned", "2021-03-04")), 2, 2),
    ],
)
def test_the_step_follows_the_acts(then: tuple[ClockEvent, ...], step: int, said: int) -> None:
    since = then[0].happened_at if then else TAKEN.happened_at
    assert stay_of([ACCEPTED, TAKEN, LATE, *then], first=1) == Stay(step, since, said)


def test_who_hands_over_holds_until_the_other_confirms() -> None:
    done = event(4, "step_completed", "2021-03-03", next_step=3)
    given = event(5, "handed_over", "2021-03-03")
    held = Stay(2, TAKEN.happened_at, 2)
    assert stay_of([ACCEPTED, TAKEN, LATE, done, given], first=1) == held
    later = event(6, "handover_confirmed", "2021-03-04", step=3)
    assert stay_of([ACCEPTED, TAKEN, LATE, done, given, later], first=1) == Stay(
        3, later.happened_at
    )
    alone = event(2, "handed_over", "2021-03-01T08:30")
    assert stay_of([ACCEPTED, alone], first=1) == Stay(1, ACCEPTED.happened_at)


def test_a_claimed_reception_does_not_say_since_when_the_desk_holds_it() -> None:
    claimed = ClockEvent(
        1, "accepted", ACCEPTED.happened_at, ACCEPTED.happened_at + timedelta(hours=1), {}
    )
    assert stay_of([claimed], first=1) == Stay(1, None)


def test_what_was_completed_at_once_was_never_at_a_step() -> None:
    given = event(2, "returned", "2021-03-01T08:00")
    assert stay_of([ACCEPTED, given], first=1) == Stay(0, given.happened_at)
