import json
from argparse import ArgumentParser
from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.module_loading import import_string

from onecua.bench.pairs import Ratio
from onecua.bench.registry import BENCHMARKS
from onecua.kernel.typed import NOT_READ


class Command(BaseCommand):
    help = "Measure ratios of our ways to bare ones. Exit 1 when a whole interval misses a budget."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("names", nargs="*", metavar="NAME")
        parser.add_argument("--json", action="store_true")

    def handle(self, *_args: Any, names: list[str], **options: Any) -> None:
        if unknown := set(names) - set(BENCHMARKS):
            raise CommandError(
                f"Không có phép đo {', '.join(sorted(unknown))}.", returncode=NOT_READ
            )
        missed, report = [], {}
        for name in names or BENCHMARKS:
            benchmark = BENCHMARKS[name]
            measurement: Callable[[], Ratio] = import_string(benchmark.way)
            ratio = measurement()
            report[name] = asdict(ratio) | {"budget": benchmark.budget}
            if ratio.misses(benchmark.budget):
                missed.append(name)
            if not options["json"]:
                self.stdout.write(
                    f"{name:11} {ratio.value:5.2f}× ({ratio.low:.2f}–{ratio.high:.2f}), "
                    f"mức {benchmark.budget:g}×, {ratio.pairs} cặp, "
                    f"{1000 * ratio.ours:.1f} / {1000 * ratio.bare:.1f} ms: {benchmark.against}"
                )
                if ratio.note:
                    self.stdout.write(f"{'':11} {ratio.note}")
        if options["json"]:
            self.stdout.write(json.dumps(report))
        if missed:
            raise CommandError(f"Không đạt: {', '.join(missed)}")
