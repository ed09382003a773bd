from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from onecua.kernel.text import is_numbered
from onecua.ledger.office import office_now
from reports.services.forgetting import destroy, kept_long_enough


class Command(BaseCommand):
    help = "Count findings closed more than two years ago; with a decision destroy them."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--decision", default="", help="number of the decision")

    def handle(self, *_args: Any, decision: str, **_options: Any) -> None:
        now = office_now()
        if not decision:
            count = kept_long_enough(now).count()
            self.stdout.write(f"{count} dấu hiệu đã đóng quá hai năm. Chưa hủy gì.")
            return
        if not is_numbered(decision):
            raise CommandError("Cần số và ký hiệu của quyết định, ví dụ 15/QĐ-UBND.")
        gone = destroy(decision=decision, at=now)
        self.stdout.write(f"Đã hủy {gone} dấu hiệu, theo Quyết định số {decision}.")
