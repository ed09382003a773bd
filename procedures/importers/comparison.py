"""PURE. What would change in the catalogue: two sets of facts compared. Nothing is saved here."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from procedures.importers.published import Published, differing
from procedures.importers.rows import RowFault

LONGEST = {"code": 40, "short_title": 160, "sector": 200, "level": 30, "result_name": 1_000}
LABELS = {
    "code": "mã", "title": "tên", "short_title": "tên ngắn", "sector": "lĩnh vực",
    "level": "cấp thực hiện", "synonyms": "tên thường gọi", "agency_text": "cơ quan thực hiện",
    "kind": "loại", "confidential": "bảo mật", "result_name": "kết quả",
    "result_number": "số của kết quả", "result_signer": "người ký kết quả",
    "result_file": "tệp kết quả", "fee_vnd": "phí, lệ phí", "fee_note": "ghi chú về phí",
    "terms": "thời hạn", "papers": "thành phần hồ sơ", "sequence": "trình tự thực hiện",
    "place": "địa điểm thực hiện", "applies_to": "đối tượng thực hiện",
    "decides": "cơ quan có thẩm quyền", "coordinates": "cơ quan phối hợp",
    "conditions": "yêu cầu, điều kiện", "legal_basis": "căn cứ pháp lý",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Change:
    old: Published
    new: Published
    columns: tuple[str, ...]

    @property
    def words(self) -> str:
        return ", ".join(LABELS[column] for column in self.columns)


@dataclass(frozen=True, slots=True)
class Abolished:
    """An open procedure that the decision ends. row 0: it is absent from a complete list."""

    old: Published
    row: int = 0
    replaced_by: str = ""


@dataclass(frozen=True, slots=True)
class Preview:
    added: tuple[Published, ...]
    changed: tuple[Change, ...]
    unchanged: tuple[str, ...]  # codes
    faults: tuple[RowFault, ...]
    abolished: tuple[Abolished, ...] = ()
    notes: tuple[RowFault, ...] = ()  # of rows that are good: parts not read, names nearly the same

    @property
    def changes(self) -> int:
        return len(self.added) + len(self.changed) + len(self.abolished)

    @property
    def counts(self) -> dict[str, int]:
        return {
            "added": len(self.added),
            "changed": len(self.changed),
            "abolished": len(self.abolished),
            "unchanged": len(self.unchanged),
            "in_error": len(self.faults),
        }


def compare(
    wanted: Iterable[Published],
    known: Mapping[str, Published],
    faults: Iterable[RowFault] = (),
) -> Preview:
    added: list[Published] = []
    changed: list[Change] = []
    unchanged: list[str] = []
    for new in wanted:
        old = known.get(new.code)
        if old is None:
            added.append(new)
        elif columns := differing(old, new):
            changed.append(Change(old, new, columns))
        else:
            unchanged.append(new.code)
    return Preview(tuple(added), tuple(changed), tuple(unchanged), tuple(faults))


def why_not(wanted: Published) -> str:
    """The sentence that keeps a procedure out of the catalogue, or ""."""
    if not wanted.sector:
        return "Thiếu lĩnh vực, và danh mục hiện có cũng chưa ghi."
    for column, most in LONGEST.items():
        if len(getattr(wanted, column)) > most:
            return f"Ô {LABELS[column]} dài quá {most} ký tự."
    return ""
