import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from onecua.bench.frauds.scoring import score, table
from onecua.bench.frauds.story import Story
from onecua.bench.frauds.traffic import traffic
from onecua.kernel.typed import NOT_READ

MOST = 200_000


class Command(BaseCommand):
    help = "Simulate a province's histories with frauds among them; say which the rules find."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--dossiers", type=int, default=3_000, help="honest ones")
        parser.add_argument("--fraud", type=float, default=0.05, help="for each honest one")
        parser.add_argument("--seed", type=int, default=2021)
        parser.add_argument("--out", default="", help="also write the histories, JSON lines")

    def handle(
        self, *_args: Any, dossiers: int, fraud: float, seed: int, out: str, **_options: Any
    ) -> None:
        if not 1 <= dossiers <= MOST or not 0 <= fraud <= 1:
            raise CommandError(
                f"Số hồ sơ từ 1 đến {MOST}; tỷ lệ làm sai từ 0 đến 1.", returncode=NOT_READ
            )
        stories = traffic(dossiers, fraud, seed)
        if out:
            Path(out).write_text("".join(map(_line, stories)), encoding="utf-8")
        self.stdout.write(table(score(stories)))


def _line(story: Story) -> str:
    events = [
        {"seq": event.seq, "kind": event.kind, "person": event.person,
         "happened_at": event.happened_at.isoformat(),
         "recorded_at": event.recorded_at.isoformat(), "payload": event.payload}
        for event in story.events
    ]  # fmt: skip
    said = {"stream": story.stream, "agency": story.office.no, "procedure": story.kind.code,
            "fraud": story.fraud, "hard": story.hard, "events": events}  # fmt: skip
    return json.dumps(said, ensure_ascii=False) + "\n"
