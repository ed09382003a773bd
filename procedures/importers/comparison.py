"""PURE. Preview: what a list would change in the catalogue. Nothing is saved here."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from procedures.importers.published import Published, differing, from_row
from procedures.importers.rows import CatalogueRow, RowFault

LONGEST = {"code": 40, "short_title": 160, "sector": 200, "level": 30, "result_name": 200}
_LABELS = {
    "code": "mã", "short_title": "tên ngắn", "sector": "lĩnh vực", "level": "cấp thực hiện",
    "result_name": "tên kết quả",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Change:
    old: Published
    new: Published
    columns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Preview:
    added: tuple[Published, ...]
    changed: tuple[Change, ...]
    unchanged: tuple[str, ...]  # codes
    faults: tuple[RowFault, ...]

    @property
    def counts(self) -> dict[str, int]:
        return {
            "added": len(self.added),
            "changed": len(self.changed),
            "unchanged": len(self.unchanged),
            "in_error": len(self.faults),
        }


def preview_rows(
    rows: Iterable[CatalogueRow],
    known: Mapping[str, Published],
    faults: Iterable[RowFault] = (),
) -> Preview:
    """A list as offices exchange it, over what is known; further faults may be found here."""
    good: list[Published] = []
    bad = list(faults)
    for row in rows:
        wanted = from_row(row, known.get(row.code))
        if sentence := why_not(wanted):
            bad.append(RowFault(row.row, row.code, sentence))
        else:
            good.append(wanted)
    return compare(good, known, sorted(bad, key=lambda fault: fault.row))


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
            return f"Ô {_LABELS[column]} dài quá {most} ký tự."
    return ""
