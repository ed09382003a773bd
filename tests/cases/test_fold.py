"""What the events say of a dossier beside its clock."""

import pytest

from cases.events import KINDS, check_payload
from cases.fold import Projection, fold
from cases.states import ACTS, Outcome, State
from tests.support.clocks import event

ACCEPTED = event(1, "accepted", "2021-03-01", desk_unit=7)


def test_nothing_has_happened_yet() -> None:
    assert fold([]) == Projection()


def test_state_holder_and_version_follow_the_acts() -> None:
    taken = event(2, "handover_confirmed", "2021-03-01", to_unit=9)
    assert fold([ACCEPTED]) == Projection(1, State.RECEIVED, "", 7, 7)
    assert fold([ACCEPTED, taken]) == Projection(2, State.PROCESSING, "", 9, 7)
    refused = event(3, "refused", "2021-03-02")
    back = event(4, "arrived_at_desk", "2021-03-03")
    given = event(5, "returned", "2021-03-03")
    assert fold([ACCEPTED, taken, refused, back, given]) == Projection(
        5, State.RETURNED, Outcome.REFUSED, 7, 7
    )


def test_what_was_said_is_said_of_a_generation() -> None:
    said = (
        event(2, "soon_due", "2021-03-02", generation=1),
        event(3, "became_late", "2021-03-03", generation=1),
        event(4, "apology_drafted", "2021-03-03", generation=1),
        event(5, "rescheduled", "2021-03-03"),
        event(6, "escalated", "2021-03-09"),
        event(7, "noted", "2021-03-09"),
    )
    now = fold([ACCEPTED, *said])
    assert (now.soon_said, now.late_said, now.apology_said) == (1, 1, 1)
    assert (now.rescheduled, now.escalated, now.version) == (True, True, 7)


def test_every_act_leaves_an_event_the_ledger_knows() -> None:
    assert {act.event for act in ACTS.values()} <= set(KINDS)


def test_a_payload_says_exactly_what_its_kind_says_it_says() -> None:
    check_payload("noted", {"text": None})
    with pytest.raises(ValueError, match=r"noted: missing .*text.*, unknown .*name"):
        check_payload("noted", {"name": "A Glưn"})
