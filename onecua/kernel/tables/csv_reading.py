"""PURE. CSV in UTF-8, with or without its mark; comma, semicolon or tab between the cells."""

import csv
import io
import re

from onecua.kernel.tables.raw import MAX_COLUMNS, MAX_ROWS, RawRow, refused, too_long
from onecua.kernel.text import clean_text

_DELIMITERS = ",;\t"
_LINES_LOOKED_AT = 20
# What UTF-8 Vietnamese looks like after it was once read as Windows-1252 and saved again.
_READ_TWICE = re.compile(r"áº|á»|Ä‘|Æ°|Ã¡|Ã´|Ãª")
_SAVE_AS = "hãy mở bằng Excel và lưu lại dạng “CSV UTF-8 (Comma delimited)”."


def read_csv(content: bytes) -> tuple[RawRow, ...]:
    text = _decoded(content)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text))
    rows: list[RawRow] = []
    begins = 1  # a quoted cell may run over several lines; people look for the first
    try:
        for cells in reader:
            cleaned = tuple(clean_text(cell) for cell in cells[:MAX_COLUMNS])
            if any(cleaned):
                rows.append(RawRow(begins, cleaned))
            if len(rows) > MAX_ROWS:
                raise too_long()
            begins = reader.line_num + 1
    except csv.Error as error:
        raise refused(
            f"Dòng {begins}: không đọc được CSV ({error}); kiểm tra dấu ngoặc kép của dòng này."
        ) from error
    return tuple(rows)


def _decoded(content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise refused(f"Tệp CSV ghi theo bảng mã UTF-16; {_SAVE_AS}")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise refused(f"Dòng {line}: tệp CSV không ghi theo bảng mã UTF-8; {_SAVE_AS}") from error
    if "\x00" in text:
        raise refused("Tệp không phải là văn bản CSV; hãy chọn lại tệp.")
    if _READ_TWICE.search(text):
        raise refused(f"Chữ tiếng Việt trong tệp CSV đã hỏng bảng mã; từ tệp gốc, {_SAVE_AS}")
    return text


def _delimiter(text: str) -> str:
    head = "\n".join(text.splitlines()[:_LINES_LOOKED_AT])
    return max(_DELIMITERS, key=head.count)
