"""What the events say of a dossier beside its clock."""

from dataclasses import replace
from decimal import Decimal

import pytest

from cases.events import KINDS, check_payload
from cases.fold import Projection, fold
from cases.states import ACTS, Outcome, State
from tests.support.clocks import event

ACCEPTED = event(
    1, "accepted", "2021-03-01", desk_unit=7, code="000.01.21.H34-210301-0001", channel="direct",
    quantity=2, book=2021, entry=1, limit_number="5", limit_unit="working_days",
    calendar_revision=3,
)  # fmt: skip
RECEIVED = Projection(
    version=1, state=State.RECEIVED, holder_unit_id=7, desk_unit_id=7,
    code="000.01.21.H34-210301-0001", channel="direct", quantity=2, book=2021, entry=1,
    received_at=ACCEPTED.happened_at, limit_number=Decimal(5), limit_unit="working_days",
    calendar_revision=3,
)  # fmt: skip


def test_nothing_has_happened_yet() -> None:
    assert fold([]) == Projection()


def test_state_holder_and_version_follow_the_acts() -> None:
    taken = event(2, "handover_confirmed", "2021-03-01", to_unit=9)
    assert fold([ACCEPTED]) == RECEIVED
    processing = replace(RECEIVED, version=2, state=State.PROCESSING, holder_unit_id=9)
    assert fold([ACCEPTED, taken]) == processing
    refused = event(3, "refused", "2021-03-02")
    back = event(4, "arrived_at_desk", "2021-03-03")
    given = event(5, "returned", "2021-03-03")
    assert fold([ACCEPTED, taken, refused, back, given]) == replace(
        RECEIVED, version=5, state=State.RETURNED, outcome=Outcome.REFUSED,
        at_desk_since=back.happened_at,
    )  # fmt: skip


def test_what_was_said_is_said_of_a_generation() -> None:
    said = (
        event(2, "soon_due", "2021-03-02", generation=1),
        event(3, "became_late", "2021-03-03", generation=1),
        event(4, "apology_drafted", "2021-03-03", generation=1),
        event(5, "rescheduled", "2021-03-03", generation=1),
        event(6, "escalated", "2021-03-09"),
        event(7, "noted", "2021-03-09"),
    )
    now = fold([ACCEPTED, *said])
    assert (now.soon_said, now.late_said, now.apology_said) == (1, 2, 1), "late is not late anew"
    assert (now.rescheduled, now.escalated, now.version) == (True, True, 7)


def test_every_act_leaves_an_event_the_ledger_knows() -> None:
    assert {act.event for act in ACTS.values()} <= set(KINDS)


def test_a_payload_says_exactly_what_its_kind_says_it_says() -> None:
    check_payload("noted", {"text": None})
    with pytest.raises(ValueError, match=r"noted: missing .*text.*, unknown .*name"):
        check_payload("noted", {"name": "A Glưn"})
