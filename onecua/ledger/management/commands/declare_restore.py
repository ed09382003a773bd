from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from onecua.kernel.errors import Refusal
from onecua.ledger import witnesses
from onecua.ledger.restoring import declare_restore


class Command(BaseCommand):
    help = "After a restore: seal what came back, and name the seals that did not."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--document", required=True, help="the minutes of the restore")
        parser.add_argument("--seals", type=Path, help="the witness's file")

    def handle(
        self, *_args: Any, document: str, seals: Path | None = None, **_options: Any
    ) -> None:
        try:
            known = [told.body for told in witnesses.read(seals)] if seals else []
            body = declare_restore(document=document, known=known)
        except OSError as error:
            raise CommandError(f"Không mở được {seals}: {error.strerror}") from error
        except Refusal as refusal:
            raise CommandError(refusal.message) from refusal
        self.stdout.write(
            f"Đã khai báo khôi phục bằng dấu niêm phong số {body.number}: giữ "
            f"{body.events.count} sự kiện chưa niêm phong, bỏ {len(body.lost)} dấu niêm phong."
        )
