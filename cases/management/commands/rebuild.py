from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from cases.models import Dossier
from cases.services.rebuild import rebuild
from onecua.kernel.typed import NOT_READ
from onecua.ledger.office import office_now


class Command(BaseCommand):
    help = "Write a dossier's row anew from its events; the correction leaves its own event."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("code")

    def handle(self, *_args: Any, code: str, **_options: Any) -> None:
        dossier = Dossier.objects.filter(code=code).first()
        if dossier is None:
            raise CommandError(f"Không có hồ sơ {code}.", returncode=NOT_READ)
        for difference in rebuild(dossier_id=dossier.pk, at=office_now()):
            self.stdout.write(f"  {difference}")
        self.stdout.write(f"Đã dựng lại {code} từ sổ cái.")
