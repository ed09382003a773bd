"""PURE. Biểu 06 as .xlsx, laid out as the form: head, numbered columns, a row each, the sum."""

import io
from collections.abc import Iterable, Sequence
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Border, Font, Side

from reports.definitions.form06 import COLUMNS

FACE = "Times New Roman"
TITLE = "TÌNH HÌNH, KẾT QUẢ GIẢI QUYẾT TTHC TẠI CƠ QUAN, ĐƠN VỊ TRỰC TIẾP GIẢI QUYẾT TTHC"
FORM = "Biểu số 06/VPCP/KSTT\nBan hành theo Thông tư số 01/2020/TT-VPCP ngày 21/10/2020"
_THIN = Side(style="thin")
_BOX = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
_CENTRE = Alignment(horizontal="center", vertical="center", wrap_text=True)
_LEFT = Alignment(vertical="center", wrap_text=True)
_WIDTHS = {"A": 6, "B": 42} | dict.fromkeys("CDEFGHIJKLM", 11)
HEAD = 7  # the first row of the table


def write_form06(
    *, period: str, reporter: str, receiver: str, cut: str, as_of: str,
    lines: Iterable[tuple[str, Sequence[int]]], total: Sequence[int],
) -> bytes:  # fmt: skip
    """lines: (name, the eleven numbers of columns 3 to 13). Names are text, whatever they hold."""
    book = Workbook()
    sheet: Any = book.active
    sheet.title = "Biểu 06"
    for letter, width in _WIDTHS.items():
        sheet.column_dimensions[letter].width = width
    _words(sheet, "A1:C3", FORM, bold=True)
    _words(sheet, "D1:I2", TITLE, bold=True)
    _words(sheet, "D3:I3", f"Kỳ báo cáo: {period}")
    _words(sheet, "J1:M3", f"- Đơn vị báo cáo: {reporter}\n- Đơn vị nhận báo cáo: {receiver}")
    _words(sheet, "D4:I4", f"Số liệu tính đến {as_of}")
    _words(sheet, "J5:M5", "Đơn vị tính: Số hồ sơ TTHC")
    _heading(sheet, cut)
    at = HEAD + 3
    for no, (name, counts) in enumerate(lines, start=1):
        _row(sheet, at, str(no), name, counts)
        at += 1
    _row(sheet, at, "", "Tổng cộng", total, bold=True)
    sheet.freeze_panes = f"C{HEAD + 3}"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", sheet.PAPERSIZE_A4
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = f"{HEAD}:{HEAD + 2}"
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _heading(sheet: Any, cut: str) -> None:
    _words(sheet, f"A{HEAD}:A{HEAD + 1}", "STT", bold=True, boxed=True)
    _words(sheet, f"B{HEAD}:B{HEAD + 1}", cut, bold=True, boxed=True)
    for first, last in (("C", "F"), ("G", "J"), ("K", "M")):
        group = COLUMNS["ABCDEFGHIJKLM".index(first) + 1].group
        _words(sheet, f"{first}{HEAD}:{last}{HEAD}", group, bold=True, boxed=True)
    for no, column in COLUMNS.items():
        _put(sheet.cell(HEAD + 1, no), column.label, bold=True)
    for no in range(1, len(COLUMNS) + 3):
        _put(sheet.cell(HEAD + 2, no), f"({no})")


def _row(
    sheet: Any, at: int, place: str, name: str, counts: Sequence[int], *, bold: bool = False
) -> None:
    _put(sheet.cell(at, 1), place, bold=bold)
    _put(sheet.cell(at, 2), name, bold=bold, alignment=_LEFT)
    for no, count in zip(COLUMNS, counts, strict=True):
        cell = sheet.cell(at, no)
        cell.value, cell.number_format = count, "#,##0"
        cell.font, cell.border = Font(name=FACE, size=11, bold=bold), _BOX


def _words(sheet: Any, where: str, words: str, *, bold: bool = False, boxed: bool = False) -> None:
    sheet.merge_cells(where)
    cells = sheet[where]
    if boxed:
        for cell in (cell for row in cells for cell in row):
            cell.border = _BOX
    first: Cell = cells[0][0]
    _put(first, words, bold=bold, boxed=boxed)


def _put(
    cell: Any, words: str, *, bold: bool = False, boxed: bool = True,
    alignment: Alignment = _CENTRE,
) -> None:  # fmt: skip
    """As text: a name that begins like a formula stays a name."""
    cell.value, cell.data_type = words, "s"
    cell.font, cell.alignment = Font(name=FACE, size=11, bold=bold), alignment
    if boxed:
        cell.border = _BOX
