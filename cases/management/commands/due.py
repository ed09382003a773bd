import json
from argparse import ArgumentParser, ArgumentTypeError
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from onecua.kernel.typed import NOT_READ, instant
from procedures.timing import (
    CalendarRows,
    DayLine,
    DueMoment,
    Pause,
    TimeLimit,
    TimingRefused,
    WorkCalendar,
    calendar_of,
    due_moment,
    explain,
    office_time,
    parse_calendar,
)

DATA = settings.ROOT / "procedures" / "data"


class Command(BaseCommand):
    help = "Tính ngày hẹn trả, từng ngày một. Không cần cơ sở dữ liệu."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--received", required=True, type=instant, help="2021-01-21T09:00")
        parser.add_argument("--term", required=True, help="5 hoặc 0,5")
        parser.add_argument("--unit", default="working_days")
        parser.add_argument(
            "--pause", action="append", default=[], type=_pause, help="TỪ/ĐẾN, có thể lặp lại"
        )
        parser.add_argument("--restart", type=instant, help="thời điểm tính lại từ đầu")
        parser.add_argument("--calendar", type=Path, help="tệp CSV thay cho lịch cả nước")
        parser.add_argument("--json", action="store_true")

    def handle(
        self,
        *_args: Any,
        received: datetime,
        term: str,
        unit: str,
        pause: Sequence[Pause],
        restart: datetime | None,
        calendar: Path | None,
        **options: Any,
    ) -> None:
        try:
            limit = TimeLimit(term, unit)
            start = _start(received, restart)
            dates = _calendar(calendar)
            due = due_moment(start, limit, dates, pause)
            starts_as = "ngày tính lại từ đầu" if restart else "ngày tiếp nhận"
            lines = explain(start, limit, dates, pause, starts_as=starts_as)
        except TimingRefused as refusal:
            raise _not_meant(str(refusal)) from refusal
        render = _as_json if options["json"] else _as_text
        self.stdout.write(render(due, limit, lines))


def _as_json(due: DueMoment, _limit: TimeLimit, lines: Sequence[DayLine]) -> str:
    explanation = [
        {
            "on": line.on.isoformat(),
            "counted": line.counted,
            "number": line.number,
            "reason": line.reason,
        }
        for line in lines
    ]
    answer = {
        "due_on": due.on.isoformat(),
        "due_at": due.at.isoformat(),
        "provisional": due.provisional,
        "explanation": explanation,
    }
    return json.dumps(answer, ensure_ascii=False)


def _as_text(due: DueMoment, limit: TimeLimit, lines: Sequence[DayLine]) -> str:
    provisional = " (tạm tính)" if due.provisional else ""
    width = max(len(line.number or "-") for line in lines)
    return "\n".join(
        [
            f"Hẹn trả: {due.at:%H:%M} ngày {due.on:%d/%m/%Y}{provisional}, thời hạn {limit}.",
            *(
                f"  {line.on:%d/%m/%Y}  {line.number or '-':>{width}}  {line.reason}"
                for line in lines
            ),
        ]
    )


def _start(received: datetime, restart: datetime | None) -> datetime:
    if restart is not None and restart < received:
        raise _not_meant("Không thể tính lại từ đầu trước khi tiếp nhận.")
    return office_time(restart or received)


def _pause(text: str) -> Pause:
    begins, slash, ends = text.partition("/")
    if not slash:
        raise ArgumentTypeError(f"“{text}” thiếu lúc kết thúc; hãy ghi TỪ/ĐẾN.")
    try:
        return Pause(office_time(instant(begins)), office_time(instant(ends)))
    except TimingRefused as refusal:
        raise ArgumentTypeError(str(refusal)) from refusal


def _not_meant(sentence: str) -> CommandError:
    return CommandError(sentence, returncode=NOT_READ)


def _calendar(path: Path | None) -> WorkCalendar:
    if path:
        return calendar_of(_rows(path))
    return calendar_of(
        _rows(DATA / "holidays_vn.csv"), provisional=_rows(DATA / "holidays_vn_provisional.csv")
    )


def _rows(path: Path) -> CalendarRows:
    try:
        return parse_calendar(path.read_text(encoding="utf-8-sig").splitlines())
    except OSError:
        raise _not_meant(f"Không đọc được tệp lịch làm việc {path}.") from None
    except UnicodeDecodeError:
        raise _not_meant(f"Tệp lịch làm việc {path} không phải là UTF-8.") from None
