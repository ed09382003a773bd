import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from cases.services.check import check_clocks
from onecua.ledger.office import office_now


class Command(BaseCommand):
    help = "Compare every dossier's row with the replay of its events. Exit 1 if anything differs."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true")

    def handle(self, *_args: Any, **options: Any) -> None:
        found = [str(difference) for difference in check_clocks(office_now())]
        if options["json"]:
            self.stdout.write(json.dumps({"differences": found}, ensure_ascii=False))
        else:
            for sentence in found:
                self.stdout.write(f"  {sentence}")
            self.stdout.write(f"{len(found)} sai khác")
        if found:
            raise CommandError(f"{len(found)} sai khác; dựng lại bằng manage.py rebuild MÃ")
