import json
from argparse import ArgumentParser
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from onecua.kernel.errors import Refusal
from onecua.kernel.tables.reading import read_table
from onecua.kernel.typed import NOT_READ, day
from onecua.ledger.office import office_now
from onecua.ledger.writing import THE_SYSTEM
from onecua.people.models import Agency
from procedures.importers.comparison import Preview
from procedures.importers.previewing import preview_rows
from procedures.importers.rows import read_catalogue
from procedures.services import catalogue
from procedures.services.catalogue import Decision

MOST_SHOWN = 20  # of the changes; every faulty row is shown
_LABELS = {"added": "thêm", "changed": "sửa đổi", "unchanged": "không đổi", "in_error": "lỗi"}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What was typed: the decision's head, and what to do with rows in error."""

    number: str | None
    issued: date | None
    effective: date | None
    issuer: str | None
    skip_bad: bool

    def decision(self) -> Decision:
        """Raises CommandError: the head of a decision is not complete."""
        if self.number is None or self.issued is None or self.effective is None:
            raise CommandError(
                "Cần quyết định công bố: --decision SỐ --issued NGÀY --effective NGÀY.",
                returncode=NOT_READ,
            )
        issuers = Agency.objects.filter(code=self.issuer) if self.issuer else provinces()
        if (issuer := issuers.first()) is None:
            raise CommandError(
                "Không có cơ quan ban hành; chọn bằng --issuer MÃ.", returncode=NOT_READ
            )
        return Decision(
            number=self.number,
            issuer=issuer,
            title="Công bố danh mục thủ tục hành chính",
            issued_on=self.issued,
            effective_on=self.effective,
        )


def provinces() -> Any:
    return Agency.objects.filter(kind=Agency.Kind.PROVINCE, valid_to=None)


class Command(BaseCommand):
    help = "Read a list of procedures: say what it would change; with --apply, publish it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--decision", help="số quyết định công bố")
        parser.add_argument("--issued", type=day)
        parser.add_argument("--effective", type=day)
        parser.add_argument("--issuer", help="mã cơ quan ban hành; mặc định là UBND tỉnh")
        parser.add_argument("--apply", action="store_true")
        parser.add_argument("--skip-bad", action="store_true", help="bỏ qua các dòng lỗi")
        parser.add_argument("--json", action="store_true")

    def handle(
        self,
        *_args: Any,
        file: Path,
        decision: str | None,
        issued: date | None,
        effective: date | None,
        issuer: str | None,
        skip_bad: bool,
        **options: Any,
    ) -> None:
        try:
            preview = _preview(file)
            wanted = Wanted(decision, issued, effective, issuer, skip_bad)
            applied = _apply(preview, wanted) if options["apply"] else 0
        except Refusal as refusal:
            raise CommandError(refusal.message) from refusal
        if options["json"]:
            self.stdout.write(_as_json(preview, applied))
        else:
            self._tell(preview, applied)
        if preview.faults and not applied:
            raise CommandError(_sentence(preview, apply=options["apply"]))

    def _tell(self, preview: Preview, applied: int) -> None:
        counts = (f"{number} {_LABELS[name]}" for name, number in preview.counts.items())
        self.stdout.write(", ".join(counts))
        for fault in preview.faults:
            self.stdout.write(f"  {fault}")
        for change in preview.changed[:MOST_SHOWN]:
            self.stdout.write(f"  {change.new.code} thay đổi: {', '.join(change.columns)}")
        if applied:
            left = f", bỏ qua {len(preview.faults)} dòng lỗi" if preview.faults else ""
            self.stdout.write(f"Đã công bố {applied} thủ tục{left}.")
        else:
            self.stdout.write("Chưa lưu gì.")


def _preview(file: Path) -> Preview:
    """Raises CommandError, UnreadableFile."""
    try:
        content = file.read_bytes()
    except OSError as error:
        raise CommandError(
            f"Không đọc được tệp {file}: {error.strerror}.", returncode=NOT_READ
        ) from error
    read = read_catalogue(read_table(file.name, content))
    return preview_rows(read.rows, catalogue.known(), read.faults)


def _apply(preview: Preview, wanted: Wanted) -> int:
    """Nothing while rows are in error, unless they shall be left out."""
    decision = wanted.decision()
    if preview.faults and not wanted.skip_bad:
        return 0
    return catalogue.apply(preview, decision, actor=THE_SYSTEM, at=office_now())


def _as_json(preview: Preview, applied: int) -> str:
    report = preview.counts | {
        "applied": applied,
        "errors": [
            {"row": fault.row, "code": fault.code, "sentence": fault.sentence}
            for fault in preview.faults
        ],
    }
    return json.dumps(report, ensure_ascii=False)


def _sentence(preview: Preview, *, apply: bool) -> str:
    left = "; chưa lưu gì. Sửa các dòng lỗi, hoặc thêm --skip-bad" if apply else ""
    return f"{len(preview.faults)} dòng lỗi{left}."
