import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from onecua.kernel.errors import Refusal
from onecua.kernel.tables.reading import read_table
from onecua.ledger.office import office_now
from onecua.people.models import Agency
from onecua.people.services import staff
from onecua.people.services.staff import StaffPreview
from onecua.people.staff_rows import read_staff


class Command(BaseCommand):
    help = "Check and preview a list of staff of an agency; give the posts with --apply."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--agency", required=True, help="its code")
        parser.add_argument("--decision")
        parser.add_argument("--apply", action="store_true")
        parser.add_argument("--json", action="store_true")

    def handle(self, *_args: Any, file: Path, **options: Any) -> None:
        agency = Agency.objects.filter(code=options["agency"]).first()
        if agency is None:
            raise CommandError(f"Không có cơ quan mang mã {options['agency']}.")
        at = office_now()
        try:
            content = file.read_bytes()
            listed = read_staff(read_table(file.name, content))
            plan = staff.preview(listed, agency, acting=None, at=at)
            self._show(plan, as_json=options["json"])
            if options["apply"]:
                kept = staff.keep(file.name, content, agency, acting=None, at=at)
                staff.apply(kept, decision=options["decision"] or "", acting=None, at=at)
        except OSError as error:
            raise CommandError(f"Không đọc được tệp {file}.") from error
        except Refusal as refusal:
            raise CommandError(refusal.message) from refusal
        if plan.faults:
            raise CommandError(f"{len(plan.faults)} dòng có lỗi; sửa các dòng đó rồi nhập lại.")

    def _show(self, plan: StaffPreview, *, as_json: bool) -> None:
        faults = [f"Dòng {fault.row}: {fault.sentence}" for fault in plan.faults]
        counts = {
            "people": len(plan.people), "posts": len(plan.posts), "unchanged": plan.unchanged,
        }  # fmt: skip
        if as_json:
            self.stdout.write(json.dumps({**counts, "faults": faults}, ensure_ascii=False))
            return
        self.stdout.write(
            f"{counts['people']} tài khoản mới, {counts['posts']} vị trí mới, "
            f"{counts['unchanged']} không đổi, {len(faults)} lỗi"
        )
        for sentence in faults:
            self.stdout.write(f"  {sentence}")
