from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from cases.models import Dossier
from cases.services.destroying import Papers, destroy_text, texts_of
from onecua.kernel.errors import Refusal
from onecua.kernel.typed import NOT_READ
from onecua.ledger.office import office_now
from onecua.ledger.writing import THE_SYSTEM


class Command(BaseCommand):
    help = "List the texts of a dossier; with --text, a decision and minutes destroy one of them."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("code")
        parser.add_argument("--text", type=int, help="its number in the list")
        parser.add_argument("--decision", default="", help="number of the decision")
        parser.add_argument("--decided", type=date.fromisoformat, default=date.max)
        parser.add_argument("--minutes", default="", help="number of the minutes")

    def handle(self, *_args: Any, code: str, text: int | None, **options: Any) -> None:
        dossier = Dossier.objects.filter(code=code).first()
        if dossier is None:
            raise CommandError(f"Không có hồ sơ {code}.", returncode=NOT_READ)
        if text is None:
            return self._list(dossier)
        papers = Papers(options["decision"], options["decided"], options["minutes"])
        try:
            gone = destroy_text(
                dossier_id=dossier.pk, text_id=text, papers=papers, actor=THE_SYSTEM,
                at=office_now(),
            )  # fmt: skip
        except Refusal as refusal:
            raise CommandError(refusal.message) from refusal
        self.stdout.write(
            f"Đã tiêu hủy {len(gone.texts)} đoạn ghi của hồ sơ {code} và {gone.copies} bản sao, "
            f"theo Quyết định số {papers.decision}, biên bản số {papers.minutes}."
        )
        return None

    def _list(self, dossier: Dossier) -> None:
        for each in texts_of(dossier):
            state = "đã tiêu hủy" if each.destroyed else "còn"
            self.stdout.write(f"{each.pk}: {each.said_by}, {each.written_at} ({state})")
        self.stdout.write("Chưa tiêu hủy gì.")
