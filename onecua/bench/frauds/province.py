"""PURE. The province that is simulated: its agencies, people, procedures and working calendar."""

import random
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache
from pathlib import Path

from procedures.importers.desk_files import DATA
from procedures.timing import (
    OFFICE_ZONE,
    Pause,
    TimeLimit,
    WorkCalendar,
    calendar_of,
    parse_calendar,
)
from reports.detectors.life import DAY_HOURS, Stage

FIRST, LAST = date(2020, 12, 1), date(2021, 3, 31)  # with the rush before Tết and what lay after it
TET = (date(2021, 2, 8), date(2021, 2, 19))
SMALL = 2  # people of a small commune office


@dataclass(frozen=True, slots=True)
class Kind:
    """A procedure: term in working days (0: given at once), share of the traffic."""

    code: str
    days: int
    share: int
    hours: tuple[float, ...]  # of its steps: desk, work, signature, number

    @property
    def limit(self) -> TimeLimit:
        return TimeLimit(max(self.days, 1), "working_days")

    @property
    def stages(self) -> tuple[Stage, ...]:
        return tuple(Stage(no, hours) for no, hours in enumerate(self.hours, 1))


KINDS = (
    Kind("2.000815", 0, 30, ()),  # chứng thực
    Kind("1.001193", 1, 22, (0.5, 5, 2, 0.5)),  # khai sinh
    Kind("1.000894", 3, 14, (1, 14, 6, 3)),
    Kind("1.013225", 10, 16, (4, 60, 12, 4)),  # giấy phép xây dựng
    Kind("1.004199", 20, 12, (4, 130, 20, 6)),  # đất đai
    Kind("2.001234", 5, 6, (4, 26, 8, 2)),
)


@dataclass(frozen=True, slots=True)
class Office:
    """An agency. people: desk, officer, head, clerk; of a small one the same few serve as all."""

    no: int
    staff: int
    desk: int
    officer: int
    head: int
    clerk: int
    batch: bool  # the head signs once a day, at 16:55
    outages: tuple[Pause, ...]

    @property
    def unit(self) -> int:
        return self.no * 10


@cache
def calendar() -> WorkCalendar:
    with (Path(DATA) / "holidays_vn.csv").open(encoding="utf-8") as lines:
        return calendar_of(parse_calendar(lines))


@cache
def working_days() -> tuple[date, ...]:
    length = (LAST - FIRST).days
    days = (FIRST + timedelta(days=n) for n in range(length))
    return tuple(day for day in days if calendar().is_working(day))


def office(no: int, dice: random.Random) -> Office:
    staff = SMALL if dice.random() < 0.25 else dice.randint(5, 14)  # noqa: PLR2004 - a quarter
    base = no * 100
    small = staff == SMALL
    cuts = [cut_on(dice)] if dice.random() < 0.3 else []  # noqa: PLR2004 - in the four months
    return Office(
        no, staff, desk=base + 1, officer=base + (1 if small else dice.choice((2, 5))),
        head=base + (2 if small else 3), clerk=base + (1 if small else 4),
        batch=dice.random() < 0.4, outages=tuple(cuts),  # noqa: PLR2004 - two offices in five
    )  # fmt: skip


def cut_on(dice: random.Random) -> Pause:
    """A day without power, from January on."""
    day = dice.choice([day for day in working_days() if day.year == LAST.year][15:-20])
    return Pause(at(day, 7, 30), at(day, 17, 30))


def at(day: date, hour: int, minute: int = 0) -> datetime:
    return datetime.combine(day, time(hour, minute), OFFICE_ZONE)


def after(start: datetime, hours: float) -> datetime:
    """So many working hours later."""
    worked = calendar().worked_until(start) + int(hours * 3_600_000_000)
    return max(calendar().instant_when(worked), start)


def hours_of(kind: Kind) -> float:
    return float(kind.days * DAY_HOURS)
