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


_TAX = re.compile(r"\d{10}(?:-?\d{3})?")


class BadTaxCode(BadInput):
    code = "bad-tax-code"
    sentence = (
        "Mã số thuế có 10 chữ số, của đơn vị phụ thuộc 13 chữ số như 0100109106-001 "
        "(hộ kinh doanh: 12 số của CCCD), hiện là “{given}”."
    )


class BadIdentityNumber(BadInput):
    code = "bad-identity-number"
    sentence = (
        "Số CCCD phải có 12 chữ số (CMND cũ: 9 chữ số), hiện có {digits} chữ số. "
        "Kiểm tra lại số trên thẻ hoặc quét mã QR của thẻ; tổ chức thì gõ mã số thuế 10 chữ số."
    )


def identity_number(value: str) -> str:
    """The digits alone. Raises BadIdentityNumber unless there are twelve, or nine."""
    digits = re.sub(r"[\s.\-]", "", value)
    if not digits.isascii() or not digits.isdigit() or len(digits) not in {PERSONAL, OLD_CARD}:
        raise BadIdentityNumber("identity", digits=sum(letter.isdigit() for letter in digits))
    return digits


def is_tax_code(value: str) -> bool:
    """Of an organisation: ten digits, or thirteen for what depends on it."""
    return _TAX.fullmatch(_bare(value)) is not None


def tax_code(value: str) -> str:
    """As it is written, 0100109106 or 0100109106-001; "" stays "". Raises BadTaxCode."""
    bare = _bare(value).replace("-", "")
    personal = bare.isascii() and bare.isdigit() and len(bare) == PERSONAL
    if bare and not personal and not is_tax_code(bare):
        raise BadTaxCode("tax_code", given=value.strip())
    return f"{bare[:10]}-{bare[10:]}" if len(bare) > PERSONAL else bare


def _bare(value: str) -> str:
    return re.sub(r"[\s.]", "", value)


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
