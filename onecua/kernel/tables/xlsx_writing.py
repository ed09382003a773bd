"""PURE. A table given back as .xlsx: every cell is text, whatever it begins with."""

import io
from collections.abc import Iterable, Sequence
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def write_xlsx(title: str, heading: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """What came in as a formula does not go out as one. title: of the sheet."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(title)
    for words in (heading, *rows):
        sheet.append([_text(sheet, cell) for cell in words])
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def failed_rows(heading: Sequence[str], rows: Iterable[tuple[Sequence[str], str]]) -> bytes:
    """(cells as they lay in the file, reason): mend them, and hand the file in again."""
    padded = ([*cells, *[""] * (len(heading) - len(cells)), sentence] for cells, sentence in rows)
    return write_xlsx("Dòng lỗi", [*heading, "Lý do"], padded)


def _text(sheet: Any, words: str) -> Any:
    """Any: the stubs give a write-only sheet no cells of its own."""
    cell = WriteOnlyCell(sheet, value=words)
    cell.data_type = "s"
    return cell
