"""PURE. An .xlsx from outside: refused before it is unpacked if it is a trap, then read as text."""

import io
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Any
from xml.etree.ElementTree import ParseError

from openpyxl import load_workbook
from openpyxl.worksheet.formula import ArrayFormula, DataTableFormula

from onecua.kernel.tables.raw import (
    MAX_COLUMNS,
    MAX_ROWS,
    RawRow,
    refused,
    too_long,
)
from onecua.kernel.text import clean_text

MAX_UNPACKED = 100 * 1024 * 1024
MAX_PARTS = 2_000
_HEAD = 1_024
_NOT_XLSX = "Tệp không phải là tệp .xlsx; hãy mở bằng Excel và lưu lại dạng .xlsx."
_BROKEN = (
    "Tệp .xlsx bị hỏng, không đọc được; hãy mở bằng Excel và lưu lại, hoặc xuất lại danh sách."
)
# What openpyxl and the zip reader raise on files that somebody damaged or made up.
_DAMAGE = (
    zipfile.BadZipFile, zlib.error, ParseError, KeyError, ValueError, TypeError, IndexError,
    AttributeError, EOFError, OSError, NotImplementedError,
)  # fmt: skip


def read_xlsx(content: bytes) -> tuple[RawRow, ...]:
    try:
        _look_inside(content)
        book = load_workbook(io.BytesIO(content), read_only=True, keep_links=False)
        visible = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
        tables = {sheet.title: rows for sheet in visible if (rows := tuple(_rows(sheet)))}
    except _DAMAGE as error:
        raise refused(_BROKEN) from error
    return _only_one(tables)


def _only_one(tables: dict[str, tuple[RawRow, ...]]) -> tuple[RawRow, ...]:
    if not tables:
        raise refused("Tệp không có trang tính nào đang hiện và có dữ liệu.")
    if len(tables) > 1:
        names = ", ".join(f"“{name}”" for name in tables)
        raise refused(
            f"Tệp có {len(tables)} trang tính có dữ liệu ({names}); "
            "hãy để mỗi tệp một danh sách, hoặc ẩn trang không dùng."
        )
    return next(iter(tables.values()))


def _look_inside(content: bytes) -> None:
    """Sizes are those the archive declares: the zip reader never gives more than that."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = archive.infolist()
        names = {part.filename.lower() for part in parts}
        if not {"[content_types].xml", "xl/workbook.xml"} <= names:
            raise refused(_NOT_XLSX)
        if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED:
            raise refused(
                "Tệp .xlsx khi giải nén lớn bất thường nên không được mở; "
                "hãy sao chép danh sách sang một tệp mới rồi thử lại."
            )
        if any(name.endswith("vbaproject.bin") for name in names):
            raise refused("Tệp có macro nên không được mở; hãy lưu lại dạng .xlsx không macro.")
        for part in parts:
            if part.filename.lower().endswith((".xml", ".rels")):
                _refuse_entities(archive, part)


def _refuse_entities(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
    """No spreadsheet program writes a DOCTYPE; those who do want an entity to grow without end."""
    with archive.open(part) as stream:
        head = stream.read(_HEAD)
    if b"<!DOCTYPE" in head or b"<!ENTITY" in head:
        raise refused("Tệp .xlsx chứa khai báo DOCTYPE nên không được mở.")


def _rows(sheet: Any) -> Iterator[RawRow]:
    """Any: the stubs give a read-only sheet the writable sheet's iter_rows."""
    sheet.reset_dimensions()  # some exporters declare A1 and write a thousand rows
    for number, cells in enumerate(sheet.iter_rows(values_only=True, max_col=MAX_COLUMNS), 1):
        texts = _texts(cells)
        if any(texts):
            if number > MAX_ROWS:
                raise too_long()
            yield RawRow(number, texts)


def _texts(cells: Iterable[Any]) -> tuple[str, ...]:
    texts = [_text(cell) for cell in cells]
    while texts and not texts[-1]:
        texts.pop()
    return tuple(texts)


def _text(value: Any) -> str:
    """A formula stays recognisable by its "="; whole numbers lose the ".0" Excel gives them."""
    if value is None:
        return ""
    if isinstance(value, ArrayFormula | DataTableFormula):
        return "="
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime | date):
        return value.isoformat()
    return clean_text(str(value))
