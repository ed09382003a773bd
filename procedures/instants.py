"""PURE. Instants and the office's own dates.

Việt Nam has kept UTC+7 without summer time since 1975, so a fixed offset is exact and needs no
table of time zones on the machine.
"""

from datetime import date, datetime, time, timedelta, timezone

from onecua.kernel.errors import Refusal

OFFICE_ZONE = timezone(timedelta(hours=7), "Asia/Ho_Chi_Minh")
MICROSECOND = timedelta(microseconds=1)
SECOND, MINUTE, HOUR = 1_000_000, 60_000_000, 3_600_000_000  # in microseconds
DAY = timedelta(days=1)


class TimingRefused(Refusal):
    """Something that cannot be counted. The text is a sentence for a person."""

    code = "timing"
    sentence = "{why}"
    status = 422

    def __init__(self, why: str) -> None:
        super().__init__(why=why)


class NaiveInstant(TimingRefused):
    code = "no-zone"

    def __init__(self, instant: datetime) -> None:
        super().__init__(f"Thời điểm {instant.isoformat()} không có múi giờ.")


def office_time(instant: datetime) -> datetime:
    """The instant on the office's clock. Raises NaiveInstant."""
    if instant.tzinfo is None:
        raise NaiveInstant(instant)
    return instant.astimezone(OFFICE_ZONE)


def office_date(instant: datetime) -> date:
    return office_time(instant).date()


def midnight(day: date) -> datetime:
    """00:00 at which the date begins."""
    return datetime.combine(day, time.min, OFFICE_ZONE)


def since_midnight(moment: time) -> int:
    """Microseconds."""
    seconds = moment.hour * 3600 + moment.minute * 60 + moment.second
    return seconds * SECOND + moment.microsecond
