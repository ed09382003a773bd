"""PURE. The clock as a bar: used, paused, late and still to do, on the scale of working time.

Positions are percent of the width, so the server draws it and the text never scales.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import pairwise

from cases.clock_face import ClockReading
from cases.working_words import amount_words, spell
from procedures.timing import Pause, TimeLimit, Unit, WorkCalendar, office_date, office_time

NEAR = 16.0  # percent: two marks closer than this would write over each other
EDGE, ROOM = 9.0, 13.0  # what a label needs above, and below


class Part(StrEnum):
    BEFORE = "before"  # counted once, then the term began anew
    USED = "used"
    PAUSED = "paused"
    LATE = "late"
    REST = "rest"


_WORDS: Mapping[Part, str] = {
    Part.BEFORE: "trước khi tính lại",
    Part.USED: "đã dùng",
    Part.PAUSED: "tạm dừng",
    Part.LATE: "quá hạn",
    Part.REST: "còn lại",
}


DAY = "ngày"
# The scale is working time: under a term that counts every day a bare "ngày" would mislead.
_DAY_OF: Mapping[Unit, str] = {
    Unit.CALENDAR_DAYS: Unit.WORKING_DAYS.label,
    Unit.MONTHS: Unit.WORKING_DAYS.label,
}


@dataclass(frozen=True, slots=True)
class Segment:
    part: Part
    left: float
    width: float
    start: datetime
    end: datetime

    @property
    def x(self) -> str:
        return f"{self.left:.2f}%"

    @property
    def w(self) -> str:
        return f"{self.width:.2f}%"


@dataclass(frozen=True, slots=True)
class Mark:
    left: float
    text: str
    anchor: str
    above: bool

    @property
    def x(self) -> str:
        return f"{self.left:.2f}%"


@dataclass(frozen=True, slots=True)
class Key:
    part: Part
    text: str


@dataclass(frozen=True, slots=True)
class Bar:
    segments: Sequence[Segment]
    marks: Sequence[Mark]
    keys: Sequence[Key]

    @property
    def description(self) -> str:
        return ", ".join(key.text for key in self.keys)


def day_of(limit: TimeLimit) -> str:
    """How a day of working time is called beside this term."""
    return _DAY_OF.get(limit.unit, DAY)


def clock_bar(
    clock: ClockReading,
    received_at: datetime,
    limit: TimeLimit,
    calendar: WorkCalendar,
    now: datetime,
) -> Bar:
    """Of a clock that has started. now: as the reading's as_of."""
    a_day = day_of(limit)
    cut = clock.ended_at or now
    due = clock.legal_due or clock.projection
    ends = [each.at for each in (due, clock.appointed_due) if each] + [cut]
    scale = _Scale(received_at, max(ends), calendar)
    segments = [
        Segment(_part(start, clock, cut), scale(start), scale(end) - scale(start), start, end)
        for start, end in _stretches(clock, received_at, max(ends), cut)
        if scale(end) > scale(start)
    ]
    marks = [Mark(0, f"Tiếp nhận {_day(received_at)}", "start", above=False)]
    marks += _pause_marks(segments, calendar, a_day)
    if due:
        word = "Hạn" if clock.legal_due else "Dự kiến"
        marks += _pair(scale(due.at), f"{word} {_day(due.at)}", scale(cut), _cut_word(clock, cut))
    return Bar(segments, marks, _keys(segments, clock, calendar, a_day))


class _Scale:
    def __init__(self, start: datetime, end: datetime, calendar: WorkCalendar) -> None:
        self._calendar, self._zero = calendar, calendar.worked_until(start)
        self._whole = max(calendar.worked_until(end) - self._zero, 1)

    def __call__(self, instant: datetime) -> float:
        return 100 * (self._calendar.worked_until(instant) - self._zero) / self._whole


def _stretches(
    clock: ClockReading, start: datetime, end: datetime, cut: datetime
) -> Iterator[tuple[datetime, datetime]]:
    bounds = {start, end, cut, clock.started_at or start}
    for pause in clock.pauses:
        bounds |= {pause.from_, pause.to or cut}
    if clock.is_late and clock.late_from:
        bounds.add(clock.late_from)
    inside = sorted(bound for bound in bounds if start <= bound <= end)
    yield from pairwise(inside)


def _part(instant: datetime, clock: ClockReading, cut: datetime) -> Part:
    if instant >= cut:
        return Part.REST
    if clock.is_late and clock.late_from and instant >= clock.late_from:
        return Part.LATE
    if any(_within(instant, pause, cut) for pause in clock.pauses):
        return Part.PAUSED
    return Part.BEFORE if clock.started_at and instant < clock.started_at else Part.USED


def _within(instant: datetime, pause: Pause, cut: datetime) -> bool:
    return pause.from_ <= instant < (pause.to or cut)


def _pause_marks(segments: Sequence[Segment], calendar: WorkCalendar, a_day: str) -> list[Mark]:
    return [
        Mark(
            each.left + each.width / 2,
            _said(each.part, [each], calendar, a_day),
            "middle",
            above=False,
        )
        for each in segments
        if each.part is Part.PAUSED and each.width > ROOM and each.left > ROOM
    ]


def _pair(due: float, due_text: str, cut: float, cut_text: str) -> list[Mark]:
    """The two marks above the bar; close together they turn their backs to each other."""
    if abs(due - cut) < NEAR:
        first, second = ("end", "start") if due <= cut else ("start", "end")
        if max(due, cut) > 100 - EDGE and second == "start":
            return [Mark(due, f"{due_text} · {cut_text}", "end", above=True)]
        if max(due, cut) > 100 - EDGE:
            return [Mark(cut, f"{cut_text} · {due_text}", "end", above=True)]
        return [Mark(due, due_text, first, above=True), Mark(cut, cut_text, second, above=True)]
    return [
        Mark(due, due_text, _anchor(due), above=True),
        Mark(cut, cut_text, _anchor(cut), above=True),
    ]


def _anchor(left: float) -> str:
    return "end" if left > 100 - EDGE else "start" if left < EDGE else "middle"


def _cut_word(clock: ClockReading, cut: datetime) -> str:
    return f"Kết thúc {_day(cut)}" if clock.ended_at else f"Nay {_day(cut)}"


def _keys(
    segments: Sequence[Segment], clock: ClockReading, calendar: WorkCalendar, a_day: str
) -> list[Key]:
    """Used and left are what the term has counted; the rest is how long it lasted."""
    counted = {Part.USED: clock.used, Part.REST: clock.left}
    return [
        Key(part, _said(part, of_part, calendar, a_day, counted.get(part)))
        for part in Part
        if (of_part := [each for each in segments if each.part is part])
    ]


def _said(
    part: Part,
    segments: Sequence[Segment],
    calendar: WorkCalendar,
    a_day: str,
    counted: timedelta | None = None,
) -> str:
    if part is Part.PAUSED:
        amount = f"{sum(_days(each, calendar) for each in segments)} ngày"
    elif counted:
        amount = amount_words(counted, segments[-1].end, calendar)
    else:
        amount = spell(segments[0].start, segments[-1].end, calendar)
    return f"{_WORDS[part]} {amount.replace(DAY, a_day) or 'chưa đến 1 giờ'}"


def _days(pause: Segment, calendar: WorkCalendar) -> int:
    return calendar.working_days_between(office_date(pause.start), office_date(pause.end))


def _day(instant: datetime) -> str:
    return f"{office_time(instant):%d/%m}"
