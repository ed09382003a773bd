"""PURE. A list of staff read from a file: each row is either understood or has its sentence."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from onecua.kernel.tables.headings import Header, Headings
from onecua.kernel.tables.raw import RawRow, refused
from onecua.kernel.text import clean_line, fold
from onecua.people.roles import Role

MOST = 5_000
USERNAME = re.compile(r"[a-z0-9][a-z0-9._-]{2,59}")
_MAIL = re.compile(r"[^\s@]+@[^\s@]+\.[^\s@]+")
_PHONE = re.compile(r"[0-9 +().-]{6,20}")
_YES = {"co", "x", "yes", "1", "duoc ky"}
_NO = {"", "khong", "no", "0"}
_NUMBERING = re.compile(r"\(?\d{0,2}\)?")
_MERGED = "nếu ô được gộp với dòng trên, hãy bỏ gộp ô và ghi đủ ở từng dòng"
HEADINGS = Headings(
    words={
        "full_name": "ho va ten|ho ten|ten nguoi dung",
        "username": "ten dang nhap|tai khoan|username",
        "agency": "co quan|ma co quan",
        "unit": "don vi|phong ban|phong|bo phan",
        "role": "vai tro|quyen",
        "position": "chuc danh|chuc vu|vi tri",
        "signs": "duoc ky|quyen ky",
        "email": "thu dien tu|email|e mail",
        "phone": "dien thoai|so dien thoai|sdt",
    },
    needed=("full_name", "username", "unit", "role"),
    missing=(
        "Không thấy dòng tiêu đề trong 30 dòng đầu: cần các cột “Họ và tên”, “Tên đăng nhập”, "
        "“Đơn vị” và “Vai trò”."
    ),
)
_ROLES = {fold(role.label): role for role in Role} | {role.value: role for role in Role}


class BadCell(ValueError):
    """A cell that cannot be understood; the message is the sentence for the row."""


@dataclass(frozen=True, slots=True)
class StaffRow:
    row: int
    full_name: str
    username: str
    agency: str  # code or name; "" is the agency of the list
    unit: str
    role: str
    position: str
    signs: bool
    email: str
    phone: str

    @property
    def role_label(self) -> str:
        return Role(self.role).label


@dataclass(frozen=True, slots=True)
class StaffFault:
    row: int
    cells: tuple[str, ...]  # as they lie in the file, to be given back
    sentence: str


@dataclass(frozen=True, slots=True)
class StaffFile:
    heading: tuple[str, ...]
    rows: tuple[StaffRow, ...]
    cells: Mapping[int, tuple[str, ...]]  # row -> as it lies in the file
    faults: tuple[StaffFault, ...]


def read_staff(raw: Sequence[RawRow]) -> StaffFile:
    """Raises UnreadableFile: no heading row, or too many rows; a bad row is a fault, not an end."""
    header = HEADINGS.find(raw)
    lines = [line for line in raw if line.number > header.row and not _between(line)]
    if len(lines) > MOST:
        raise refused(f"Danh sách có {len(lines)} dòng, nhiều hơn {MOST}; hãy tách theo cơ quan.")
    rows: list[StaffRow] = []
    faults: list[StaffFault] = []
    seen: dict[tuple[str, ...], int] = {}
    for line in lines:
        row, sentences = _understood(line, header)
        if row is not None:
            key = (row.username, fold(row.agency), fold(row.unit), row.role)
            if key in seen:
                sentences.append(f"Trùng với dòng {seen[key]}.")
            seen.setdefault(key, row.row)
        if row is None or sentences:
            faults.append(StaffFault(line.number, line.cells, " ".join(sentences)))
        else:
            rows.append(row)
    heading = next(line.cells for line in raw if line.number == header.row)
    return StaffFile(heading, tuple(rows), {line.number: line.cells for line in lines},
                     tuple(faults))  # fmt: skip


def _between(line: RawRow) -> bool:
    """Titles of sections fill one cell; a numbering row holds nothing but numbers."""
    filled = [cell for cell in line.cells if cell]
    return len(filled) == 1 or all(_NUMBERING.fullmatch(cell) for cell in filled)


def _understood(line: RawRow, header: Header) -> tuple[StaffRow | None, list[str]]:
    facts: dict[str, Any] = {}
    sentences: list[str] = []
    for field, reader in _FIELDS:
        cell = header.cell(line, field)
        try:
            facts[field] = reader(_plain(cell))
        except BadCell as refusal:
            sentences.append(str(refusal))
    return (None, sentences) if sentences else (StaffRow(row=line.number, **facts), [])


def _plain(cell: str) -> str:
    if cell.startswith("="):
        raise BadCell("Có ô là công thức; hãy dán lại dạng giá trị.")
    return clean_line(cell)


def _line(what: str, most: int, *, needed: bool = False) -> Callable[[str], str]:
    def read(cell: str) -> str:
        if needed and not cell:
            raise BadCell(f"Thiếu {what}; {_MERGED}.")
        if len(cell) > most:
            raise BadCell(f"Ô {what} dài quá {most} ký tự.")
        return cell

    return read


def _username(cell: str) -> str:
    if not USERNAME.fullmatch(cell.lower()):
        raise BadCell(
            f"Tên đăng nhập “{cell}” không dùng được: chữ không dấu, số, dấu chấm, gạch ngang, "
            "gạch dưới, từ 3 đến 60 ký tự."
        )
    return cell.lower()


def _role(cell: str) -> str:
    if (role := _ROLES.get(fold(cell))) is None:
        labels = ", ".join(role.label for role in Role)
        raise BadCell(f"Không có vai trò “{cell}”; chỉ có: {labels}.")
    return role.value


def _signs(cell: str) -> bool:
    if fold(cell) not in _YES | _NO:
        raise BadCell(f"Cột được ký ghi “có” hoặc để trống, hiện là “{cell}”.")
    return fold(cell) in _YES


def _matching(what: str, shape: re.Pattern[str]) -> Callable[[str], str]:
    def read(cell: str) -> str:
        if cell and not shape.fullmatch(cell):
            raise BadCell(f"Ô {what} “{cell}” không đúng dạng.")
        return cell

    return read


_FIELDS: tuple[tuple[str, Callable[[str], Any]], ...] = (
    ("full_name", _line("họ và tên", 120, needed=True)),
    ("username", _username),
    ("agency", _line("cơ quan", 200)),
    ("unit", _line("đơn vị", 160, needed=True)),
    ("role", _role),
    ("position", _line("chức danh", 120)),
    ("signs", _signs),
    ("email", _matching("thư điện tử", _MAIL)),
    ("phone", _matching("điện thoại", _PHONE)),
)
