"""What is waited for beside the term: each deadline against a paper calendar."""

from datetime import date, datetime

import pytest

from cases.lapses import Lapse, Waiting, first_hour_over, handover_due, lapse_of
from cases.states import State
from procedures.timing import OFFICE_ZONE
from tests.support.calendars import vietnam

CALENDAR = vietnam()


def at(words: str) -> datetime:
    return datetime.fromisoformat(words).replace(tzinfo=OFFICE_ZONE)


@pytest.mark.parametrize(
    ("received", "due"),
    [
        ("2021-03-01T08:00", "2021-03-01T17:30"),
        ("2021-03-01T15:00", "2021-03-01T17:30"),
        ("2021-03-01T15:01", "2021-03-02T08:30"),  # after 15:00: the next morning's first hour
        ("2021-03-05T16:00", "2021-03-08T08:30"),  # a Friday
        ("2021-03-06T09:00", "2021-03-08T08:30"),  # a day off
        ("2021-04-29T15:30", "2021-05-04T08:30"),  # over 30/4, 1/5 and its compensation
        ("2021-03-01T05:00", "2021-03-01T17:30"),  # through the letter box
    ],
)
def test_the_desk_hands_over_the_same_day_or_the_next_morning(received: str, due: str) -> None:
    assert handover_due(at(received), CALENDAR) == at(due)


def test_a_submission_is_answered_within_eight_working_hours() -> None:
    friday = Waiting(State.SUBMITTED, submitted_at=at("2021-03-05T15:30"))
    assert lapse_of(friday, CALENDAR) == Lapse("submission_unanswered", at("2021-03-08T15:30"))


def test_the_day_of_the_answer_belongs_to_the_citizen_to_its_end() -> None:
    asked = Waiting(State.AWAITING_SUPPLEMENT, answer_by=date(2021, 3, 31))
    assert lapse_of(asked, CALENDAR) == Lapse("supplement_unanswered", at("2021-04-01T00:00"))


def test_a_result_is_waited_for_from_the_day_it_was_promised_when_it_came_early() -> None:
    early = Waiting(
        State.RESULT_READY, at_desk_since=at("2021-03-02T09:00"),
        appointed_due=at("2021-03-04T17:30"),
    )  # fmt: skip
    assert lapse_of(early, CALENDAR) == Lapse("result_uncollected", at("2021-03-09T17:30"))
    on_its_way = Waiting(State.RESULT_READY, appointed_due=at("2021-03-04T17:30"))
    assert lapse_of(on_its_way, CALENDAR) is None


def test_the_debt_of_a_morning_is_measured_at_the_end_of_its_first_working_hour() -> None:
    assert first_hour_over(at("2021-03-06T00:00"), CALENDAR) == at("2021-03-08T08:30")
    assert first_hour_over(at("2021-03-01T11:00"), CALENDAR) == at("2021-03-01T14:00")


@pytest.mark.parametrize("state", [State.PROCESSING, State.RETURNED, State.SUSPENDED])
def test_nobody_waits_where_no_rule_says_so(state: State) -> None:
    assert lapse_of(Waiting(state, received_at=at("2021-03-01T08:00")), CALENDAR) is None
