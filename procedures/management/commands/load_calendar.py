from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from onecua.kernel.errors import Refusal
from onecua.kernel.typed import NOT_READ
from onecua.ledger.office import office_now
from onecua.ledger.writing import THE_SYSTEM
from onecua.people.models import Agency
from procedures.calendar_file import CalendarRows, parse_calendar
from procedures.services.calendar import NO_ROWS, load_calendar
from procedures.timing import TimingRefused


class Command(BaseCommand):
    help = "Make a new revision of the working calendar from a file; the years it names are new."

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
            revision = load_calendar(
                _rows(file),
                provisional=_rows(provisional) if provisional else NO_ROWS,
                document=document or file.name,
                agency=agency,
                actor=THE_SYSTEM,
                at=office_now(),
            )
        except (Refusal, TimingRefused) as refusal:
            raise CommandError(str(refusal)) from refusal
        if revision is None:
            self.stdout.write("Lịch không có gì thay đổi.")
            return
        self.stdout.write(
            f"Lịch làm việc bản {revision.number}: công bố đến "
            f"{revision.declared_until:%d/%m/%Y}, tạm tính đến "
            f"{revision.provisional_until:%d/%m/%Y}."
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
