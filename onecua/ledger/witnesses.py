"""Nhân chứng: every seal goes where this host's owner cannot follow it.

By mail to each witness, through the outbox; and to a file that only grows, for who carries it away.
"""

import fcntl
import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.core.mail import EmailMessage

from onecua.kernel.errors import BadInput
from onecua.ledger import outbox
from onecua.ledger.models import OutboxMessage, Seal
from onecua.ledger.seal_text import SealBody, line_of, read_body

MAIL = "seal_mail"
PORTION = 65_536


class NotAWitnessFile(BadInput):
    code = "not-a-witness-file"
    sentence = "Dòng {line} của tệp niêm phong không đọc được. Dùng nguyên tệp nhân chứng đã nhận."


@dataclass(frozen=True, slots=True)
class Testimony:
    """One seal as a witness holds it."""

    body: SealBody
    text: str
    signature: bytes
    cosignature: bytes


def post(seal: Seal) -> None:
    """One mail a witness, in the transaction of the seal."""
    for witness in settings.WITNESSES:
        key = f"{MAIL}/{seal.number}/{witness}"
        outbox.enqueue(MAIL, key, {"seal": seal.number, "to": witness})


@outbox.handles(MAIL)
def send(message: OutboxMessage) -> None:
    """Twice is no harm: the same line again."""
    seal = Seal.objects.get(pk=message.payload["seal"])
    body = read_body(seal.body)
    mail = EmailMessage(
        subject=f"Niêm phong sổ cái số {seal.number} – {settings.PROVINCE_NAME}",
        body=(
            f"Dấu niêm phong số {seal.number}, lúc {body.sealed_at} (UTC): "
            f"{body.events.count} sự kiện, {body.access.count} lượt truy cập.\n"
            "Lưu dòng dưới đây vào tệp niêm phong của nhân chứng; không sửa, không xóa.\n\n"
            f"{_line(seal)}\n"
        ),
        to=[message.payload["to"]],
    )
    mail.attach(f"niem-phong-{seal.number}.jsonl", _line(seal) + "\n", "application/jsonl")
    mail.send()


def write_down() -> int:
    """Add to the file what it does not hold yet; returns how many. Safe to repeat."""
    path = Path(settings.SEAL_LOG)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a+", encoding="utf-8") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        new = Seal.objects.filter(number__gt=_last_number(file.fileno())).order_by("number")
        lines = [_line(seal) + "\n" for seal in new]
        file.writelines(lines)
        file.flush()
        os.fsync(file.fileno())
    return len(lines)


def read(path: Path) -> Iterator[Testimony]:
    """The witness's file, line by line. Raises NotAWitnessFile."""
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            if not line.strip():
                continue
            try:
                said = json.loads(line)
                body = read_body(said["body"])
                signatures = [bytes.fromhex(said[name]) for name in ("signature", "cosignature")]
            except (ValueError, KeyError, TypeError) as error:
                raise NotAWitnessFile("seals", line=number) from error
            yield Testimony(body, said["body"], *signatures)


def _line(seal: Seal) -> str:
    return line_of(seal.body, bytes(seal.signature), bytes(seal.cosignature))


def _last_number(file: int) -> int:
    """Of the last whole line; half a line (a full disk, a lost host) is cut off first."""
    size = os.fstat(file).st_size
    whole = _end_of_last_line(file, size)
    if whole < size:
        os.ftruncate(file, whole)
    start = _end_of_last_line(file, whole - 1) if whole else 0
    line = os.pread(file, whole - start, start)
    return read_body(json.loads(line)["body"]).number if line.strip() else 0


def _end_of_last_line(file: int, before: int) -> int:
    """Just behind the last newline before a place; 0 if there is none."""
    while before > 0:
        start = max(0, before - PORTION)
        found = os.pread(file, before - start, start).rfind(b"\n")
        if found >= 0:
            return start + found + 1
        before = start
    return 0
