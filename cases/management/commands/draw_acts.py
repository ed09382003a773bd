from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from cases.acts_diagram import page

PAGE = settings.ROOT / "docs" / "acts.md"


class Command(BaseCommand):
    help = "Write docs/acts.md anew from the table of acts."
    requires_system_checks = []

    def handle(self, *_args: Any, **_options: Any) -> None:
        PAGE.write_text(page(), encoding="utf-8")
        self.stdout.write(f"Đã ghi {PAGE.relative_to(settings.ROOT)}")
