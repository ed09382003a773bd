import json
from argparse import ArgumentParser
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from onecua.kernel.errors import Refusal
from onecua.ledger.office import office_now
from onecua.ledger.writing import THE_SYSTEM
from onecua.people.models import Agency
from procedures.importers.comparison import Preview, preview_rows
from procedures.importers.reading import read_table
from procedures.importers.rows import read_catalogue
from procedures.services import catalogue
from procedures.services.catalogue import Decision


class Command(BaseCommand):
    help = "Check and preview a list of procedures; publish it with --apply and a decision."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--decision")
        parser.add_argument("--issued", type=date.fromisoformat)
        parser.add_argument("--effective", type=date.fromisoformat)
        parser.add_argument("--apply", action="store_true")
        parser.add_argument("--json", action="store_true")

    def handle(self, *_args: Any, file: Path, **options: Any) -> None:
        try:
            listed = read_catalogue(read_table(file.name, file.read_bytes()))
            preview = preview_rows(listed.rows, catalogue.known(), listed.faults)
        except OSError as error:
            raise CommandError(f"Không đọc được tệp {file}.") from error
        except Refusal as refusal:
            raise CommandError(refusal.message) from refusal
        self._show(preview, as_json=options["json"])
        if preview.faults:
            raise CommandError(f"{len(preview.faults)} dòng có lỗi; sửa tệp rồi nhập lại.")
        if options["apply"]:
            self._apply(preview, options)

    def _show(self, preview: Preview, *, as_json: bool) -> None:
        faults = [f"Dòng {fault.row}: {fault.sentence}" for fault in preview.faults]
        if as_json:
            report = {**preview.counts, "faults": faults}
            self.stdout.write(json.dumps(report, ensure_ascii=False))
            return
        words = {"added": "thêm", "changed": "sửa đổi", "unchanged": "không đổi", "in_error": "lỗi"}
        self.stdout.write(", ".join(f"{preview.counts[key]} {word}" for key, word in words.items()))
        for sentence in faults:
            self.stdout.write(f"  {sentence}")

    def _apply(self, preview: Preview, options: dict[str, Any]) -> None:
        issuer = Agency.objects.filter(kind=Agency.Kind.PROVINCE).first()
        if issuer is None or not all(options[name] for name in ("decision", "issued", "effective")):
            raise CommandError("Cần UBND tỉnh và đủ --decision, --issued, --effective để công bố.")
        decision = Decision(
            number=options["decision"], issuer=issuer, title="Công bố danh mục thủ tục hành chính",
            issued_on=options["issued"], effective_on=options["effective"],
        )  # fmt: skip
        try:
            done = catalogue.apply(preview, decision, actor=THE_SYSTEM, at=office_now())
        except Refusal as refusal:
            raise CommandError(refusal.message) from refusal
        self.stdout.write(f"Đã công bố {done} thủ tục.")
