"""PURE. Any file a person may hand in, given to its reader by its content, not by its name."""

from onecua.kernel.tables.csv_reading import read_csv
from onecua.kernel.tables.jsonl_reading import read_jsonl
from onecua.kernel.tables.raw import RawRow, refused
from onecua.kernel.tables.xlsx_reading import read_xlsx

MAX_BYTES = 25 * 1024 * 1024
_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0"  # old Excel, and every Excel file with a password


def read_table(name: str, content: bytes) -> tuple[RawRow, ...]:
    """The rows that are not empty. Raises UnreadableFile with a sentence that says what to do."""
    if not content.strip():
        raise refused("Tệp rỗng.")
    if len(content) > MAX_BYTES:
        raise refused("Tệp lớn hơn 25 MB; hãy tách thành nhiều tệp nhỏ hơn.")
    if content.startswith(_OLE):
        raise refused(
            "Đây là tệp Excel cũ (.xls) hoặc tệp có mật khẩu; "
            "hãy mở bằng Excel, bỏ mật khẩu và lưu lại dạng .xlsx."
        )
    if content.startswith(_ZIP):
        return read_xlsx(content)
    if name.lower().endswith((".xlsx", ".xlsm", ".xls")):
        raise refused(
            "Tệp mang tên Excel nhưng không phải tệp .xlsx; "
            "hãy xuất lại danh sách hoặc mở bằng Excel và lưu lại dạng .xlsx."
        )
    if name.lower().endswith(".jsonl"):
        return read_jsonl(content)
    return read_csv(content)
