"""The badge of a deadline: the same few words everywhere, in working time."""

from datetime import datetime
from typing import Any

import pytest

from cases.deadline_words import Deadline, Tone, deadline_words, instant, step_words
from cases.states import State
from cases.working_words import spell
from procedures.timing import OFFICE_ZONE
from tests.support.calendars import vietnam

CALENDAR = vietnam()


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=OFFICE_ZONE)


def said(now: str, **facts: str) -> tuple[str, str]:
    instants = {"due", "late_from", "soon_from", "ended_at", "stopped_at"}
    columns: dict[str, Any] = {"state": State.PROCESSING, "run": "running"}
    columns |= {name: at(value) if name in instants else value for name, value in facts.items()}
    deadline = Deadline(**columns)
    badge = deadline_words(deadline, CALENDAR, at(now))
    return badge.tone, badge.text


FRIDAY = {
    "due": "2021-03-05T17:30",
    "late_from": "2021-03-06T00:00",
    "soon_from": "2021-03-04T07:30",
}


@pytest.mark.parametrize(
    ("now", "tone", "text"),
    [
        ("2021-03-01T09:41", Tone.OK, "còn 4 ngày"),
        ("2021-03-03T18:30", Tone.OK, "còn 2 ngày"),
        ("2021-03-04T09:00", Tone.SOON, "còn 1 ngày"),
        ("2021-03-05T09:00", Tone.TODAY, "hôm nay, 17:30"),
        ("2021-03-05T23:59", Tone.TODAY, "hôm nay, 17:30"),
        ("2021-03-06T00:00", Tone.LATE, "vừa quá hạn"),
        ("2021-03-07T15:00", Tone.LATE, "vừa quá hạn"),  # a weekend is no lateness yet
        ("2021-03-08T08:00", Tone.LATE, "vừa quá hạn"),
        ("2021-03-08T09:41", Tone.LATE, "quá 2 giờ"),
        ("2021-03-08T17:30", Tone.LATE, "quá 1 ngày"),
        ("2021-03-09T09:41", Tone.LATE, "quá 1 ngày 2 giờ"),
        ("2021-03-14T10:00", Tone.LATE, "quá 5 ngày"),
        ("2021-03-19T16:00", Tone.LATE, "quá 9 ngày 6 giờ"),
        ("2021-03-22T10:00", Tone.LATE, "quá 10 ngày"),
        ("2021-03-23T10:00", Tone.LONG_LATE, "quá 11 ngày"),
    ],
)
def test_a_term_in_days_from_reception_to_long_late(now: str, tone: str, text: str) -> None:
    assert said(now, **FRIDAY) == (tone, text)


@pytest.mark.parametrize(
    ("now", "tone", "text"),
    [
        ("2021-03-01T16:00", Tone.OK, "còn 4 giờ"),
        ("2021-03-01T09:00", Tone.OK, "còn 1 ngày 1 giờ"),
        ("2021-03-02T08:00", Tone.TODAY, "hôm nay, 10:00"),
        ("2021-03-02T10:00", Tone.TODAY, "hôm nay, 10:00"),  # the due instant is still in time
        ("2021-03-02T11:10", Tone.LATE, "quá 1 giờ"),
        ("2021-03-03T15:00", Tone.LATE, "quá 1 ngày 3 giờ"),
    ],
)
def test_a_term_in_hours_is_late_from_the_instant(now: str, tone: str, text: str) -> None:
    assert said(now, due="2021-03-02T10:00", late_from="2021-03-02T10:00") == (tone, text)


def test_a_pause_shows_its_working_days_and_no_due_date() -> None:
    paused = {"run": "stopped", "stopped_at": "2021-03-04T10:00"}
    assert said("2021-03-04T16:00", **paused) == (Tone.PAUSED, "tạm dừng hôm nay")
    assert said("2021-03-10T09:00", **paused) == (Tone.PAUSED, "tạm dừng 4 ngày")


def test_a_pause_after_lateness_began_cures_nothing() -> None:
    late = {**FRIDAY, "run": "stopped", "stopped_at": "2021-03-08T08:00"}
    assert said("2021-03-09T09:41", **late) == (Tone.LATE, "quá 1 ngày 2 giờ")


def test_lateness_after_a_used_up_pause_does_not_count_the_days_between() -> None:
    resumed = {"due": "2021-03-05T17:30", "late_from": "2021-03-16T00:00"}
    assert said("2021-03-16T10:00", **resumed) == (Tone.LATE, "quá 2 giờ")


@pytest.mark.parametrize(
    ("timeliness", "tone", "text"),
    [
        ("early", Tone.DONE, "xong trước hạn"),
        ("on_time", Tone.DONE, "xong đúng hạn"),
        ("late", Tone.DONE_LATE, "xong trễ 1 ngày 2 giờ"),
    ],
)
def test_what_is_done_says_whether_it_was_in_time(timeliness: str, tone: str, text: str) -> None:
    ended = FRIDAY | {"timeliness": timeliness, "ended_at": "2021-03-09T09:41"}
    assert said("2021-05-01T09:00", state=State.RESULT_READY, **ended) == (tone, text)


@pytest.mark.parametrize(
    ("state", "text"),
    [
        (State.SUBMITTED, "chờ tiếp nhận"),
        (State.GUIDED, "đã hướng dẫn"),
        (State.VOIDED, "đã hủy"),
        (State.WITHDRAWN, "đã rút hồ sơ"),
        (State.STOPPED, "đã dừng xử lý"),
    ],
)
def test_an_end_without_a_result_is_never_called_in_time(state: State, text: str) -> None:
    ended = {"timeliness": "early", "ended_at": "2021-03-02T09:00"}
    assert said("2021-03-03T09:00", state=state, **ended) == (Tone.CLOSED, text)


def test_holidays_are_no_working_time() -> None:
    # Tết Tân Sửu: from Wednesday 10/02 to Tuesday 16/02/2021 the offices are closed.
    assert spell(at("2021-02-09T15:30"), at("2021-02-17T09:30"), CALENDAR) == "4 giờ"


def test_the_step_has_a_clock_of_its_own() -> None:
    due = at("2021-03-03T10:00")
    tones = [
        (words.tone, words.text)
        for words in (
            step_words(due, CALENDAR, at(now))
            for now in (
                "2021-03-02T16:00",
                "2021-03-03T08:00",
                "2021-03-03T10:05",
                "2021-03-05T11:00",
            )
        )
        if words
    ]
    assert tones == [
        (Tone.OK, "còn 4 giờ"),
        (Tone.TODAY, "hôm nay, 10:00"),
        (Tone.LATE, "chậm chưa đến 1 giờ"),
        (Tone.LATE, "chậm 2 ngày 1 giờ"),
    ]
    assert step_words(None, CALENDAR, due) is None


def test_dates_are_written_with_their_weekday() -> None:
    assert instant(at("2021-03-05T17:30")) == "17:30 thứ Sáu 05/03/2021"
    assert instant(None) == "–"
