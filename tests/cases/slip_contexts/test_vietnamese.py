from datetime import UTC, date, datetime

import pytest

from onecua.kernel.vietnamese import (
    VIETNAM,
    count_words,
    date_words,
    duration_words,
    instant_words,
    open_place_date,
    place_date,
    sentence_start,
)


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2021, 2, 5), "ngày 05 tháng 02 năm 2021"),
        (date(2021, 1, 21), "ngày 21 tháng 01 năm 2021"),
        (date(2021, 3, 9), "ngày 09 tháng 3 năm 2021"),
        (date(2021, 10, 10), "ngày 10 tháng 10 năm 2021"),
        (date(2024, 2, 29), "ngày 29 tháng 02 năm 2024"),
    ],
)
def test_small_days_and_the_first_two_months_carry_a_zero(day: date, words: str) -> None:
    assert date_words(day) == words


def test_a_letter_names_its_place_and_day() -> None:
    assert place_date("Kon Tum", date(2021, 2, 5)) == "Kon Tum, ngày 05 tháng 02 năm 2021"


def test_a_draft_leaves_day_and_month_to_the_signer() -> None:
    assert open_place_date("Kon Tum", 2021) == "Kon Tum, ngày … tháng … năm 2021"


def test_an_instant_is_written_in_the_hour_of_vietnam_whatever_its_zone() -> None:
    words = "07 giờ 30 phút, ngày 05 tháng 02 năm 2021"
    assert instant_words(datetime(2021, 2, 5, 7, 30, tzinfo=VIETNAM)) == words
    assert instant_words(datetime(2021, 2, 5, 0, 30, tzinfo=UTC)) == words


def test_late_in_the_evening_in_greenwich_is_the_next_day_at_the_desk() -> None:
    assert instant_words(datetime(2021, 2, 4, 18, 0, tzinfo=UTC)).endswith(
        "ngày 05 tháng 02 năm 2021"
    )


def test_an_instant_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="zone"):
        instant_words(datetime(2021, 2, 5, 7, 30))  # noqa: DTZ001 -- the mistake under test


def test_an_instant_is_not_taken_for_a_date() -> None:
    with pytest.raises(TypeError):
        date_words(datetime(2021, 2, 5, 18, 0, tzinfo=UTC))


def test_nothing_can_be_written_before_a_small_count() -> None:
    assert [count_words(number) for number in (0, 1, 9, 10, 137)] == ["00", "01", "09", "10", "137"]


def test_a_term_is_written_with_its_unit() -> None:
    assert duration_words(5, "working_days") == "05 ngày làm việc"
    assert duration_words(30, "calendar_days") == "30 ngày"
    assert duration_words(4, "working_hours") == "04 giờ làm việc"
    assert duration_words(2, "months") == "02 tháng"
    with pytest.raises(KeyError):
        duration_words(2, "fortnights")


def test_a_sentence_starts_large_and_leaves_names_alone() -> None:
    assert sentence_start("ngày 05, UBND xã") == "Ngày 05, UBND xã"
    assert sentence_start("đến nay") == "Đến nay"
    assert sentence_start("") == ""
