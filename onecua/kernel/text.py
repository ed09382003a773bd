"""Text from outside, made one way of writing; and the same text folded for searching."""

import re
import unicodedata

_SPACES = re.compile(r"[\s\u00a0\u200b\ufeff]+")
_LINE_SPACES = re.compile(r"[^\S\n]+")


def clean_line(value: str) -> str:
    """One line: composed accents (NFC), no control letters, single spaces."""
    spaced = _SPACES.sub(" ", unicodedata.normalize("NFC", value))
    if not spaced.isprintable():  # what is holds no control letter: the common case, and cheap
        spaced = "".join(each for each in spaced if unicodedata.category(each)[0] != "C")
    return spaced.strip()


def clean_text(value: str) -> str:
    """Several lines, each cleaned; line breaks stay."""
    lines = unicodedata.normalize("NFC", value).replace("\r\n", "\n").replace("\r", "\n")
    return "\n".join(clean_line(line) for line in lines.split("\n")).strip()


def fold(value: str) -> str:
    """For comparing and searching: no marks, đ as d, lower case, single spaces."""
    bare = unicodedata.normalize("NFD", value.replace("đ", "d").replace("Đ", "D"))
    if not bare.isascii():
        bare = "".join(letter for letter in bare if not unicodedata.combining(letter))
    return _SPACES.sub(" ", bare).strip().lower()


def says_something(value: str) -> bool:
    """Two letters or digits at the least: a full stop is no reason."""
    return sum(letter.isalnum() for letter in value) > 1


def is_numbered(value: str) -> bool:
    """As a document is named, "15/TB-UBND": by a number and a sign."""
    return says_something(value) and any(letter.isdigit() for letter in value)


def initials(value: str) -> str:
    """First letters of the folded words: "Đăng ký khai sinh" is "dkks"."""
    return "".join(word[0] for word in re.findall(r"\w+", fold(value)))
