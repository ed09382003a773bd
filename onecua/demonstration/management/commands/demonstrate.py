from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from cases.services.rebuild import check_clocks
from onecua.demonstration import catalogue
from onecua.demonstration.organisation import PASSWORD, build_organisation
from onecua.demonstration.walk import Walk
from onecua.ledger.office import office_now, real_now, travel
from onecua.ledger.verification import verify_ledger
from onecua.people.models import Agency, Person, Post

EIGHT_WEEKS = timedelta(weeks=8)
SHOWN = ("000.00.47.H34", "000.01.47.H34", "000.00.01.H34", "000.00.02.H34", "000.00.19.H34")


class Command(BaseCommand):
    help = "Build the demonstration province once; then only say who may enter."

    def handle(self, *_args: Any, **_options: Any) -> None:
        if not settings.DEMONSTRATION:
            raise CommandError("Dữ liệu minh họa không dựng trên hệ thống thật.")
        if not Agency.objects.exists():
            self._build()
        self._say(f"Địa chỉ: {settings.PUBLIC_ADDRESS}")
        self._say(f"Mật khẩu của mọi tài khoản minh họa: {PASSWORD}")
        posts = Post.objects.filter(unit__agency__code__in=SHOWN)
        for post in posts.select_related("person", "unit__agency").order_by("role", "pk"):
            role, place = post.get_role_display(), post.unit.agency.name
            self._say(f"  {post.person.username:28} {role:20} {post.unit.name}, {place}")

    def _build(self) -> None:
        travel(real_now() - EIGHT_WEEKS)
        at = office_now()
        province = build_organisation(at)
        issuer = Agency.objects.get(code="000.00.00.H34")
        self._say(f"{Agency.objects.count()} cơ quan, {Person.objects.count()} người")
        catalogue.build_calendar(issuer, at)
        catalogue.build_regime()
        self._say(f"{catalogue.publish(issuer, at)} thủ tục được công bố")
        self._say(f"{catalogue.configure_desks(province, issuer, at)} quy trình được cấu hình")
        self._say(f"{Walk(self._say).go()} hồ sơ")
        faults = len(list(verify_ledger())) + len(list(check_clocks(office_now())))
        self._say(f"Kiểm tra sổ cái và đồng hồ: {faults} sai khác")

    def _say(self, sentence: str) -> None:
        self.stdout.write(sentence)
        self.stdout.flush()
