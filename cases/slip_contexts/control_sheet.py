"""PURE. Mẫu số 05, Phiếu kiểm soát quá trình giải quyết hồ sơ (TT 01/2018/TT-VPCP, Điều 9).

The official appendix was not read. The layout follows templates of Phú Yên, Ninh Thuận and Hà Tĩnh,
which agree; the notes are from memory. It is Mẫu số 06 of TT 03/2025/TT-VPCP. Ours: "đã xác nhận
điện tử" in the place of a signature, and the time of the receiver beside that of the giver.
"""

from dataclasses import dataclass, replace

from cases.slip_contexts.form import TT01, TT01_SOURCE, TT03, TT03_KNOWN_FROM, TT03_SOURCE, Form
from cases.slip_contexts.parts import Issuer, Lookup, RegisterEntry

CONFIRMED = "(đã xác nhận điện tử)"


@dataclass(frozen=True, slots=True)
class HandoverRow:
    """One handover. A person who has not confirmed leaves room for his pen.

    `result` is the giver's step: Trước hạn, Đúng hạn or Quá hạn; a refusal to take over has its
    reason in `note` and no receiver's confirmation.
    """

    giver: str
    giver_name: str
    given_at: str
    receiver: str
    receiver_name: str
    received_at: str
    result: str
    note: str = ""
    refused: bool = False

    @property
    def confirmed(self) -> bool:
        return bool(self.received_at) and not self.refused


@dataclass(frozen=True, slots=True, kw_only=True)
class ControlSheetContext:
    """Fields in the order of the form. `open_rows`: empty blocks for handovers still to come."""

    issuer: Issuer
    number: str = ""
    place_date: str
    lookup: Lookup
    replaces: str = ""
    register: RegisterEntry
    applicant: str
    received_at: str
    due_at: str
    lead_agency: str
    partner_agencies: str
    handovers: tuple[HandoverRow, ...]
    open_rows: int = 0
    printed_at: str
    demonstration: bool = False

    @property
    def blanks(self) -> range:
        return range(self.open_rows)


CONTROL_SHEET = Form(
    form_set=TT01,
    code="control_sheet",
    number="Mẫu số 05",
    title="Phiếu kiểm soát quá trình giải quyết hồ sơ",
    source=TT01_SOURCE,
    known_from="Các mẫu đang dùng tại Phú Yên, Ninh Thuận, Hà Tĩnh; phần ghi chú theo trí nhớ",
    context=ControlSheetContext,
    template="tt01_2018/m05_control_sheet.html",
    series="",
    styles=("slips.css", "lists.css"),
)
CONTROL_SHEET_2025 = replace(
    CONTROL_SHEET,
    form_set=TT03,
    number="Mẫu số 06",
    source=TT03_SOURCE,
    known_from=TT03_KNOWN_FROM,
)
