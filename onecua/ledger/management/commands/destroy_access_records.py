from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from onecua.kernel.errors import Refusal
from onecua.ledger.destroying import batches_to_destroy, destroy_access_records
from onecua.ledger.office import office_now
from onecua.ledger.writing import THE_SYSTEM


class Command(BaseCommand):
    help = "List the access records older than 24 months; with a decision and minutes destroy them."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--decision", default="", help="number of the decision")
        parser.add_argument("--minutes", default="", help="number of the minutes")

    def handle(self, *_args: Any, decision: str, minutes: str, **_options: Any) -> None:
        if not decision and not minutes:
            return self._list()
        try:
            gone = destroy_access_records(
                decision=decision, minutes=minutes, actor=THE_SYSTEM, at=office_now()
            )
        except Refusal as refusal:
            raise CommandError(refusal.message) from refusal
        count = sum(body.access.count for body in gone)
        self.stdout.write(
            f"Đã hủy {count} lượt truy cập của các dấu niêm phong số {gone[0].number} đến "
            f"{gone[-1].number}, theo Quyết định số {decision}, biên bản số {minutes}."
        )
        return None

    def _list(self) -> None:
        batches = batches_to_destroy()
        for body in batches:
            self.stdout.write(
                f"Dấu niêm phong số {body.number}, lúc {body.sealed_at} (UTC): "
                f"{body.access.count} lượt truy cập"
            )
        self.stdout.write(f"{len(batches)} đợt quá 24 tháng. Chưa hủy gì.")
