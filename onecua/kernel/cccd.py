"""PURE. What a scanner types from a citizen's card: the QR of the CCCD, told by pattern.

`number|old number|name|ddmmyyyy|sex|address|ddmmyyyy`, UTF-8. The old number may be empty or
left out, more fields may follow, dates may have slashes: fields go by their look, not their place.
"""

import re
from dataclasses import dataclass
from datetime import date

from onecua.kernel.errors import BadInput
from onecua.kernel.identity import OLD_CARD, PERSONAL
from onecua.kernel.text import clean_line

BAR = "|"
_BROKEN = "\ufffd"
_DATE = re.compile(r"(\d{2})/?(\d{2})/?(\d{4})")
_HEX_NAME = re.compile(r"(?:[0-9a-f]{2}){8,}", re.IGNORECASE)
_INSURED = re.compile(r"[A-Z]{2}\d{13}|\d{10}")
_SEXES = {"nam": "Nam", "nữ": "Nữ"}


class NotACard(BadInput):
    code = "not-a-card"
    sentence = "Mã vừa quét không phải mã QR của thẻ CCCD. Quét lại mã trên thẻ, hoặc gõ 12 chữ số."


class InsuranceCard(BadInput):
    code = "insurance-card"
    sentence = "Đây là mã thẻ bảo hiểm y tế. Hãy quét mã QR của thẻ CCCD."


class MangledScan(BadInput):
    code = "mangled-scan"
    sentence = (
        "Máy quét đang bị bộ gõ làm sai chữ. Chuyển bộ gõ sang E (tiếng Anh) rồi quét lại; "
        "không dùng họ tên vừa đọc."
    )


@dataclass(frozen=True, slots=True)
class Card:
    number: str
    name: str
    old_number: str = ""
    born_on: date | None = None
    sex: str = ""
    address: str = ""


def looks_scanned(typed: str) -> bool:
    return BAR in typed


def read_card(scanned: str) -> Card:
    """Raises InsuranceCard, MangledScan, NotACard."""
    if _BROKEN in scanned:
        raise MangledScan("identity")
    fields = [clean_line(field) for field in scanned.split(BAR)]
    if _is_insurance(fields):
        raise InsuranceCard("identity")
    number, rest = fields[0], fields[1:]
    if not _digits(number, PERSONAL):
        raise NotACard("identity")
    old = rest.pop(0) if rest and (not rest[0] or _digits(rest[0], OLD_CARD)) else ""
    words = [field for field in rest if field and not _DATE.fullmatch(field) and not _as_sex(field)]
    if not words or any(letter.isdigit() for letter in words[0]):
        raise MangledScan("identity")
    dates = [field for field in rest if _DATE.fullmatch(field)]
    sexes = [sex for field in rest if (sex := _as_sex(field))]
    return Card(
        number=number,
        name=words[0],
        old_number=old,
        born_on=_as_date(dates[0]) if dates else None,
        sex=sexes[0] if sexes else "",
        address=words[1] if len(words) > 1 else "",
    )


def _is_insurance(fields: list[str]) -> bool:
    """A health card has its own number first and the name as hexadecimal digits."""
    return bool(_INSURED.fullmatch(fields[0])) and any(map(_HEX_NAME.fullmatch, fields[1:3]))


def _digits(field: str, count: int) -> bool:
    return len(field) == count and field.isascii() and field.isdigit()


def _as_sex(field: str) -> str:
    return _SEXES.get(field.lower(), "")


def _as_date(field: str) -> date | None:
    """None for a day that no calendar has: the clerk looks at the card."""
    digits = field.replace("/", "")
    try:
        return date(int(digits[4:]), int(digits[2:4]), int(digits[:2]))
    except ValueError:
        return None
