"""PURE. Dates, hours, counts and terms as an official Vietnamese document writes them.

Nghị định 30/2020/NĐ-CP, Phụ lục I: days below 10 and the months 1 and 2 carry a zero.
"""

from collections.abc import Mapping
from datetime import date, datetime
from types import MappingProxyType
from zoneinfo import ZoneInfo

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
MONTHS_WITH_ZERO = (1, 2)
TERM_UNITS: Mapping[str, str] = MappingProxyType(
    {
        "working_days": "ngày làm việc",
        "calendar_days": "ngày",
        "working_hours": "giờ làm việc",
        "months": "tháng",
    }
)


def date_words(day: date) -> str:
    """ngày 05 tháng 02 năm 2021"""
    if isinstance(day, datetime):
        raise TypeError("a date in words needs a date; an instant goes to instant_words")
    return f"ngày {day.day:02d} tháng {_month(day.month)} năm {day.year}"


def instant_words(instant: datetime) -> str:
    """07 giờ 30 phút, ngày 05 tháng 02 năm 2021: the wall clock of Vietnam for any zone."""
    if instant.tzinfo is None:
        raise ValueError("an instant without a zone has no hour in Vietnam")
    local = instant.astimezone(VIETNAM)
    return f"{local.hour:02d} giờ {local.minute:02d} phút, {date_words(local.date())}"


def place_date(place: str, day: date) -> str:
    """Kon Tum, ngày 05 tháng 02 năm 2021"""
    return f"{place}, {date_words(day)}"


def open_place_date(place: str, year: int) -> str:
    """Kon Tum, ngày … tháng … năm 2021: what a draft leaves to its signer."""
    return f"{place}, ngày … tháng … năm {year}"


def count_words(number: int) -> str:
    """05 and 12: a count below 10 carries a zero, so that nothing can be written before it."""
    return f"{number:02d}"


def duration_words(number: int, unit: str) -> str:
    """05 ngày làm việc. Raises KeyError for a unit that no term has."""
    return f"{count_words(number)} {TERM_UNITS[unit]}"


def sentence_start(words: str) -> str:
    """Ngày 05 tháng … from ngày 05 tháng …; the rest keeps its letters, names stay names."""
    return words[:1].upper() + words[1:]


def _month(number: int) -> str:
    return f"{number:02d}" if number in MONTHS_WITH_ZERO else str(number)


def dong_words(amount: int) -> str:
    """1.200.000 đồng"""
    return f"{amount:,}".replace(",", ".") + " đồng"
