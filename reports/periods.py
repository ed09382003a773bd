"""PURE. Reporting periods: from the 15th of one month to the 14th of another, as data by date.

NĐ 09/2019/NĐ-CP Đ12 (the pattern 15/12–14/12 is verified, the quarters are from memory): a month is
the 15th before it to its 14th, a quarter, a half and a year are made of such months.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from procedures.timing import midnight

# From when a cut-off holds: the first day of a reporting month lies in the month before it.
FIRST_DAY: tuple[tuple[date, int], ...] = ((date(2018, 1, 1), 15),)
MONTHS: Mapping[str, int] = {"thang": 1, "quy": 3, "6-thang": 6, "nam": 12}
LABELS: Mapping[str, str] = {
    "thang": "Tháng {n}/{year}",
    "quy": "Quý {roman}/{year}",
    "6-thang": "6 tháng {half} năm {year}",
    "nam": "Năm {year}",
}
ROMAN = ("", "I", "II", "III", "IV")
HALVES = ("", "đầu", "cuối")
FIRST_YEAR, LAST_YEAR = 2018, 2100
ONE_DAY = timedelta(days=1)


class NoSuchPeriod(ValueError):
    """A sentence for the person who asked."""


@dataclass(frozen=True, slots=True)
class Period:
    label: str
    first: date
    last: date  # counts whole

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise NoSuchPeriod("Kỳ báo cáo kết thúc trước khi bắt đầu; hãy đổi lại hai ngày.")

    @property
    def begins(self) -> datetime:
        return midnight(self.first)

    @property
    def ends(self) -> datetime:
        """The first instant after it."""
        return midnight(self.last + ONE_DAY)

    def instant(self, now: datetime) -> datetime:
        """As of when it is told: its last instant, or now while it still runs."""
        return min(self.ends - timedelta.resolution, now)

    @property
    def days(self) -> str:
        return f"từ ngày {self.first:%d/%m/%Y} đến ngày {self.last:%d/%m/%Y}"


def period(kind: str, year: int, number: int = 1) -> Period:
    """thang 1-12, quy 1-4, 6-thang 1-2, nam. Raises NoSuchPeriod."""
    if kind not in MONTHS:
        raise NoSuchPeriod("Chọn kỳ báo cáo: tháng, quý, 6 tháng, năm hoặc từ ngày đến ngày.")
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise NoSuchPeriod(f"Năm báo cáo từ {FIRST_YEAR} đến {LAST_YEAR}.")
    if not 1 <= number <= 12 // MONTHS[kind]:
        raise NoSuchPeriod(f"Số của kỳ này từ 1 đến {12 // MONTHS[kind]}.")
    label = LABELS[kind].format(
        n=number, year=year, roman=ROMAN[min(number, 4)], half=HALVES[min(number, 2)]
    )
    months = MONTHS[kind]
    return Period(
        label, _opens(year, (number - 1) * months), _opens(year, number * months) - ONE_DAY
    )


def between(first: date, last: date) -> Period:
    return Period(f"Từ {first:%d/%m/%Y} đến {last:%d/%m/%Y}", first, last)


def present_quarter(today: date) -> tuple[int, int]:
    """(year, quarter) of the reporting quarter a day lies in."""
    for year in (today.year, today.year + 1):
        for quarter in range(1, 5):
            if (asked := period("quy", year, quarter)).first <= today <= asked.last:
                return year, quarter
    raise NoSuchPeriod(f"Ngày {today:%d/%m/%Y} không thuộc quý báo cáo nào.")


def _opens(year: int, months: int) -> date:
    """The first day of the reporting month after so many of that year."""
    before = year * 12 + months - 1  # the month before it, counted from the year 0
    opens = date(before // 12, before % 12 + 1, 1)
    day = next(
        day for since, day in reversed(FIRST_DAY) if since <= opens or since == FIRST_DAY[0][0]
    )
    return opens.replace(day=day)
