"""PURE. Mẫu số 02, Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ (TT 01/2018/TT-VPCP, Điều 9).

The official appendix was not read. The layout and the suffix /HDHS follow provincial templates in
use. TT 03/2025/TT-VPCP keeps title and number. Ours are the line with the dossier code, the
sentence about the clock (NĐ 61/2018, Điều 19.4), the last day for the answer, and "Nơi nhận" for
the request that an agency sends over the desk.
"""

from dataclasses import dataclass, replace

from cases.slip_contexts.form import TT01, TT01_SOURCE, TT03, TT03_KNOWN_FROM, TT03_SOURCE, Form
from cases.slip_contexts.parts import Applicant, Contact, Issuer, Lookup, Signer


@dataclass(frozen=True, slots=True, kw_only=True)
class SupplementContext:
    """Fields in the order of the form.

    Before acceptance `received_on`, `clock_text`, `answer_by` and `recipients` are empty and
    `lookup.label` names the contact number. `occasion` stands under the title of a further request.
    """

    issuer: Issuer
    number: str = ""
    place_date: str
    lookup: Lookup
    replaces: str = ""
    occasion: str = ""
    applicant: Applicant
    salutation: str = "Ông/Bà"
    procedure: str
    received_on: str = ""
    items: tuple[str, ...]
    reason: str
    clock_text: str = ""
    answer_by: str = ""
    contact: Contact
    recipients: tuple[str, ...] = ()
    signer: Signer
    demonstration: bool = False


SUPPLEMENT = Form(
    form_set=TT01,
    code="supplement",
    number="Mẫu số 02",
    title="Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ",
    source=TT01_SOURCE,
    known_from="Các mẫu cấp tỉnh đang dùng",
    context=SupplementContext,
    template="tt01_2018/m02_supplement.html",
    series="HDHS",
)
SUPPLEMENT_2025 = replace(SUPPLEMENT, form_set=TT03, source=TT03_SOURCE, known_from=TT03_KNOWN_FROM)
