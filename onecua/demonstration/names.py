"""PURE. Invented people: the same key always gives the same person."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from zlib import crc32

from onecua.demonstration.tables import table

# Roughly who lives in the province, so that lists look like its own.
_GROUPS = ("Kinh", "Xơ Đăng", "Kinh", "Ba Na", "Kinh", "Giẻ Triêng", "Kinh", "Gia Rai")
_SEXES = ("Nam", "Nữ")
_PARTS = ("family", "middle", "given")
_Words = Mapping[tuple[str, str, str], Sequence[str]]


@dataclass(frozen=True, slots=True)
class Invented:
    name: str
    sex: str
    people: str


def invent(key: str) -> Invented:
    group = _GROUPS[_number(key, "people") % len(_GROUPS)]
    sex = _SEXES[_number(key, "sex") % len(_SEXES)]
    words = (_word(key, group, sex, part) for part in _PARTS)
    return Invented(" ".join(filter(None, words)), sex, group)


def _word(key: str, group: str, sex: str, part: str) -> str:
    choices = _words().get((group, sex, part)) or _words().get((group, "", part)) or ("",)
    return choices[_number(key, part) % len(choices)]


def _number(key: str, purpose: str) -> int:
    return crc32(f"{purpose}:{key}".encode())


@cache
def _words() -> _Words:
    found: defaultdict[tuple[str, str, str], list[str]] = defaultdict(list)
    for row in table("names"):
        found[row["group"], row["sex"], row["part"]].append(row["word"])
    return MappingProxyType(found)
