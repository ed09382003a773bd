from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from onecua.kernel.errors import Refusal
from onecua.ledger.seals import rotate_key
from onecua.ledger.signing import SealKey


class Command(BaseCommand):
    help = "Begin a new seal key: one seal signed with both. Then put the new key in its place."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("new", type=Path, help="a file with 32 random bytes as base64")
        parser.add_argument("--document", required=True)

    def handle(self, *_args: Any, new: Path, document: str, **_options: Any) -> None:
        try:
            body = rotate_key(SealKey.of(new.read_text().strip()), document=document)
        except (OSError, ValueError) as error:
            raise CommandError(f"Khóa mới không đọc được: {error}") from error
        except Refusal as refusal:
            raise CommandError(refusal.message) from refusal
        self.stdout.write(
            f"Dấu niêm phong số {body.number} ký bằng cả hai khóa. "
            f"Thay khóa trong cấu hình rồi khởi động lại; khóa mới: {body.key[:16]}…"
        )
