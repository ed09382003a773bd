import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.timezone import localdate

from cases.models import TakeOver
from cases.services import take_over
from cases.services.take_over import Preview
from onecua.kernel.errors import Refusal
from onecua.ledger.office import office_now
from onecua.people.acting import Acting, acting_on, posts_of
from onecua.people.models import Agency, Person
from onecua.people.roles import Role


class Command(BaseCommand):
    help = "Check and preview the open dossiers of an older system; carry them over with --apply."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--agency", required=True, help="its code")
        parser.add_argument("--source", required=True, help="the older system, as people call it")
        parser.add_argument("--signed-by", help="username of the head who answers for the doubts")
        parser.add_argument("--decision", default="", help="the document the head signs by")
        parser.add_argument("--apply", action="store_true")
        parser.add_argument("--json", action="store_true")

    def handle(self, *_args: Any, file: Path, **options: Any) -> None:
        agency = Agency.objects.filter(code=options["agency"]).first()
        if agency is None:
            raise CommandError(f"Không có cơ quan mang mã {options['agency']}.")
        try:
            kept = take_over.keep(
                file.name, file.read_bytes(), agency, source=options["source"], acting=None,
                at=office_now(),
            )  # fmt: skip
            plan = take_over.preview(kept, at=office_now())
            self._show(plan, as_json=options["json"])
            if options["signed_by"]:
                head = _head(options["signed_by"], agency)
                take_over.sign(kept, decision=options["decision"], acting=head, at=office_now())
            if options["apply"] and (plan.ready or plan.doubtful):
                take_over.ask(kept, acting=None, at=office_now())
                take_over.carry_through(office_now, self._progress)
        except OSError as error:
            raise CommandError(f"Không đọc được tệp {file}.") from error
        except Refusal as refusal:
            raise CommandError(refusal.message) from refusal
        if plan.faults:
            raise CommandError(f"{len(plan.faults)} dòng có lỗi; sửa các dòng đó rồi nhập lại.")

    def _progress(self, kept: TakeOver) -> None:
        self.stderr.write(f"Đã chuyển {kept.done}/{kept.total} hồ sơ")

    def _show(self, plan: Preview, *, as_json: bool) -> None:
        faults = [f"Dòng {fault.row}: {fault.sentence}" for fault in plan.faults]
        doubts = [f"Dòng {each.row.row}: {' '.join(each.doubts)}" for each in plan.doubtful]
        if as_json:
            counts = {"ready": len(plan.ready), "unchanged": plan.unchanged}
            said = {**counts, "doubts": doubts, "faults": faults}
            self.stdout.write(json.dumps(said, ensure_ascii=False))
            return
        self.stdout.write(
            f"{len(plan.ready)} sẵn sàng, {len(doubts)} còn nghi vấn, {plan.unchanged} đã có, "
            f"{len(faults)} lỗi"
        )
        for sentence in (*doubts, *faults):
            self.stdout.write(f"  {sentence}")


def _head(username: str, agency: Agency) -> Acting:
    person = Person.objects.filter(username=username).first()
    posts = posts_of(person.pk, on=localdate(office_now())) if person else ()
    for post in posts:
        if post.role == Role.HEAD and post.unit.agency_id == agency.pk:
            return acting_on(post)
    raise CommandError(f"{username} không có vị trí lãnh đạo tại {agency.name}.")
