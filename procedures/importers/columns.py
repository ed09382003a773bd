"""PURE. The headings of lists of procedures.

Seen in the national exports, in annexes of provincial decisions, and in our own files.
"""

from collections.abc import Sequence

from onecua.kernel.tables.headings import Header, Headings
from onecua.kernel.tables.raw import RawRow

_WORDS = {
    "code": "ma so|ma|ma tthc|ma thu tuc|ma so tthc|ma thu tuc hanh chinh|ma_thu_tuc|code",
    "title": (
        "ten|ten tthc|ten thu tuc|ten thu tuc hanh chinh|thu tuc hanh chinh|ten_thu_tuc|name|title"
    ),
    "issuer": "co quan ban hanh|co quan cong bo|bo nganh|ministry|issuer",
    "agency": "co quan thuc hien|co quan giai quyet|co_quan_thuc_hien|agency",
    "decides": "co quan co tham quyen|co quan co tham quyen quyet dinh|co_quan_co_tham_quyen",
    "coordinates": "co quan phoi hop|co_quan_phoi_hop",
    "applies_to": "doi tuong thuc hien|doi_tuong_thuc_hien",
    "sector": "linh vuc|ten linh vuc|linh vuc tthc|linh_vuc|sector",
    "level": "cap thuc hien|cap giai quyet|cap|cap_thuc_hien|level",
    "term": "thoi han giai quyet|thoi gian giai quyet|thoi han|thoi gian|term",
    "unit": "don vi|don vi tinh|don vi thoi han|unit",
    "channel": "hinh thuc nop|cach thuc thuc hien|cach thuc|channel",
    "place": "dia diem thuc hien|dia diem|dia chi tiep nhan",
    "fee": "phi le phi|phi|le phi",
    "legal_basis": "can cu phap ly",
    "change": "hinh thuc cong bo|noi dung cong bo|loai cong bo|change",
    "replaced_by": "thay the bang|duoc thay the bang|ma thay the",
    "ways": "cach_thuc_thuc_hien",
    "papers": "thanh_phan_ho_so",
    "results": "ket_qua_xu_ly",
    "decision": "so quyet dinh|quyet dinh cong bo|quyet dinh|so_quyet_dinh|decision",
    "source": "nguon|source",
}
_LIST = Headings(
    words=_WORDS,
    needed=("code", "title"),
    missing=(
        "Không thấy dòng tiêu đề trong 30 dòng đầu: cần ít nhất cột “Mã số” và cột “Tên” "
        "(tên thủ tục hành chính); phụ lục quyết định cần cột “Tên TTHC” và “Thời hạn giải quyết”."
    ),
)
# The annex of a provincial decision: seven columns, often without a code (NĐ 63/2010 Đ15).
_ANNEX = Headings(words=_WORDS, needed=("title", "term"), missing=_LIST.missing)


def find_header(rows: Sequence[RawRow]) -> Header:
    """Raises UnreadableFile: neither a list's nor an annex's heading, or a meaning stands twice."""
    return _LIST.found(rows) or _ANNEX.find(rows)
