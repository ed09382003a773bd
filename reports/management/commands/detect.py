from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from onecua.ledger.office import office_now
from reports.detecting import detect


class Command(BaseCommand):
    help = "Look for signs in dossiers with events since the last run; --all: in every dossier."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--all", action="store_true", dest="whole")

    def handle(self, *_args: Any, whole: bool, **_options: Any) -> None:
        done = detect(office_now(), whole=whole)
        self.stdout.write(
            f"Đã đọc {done.dossiers} hồ sơ; {done.found} dấu hiệu mới; để riêng {done.set_aside}."
        )
