"""PURE. The calendar file: CSV of days off and make-up days, with optional hours of work.

    date,kind,reason,source
    2024-05-04,makeup_work,Làm bù (hoán đổi cho ngày nghỉ 29/04/2024),<document>
    sessions,MON-FRI,07:00-11:30 13:30-17:00,2024-04-16

A `sessions` row gives the hours of some weekdays from a date on; rows of one date are one season,
and a season says the whole week. Without any the default hours hold.
"""

import csv
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, time
from types import MappingProxyType

from procedures.instants import TimingRefused
from procedures.sessions import BadCalendar, DayKind, DayRule, Session, WeeklySessions
from procedures.workcalendar import WorkCalendar

COLUMNS = ("date", "kind", "reason", "source")
WEEKDAY_NAMES = ("MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN")
OFFICE_SESSIONS = (Session(time(7, 30), time(11, 30)), Session(time(13, 30), time(17, 30)))
OFFICE_WEEK = MappingProxyType(dict.fromkeys(range(5), OFFICE_SESSIONS))


@dataclass(frozen=True, slots=True)
class CalendarRows:
    rules: Mapping[date, DayRule]
    seasons: Mapping[date, Mapping[int, tuple[Session, ...]]]


def calendar_of(
    declared: CalendarRows, provisional: CalendarRows | None = None, revision: int = 1
) -> WorkCalendar:
    """A calendar of the whole years the rows name. What is declared wins over the provisional."""
    rest = provisional or CalendarRows({}, {})
    rules = {**rest.rules, **declared.rules}
    if not declared.rules:
        raise BadCalendar("Tệp lịch làm việc không khai ngày nào.")
    starts = date(min(declared.rules).year, 1, 1)
    seasons = {starts: OFFICE_WEEK, **rest.seasons, **declared.seasons}
    return WorkCalendar(
        weekly=[WeeklySessions(day, sessions) for day, sessions in seasons.items()],
        rules=MappingProxyType(rules),
        starts=starts,
        declared_until=date(max(declared.rules).year, 12, 31),
        provisional_until=date(max(rules).year, 12, 31),
        revision=revision,
    )


def parse_calendar(lines: Iterable[str]) -> CalendarRows:
    """Raises BadCalendar: a sentence with the number of the line."""
    rules: dict[date, DayRule] = {}
    seasons: dict[date, dict[int, tuple[Session, ...]]] = {}
    reader = csv.reader(lines)
    for row in reader:
        cells = tuple(cell.strip().lstrip("\ufeff") for cell in row)
        try:
            if cells[:1] == ("sessions",):
                _read_sessions(cells, seasons)
            elif any(cells) and cells[:4] != COLUMNS:
                _read_day(cells, rules)
        except TimingRefused as refusal:
            raise BadCalendar(f"Dòng {reader.line_num}: {refusal}") from None
    return CalendarRows(MappingProxyType(rules), MappingProxyType(seasons))


def _read_day(cells: tuple[str, ...], rules: dict[date, DayRule]) -> None:
    if len(cells) not in (3, 4):
        raise BadCalendar("cần các cột date,kind,reason,source.")
    day = _date(cells[0])
    if day in rules:
        raise BadCalendar(
            f"ngày {day:%d/%m/%Y} được khai hai lần; một ngày chỉ là ngày nghỉ hoặc ngày làm bù, "
            "hãy bỏ bớt một dòng."
        )
    if cells[1] not in list(DayKind):
        raise BadCalendar(f"“{cells[1]}” không phải là off (nghỉ) hoặc makeup_work (làm bù).")
    rules[day] = DayRule(DayKind(cells[1]), cells[2], "".join(cells[3:]))


def _read_sessions(
    cells: tuple[str, ...], seasons: dict[date, dict[int, tuple[Session, ...]]]
) -> None:
    if len(cells) != len(COLUMNS):
        raise BadCalendar("giờ làm việc cần các cột sessions,WEEKDAYS,HH:MM-HH:MM …,from.")
    season = seasons.setdefault(_date(cells[3]), {})
    sessions = tuple(map(_session, cells[2].split()))
    for weekday in _weekdays(cells[1]):
        if weekday in season:
            raise BadCalendar(f"giờ làm việc của {WEEKDAY_NAMES[weekday]} được khai hai lần.")
        season[weekday] = sessions


def _weekdays(text: str) -> Iterable[int]:
    """MON-FRI, or SAT, or several with spaces: MON-THU SAT."""
    for part in text.upper().split():
        ends = part.split("-", 1)
        if not set(ends) <= set(WEEKDAY_NAMES):
            raise BadCalendar(
                f"“{part}” không phải là thứ trong tuần; hãy ghi như MON-FRI hoặc SAT."
            )
        first, last = WEEKDAY_NAMES.index(ends[0]), WEEKDAY_NAMES.index(ends[-1])
        yield from range(first, last + 1)


def _date(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise BadCalendar(f"“{text}” không phải là ngày (năm-tháng-ngày).") from None


def _session(text: str) -> Session:
    clock = r"([01]\d|2[0-3]):([0-5]\d)"
    found = re.fullmatch(f"{clock}-{clock}", text)
    if found is None:
        raise BadCalendar(f"“{text}” không phải là buổi làm việc; hãy ghi như 07:30-11:30.")
    hour, minute, end_hour, end_minute = map(int, found.groups())
    return Session(time(hour, minute), time(end_hour, end_minute))
