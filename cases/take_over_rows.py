"""PURE. Open dossiers of an older system, as rows of a file: understood, or with a sentence."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

from cases.take_over_cells import (
    BadCell,
    OldPauseCell,
    code,
    day,
    document,
    identity,
    instant,
    line,
    pauses,
    plain,
    quantity,
)
from onecua.kernel.tables.headings import Header, Headings
from onecua.kernel.tables.raw import RawRow
from onecua.kernel.text import fold

HEADINGS = Headings(
    words={
        "code": "ma ho so|so ho so|ma so ho so|so bien nhan",
        "procedure": "ma thu tuc|ma tthc|ma thu tuc hanh chinh",
        "received": "tiep nhan luc|ngay tiep nhan|ngay nhan|thoi diem tiep nhan|ngay nop",
        "promised": "hen tra|ngay hen tra|ngay hen|han tra",
        "pauses": "tam dung|cac lan tam dung|thoi gian tam dung",
        "answer_by": "han bo sung",
        "step": "buoc|buoc hien tai|buoc dang xu ly",
        "unit": "don vi dang giu|don vi giu|phong ban dang giu",
        "officer": "nguoi dang giu|tai khoan nguoi giu|can bo thu ly",
        "desk": "bo phan tiep nhan|noi tiep nhan|quay tiep nhan",
        "applicant": "nguoi nop|ho ten nguoi nop|ten nguoi nop|chu ho so",
        "identity": "so cccd|cccd|so giay to|so dinh danh",
        "phone": "dien thoai|so dien thoai",
        "address": "dia chi",
        "quantity": "so bo|so luong",
        "late_document": "van ban ghi nhan qua han|phieu xin loi cu",
    },
    needed=("code", "procedure", "received", "promised", "applicant"),
    missing=(
        "Không thấy dòng tiêu đề trong 30 dòng đầu: cần các cột “Mã hồ sơ”, “Mã thủ tục”, “Tiếp "
        "nhận lúc”, “Hẹn trả” và “Người nộp”. Hãy tải tệp mẫu để so lại."
    ),
)


@dataclass(frozen=True, slots=True)
class TakeOverRow:
    """received: aware; promised: a date, or an instant of a term in hours."""

    row: int
    code: str
    procedure: str
    received: datetime
    promised: date | datetime
    pauses: tuple[OldPauseCell, ...]
    answer_by: date | None
    step: str
    unit: str
    officer: str
    desk: str
    applicant: str
    identity: str
    phone: str
    address: str
    quantity: int
    late_document: str

    @property
    def promised_on(self) -> date:
        return self.promised.date() if isinstance(self.promised, datetime) else self.promised

    @property
    def asks_supplement(self) -> bool:
        """It waits for the citizen's papers now."""
        last = self.pauses[-1] if self.pauses else None
        return last is not None and last.to is None and last.ground == "supplement_requested"


class Fault(NamedTuple):
    row: int
    cells: tuple[str, ...]  # as they lie in the file, to be given back
    sentence: str


class TakeOverFile(NamedTuple):
    heading: tuple[str, ...]
    rows: Sequence[TakeOverRow]
    cells: Mapping[int, tuple[str, ...]]
    faults: Sequence[Fault]


def read_take_over(raw: Sequence[RawRow]) -> TakeOverFile:
    """Raises UnreadableFile: no heading row; a bad row is a fault, not an end."""
    header = HEADINGS.find(raw)
    rows: list[TakeOverRow] = []
    faults: list[Fault] = []
    seen: dict[str, int] = {}
    lines = [each for each in raw if each.number > header.row and not _between(each)]
    for each in lines:
        row, sentences = _understood(each, header)
        if row is not None and (first := seen.setdefault(fold(row.code), each.number)) != row.row:
            sentences.append(f"Mã hồ sơ trùng với dòng {first}.")
        if row is None or sentences:
            faults.append(Fault(each.number, each.cells, " ".join(sentences)))
        else:
            rows.append(row)
    heading = next(each.cells for each in raw if each.number == header.row)
    return TakeOverFile(heading, rows, {each.number: each.cells for each in lines}, faults)


def _between(each: RawRow) -> bool:
    """Titles of sections fill one cell."""
    return sum(bool(cell) for cell in each.cells) == 1


def _understood(each: RawRow, header: Header) -> tuple[TakeOverRow | None, list[str]]:
    facts: dict[str, Any] = {}
    sentences: list[str] = []
    for name, reader in _READERS.items():
        try:
            facts[name] = reader(plain(header.cell(each, name)))
        except BadCell as refusal:
            sentences.append(str(refusal))
    return (None, sentences) if sentences else (TakeOverRow(row=each.number, **facts), [])


_READERS: Mapping[str, Callable[[str], Any]] = {
    "code": code,
    "procedure": line("mã thủ tục", 60, needed=True),
    "received": instant("Tiếp nhận lúc"),
    "promised": day("Hẹn trả", needed=True),
    "pauses": pauses,
    "answer_by": day("Hạn bổ sung", needed=False),
    "step": line("bước", 200),
    "unit": line("đơn vị đang giữ", 160),
    "officer": line("người đang giữ", 60),
    "desk": line("bộ phận tiếp nhận", 200),
    "applicant": line("người nộp", 200, needed=True),
    "identity": identity,
    "phone": line("điện thoại", 20),
    "address": line("địa chỉ", 300),
    "quantity": quantity,
    "late_document": document,
}
