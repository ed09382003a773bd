"""PURE. Mẫu số 01, Giấy tiếp nhận hồ sơ và hẹn trả kết quả (TT 01/2018/TT-VPCP, Điều 9).

The official appendix was not read. Fields and their order follow the print page of an installation
in Phú Thọ and the templates of Ninh Thuận and Hà Tĩnh; the wording of item 1 and of the notes is as
seen in use. TT 03/2025/TT-VPCP keeps title and number. Ours: the suffix /TNHS, the lines
"Người nộp" and "Phí, lệ phí", the lookup line.
"""

from dataclasses import dataclass, replace

from cases.slip_contexts.form import TT01, TT01_SOURCE, TT03, TT03_KNOWN_FROM, TT03_SOURCE, Form
from cases.slip_contexts.parts import Applicant, Issuer, Lookup, Paper, RegisterEntry
from onecua.kernel.vietnamese import count_words

NOT_ENTERED = RegisterEntry()


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiptContext:
    """Fields in the order of the form.

    `due_note` stands behind the appointed time, e.g. "tạm tính" while the calendar is provisional.
    `replaces` names the receipt that this one corrects: "Giấy số 12/TNHS ngày 05/02/2021".
    """

    issuer: Issuer
    number: str = ""
    place_date: str
    lookup: Lookup
    replaces: str = ""
    desk: str
    applicant: Applicant
    submitter: str = ""
    procedure: str
    papers: tuple[Paper, ...]
    sets: int = 1
    time_limit: str
    received_at: str
    due_at: str
    due_note: str = ""
    return_place: str
    fee: str = ""
    register: RegisterEntry = NOT_ENTERED
    officer: str
    demonstration: bool = False

    @property
    def papers_count(self) -> str:
        return count_words(len(self.papers))

    @property
    def sets_words(self) -> str:
        return count_words(self.sets)

    @property
    def hander(self) -> str:
        """Who signs on the left: whoever stood at the desk."""
        return self.submitter or self.applicant.name


RECEIPT = Form(
    form_set=TT01,
    code="receipt",
    number="Mẫu số 01",
    title="Giấy tiếp nhận hồ sơ và hẹn trả kết quả",
    source=TT01_SOURCE,
    known_from="Trang in của một hệ thống tại Phú Thọ; mẫu đang dùng tại Ninh Thuận và Hà Tĩnh",
    context=ReceiptContext,
    template="tt01_2018/m01_receipt.html",
    series="TNHS",
    copies=("Liên 1: Lưu", "Liên 2: Giao khách hàng"),
)
RECEIPT_2025 = replace(RECEIPT, form_set=TT03, source=TT03_SOURCE, known_from=TT03_KNOWN_FROM)
