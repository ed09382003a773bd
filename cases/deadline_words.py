"""PURE. A deadline in words: tone, icon and text of its badge. Working time only, never calendar.

The vocabulary is fixed: còn 2 ngày · còn 3 giờ · hôm nay, 16:00 · quá 1 ngày 2 giờ · tạm dừng 4
ngày · xong đúng hạn. Terms in days count working days up to the due date; what runs to an instant
counts hours. Lateness is measured from the moment it began, so uncounted days are never in it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from cases.states import State
from cases.working_words import LONG, span_words, spell, working_span
from procedures import workcalendar
from procedures.timing import (
    WorkCalendar,
    office_date,
    office_time,
)

WEEKDAYS = workcalendar.WEEKDAYS


class Tone(StrEnum):
    OK = "ok"
    SOON = "soon"
    TODAY = "today"
    LATE = "late"
    LONG_LATE = "long-late"
    PAUSED = "paused"
    DONE = "done"
    DONE_LATE = "done-late"
    CLOSED = "closed"


_ICONS: Mapping[Tone, str] = {
    Tone.OK: "clock",
    Tone.SOON: "clock-soon",
    Tone.TODAY: "calendar-due",
    Tone.LATE: "late",
    Tone.LONG_LATE: "late",
    Tone.PAUSED: "pause",
    Tone.DONE: "check",
    Tone.DONE_LATE: "check-late",
    Tone.CLOSED: "closed",
}
_CALM = {Tone.OK, Tone.DONE, Tone.CLOSED}
_DONE = {"early": "xong trước hạn", "on_time": "xong đúng hạn"}
_CLOSED: Mapping[str, str] = {
    State.SUBMITTED: "chờ tiếp nhận",
    State.GUIDED: "đã hướng dẫn",
    State.NOT_ACCEPTED: "không tiếp nhận",
    State.VOIDED: "đã hủy",
    State.WITHDRAWN: "đã rút hồ sơ",
    State.STOPPED: "đã dừng xử lý",
}


@dataclass(frozen=True, slots=True)
class DeadlineWords:
    tone: Tone
    text: str

    @property
    def icon(self) -> str:
        return _ICONS[self.tone]

    @property
    def calm(self) -> bool:
        """Drawn without a ground in lists, so that urgency rises by itself."""
        return self.tone in _CALM

    @property
    def late(self) -> bool:
        return self.tone in {Tone.LATE, Tone.LONG_LATE}


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline:
    """What a dossier's row says of its clock. `stopped_at`: of the pause that is still open."""

    state: str
    run: str
    due: datetime | None = None  # legal_due
    late_from: datetime | None = None
    soon_from: datetime | None = None
    ended_at: datetime | None = None
    timeliness: str = ""
    stopped_at: datetime | None = None


def deadline_words(deadline: Deadline, calendar: WorkCalendar, now: datetime) -> DeadlineWords:
    if closed := _CLOSED.get(deadline.state):
        return DeadlineWords(Tone.CLOSED, closed)
    if deadline.timeliness:
        return _done(deadline, calendar)
    if is_late(deadline.due, deadline.late_from, now):
        return _late(deadline, calendar, now)
    if deadline.run == "stopped":
        return _paused(deadline, calendar, now)
    if deadline.due is None:
        return DeadlineWords(Tone.CLOSED, "không tính hạn")
    return _running(deadline, calendar, now)


def is_late(due: datetime | None, late_from: datetime | None, now: datetime) -> bool:
    """At the instant an hour term ends one is still in time; a day term is late from midnight."""
    if late_from is None:
        return False
    return now > late_from if late_from == due else now >= late_from


def step_words(due: datetime | None, calendar: WorkCalendar, now: datetime) -> DeadlineWords | None:
    """The second clock, of the step; None for a step without a term."""
    if due is None:
        return None
    if now > due:
        return DeadlineWords(Tone.LATE, f"chậm {spell(due, now, calendar) or 'chưa đến 1 giờ'}")
    if office_date(due) == office_date(now):
        return DeadlineWords(Tone.TODAY, f"hôm nay, {office_time(due):%H:%M}")
    return DeadlineWords(Tone.OK, f"còn {_left(due, calendar, now)}")


def instant(at: datetime | None) -> str:
    """16:00 thứ Sáu 27/11/2026"""
    if at is None:
        return "–"
    local = office_time(at)
    return f"{local:%H:%M} {WEEKDAYS[local.weekday()]} {local:%d/%m/%Y}"


def day(at: datetime | None) -> str:
    """27/11/2026"""
    return f"{office_time(at):%d/%m/%Y}" if at else "–"


def short_day(at: datetime | None) -> str:
    """27/11, for lists; the year is in the title."""
    return f"{office_time(at):%d/%m}" if at else "–"


def _running(deadline: Deadline, calendar: WorkCalendar, now: datetime) -> DeadlineWords:
    due = deadline.due or now
    if office_date(due) == office_date(now):
        return DeadlineWords(Tone.TODAY, f"hôm nay, {office_time(due):%H:%M}")
    soon = deadline.soon_from is not None and deadline.soon_from <= now
    if due == deadline.late_from:
        left = _left(due, calendar, now)
    else:
        left = f"{calendar.working_days_between(office_date(now), office_date(due))} ngày"
    return DeadlineWords(Tone.SOON if soon else Tone.OK, f"còn {left}")


def _left(due: datetime, calendar: WorkCalendar, now: datetime) -> str:
    return spell(now, due, calendar) or "chưa đến 1 giờ"


def _late(deadline: Deadline, calendar: WorkCalendar, now: datetime) -> DeadlineWords:
    since = deadline.late_from or now
    days, hours = working_span(since, now, calendar)
    tone = Tone.LONG_LATE if days > LONG else Tone.LATE
    over = span_words(days, hours)
    return DeadlineWords(tone, f"quá {over}" if over else "vừa quá hạn")


def _paused(deadline: Deadline, calendar: WorkCalendar, now: datetime) -> DeadlineWords:
    if deadline.stopped_at is None:
        return DeadlineWords(Tone.PAUSED, "tạm dừng")
    days = calendar.working_days_between(office_date(deadline.stopped_at), office_date(now))
    return DeadlineWords(Tone.PAUSED, f"tạm dừng {days} ngày" if days else "tạm dừng hôm nay")


def _done(deadline: Deadline, calendar: WorkCalendar) -> DeadlineWords:
    if deadline.timeliness in _DONE:
        return DeadlineWords(Tone.DONE, _DONE[deadline.timeliness])
    ended, since = deadline.ended_at, deadline.late_from
    over = spell(since, ended, calendar) if ended and since else ""
    return DeadlineWords(Tone.DONE_LATE, f"xong trễ {over}".strip() if over else "xong quá hạn")
