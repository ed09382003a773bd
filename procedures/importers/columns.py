"""PURE. The headings of lists of procedures.

Seen in the national exports, in annexes of provincial decisions, and in our own files.
"""

from collections.abc import Sequence

from onecua.kernel.tables.headings import Header, Headings
from onecua.kernel.tables.raw import RawRow

_HEADINGS = Headings(
    words={
        "code": "ma so|ma|ma tthc|ma thu tuc|ma so tthc|ma thu tuc hanh chinh|code",
        "title": "ten|ten tthc|ten thu tuc|ten thu tuc hanh chinh|thu tuc hanh chinh|name|title",
        "issuer": "co quan ban hanh|co quan cong bo|bo nganh|issuer",
        "agency": "co quan thuc hien|co quan giai quyet|co quan co tham quyen|agency",
        "sector": "linh vuc|ten linh vuc|linh vuc tthc|sector",
        "level": "cap thuc hien|cap giai quyet|cap|level",
        "term": "thoi han giai quyet|thoi gian giai quyet|thoi han|thoi gian|term",
        "unit": "don vi|don vi tinh|don vi thoi han|unit",
        "channel": "hinh thuc nop|cach thuc thuc hien|cach thuc|channel",
        "decision": "so quyet dinh|quyet dinh cong bo|quyet dinh|decision",
        "source": "nguon|source",
    },
    needed=("code", "title"),
    missing=(
        "Không thấy dòng tiêu đề trong 30 dòng đầu: cần ít nhất cột “Mã số” và cột “Tên” "
        "(tên thủ tục hành chính)."
    ),
)


def find_header(rows: Sequence[RawRow]) -> Header:
    """Raises UnreadableFile: no row names code and title, or a meaning stands twice."""
    return _HEADINGS.find(rows)
