import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from cases.services.examination import Examination, examine, keep
from onecua.kernel.errors import Refusal
from onecua.ledger import witnesses
from onecua.ledger.office import office_now


class Command(BaseCommand):
    help = "Recompute every chain, seal and stored projection; keep the result. Exit 1 if bent."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--seals", type=Path, help="the witness's file")
        parser.add_argument("--json", action="store_true")

    def handle(self, *_args: Any, seals: Path | None = None, **options: Any) -> None:
        try:
            held = list(witnesses.read(seals)) if seals else None
        except OSError as error:
            raise CommandError(f"Không mở được {seals}: {error.strerror}") from error
        except Refusal as refusal:
            raise CommandError(refusal.message) from refusal
        found = examine(office_now(), held, self._progress)
        keep(found)
        if options["json"]:
            self.stdout.write(json.dumps(found.as_json(), ensure_ascii=False))
        else:
            self._tell(found)
        if found.faults:
            raise CommandError(f"{found.faults} sai khác")

    def _progress(self, events: int) -> None:
        self.stderr.write(f"… {events} sự kiện")

    def _tell(self, found: Examination) -> None:
        ledger = found.ledger
        for note in ledger.notes:
            self.stdout.write(note)
        self.stdout.write(
            f"{ledger.events} sự kiện, {ledger.seals} dấu niêm phong (cuối: số {ledger.last_seal})"
        )
        self.stdout.write(found.window)
        if ledger.first_broken:
            self.stdout.write(f"Mắt xích gãy đầu tiên: {ledger.first_broken}")
        for finding in ledger.findings:
            self.stdout.write(f"  {finding}")
        for difference in found.differences:
            self.stdout.write(f"  {difference}")
        if found.touched:
            self.stdout.write(f"Hồ sơ, cơ quan bị động đến: {', '.join(found.touched)}")
        if found.suspects:
            self.stdout.write(f"Trong dấu niêm phong bị vỡ có: {', '.join(found.suspects)}")
        self.stdout.write(f"{found.faults} sai khác; {ledger.witness}")
