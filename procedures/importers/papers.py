"""PURE. The papers of a procedure, and how the national export runs their table together.

"Tờ khai1 bản chính,1 bản saoẢnh màu2 bản chính": no space between two cells. Where one ends and the
next begins must be certain; otherwise no paper is read, and a note says why.
"""

import re
from collections.abc import Set
from dataclasses import dataclass

from onecua.kernel.text import clean_line, fold

NOTHING: Set[str] = frozenset({"", "khong co thong tin", "khong co"})
_PAPERS_HEAD = "Tên giấy tờMẫu đơn, tờ khaiSố lượng"
_COUNT = re.compile(r"(?<!\d)(\d+) bản (chính|sao)(?:, ?(\d+) bản (chính|sao))?")
# What may stand before a count, for it to be one for sure.
_GLUED = re.compile(r"[^\s\d/–-]$|[^\d\s][.;:,/–-]$|[\t\n]$")
_FORM = re.compile(r"\.(?:docx?|pdf|xlsx?|rtf|odt)$", re.IGNORECASE)
# No word and no sentence goes on like this without a space: another cell begins.
_LOWER, _UPPER = (
    "".join(letter for code in (*range(0x41, 0x250), *range(0x1E00, 0x1F00))
            if getattr(letter := chr(code), way)())
    for way in ("islower", "isupper")
)  # fmt: skip
_ANEW = re.compile(
    rf"(?<=[{_LOWER};)])(?=[{_UPPER}])|(?<=[;)])(?=[{_LOWER}])"
    rf"|(?<=[{_LOWER}{_UPPER})]\.)(?<![IVXLC]\.)(?=[{_UPPER}])"
)
MOST_DIGITS = 2  # nobody asks for a hundred copies


@dataclass(frozen=True, slots=True)
class PaperFacts:
    name: str
    originals: int = 0
    certified_copies: int = 0
    copies: int = 0
    required: bool = True
    condition: str = ""
    form_code: str = ""
    note: str = ""


def read_papers(cell: str, notes: list[str]) -> tuple[PaperFacts, ...]:
    """Tables one after the other, each headed by its case; all of them, or none and a note."""
    case, *tables = cell.split(_PAPERS_HEAD)
    if not tables:
        silent = fold(case).strip(" -") in NOTHING
        why = "Không ghi thành phần hồ sơ." if silent else "Không tách được thành phần hồ sơ."
        notes.append(why)
        return ()
    found: list[PaperFacts] = []
    try:
        for table in tables:
            only = len(tables) == 1
            rows, rest = _table(table, condition="" if only else clean_line(case).strip("- "))
            found += rows
            case = rest
        if clean_line(case).strip("- "):
            raise _Unclear("có giấy tờ không ghi số lượng")
    except _Unclear as unclear:
        notes.append(f"Thành phần hồ sơ: {unclear}.")
        return ()
    return tuple(found)


class _Unclear(ValueError):
    """Where one cell ends and the next begins cannot be told."""


def _table(table: str, condition: str) -> tuple[list[PaperFacts], str]:
    """Its papers, and what follows its last count: the case of the next table."""
    found: list[PaperFacts] = []
    begins = 0
    for count in _COUNT.finditer(table):
        before, after = table[begins : count.start()], table[count.end() : count.end() + 2]
        if before[-1:].isspace() and re.match(r"[\s,.;)]", after):
            continue  # words of a sentence: "nộp 01 bản chính hoặc …"
        if not _GLUED.search(before[-2:]) or len(count[1]) > MOST_DIGITS:
            raise _Unclear("có số lượng không tách chắc chắn được khỏi tên giấy tờ")
        found.append(_paper(before, count, condition))
        begins = count.end()
    return found, table[begins:]


def _paper(name: str, count: re.Match[str], condition: str) -> PaperFacts:
    counts = {count[2]: int(count[1])} | ({count[4]: int(count[3])} if count[4] else {})
    line, form = _without_form(clean_line(name).lstrip("-–+• "))
    if not line:
        raise _Unclear("có số lượng không có tên giấy tờ")
    return PaperFacts(
        name=line,
        originals=counts.get("chính", 0),
        copies=counts.get("sao", 0),
        condition=condition,
        note=f"mẫu: {form}" if form else "",
    )


def _without_form(line: str) -> tuple[str, str]:
    """The paper's name, and the file of its blank form, which follows without a space."""
    if not _FORM.search(line):
        return line, ""
    places = [place.start() for place in _ANEW.finditer(line, 0, line.rindex("."))]
    within = [place for place in places[1:] if not _FORM.search(line[:place])]
    if not places or within or "://" in line:
        raise _Unclear("có tên tệp mẫu đơn không tách chắc chắn được khỏi tên giấy tờ")
    return line[: places[0]], line[places[0] :]
