"""PURE. Codes, levels, channels and terms in the words of the lists; each refuses in words."""

import re
from dataclasses import dataclass

from onecua.kernel.text import clean_line, fold
from procedures.timing import BadLimit, TimeLimit, Unit

LEVELS = ("bộ", "tỉnh", "huyện", "xã", "cơ quan khác")
_LEVELS = {fold(level): level for level in LEVELS}
_CHANNELS = {
    "": "direct", "truc tiep": "direct", "direct": "direct",
    "truc tuyen": "online", "online": "online",
    "dich vu buu chinh": "post", "buu chinh": "post", "buu chinh cong ich": "post", "post": "post",
}  # fmt: skip
CHANNEL_LABELS = {"direct": "trực tiếp", "online": "trực tuyến", "post": "bưu chính"}
_UNITS = {
    "ngay lam viec": Unit.WORKING_DAYS, "working": Unit.WORKING_DAYS,
    "ngay": Unit.CALENDAR_DAYS, "ngay lich": Unit.CALENDAR_DAYS, "calendar": Unit.CALENDAR_DAYS,
    "gio": Unit.WORKING_HOURS, "gio lam viec": Unit.WORKING_HOURS, "hours": Unit.WORKING_HOURS,
    "thang": Unit.MONTHS,
    **{unit.value: unit for unit in Unit},
}  # fmt: skip
_UNIT_NOT_SAID = {"", "unspecified", "khong ro"}
_CODE = re.compile(r"(\d\.\d{6}|KT\.[A-Z]{2}\.\d{2})(?:\.((?:\d{2,3}\.){3}[A-Z]\d{2}))?")
_LOST_ZEROS = re.compile(r"\d\.\d{1,5}")
_TERM = re.compile(
    r"(?<![\w/.,])(\d+(?:[.,]\d+)?)\s*(ngay lam viec|gio lam viec|ngay|gio|thang)?(?![\w/])"
)


class BadWords(ValueError):
    """A cell that cannot be understood; the message is the sentence for the row."""


@dataclass(frozen=True, slots=True)
class Code:
    national: str
    local_suffix: str = ""  # 000.00.00.H38 of 1.011442.000.00.00.H38


def code(cell: str) -> Code:
    """The national code, and a province's own ending apart. KT.xx.nn are provisional codes."""
    text = clean_line(cell).replace(" ", "")
    if not text:
        raise BadWords("Thiếu mã thủ tục.")
    if found := _CODE.fullmatch(text):
        return Code(found[1], found[2] or "")
    if _LOST_ZEROS.fullmatch(text):
        raise BadWords(
            f"Mã “{text}” thiếu chữ số, có thể bảng tính đã bỏ số 0 ở cuối; "
            "hãy định dạng cột mã là Văn bản và ghi đủ 6 chữ số."
        )
    raise BadWords(f"Mã “{text}” không đúng dạng 1.234567.")


def other_code(cell: str) -> str:
    """A code in a column that may be empty."""
    return code(cell).national if cell else ""


def abolished(cell: str) -> bool:
    """What the decision does with the procedure (NĐ 63/2010 Đ14): bãi bỏ, or publish it anew."""
    said = fold(cell)
    if re.search(r"\b(bai bo|huy bo)\b", said):
        return True
    if not said or re.search(r"\b(moi|ban hanh|sua doi|bo sung|thay the|chuan hoa)\b", said):
        return False
    raise BadWords(
        f"Hình thức công bố “{clean_line(cell)}” không đọc được; chỉ có: "
        "mới ban hành, sửa đổi, bổ sung, thay thế, bãi bỏ."
    )


def levels(cell: str) -> str:
    """ "Cấp Bộ, Cấp Xã" becomes "bộ; xã": one spelling, highest first, "" when not said."""
    found = set()
    for word in filter(None, (part.strip() for part in re.split(r"[,;\n]", cell))):
        level = _LEVELS.get(re.sub(r"^(ubnd )?cap ", "", fold(word)))
        if level is None:
            raise BadWords(f"Không có cấp thực hiện “{word}”; chỉ có: {', '.join(LEVELS)}.")
        found.add(level)
    return "; ".join(level for level in LEVELS if level in found)


def agencies(cell: str) -> str:
    """One agency to a line in the exports; here "; " between them, full stops at the end gone."""
    return "; ".join(filter(None, (clean_line(line).rstrip(".;, ") for line in cell.split("\n"))))


def channel(cell: str) -> str:
    try:
        return _CHANNELS[fold(cell)]
    except KeyError:
        raise BadWords(
            f"Không có hình thức nộp “{clean_line(cell)}”; "
            "chỉ có: trực tiếp, trực tuyến, bưu chính."
        ) from None


def limit(term: str, unit: str) -> TimeLimit | None:
    """The term with its unit, from two cells or one ("90 ngày, kể từ ngày nhận được hồ sơ").

    None when there is no term, or a bare number whose unit nobody says: such a procedure may be
    listed but not received.
    """
    if not term:
        return None
    said = _TERM.findall(fold(term))
    if len(said) != 1:
        found = "nhiều thời hạn" if said else "không có thời hạn nào"
        raise BadWords(f"Thời hạn “{clean_line(term)}”: {found} đọc được; hãy ghi một thời hạn.")
    number, own_unit = said[0]
    unit_word = own_unit or fold(unit)
    if unit_word in _UNIT_NOT_SAID:
        return None
    if unit_word not in _UNITS:
        raise BadWords(f"Không có đơn vị thời hạn “{clean_line(unit)}”.")
    try:
        return TimeLimit(number, _UNITS[unit_word])
    except BadLimit as refusal:
        raise BadWords(str(refusal)) from refusal
