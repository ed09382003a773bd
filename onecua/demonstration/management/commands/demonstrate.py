import time
from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from onecua.demonstration import build
from onecua.demonstration.keys import ensure_keys
from onecua.demonstration.staff import Staff
from onecua.ledger.office import office_now

NAME, ROLE = 24, 20  # columns


class Command(BaseCommand):
    help = "Build the demonstration province once; then only say who may enter."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--weeks", type=int, default=build.WEEKS, choices=range(1, 9))

    def handle(self, *_args: Any, weeks: int, **_options: Any) -> None:
        if not settings.DEMONSTRATION:
            raise CommandError("Dữ liệu minh họa không dựng trên hệ thống thật.")
        if not build.is_complete():
            self._build(weeks)
        if settings.SIGNERS:
            folder = Path(settings.SIGNERS).parent
            made = ensure_keys(folder, Staff().named(), at=office_now())
            self._say(f"Khóa ký số của bản minh họa: tạo mới {made}")
        self._say(f"Địa chỉ: {settings.PUBLIC_ADDRESS}")
        self._say(f"Mật khẩu chung của các tài khoản: {settings.DEMONSTRATION_PASSWORD}")
        for line in accounts():
            self._say(line)

    def _build(self, weeks: int) -> None:
        if not build.is_possible():
            raise CommandError(
                "Cơ sở dữ liệu này đã có sự kiện nên không dựng dữ liệu minh họa vào được; "
                "hãy gõ make reset, hoặc đặt DEMONSTRATION=0 để dùng dữ liệu đang có."
            )
        started = time.monotonic()
        self._say("Đang dựng dữ liệu minh họa; lần đầu mất một vài phút.")
        build.build(self._say, weeks=weeks)
        found = build.seal_and_examine()
        for line in (*found.ledger.findings, *found.differences):
            self._say(f"  {line}")
        self._say(f"Kiểm tra sổ cái và các đồng hồ: {found.faults} sai khác")
        self._say(f"Dựng xong sau {time.monotonic() - started:.0f} giây")

    def _say(self, sentence: str) -> None:
        self.stdout.write(sentence)
        self.stdout.flush()


def accounts() -> Iterator[str]:
    """One line a person and role: the account, what it may do, where."""
    places: dict[tuple[str, str], list[str]] = {}
    for post in Staff().named():
        key = (post.person.username, post.get_role_display())
        places.setdefault(key, [post.unit.agency.name]).append(post.unit.name)
    for (username, role), (agency, *units) in places.items():
        yield f"  {username:{NAME}}{role:{ROLE}}{agency} ({', '.join(units)})"
