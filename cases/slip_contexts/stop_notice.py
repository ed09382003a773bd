"""PURE. Mẫu số 05, Thông báo dừng giải quyết hồ sơ (TT 03/2025/TT-VPCP).

The official appendix was not read: only the title is known, from a secondary source. The letter is
ours: ground, document, reason, what the citizen may do next. TT 01/2018 has no such form; a dossier
of its regime that is stopped gets the same letter as a paper without a form number.
"""

from dataclasses import dataclass, replace

from cases.slip_contexts.form import TT01, TT03, TT03_SOURCE, Form
from cases.slip_contexts.parts import Applicant, Contact, Issuer, Lookup, Signer


@dataclass(frozen=True, slots=True, kw_only=True)
class StopContext:
    """Fields in the order of the form. `ground` reads on after "Căn cứ", with its document."""

    issuer: Issuer
    number: str = ""
    place_date: str
    lookup: Lookup
    replaces: str = ""
    applicant: Applicant
    salutation: str = "Ông/Bà"
    desk: str
    received_on: str
    procedure: str
    agency: str
    ground: str
    document: str
    stopped_at: str
    reason: str
    contact: Contact
    recipients: tuple[str, ...]
    signer: Signer
    demonstration: bool = False


STOP_NOTICE = Form(
    form_set=TT03,
    code="stop_notice",
    number="Mẫu số 05",
    title="Thông báo dừng giải quyết hồ sơ",
    source=TT03_SOURCE,
    known_from="Tên mẫu theo tài liệu thứ cấp; lời văn tự soạn",
    context=StopContext,
    template="tt03_2025/m05_stop_notice.html",
    series="TBD",
)
STOP_NOTICE_2018 = replace(
    STOP_NOTICE,
    form_set=TT01,
    number="",
    source="Nghị định số 61/2018/NĐ-CP",
    known_from="TT 01/2018 không có mẫu này; lời văn tự soạn",
)
