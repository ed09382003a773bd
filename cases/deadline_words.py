"""PURE but for its input: a dossier's dates as the words, icon and tone of its badge."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from procedures.timing import WorkCalendar, office_date, office_time

DAY = timedelta(hours=8)  # of work
HOUR = timedelta(hours=1)
LONG_LATE = 5  # working days


@dataclass(frozen=True, slots=True)
class DeadlineWords:
    tone: str
    icon: str
    text: str


_DONE = {
    "early": DeadlineWords("done", "check", "xong trước hạn"),
    "on_time": DeadlineWords("done", "check", "xong đúng hạn"),
    "late": DeadlineWords("done-late", "check-late", "xong quá hạn"),
}
_NONE = DeadlineWords("closed", "closed", "không tính hạn")
_PAUSED = DeadlineWords("paused", "pause", "tạm dừng")


def words_of(
    *,
    run: str,
    timeliness: str,
    due: datetime | None,
    late_from: datetime | None,
    soon_from: datetime | None,
    calendar: WorkCalendar,
    now: datetime,
) -> DeadlineWords:
    """Working time only, in the fixed vocabulary of the lists."""
    if timeliness:
        return _DONE[timeliness]
    if late_from is not None and late_from <= now and due is not None:
        return _late(due, calendar, now)
    if run == "stopped" or due is None:
        return _PAUSED if run == "stopped" else _NONE
    if office_date(due) == office_date(now):
        return DeadlineWords("today", "calendar-due", f"hôm nay, {office_time(due):%H:%M}")
    soon = soon_from is not None and soon_from <= now
    tone, icon = ("soon", "clock-soon") if soon else ("ok", "clock")
    return DeadlineWords(tone, icon, f"còn {_left(due, calendar, now)}")


def _late(due: datetime, calendar: WorkCalendar, now: datetime) -> DeadlineWords:
    over = calendar.working_time(due, now)
    tone = "long-late" if over > LONG_LATE * DAY else "late"
    days, rest = divmod(over, DAY)
    hours = rest // HOUR
    parts = ([f"{days} ngày"] if days else []) + ([f"{hours} giờ"] if hours else [])
    return DeadlineWords(tone, "late", f"quá {' '.join(parts)}" if parts else "vừa quá hạn")


def _left(due: datetime, calendar: WorkCalendar, now: datetime) -> str:
    days = calendar.working_days_between(office_date(now), office_date(due))
    if days > 1:
        return f"{days} ngày"
    return f"{calendar.working_time(now, due) // HOUR} giờ"


def instant(moment: datetime | None) -> str:
    """16:00 thứ Sáu 27/11/2026, on the office's clock."""
    if moment is None:
        return "–"
    local = office_time(moment)
    return f"{local:%H:%M} {WEEKDAYS[local.weekday()]} {local:%d/%m/%Y}"


WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")
