"""Text that came from people, made printable in our font: same words, one spelling."""

import re
import unicodedata
from dataclasses import fields, is_dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from fontTools.ttLib import TTFont

# A number stays with the word that names it: “ngày 05”, “khoản 1”, “15 ngày”, “0905 000 123”.
# Not “số 61/2020/QH14”: so long a piece would leave a line of gaps before it. The year stays with
# its month: no line is “năm 2021.” alone.
_BINDS = re.compile(
    r"(?i:\b(?:số|điểm|khoản|điều|ngày|tháng|năm|tổ|quầy|quyển)) (?=\d+\b(?!/))"
    r"|(?<=\d) (?=\d{3}\b|(?:giờ|phút|ngày|tháng|đồng|bộ|bản|loại|năm \d{4})\b)"
)
# No last line of a single short word: “tỉnh Kon | Tum”.
_LAST_WORDS = re.compile(r"(?<=\S{2}) (?=\S{1,7}$)")
_SLASH = re.compile(r"(?<=\w)/(?=\w)")  # 12/PXL is one word
LONG = 40
WORD_JOINER = "\u2060"  # draws nothing, and is not in the text that is read back
NO_BREAK_SPACE = "\u00a0"
UNKNOWN = "□"
_SPACES = frozenset("\t\r\v\f\u0085\u2028\u2029")


class Typeface:
    """What the font has: which letters, and how wide the bold ones are."""

    def __init__(self, regular: Path, bold: Path) -> None:
        self._regular, self._bold = _widths(regular), _widths(bold)
        self._known = frozenset(self._regular)
        # What needs no second look: most names, all of our own words.
        self._ordinary = frozenset(
            letter for letter in map(chr, self._known) if self._letter(letter) == letter
        )

    def bold_width(self, text: str) -> float:
        """Width in em."""
        return sum(self._bold.get(ord(letter), 0.5) for letter in text)

    def width(self, text: str) -> float:
        """Width in em of the upright letters."""
        return sum(self._regular.get(ord(letter), 0.5) for letter in text)

    def text(self, value: str) -> str:
        """Composed accents; no control, direction or private letters; □ for what the font lacks."""
        composed = unicodedata.normalize("NFC", value)
        if self._ordinary.issuperset(composed):
            known = composed
        else:
            known = "".join(self._letter(letter) for letter in composed)
        whole = _SLASH.sub("/" + WORD_JOINER, known)
        bound = _BINDS.sub(lambda found: found[0][:-1] + NO_BREAK_SPACE, whole)
        return _LAST_WORDS.sub(NO_BREAK_SPACE, bound) if len(bound) > LONG else bound

    def everywhere(self, value: Any) -> Any:
        """The same context with every text made printable."""
        if isinstance(value, str):
            return self.text(value)
        if isinstance(value, tuple):
            return tuple(self.everywhere(member) for member in value)
        if is_dataclass(value) and not isinstance(value, type):
            names = [field.name for field in fields(value)]
            return replace(value, **{name: self.everywhere(getattr(value, name)) for name in names})
        return value

    def _letter(self, letter: str) -> str:
        if letter == "\n":
            return letter
        if letter in _SPACES:
            return " "
        kind = unicodedata.category(letter)[0]
        if kind == "C":
            return ""
        if ord(letter) in self._known:
            return letter
        return "" if kind == "M" else UNKNOWN


def _widths(path: Path) -> dict[int, float]:
    """Letter -> em."""
    with TTFont(path, lazy=True) as font:
        widths, unit = font["hmtx"], font["head"].unitsPerEm
        return {code: widths[name][0] / unit for code, name in font.getBestCmap().items()}


@lru_cache(maxsize=1)
def typeface(fonts: Path) -> Typeface:
    return Typeface(fonts / "Tinos-Regular.ttf", fonts / "Tinos-Bold.ttf")
