from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from cases.models import CalendarChange
from cases.services.calendar_change import Change, NothingChanges, begin_change, carry_on
from onecua.kernel.errors import Refusal
from onecua.kernel.typed import NOT_READ
from onecua.ledger.office import office_now
from onecua.ledger.writing import THE_SYSTEM
from onecua.people.models import Agency
from procedures.calendar_file import CalendarRows, parse_calendar
from procedures.models import CalendarRevision
from procedures.services.calendar import NO_ROWS
from procedures.timing import TimingRefused


class Command(BaseCommand):
    help = "A calendar file becomes the next revision, and the open dossiers follow it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--provisional", type=Path, help="các năm tạm tính")
        parser.add_argument("--document", help="văn bản công bố; mặc định là tên tệp")

    def handle(
        self,
        *_args: Any,
        file: Path,
        provisional: Path | None,
        document: str | None,
        **_options: Any,
    ) -> None:
        agency = Agency.objects.filter(kind=Agency.Kind.PROVINCE, valid_to=None).first()
        if agency is None:
            raise CommandError("Chưa có UBND tỉnh để ghi sổ lịch làm việc; nhập cơ quan trước.")
        try:
            asked = Change(
                _rows(file), document or file.name, _rows(provisional) if provisional else NO_ROWS
            )
            change = begin_change(asked, agency=agency, actor=THE_SYSTEM, at=office_now())
        except NothingChanges:
            self.stdout.write("Lịch không có gì thay đổi.")
        except (Refusal, TimingRefused) as refusal:
            raise CommandError(str(refusal)) from refusal
        else:
            self._carry(change)

    def _carry(self, change: CalendarChange) -> None:
        revision = CalendarRevision.objects.get(number=change.revisions[-1])
        self.stdout.write(
            f"Lịch làm việc bản {revision.number}: công bố đến "
            f"{revision.declared_until:%d/%m/%Y}, tạm tính đến "
            f"{revision.provisional_until:%d/%m/%Y}."
        )
        while carry_on(change.pk, office_now()):
            change.refresh_from_db()
            self.stdout.write(f"  {change.seen}/{change.total} hồ sơ")
        change.refresh_from_db()
        self.stdout.write(
            f"{change.moved} hồ sơ đổi hạn, {change.lifted} hết quá hạn,"
            f" {change.superseded} phiếu xin lỗi hết giá trị."
        )


def _rows(file: Path) -> CalendarRows:
    """Raises CommandError, BadCalendar."""
    try:
        return parse_calendar(file.read_text(encoding="utf-8-sig").splitlines())
    except OSError as error:
        raise CommandError(
            f"Không đọc được tệp {file}: {error.strerror}.", returncode=NOT_READ
        ) from error
    except UnicodeDecodeError as error:
        raise CommandError(
            f"Tệp {file} không ghi theo bảng mã UTF-8.", returncode=NOT_READ
        ) from error
