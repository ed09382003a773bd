from argparse import ArgumentParser
from datetime import datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.timezone import localdate, make_aware

from onecua.kernel.errors import Refusal
from onecua.ledger.office import office_now
from onecua.people.acting import acting_on, posts_of
from onecua.people.models import Person, Unit
from onecua.people.roles import Role
from onecua.people.services.outages import declare_outage


class Command(BaseCommand):
    help = "Declare a time in which the system did not work; then paper claims are accepted."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--begins", required=True, type=datetime.fromisoformat)
        parser.add_argument("--ends", required=True, type=datetime.fromisoformat)
        parser.add_argument("--document", required=True)
        parser.add_argument("--agency", action="append", help="its code; without: the whole office")
        parser.add_argument("--by", required=True, help="the system administrator's user name")

    def handle(self, *_args: Any, by: str, document: str, **given: Any) -> None:
        at = office_now()
        person = Person.objects.filter(username=by).first()
        held = posts_of(person.pk, on=localdate(at)) if person else ()
        post = next((each for each in held if each.role == Role.SYSTEM_ADMIN), None)
        if post is None:
            raise CommandError(f"{by} không giữ vị trí quản trị hệ thống.")
        units = Unit.objects.all()
        if given["agency"]:
            units = units.filter(agency__code__in=given["agency"])
        try:
            outage = declare_outage(
                begins_at=_aware(given["begins"]), ends_at=_aware(given["ends"]),
                units=list(units), document=document, acting=acting_on(post), at=at,
            )  # fmt: skip
        except Refusal as refusal:
            raise CommandError(refusal.message) from refusal
        self.stdout.write(f"Đã khai báo theo {outage.document}, {outage.units.count()} đơn vị.")


def _aware(instant: datetime) -> datetime:
    return instant if instant.tzinfo else make_aware(instant)
