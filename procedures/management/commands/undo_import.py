from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from onecua.kernel.errors import Refusal
from onecua.kernel.typed import NOT_READ
from onecua.ledger.office import office_now
from onecua.ledger.writing import THE_SYSTEM
from procedures.models import CatalogueList
from procedures.services import undoing


class Command(BaseCommand):
    help = "Undo a whole import of procedures while nothing refers to a version it made."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("decision", help="số quyết định của lần nhập mới nhất cần hoàn tác")
        parser.add_argument("--reason", required=True, help="lý do")

    def handle(self, *_args: Any, decision: str, reason: str, **_options: Any) -> None:
        applied = CatalogueList.objects.filter(decision__number=decision, undone_at=None)
        if (kept := applied.order_by("-applied_at", "-pk").first()) is None:
            raise CommandError(
                f"Không có danh sách nào đang áp dụng theo quyết định {decision}.",
                returncode=NOT_READ,
            )
        try:
            withdrawn, reopened = undoing.undo(kept, reason, actor=THE_SYSTEM, at=office_now())
        except Refusal as refusal:
            raise CommandError(refusal.message) from refusal
        self.stdout.write(f"Đã hoàn tác {kept}: rút {withdrawn} bản, mở lại {reopened} bản.")
