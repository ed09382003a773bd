"""PURE. Terms, fees and results of a procedure, as the national export runs them together.

The export prints tables without the space between their cells: "Trực tiếp3 Ngày làm việcMiễn phí".
What is not certain is left out and said in a note; a term is never guessed.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from onecua.kernel.text import clean_line, fold
from procedures.importers import words
from procedures.importers.papers import NOTHING, PaperFacts, read_papers
from procedures.timing import BadLimit, TimeLimit

_WAYS_HEAD = "Hình thức nộpThời gianPhí, lệ phíMô tả"
_AMOUNT = r"\d{1,3}(?:[.,]\d{3})+|\d+"
_WAY = re.compile(
    r"(?P<channel>Trực tiếp|Trực tuyến|Dịch vụ bưu chính)"
    r"(?:(?P<number>\d+(?:[.,]\d+)?) ?(?P<unit>Ngày làm việc|Ngày|Giờ làm việc|Giờ|Tháng)"
    r"|(?P<bare>\d+)(?=Miễn phí|$|Trực|Dịch vụ)|(?P<none>Không có thông tin))"
    rf"(?P<fee>Miễn phí|(?:{_AMOUNT}) ?(?:Việt Nam Đồng|VNĐ|Đồng)|Không có thông tin)?"
)
_RESULT = re.compile(r"(.+?)Mã: [A-Z0-9.-]*KQ[.A-Z0-9-]*\d", re.DOTALL)
_FEE = re.compile(rf"(?<![\d.,/])({_AMOUNT}) ?(?:dong|vnd|viet nam dong|d)\b")
_FREE = frozenset({"mien phi", "khong", "khong thu", "khong co", "khong thu phi", "0"})
LONGEST_RESULT = 1_000


@dataclass(frozen=True, slots=True)
class Parts:
    """terms: channel -> term. fee_vnd None: not one sum. notes: what could not be read, and why."""

    terms: Mapping[str, TimeLimit] = field(default_factory=lambda: MappingProxyType({}))
    fee_vnd: int | None = None
    fee_note: str = ""
    papers: tuple[PaperFacts, ...] = ()
    result_name: str = ""
    notes: tuple[str, ...] = ()


def understood(ways: str, papers: str, results: str) -> Parts:
    notes: list[str] = []
    found = list(_WAY.finditer(ways.removeprefix(_WAYS_HEAD)))
    terms = _terms(ways, found, notes)
    fee_vnd = _one_fee(found, notes)
    return Parts(
        terms=terms,
        fee_vnd=fee_vnd,
        papers=read_papers(papers, notes),
        result_name=_result(results, notes),
        notes=tuple(notes),
    )


def fee(cell: str) -> tuple[int | None, str]:
    """A sum in đồng when the cell says just one, and the cell's words; 0: free."""
    line = clean_line(cell)
    said = fold(line).strip(" .;")
    if said in _FREE:
        return 0, ""
    sums = {int(re.sub(r"[.,]", "", one)) for one in _FEE.findall(said)}
    return (sums.pop() if len(sums) == 1 else None), line


def _terms(ways: str, found: Sequence[re.Match[str]], notes: list[str]) -> Mapping[str, TimeLimit]:
    if not found:
        if fold(ways.removeprefix(_WAYS_HEAD)) in NOTHING:
            notes.append("Không ghi cách thức thực hiện, thời hạn.")
        else:
            notes.append("Không tách được cách thức, thời hạn và phí.")
        return {}
    said: dict[str, set[str]] = {}
    limits: dict[str, TimeLimit] = {}
    for way in found:
        channel = words.channel(way["channel"])
        term = f"{way['number']} {way['unit']}" if way["number"] else way["bare"] or ""
        said.setdefault(channel, set()).add(term)
        if way["number"]:
            try:
                limits[channel] = words.limit(way["number"], way["unit"]) or limits[channel]
            except (words.BadWords, BadLimit, KeyError) as refusal:
                notes.append(str(refusal))
    unclear = {channel for channel, terms in said.items() if len(terms) > 1}
    unsaid = {channel for channel in said if channel not in limits} - unclear
    if unclear:
        notes.append(f"Thời hạn ({_labels(unclear)}): nhiều thời hạn theo trường hợp.")
    if unsaid:
        bare = sorted(term for channel in unsaid for term in said[channel] if term)
        why = f"số {bare[0]} không có đơn vị" if bare else "không có thông tin"
        notes.append(f"Thời hạn ({_labels(unsaid)}): {why}.")
    return {channel: limit for channel, limit in limits.items() if channel not in unclear}


def _labels(channels: set[str]) -> str:
    return ", ".join(words.CHANNEL_LABELS[channel] for channel in sorted(channels))


def _one_fee(found: Sequence[re.Match[str]], notes: list[str]) -> int | None:
    fees = {way["fee"] and fold(way["fee"]) for way in found}
    if fees <= NOTHING:
        return None
    if None in fees:
        notes.append("Phí, lệ phí: không đọc được mức nào.")
        return None
    sums = {_sum(each) for each in fees if each}
    if len(sums) == 1:
        return sums.pop()
    notes.append("Phí, lệ phí: không phải một mức.")
    return None


def _sum(words_of_fee: str) -> int | None:
    if words_of_fee in NOTHING:
        return None
    return int(re.sub(r"\D", "", words_of_fee) or 0)


def _result(cell: str, notes: list[str]) -> str:
    names = [clean_line(name).rstrip(".;") for name in _RESULT.findall(cell)]
    if not names:
        line = clean_line(cell).rstrip(".;")
        names = [line] if fold(line) not in NOTHING else []
    joined = "; ".join(dict.fromkeys(names))
    if not joined:
        notes.append("Không ghi kết quả thực hiện.")
    elif len(joined) > LONGEST_RESULT:
        notes.append(f"Tên kết quả dài quá {LONGEST_RESULT} ký tự.")
        return ""
    return joined
