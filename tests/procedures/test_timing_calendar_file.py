from datetime import time

import pytest

from procedures.timing import BadCalendar, DayKind, Session, calendar_of, parse_calendar
from tests.support.calendars import AFTERNOON, MORNING, on

HEADER = "date,kind,reason,source"
HOLIDAY = "2021-04-30,off,Ngày Chiến thắng,BLLĐ"


def test_the_file_says_days_hours_and_their_seasons() -> None:
    rows = parse_calendar(
        [
            "\ufeff" + HEADER,
            HOLIDAY,
            "",
            "2021-05-08,makeup_work,Làm bù",
            "sessions,MON-THU SAT,07:00-11:00 13:00-17:00,2021-04-16",
            "sessions,FRI,07:00-11:00,2021-04-16",
        ]
    )
    calendar = calendar_of(rows, revision=3)
    summer = (Session(time(7), time(11)), Session(time(13), time(17)))
    assert calendar.revision == 3
    assert calendar.rules[on("2021-04-30")].source == "BLLĐ"
    assert calendar.rules[on("2021-05-08")].kind is DayKind.MAKEUP_WORK
    assert calendar.sessions_on(on("2021-04-15")) == (MORNING, AFTERNOON)
    assert calendar.sessions_on(on("2021-04-17")) == summer
    assert calendar.sessions_on(on("2021-04-23")) == summer[:1]
    assert (calendar.starts, calendar.declared_until) == (on("2021-01-01"), on("2021-12-31"))


def test_hours_are_read_to_the_minute_and_words_as_they_are_written() -> None:
    rows = parse_calendar(
        [
            HEADER + ",note",
            "2021-04-30,off,Xuân hội,x",
            "sessions,MON-FRI,07:15-11:45,2021-01-01",
        ]
    )
    assert rows.rules[on("2021-04-30")].reason == "Xuân hội"
    assert rows.seasons[on("2021-01-01")][0] == (Session(time(7, 15), time(11, 45)),)
    assert calendar_of(rows).revision == 1


def test_provisional_rows_reach_further_and_never_win_over_declared_ones() -> None:
    declared = parse_calendar([HEADER, HOLIDAY])
    provisional = parse_calendar(["2021-04-30,makeup_work,khác,", "2023-01-02,off,Tết,"])
    calendar = calendar_of(declared, provisional)
    assert not calendar.is_working(on("2021-04-30"))
    assert not calendar.is_working(on("2023-01-02"))
    assert calendar.is_provisional(on("2022-01-01"))
    assert calendar.provisional_until == on("2023-12-31")


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        ("2021-04-30,makeup_work,Làm bù,", "ngày 30/04/2021 được khai hai lần"),
        ("2021-05-32,off,Lễ,", "“2021-05-32” không phải là ngày"),
        ("2021-05-03,holiday,Lễ,", "“holiday” không phải là off .nghỉ. hoặc makeup_work"),
        ("2021-05-03,off", "Dòng 3: cần các cột date,kind,reason,source.$"),
        ("sessions,MON-FRI,07:30-11:30", "Dòng 3: giờ làm việc cần các cột .*,from.$"),
        ("sessions,MON-FRI-SAT,07:30-11:30,2021-01-01", "không phải là thứ trong tuần"),
        ("sessions,MON-FRI,7h30-11h30,2021-01-01", "“7h30-11h30” không phải là buổi làm việc"),
        ("sessions,MON-FRI,11:30-07:30,2021-01-01", "kết thúc trước khi bắt đầu"),
        ("sessions,T2-T6,07:30-11:30,2021-01-01", "“T2-T6” không phải là thứ trong tuần"),
        ("sessions,MON MON,07:30-11:30,2021-01-01", "giờ làm việc của MON được khai hai lần"),
    ],
)
def test_a_bad_row_is_refused_with_the_number_of_its_line(row: str, sentence: str) -> None:
    with pytest.raises(BadCalendar, match=f"^(?=Dòng 3: ).*{sentence}"):
        parse_calendar([HEADER, HOLIDAY, row])


def test_a_file_without_days_is_refused() -> None:
    with pytest.raises(BadCalendar, match=r"^Tệp lịch làm việc không khai ngày nào\.$"):
        calendar_of(parse_calendar([HEADER]))
