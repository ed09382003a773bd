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
from procedures.services import lists
from procedures.services.catalogue import Decision

MOST_SHOWN = 20  # of the changes; every faulty row is shown
_LABELS = {
    "added": "thêm", "changed": "sửa đổi", "abolished": "bãi bỏ", "unchanged": "không đổi",
    "in_error": "lỗi",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Wanted:
    """What was typed: the decision's head, and what to do with rows in error."""

    number: str | None
    issued: date | None
    effective: date | None
    issuer: str | None
    skip_bad: bool

    def allows(self, preview: Preview) -> bool:
        """Nothing while rows are in error, unless they shall be left out; nothing for nothing."""
        self.decision()
        return bool(preview.changes) and (self.skip_bad or not preview.faults)

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
        parser.add_argument(
            "--complete",
            action="store_true",
            help="danh sách đầy đủ của các lĩnh vực trong tệp: thủ tục vắng mặt là bãi bỏ",
        )
        parser.add_argument("--failed", type=Path, help="ghi các dòng lỗi và lý do vào tệp .xlsx")
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
            content = _content(file)
            looked = lists.compared(read_table(file.name, content), complete=options["complete"])
            preview = looked.preview
            if options["failed"]:
                options["failed"].write_bytes(lists.failed_file(looked))
            wanted = Wanted(decision, issued, effective, issuer, skip_bad)
            applied = 0
            if options["apply"] and wanted.allows(preview):
                kept = lists.keep(file.name, content, complete=options["complete"], **_by())
                applied = lists.apply(kept, wanted.decision(), **_by()).changes
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
            self.stdout.write(f"  {change.new.code} thay đổi: {change.words}")
        for ended in preview.abolished[:MOST_SHOWN]:
            self.stdout.write(f"  {ended.old.code} bãi bỏ: {ended.old.title}")
        if preview.notes:
            self.stdout.write(f"{len(preview.notes)} dòng có phần chưa đọc được, để trống:")
        for note in preview.notes[:MOST_SHOWN]:
            self.stdout.write(f"  {note}")
        if applied:
            left = f", bỏ qua {len(preview.faults)} dòng lỗi" if preview.faults else ""
            self.stdout.write(f"Đã công bố {applied} thủ tục{left}.")
        else:
            self.stdout.write("Chưa lưu gì.")


def _content(file: Path) -> bytes:
    """Raises CommandError."""
    try:
        return file.read_bytes()
    except OSError as error:
        raise CommandError(
            f"Không đọc được tệp {file}: {error.strerror}.", returncode=NOT_READ
        ) from error


def _by() -> dict[str, Any]:
    return {"actor": THE_SYSTEM, "at": office_now()}


def _as_json(preview: Preview, applied: int) -> str:
    report = preview.counts | {
        "applied": applied,
        "notes": [{"row": note.row, "sentence": note.sentence} for note in preview.notes],
        "errors": [
            {"row": fault.row, "code": fault.code, "sentence": fault.sentence}
            for fault in preview.faults
        ],
    }
    return json.dumps(report, ensure_ascii=False)


def _sentence(preview: Preview, *, apply: bool) -> str:
    left = "; chưa lưu gì. Sửa các dòng lỗi, hoặc thêm --skip-bad" if apply else ""
    return f"{len(preview.faults)} dòng lỗi{left}."
