from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from onecua.kernel.errors import Refusal
from onecua.ledger.office import office_now
from onecua.ledger.writing import THE_SYSTEM
from onecua.people.models import Agency
from procedures.services.calendar import load_calendar
from procedures.timing import TimingRefused, parse_calendar


class Command(BaseCommand):
    help = "A calendar file becomes the next revision: date,kind(off|makeup_work),reason,source."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *_args: Any, file: Path, **_options: Any) -> None:
        agency = Agency.objects.filter(kind=Agency.Kind.PROVINCE).first()
        if agency is None:
            raise CommandError("Chưa có UBND tỉnh trong danh mục cơ quan.")
        try:
            lines = file.read_text(encoding="utf-8-sig").splitlines()
            revision = load_calendar(
                parse_calendar(lines), document=file.name, agency=agency, actor=THE_SYSTEM,
                at=office_now(),
            )  # fmt: skip
        except (OSError, UnicodeDecodeError) as error:
            raise CommandError(f"Không đọc được {file}: cần tệp CSV mã UTF-8.") from error
        except (TimingRefused, Refusal) as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(str(revision) if revision else "Lịch không có gì thay đổi.")
