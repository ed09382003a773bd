"""Tiêu đề văn bản: an agency's own header lines and logo, set by its administrator, from a day on.

A slip keeps the words it was issued with, so that a new letterhead changes no older paper.
"""

import io
import struct
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from cases.agency_events import check_payload
from cases.models import Letterhead, StoredFile
from cases.services import files
from cases.services.letterhead_errors import LetterheadDayPassed, LetterheadLine, LogoRefused
from onecua.kernel.text import clean_line
from onecua.ledger.canonical import JsonObject
from onecua.ledger.writing import append
from onecua.people.acting import Acting
from onecua.people.models import Agency
from onecua.people.services._guards import require_reach
from procedures.timing import office_date

MOST_LINES, LONGEST_LINE = 4, 60
LARGEST_LOGO = 512 * 1024  # bytes
FEWEST_PIXELS, MOST_PIXELS = 60, 2_000  # a side
KEPT_PIXELS = 240  # a side: 10 mm at 600 dpi
PNG_START, PNG_END = b"\x89PNG\r\n\x1a\n", b"IEND\xaeB`\x82"


@dataclass(frozen=True, slots=True)
class Words:
    """As typed; `parent` and `name` a line each line. logo: checked, or None."""

    parent: str
    name: str
    place: str
    logo: bytes | None = None


def checked(words: Words) -> Words:
    """Cleaned, with every line short enough for the corner. Raises LetterheadLine."""
    parent, name, place = _lines(words.parent), _lines(words.name), clean_line(words.place)
    for field, found, what in (
        ("parent", parent, "cơ quan chủ quản"),
        ("name", name, "tên cơ quan"),
        ("place", [place] if place else [], "địa danh"),
    ):
        if not found and field != "parent":
            raise LetterheadLine(field, what=what, why="chưa ghi")
        if len(found) > MOST_LINES:
            raise LetterheadLine(field, what=what, why=f"nhiều hơn {MOST_LINES} dòng")
        if too_long := next((line for line in found if len(line) > LONGEST_LINE), ""):
            why = f"có dòng dài hơn {LONGEST_LINE} chữ (“{too_long[:LONGEST_LINE]}…”)"
            raise LetterheadLine(field, what=what, why=why)
    return replace(words, parent="\n".join(parent), name="\n".join(name), place=place)


def logo_from(upload: "UploadedFile[bytes]") -> bytes:
    """A small PNG of our own writing from what was sent, on white, its other contents gone.

    Raises LogoRefused. The size is read before anything is unpacked.
    """
    if not upload.size or upload.size > LARGEST_LOGO:
        raise LogoRefused("logo", why=f"tệp rỗng hoặc lớn hơn {LARGEST_LOGO // 1024} KB")
    data = upload.read()
    if not data.startswith(PNG_START) or data[12:16] != b"IHDR":
        raise LogoRefused("logo", why="tệp không phải ảnh PNG")
    sides = struct.unpack(">II", data[16:24])
    if not all(FEWEST_PIXELS <= side <= MOST_PIXELS for side in sides):
        why = f"mỗi cạnh phải từ {FEWEST_PIXELS} đến {MOST_PIXELS} điểm ảnh"
        raise LogoRefused("logo", why=f"{why}, ảnh này {sides[0]}×{sides[1]}")
    if b"acTL" in data:
        raise LogoRefused("logo", why="ảnh động không in được")
    if not data.endswith(PNG_END):  # WeasyPrint tells Pillow to draw what is cut off
        raise LogoRefused("logo", why="ảnh PNG bị hỏng, không đọc được")
    return _on_white(data)


@transaction.atomic
def set_letterhead(
    *, agency: Agency, words: Words, valid_from: date, acting: Acting, at: datetime
) -> Letterhead:
    """From a day on, today at the earliest; a later one for the same day takes its place.

    Raises OutOfReach, LetterheadDayPassed, LetterheadLine.
    """
    require_reach(acting, agency)
    if valid_from < office_date(at):
        raise LetterheadDayPassed("valid_from", given=valid_from)
    clean = checked(words)
    logo = files.keep(clean.logo, "image/png") if clean.logo else None
    payload: JsonObject = {
        "valid_from": valid_from.isoformat(),
        "parent": clean.parent,
        "name": clean.name,
        "place": clean.place,
        "logo": logo.digest if logo else "",
    }
    check_payload("letterhead_set", payload)
    append(agency.pk, "letterhead_set", payload, actor=acting.actor, at=at)
    return _kept(agency, clean, valid_from, logo, acting, at)


def _kept(
    agency: Agency, words: Words, valid_from: date, logo: StoredFile | None, acting: Acting,
    at: datetime,
) -> Letterhead:  # fmt: skip
    return Letterhead.objects.create(
        agency=agency, valid_from=valid_from, parent=words.parent, name=words.name,
        place=words.place, logo=logo, set_at=at, set_by_id=acting.person_id,
    )  # fmt: skip


def _lines(text: str) -> list[str]:
    return [line for line in map(clean_line, text.splitlines()) if line]


def _on_white(data: bytes) -> bytes:
    from PIL import Image  # noqa: PLC0415 - only where a logo is set

    try:
        with Image.open(io.BytesIO(data), formats=("PNG",)) as picture:
            drawn = picture.convert("RGBA")
    except (OSError, ValueError, SyntaxError, struct.error) as error:
        raise LogoRefused("logo", why="ảnh PNG bị hỏng, không đọc được") from error
    drawn.thumbnail((KEPT_PIXELS, KEPT_PIXELS))
    paper = Image.new("RGB", drawn.size, "white")
    paper.paste(drawn, mask=drawn.getchannel("A"))
    out = io.BytesIO()
    paper.save(out, "PNG", optimize=True)
    return out.getvalue()
