"""Số định danh cá nhân: what a number can and cannot be.

The structure of the twelve digits (province or country of birth registration, century and sex, year
of birth, six random digits) is checked softly: a mismatch is worth a second look, never a refusal.
"""

import re
from datetime import date

from onecua.kernel.errors import BadInput

PERSONAL = 12
OLD_CARD = 9
_CENTURY = {"0": (1900, "Nam"), "1": (1900, "Nữ"), "2": (2000, "Nam"), "3": (2000, "Nữ")}


class BadIdentityNumber(BadInput):
    code = "bad-identity-number"
    sentence = (
        "Số CCCD phải có 12 chữ số (CMND cũ: 9 chữ số), hiện có {digits} chữ số. "
        "Kiểm tra lại số trên thẻ hoặc quét mã QR của thẻ."
    )


def identity_number(value: str) -> str:
    """The digits alone. Raises BadIdentityNumber unless there are twelve, or nine."""
    digits = re.sub(r"[\s.\-]", "", value)
    if not digits.isascii() or not digits.isdigit() or len(digits) not in {PERSONAL, OLD_CARD}:
        raise BadIdentityNumber("identity", digits=sum(letter.isdigit() for letter in digits))
    return digits


def disagrees_with(number: str, *, born: date | None, sex: str) -> str:
    """A warning in words when the number and the card's other facts differ; "" when they agree."""
    if len(number) != PERSONAL or number[3] not in _CENTURY:
        return ""
    century, coded_sex = _CENTURY[number[3]]
    if born and born.year != century + int(number[4:6]):
        return f"Số CCCD ghi năm sinh {century + int(number[4:6])}; hãy so lại với thẻ."
    if sex and sex != coded_sex:
        return f"Số CCCD ghi giới tính {coded_sex}; hãy so lại với thẻ."
    return ""


def masked(number: str) -> str:
    """What a page may show by default: the last three digits."""
    return "•" * (len(number) - 3) + number[-3:]
