"""PURE. The cells of a take-over's row: what was typed, as a value, or the sentence for the row."""

import re
from collections.abc import Callable
from datetime import date, datetime, time
from typing import NamedTuple

from onecua.kernel.identity import BadIdentityNumber, identity_number
from onecua.kernel.text import clean_line, fold, is_numbered
from procedures.timing import OFFICE_ZONE

LONGEST_CODE = 40  # as the row keeps it
_CODE = re.compile(r"[\w./()#:,&+ -]+")
_DAY_FIRST = ("%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y")
_DAYS = ("%Y-%m-%d", *_DAY_FIRST)
_INSTANTS = tuple(
    f"{each}{gap}{clock}" for each in _DAYS for gap in (" ", "T") for clock in ("%H:%M:%S", "%H:%M")
) + tuple(f"{clock} {each}" for each in _DAY_FIRST for clock in ("%H:%M:%S", "%H:%M"))
_GROUNDS = {
    "bo sung": "supplement_requested",
    "nghia vu tai chinh": "payment_required",
    "tam dung": "suspended",
    "": "suspended",
}
_RESTART = "tinh lai"
_SPAN = re.compile(
    r"\s*(?P<from>[\d/.T:-]+?(?: \d\d:\d\d)?)\s*(?:–|—|->| - )\s*"
    r"(?P<to>[\d/.T:-]*(?: \d\d:\d\d)?)\s*(?P<words>.*)"
)
_MOST_SETS = 999


class BadCell(ValueError):
    """A cell that cannot be understood; the message is the sentence for the row."""


class OldPauseCell(NamedTuple):
    from_: datetime
    to: datetime | None
    ground: str
    restart: bool


def plain(cell: str) -> str:
    if cell.startswith("="):
        raise BadCell("Có ô là công thức; hãy dán lại dạng giá trị.")
    return clean_line(cell)


def line(what: str, most: int, *, needed: bool = False) -> Callable[[str], str]:
    def read(cell: str) -> str:
        if needed and not cell:
            raise BadCell(f"Thiếu {what}; nếu ô được gộp, hãy bỏ gộp ô và ghi đủ ở từng dòng.")
        if len(cell) > most:
            raise BadCell(f"Ô {what} dài quá {most} ký tự.")
        return cell

    return read


def code(cell: str) -> str:
    """An older system's code may have any shape that can be typed and looked up again."""
    if not cell:
        raise BadCell("Thiếu mã hồ sơ.")
    if len(cell) > LONGEST_CODE or not _CODE.fullmatch(cell):
        raise BadCell(
            f"Mã hồ sơ “{cell[:60]}” không dùng được: nhiều nhất {LONGEST_CODE} ký tự, gồm chữ, số "
            "và các dấu . / - ( ) # : , & +."
        )
    return cell


def instant(what: str) -> Callable[[str], datetime]:
    """Without a time of day it is the first minute of that day's morning session."""

    def read(cell: str) -> datetime:
        found = _moment(cell)
        if found is None:
            raise BadCell(f"Ô “{what}” ghi ngày giờ như 08:30 21/01/2021, hiện là “{cell[:40]}”.")
        return found

    return read


def day(what: str, *, needed: bool) -> Callable[[str], date | datetime | None]:
    """A date; an instant where a time of day is given."""

    def read(cell: str) -> date | datetime | None:
        if not cell and not needed:
            return None
        found = _date(cell) or _moment(cell)
        if found is None:
            raise BadCell(f"Ô “{what}” ghi ngày như 21/01/2021, hiện là “{cell[:40]}”.")
        at_midnight = isinstance(found, datetime) and found.time() == time()
        return found.date() if isinstance(found, datetime) and at_midnight else found

    return read


def pauses(cell: str) -> tuple[OldPauseCell, ...]:
    """ "01/10/2020 - 05/10/2020 bổ sung; 10/10/2020 - tạm dừng": one that holds has no end."""
    found = sorted(_pause(part) for part in cell.split(";") if part.strip())
    if any(each.to is None for each in found[:-1]):
        raise BadCell("Chỉ lần tạm dừng cuối cùng được để trống ngày tiếp tục.")
    if sum(each.restart for each in found) > 1:
        raise BadCell("Thời hạn chỉ được tính lại từ đầu một lần (NĐ 61/2018 Điều 19).")
    return tuple(found)


def _pause(part: str) -> OldPauseCell:
    wrong = BadCell(
        f"Lần tạm dừng “{part.strip()[:60]}” ghi như “01/10/2020 - 05/10/2020 bổ sung”; đang dừng "
        "thì bỏ trống ngày sau; lý do là bổ sung, nghĩa vụ tài chính hoặc tạm dừng."
    )
    match = _SPAN.fullmatch(part.rstrip() + " ")
    if match is None:
        raise wrong
    words = fold(match["words"])
    restart = _RESTART in words
    ground = _GROUNDS.get(words.replace(_RESTART, "").replace("tu dau", "").strip(" ,()"))
    from_ = _start(match["from"])
    to = _start(match["to"]) if match["to"] else None
    if ground is None or from_ is None or (match["to"] and to is None):
        raise wrong
    if restart and (ground != "supplement_requested" or to is None):
        raise BadCell("Chỉ lần bổ sung đã nhận đủ mới tính lại từ đầu.")
    if to is not None and to < from_:
        raise BadCell(f"Lần tạm dừng “{part.strip()[:60]}” kết thúc trước khi bắt đầu.")
    return OldPauseCell(from_, to, ground, restart)


def _start(typed: str) -> datetime | None:
    found = _date(typed)
    return datetime.combine(found, time(), OFFICE_ZONE) if found else _moment(typed)


def identity(cell: str) -> str:
    if not cell:
        return ""
    try:
        return identity_number(cell)
    except BadIdentityNumber as refusal:
        raise BadCell(refusal.message) from refusal


def quantity(cell: str) -> int:
    if not cell:
        return 1
    if not cell.isdecimal() or not 1 <= int(cell) <= _MOST_SETS:
        raise BadCell(f"Số bộ là số từ 1 đến {_MOST_SETS}, hiện là “{cell[:20]}”.")
    return int(cell)


def document(cell: str) -> str:
    if cell and not is_numbered(cell):
        raise BadCell("Văn bản ghi nhận quá hạn phải có số, ví dụ 12/PXL ngày 05/10/2020.")
    return line("văn bản ghi nhận quá hạn", 120)(cell)


def _moment(typed: str) -> datetime | None:
    for shape in _INSTANTS:
        try:
            return datetime.strptime(typed, shape).replace(tzinfo=OFFICE_ZONE)
        except ValueError:
            continue
    only = _date(typed)
    return datetime.combine(only, _MORNING, OFFICE_ZONE) if only else None


_MORNING = time(7, 30)


def _date(typed: str) -> date | None:
    for shape in _DAYS:
        try:
            return datetime.strptime(typed, shape).date()  # noqa: DTZ007 - a date has no zone
        except ValueError:
            continue
    return None
