"""PURE. A list as offices exchange it, over the catalogue: what it adds, changes and abolishes."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from procedures.importers.comparison import Abolished, Preview, compare, why_not
from procedures.importers.matching import KnownNames
from procedures.importers.published import Published, from_row
from procedures.importers.rows import CatalogueRow, RowFault

NOT_COMPLETE = (
    "Danh sách còn dòng lỗi nên chưa xét thủ tục vắng mặt để bãi bỏ; sửa các dòng lỗi rồi nhập lại."
)


def preview_rows(
    rows: Iterable[CatalogueRow],
    known: Mapping[str, Published],
    faults: Iterable[RowFault] = (),
    *,
    complete: bool = False,
) -> Preview:
    """A list as offices exchange it, over what is known; further faults may be found here.

    complete: the list names every procedure of its sectors; a known one it leaves out is abolished,
    unless a row is in error: who knows which procedure that row meant.
    """
    names = KnownNames(known)
    good: list[Published] = []
    ended: list[Abolished] = []
    bad = list(faults)
    notes: list[RowFault] = []
    for listed in rows:
        row, sentence = _with_code(listed, known, names)
        if not sentence and row.abolished:
            sentence = _end(row, known, ended)
        elif not sentence:
            wanted = from_row(row, known.get(row.code))
            if not (sentence := why_not(wanted)):
                good.append(wanted)
                notes += _notes(row, known, names)
        if sentence:
            bad.append(RowFault(row.row, row.code, sentence))
    if complete and bad:
        notes.insert(0, RowFault(0, "", NOT_COMPLETE))
    elif complete:
        ended += _absent(good, ended, known)
    found = compare(good, known, sorted(bad, key=lambda fault: fault.row))
    return replace(found, abolished=tuple(ended), notes=tuple(notes))


def _with_code(
    row: CatalogueRow, known: Mapping[str, Published], names: KnownNames
) -> tuple[CatalogueRow, str]:
    """The row with its code, or the sentence why it has none.

    A name decides when it is just one procedure's; the title then stays as it was published.
    """
    if row.code:
        return row, ""
    same = names.same(row.title)
    if len(same) == 1:
        return replace(row, code=same[0], title=known[same[0]].title), ""
    near = same or names.near(row.title)
    if not near:
        return row, "Không có mã, và danh mục chưa có thủ tục tên này; hãy thêm cột “Mã số TTHC”."
    return row, (
        f"Không có mã; tên giống hoặc gần giống {', '.join(near)}. "
        "Hãy ghi mã ở cột “Mã số TTHC” để xác nhận."
    )


def _end(row: CatalogueRow, known: Mapping[str, Published], ended: list[Abolished]) -> str:
    if (old := known.get(row.code)) is None:
        return f"Không bãi bỏ được: danh mục không có thủ tục {row.code} đang mở."
    if row.replaced_by == row.code:
        return "Thủ tục không thể được thay thế bằng chính nó."
    ended.append(Abolished(old, row.row, row.replaced_by))
    return ""


def _notes(row: CatalogueRow, known: Mapping[str, Published], names: KnownNames) -> list[RowFault]:
    said, code = list(row.notes), row.code
    if row.local_suffix:
        said.append(f"Mã địa phương {code}.{row.local_suffix} được ghi theo mã quốc gia {code}.")
    if code not in known and (same := names.same(row.title)):
        said.append(f"Tên trùng với thủ tục đã có: {', '.join(same)}.")
    return [RowFault(row.row, code, " ".join(said))] if said else []


def _absent(
    good: Iterable[Published],
    ended: Iterable[Abolished],
    known: Mapping[str, Published],
) -> list[Abolished]:
    """What is open in the sectors of the list, and the list does not name."""
    listed = list(good)
    named = {each.code for each in listed} | {each.old.code for each in ended}
    sectors = {each.sector for each in listed}
    return [
        Abolished(old) for code, old in known.items() if old.sector in sectors and code not in named
    ]
