from argparse import ArgumentParser
from datetime import datetime
from typing import Any

from django.core.management.base import BaseCommand

from cases.services.sweep import sweep, would_say
from onecua.kernel.typed import instant
from onecua.ledger.office import office_now


class Command(BaseCommand):
    help = "Say what fell due up to now; with --at, only list what would be said."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--at", type=instant)

    def handle(self, *_args: Any, at: datetime | None, **_options: Any) -> None:
        if at is not None:
            for kind, codes in would_say(at).items():
                self.stdout.write(f"{kind}: {len(codes)} {' '.join(codes)}")
            return
        swept = sweep(office_now())
        for kind, said in swept.said.items():
            self.stdout.write(f"{kind}: {said}")
        self.stdout.write(f"Để riêng: {swept.set_aside}")
