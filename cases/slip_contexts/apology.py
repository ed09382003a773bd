"""PURE. Mẫu số 04, Phiếu xin lỗi và hẹn lại ngày trả kết quả (TT 01/2018/TT-VPCP, Điều 9).

NĐ 61/2018, Điều 19.9 asks for it: reason, new date, signature of the head of the late agency.
The official appendix was not read. The wording is from memory, beside a template of 2026 that
carries the official title (Văn phòng Đăng ký đất đai, Chi nhánh Chơn Thành); /PXL is seen in use.
Ours: the code on its own line, and "chưa thể trả" when the slip is signed before the date.
"""

from dataclasses import dataclass

from cases.slip_contexts.form import TT01, TT01_SOURCE, Form
from cases.slip_contexts.parts import Applicant, Issuer, Lookup, Signer


@dataclass(frozen=True, slots=True, kw_only=True)
class ApologyContext:
    """Fields in the order of the form.

    `due_at` is the time the citizen was told last, `new_due_at` the new one; `already_late` is
    whether the first has passed when the slip is issued. `procedure` is the official title.
    """

    issuer: Issuer
    number: str = ""
    place_date: str
    lookup: Lookup
    replaces: str = ""
    applicant: Applicant
    salutation: str = "Ông/Bà"
    agency: str
    received_on: str
    procedure: str
    due_at: str
    already_late: bool
    reason: str
    new_due_at: str
    return_place: str
    recipients: tuple[str, ...]
    signer: Signer
    finished_at: str = ""  # the result was late and is there: no other day is named
    demonstration: bool = False


APOLOGY = Form(
    form_set=TT01,
    code="apology",
    number="Mẫu số 04",
    title="Phiếu xin lỗi và hẹn lại ngày trả kết quả",
    source=TT01_SOURCE,
    known_from="Mẫu năm 2026 của Văn phòng Đăng ký đất đai, Chi nhánh Chơn Thành; trí nhớ",
    context=ApologyContext,
    template="tt01_2018/m04_apology.html",
    series="PXL",
)
