from datetime import datetime

import pytest

from cases.clock import EFFECTS, BadEvents, ClockEvent
from cases.clock_events import Effect, Run
from procedures.timing import CalendarNotDeclared, NaiveInstant
from tests.support.calendars import at
from tests.support.clocks import accepted, event, shown

MARCH = accepted("2021-03-01")
STOP = event(2, "suspended", "2021-03-04")
END = event(2, "result_recorded", "2021-03-04")
TOLD = event(2, "rescheduled", "2021-03-04", new_due_at="2021-03-20T17:30:00+07:00")
ASKED = event(2, "supplement_requested", "2021-03-04", restart=True)


@pytest.mark.parametrize(
    ("events", "seq", "sentence"),
    [
        ([event(1, "resumed", "2021-03-01")], 1, "khi đồng hồ chưa chạy"),
        ([MARCH, event(2, "accepted", "2021-03-02", calendar_revision=1)], 2, "đang chạy"),
        ([MARCH, event(2, "resumed", "2021-03-02")], 2, "“resumed” không thể xảy ra"),
        ([MARCH, STOP, event(3, "suspended", "2021-03-05")], 3, "khi đồng hồ đang dừng"),
        ([MARCH, END, event(3, "refused", "2021-03-05")], 3, "khi đồng hồ đã kết thúc"),
        ([MARCH, END, event(3, "calendar_revised", "2021-03-05", calendar_revision=1)], 3, "đã"),
        ([MARCH, STOP, event(3, "payment_recorded", "2021-03-05")], 3, "không trả lời"),
        ([MARCH, STOP, event(3, "resumed", "2021-03-03")], 3, "không thể kết thúc trước đó"),
        (
            [MARCH, ASKED, event(3, "supplement_received", "2021-03-05", restart=False)],
            3,
            "Sự kiện số 3: tính lại từ đầu hay tính tiếp không khớp với lần dừng",
        ),
        (
            [MARCH, ASKED, event(3, "supplement_received", "2021-03-05", restart=1)],
            3,
            "“restart” phải là đúng hoặc sai",
        ),
        (
            [MARCH, TOLD, event(3, "rescheduled", "2021-03-05")],
            3,
            "Sự kiện số 3: chỉ được hẹn lại một lần",
        ),
        ([MARCH, event(2, "rescheduled", "2021-03-05")], 2, "phải là thời điểm có múi giờ"),
        (
            [MARCH, event(2, "rescheduled", "2021-03-05", new_due_at="2021-03-20T17:30")],
            2,
            "phải là thời điểm có múi giờ",
        ),
        ([accepted("2021-03-01", revision=7)], 1, "không có lịch làm việc bản 7"),
        ([event(1, "accepted", "2021-03-01")], 1, "“calendar_revision” phải là số nguyên"),
        ([event(1, "accepted", "2021-03-01", calendar_revision=True)], 1, "phải là số nguyên"),
        ([MARCH, event(1, "noted", "2021-03-02")], 1, "Sự kiện số 1: không theo thứ tự"),
    ],
)
def test_a_sequence_no_office_could_have_lived_is_refused(
    events: list[ClockEvent], seq: int, sentence: str
) -> None:
    with pytest.raises(
        BadEvents, match=rf"^(?=Sự kiện số {seq}: ).*{sentence}.*(?<!\.)\.$"
    ) as refusal:
        shown("2021-03-10", *events)
    assert refusal.value.seq == seq


def test_an_event_without_a_zone_is_refused() -> None:
    naive = datetime(2021, 3, 1, 9)  # noqa: DTZ001 - the point of the test
    for happened, recorded in ((naive, at("2021-03-01")), (at("2021-03-01"), naive)):
        with pytest.raises(NaiveInstant):
            ClockEvent(1, "accepted", happened, recorded, {})


def test_a_reception_past_the_calendar_says_which_year_is_missing() -> None:
    with pytest.raises(CalendarNotDeclared, match="2027"):
        shown("2026-12-31", accepted("2026-12-31"))


def test_every_resume_answers_a_kind_of_stop() -> None:
    stops = {kind for kind, rule in EFFECTS.items() if rule.effect is Effect.STOP}
    answered = {rule.answers for rule in EFFECTS.values() if rule.effect is Effect.RESUME}
    assert answered == stops


def test_every_run_has_words_for_a_person() -> None:
    assert len({run.label for run in Run}) == len(Run)
