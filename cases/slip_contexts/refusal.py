"""PURE. Mẫu số 03, Phiếu từ chối tiếp nhận giải quyết hồ sơ (TT 01/2018/TT-VPCP, Điều 9).

The official appendix was not read. The layout follows provincial templates in use; Thanh Hóa signs
"Người từ chối". A reason in writing is a duty (NĐ 61/2018, Điều 17.1b). TT 03/2025/TT-VPCP keeps
title and number. Ours: the suffix /TCHS.
"""

from dataclasses import dataclass, replace

from cases.slip_contexts.form import TT01, TT01_SOURCE, TT03, TT03_KNOWN_FROM, TT03_SOURCE, Form
from cases.slip_contexts.parts import Applicant, Issuer, Lookup, Signer


@dataclass(frozen=True, slots=True, kw_only=True)
class RefusalContext:
    """Fields in the order of the form; each reason is a paragraph of its own.

    The signer's position is "Người tiếp nhận hồ sơ" at the desk.
    """

    issuer: Issuer
    number: str = ""
    place_date: str
    lookup: Lookup
    replaces: str = ""
    desk: str
    applicant: Applicant
    salutation: str = "Ông/Bà"
    submitter: str = ""
    procedure: str
    reasons: tuple[str, ...]
    signer: Signer
    demonstration: bool = False

    @property
    def hander(self) -> str:
        return self.submitter or self.applicant.name


REFUSAL = Form(
    form_set=TT01,
    code="refusal",
    number="Mẫu số 03",
    title="Phiếu từ chối tiếp nhận giải quyết hồ sơ",
    source=TT01_SOURCE,
    known_from="Các mẫu cấp tỉnh đang dùng, trong đó có Thanh Hóa",
    context=RefusalContext,
    template="tt01_2018/m03_refusal.html",
    series="TCHS",
)
REFUSAL_2025 = replace(REFUSAL, form_set=TT03, source=TT03_SOURCE, known_from=TT03_KNOWN_FROM)
