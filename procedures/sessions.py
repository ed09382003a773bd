"""PURE. The parts of a calendar: sessions, seasons, and the rules of single days."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum
from itertools import pairwise

from procedures.instants import DAY, TimingRefused, since_midnight


class BadCalendar(TimingRefused):
    """A calendar no office could keep."""


class DayKind(StrEnum):
    OFF = "off"
    MAKEUP_WORK = "makeup_work"


_LABELS = {DayKind.OFF: "nghỉ", DayKind.MAKEUP_WORK: "làm bù"}


@dataclass(frozen=True, slots=True)
class Session:
    opens: time
    closes: time

    def __post_init__(self) -> None:
        if self.closes <= self.opens:
            raise BadCalendar(f"Buổi làm việc {self} kết thúc trước khi bắt đầu.")

    def __str__(self) -> str:
        return f"{self.opens:%H:%M}-{self.closes:%H:%M}"

    @property
    def length(self) -> int:
        """Microseconds."""
        return since_midnight(self.closes) - since_midnight(self.opens)

    def worked_until(self, now: int) -> int:
        """Microseconds of the session over at a time of day, itself in microseconds."""
        return min(max(now - since_midnight(self.opens), 0), self.length)


@dataclass(frozen=True, slots=True)
class DayRule:
    kind: DayKind
    reason: str
    source: str = ""
    sessions: tuple[Session, ...] = ()  # of a make-up day that has its own hours

    def __post_init__(self) -> None:
        refuse_overlap(self.sessions)

    @property
    def sentence(self) -> str:
        label = _LABELS[self.kind]
        return self.reason if self.reason.lower().startswith(label) else f"{label}: {self.reason}"


@dataclass(frozen=True, slots=True)
class WeeklySessions:
    """A season: the sessions of each weekday (Monday is 0) from a date on."""

    from_: date
    sessions: Mapping[int, tuple[Session, ...]]

    def __post_init__(self) -> None:
        if not any(self.sessions.values()):
            raise BadCalendar(
                "Lịch làm việc không có buổi làm việc nào. Khai ít nhất một buổi, như 07:30-11:30."
            )
        for of_day in self.sessions.values():
            refuse_overlap(of_day)

    def on(self, day: date, rule: DayRule | None) -> tuple[Session, ...]:
        """A make-up day keeps its own hours, or those of the week's first working day."""
        if rule is None:
            return self.sessions.get(day.weekday(), ())
        if rule.kind is DayKind.OFF:
            return ()
        return rule.sessions or next(self.sessions[n] for n in range(7) if self.sessions.get(n))


def refuse_overlap(sessions: Sequence[Session]) -> None:
    for earlier, later in pairwise(sessions):
        if later.opens < earlier.closes:
            raise BadCalendar(f"Hai buổi làm việc {earlier} và {later} chồng lên nhau.")


def working_days_of(
    weekly: Sequence[WeeklySessions], rules: Mapping[date, DayRule], first: date, last: date
) -> Iterator[tuple[date, tuple[Session, ...]]]:
    """Each working day with its sessions, in order."""
    coming = sorted(weekly, key=lambda season: season.from_, reverse=True)
    if not coming or coming[-1].from_ > first:
        raise BadCalendar(f"Chưa khai giờ làm việc từ ngày {first:%d/%m/%Y}.")
    season, day = coming.pop(), first
    while day <= last:
        while coming and coming[-1].from_ <= day:
            season = coming.pop()
        if sessions := season.on(day, rules.get(day)):
            yield day, sessions
        day += DAY
