"""PURE. Letters and notes beside the circular's forms: fee note, đôn đốc note, satisfaction slip.

Phiếu báo phí, lệ phí says what is to be paid and where (NĐ 61/2018, Điều 22). Phiếu đôn đốc names a
late dossier to the unit that holds it. Phiếu đánh giá is what TT 01/2018, Điều 12 hands out with
Mẫu 01, 02 and 03. No official layout of any of them was read; these are ours.
"""

from dataclasses import dataclass

from cases.slip_contexts.form import OWN, OWN_SOURCE, Form
from cases.slip_contexts.parts import Applicant, Issuer, Lookup, Signer

QUESTIONS = (
    "Thái độ của người tiếp nhận hồ sơ",
    "Hướng dẫn về thành phần hồ sơ",
    "Thời gian chờ tại quầy",
    "Thời gian giải quyết so với giấy hẹn",
    "Số lần phải đi lại để hoàn thiện hồ sơ",
    "Kết quả nhận được",
)
GRADES = ("Rất hài lòng", "Hài lòng", "Không hài lòng")


@dataclass(frozen=True, slots=True, kw_only=True)
class FeeContext:
    """`amount` in figures and in words where there is a fee; `note` is the decision's own."""

    issuer: Issuer
    number: str = ""
    place_date: str
    lookup: Lookup
    replaces: str = ""
    applicant: Applicant
    procedure: str
    amount: str
    note: str = ""
    pay_at: str
    officer: str
    demonstration: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class UrgingContext:
    """From the desk or the provincial office to the unit that holds the dossier."""

    issuer: Issuer
    number: str = ""
    place_date: str
    lookup: Lookup
    replaces: str = ""
    to_unit: str
    applicant: str
    procedure: str
    received_at: str
    legal_due: str
    step: str
    held_since: str
    lateness: str
    demand: str
    recipients: tuple[str, ...]
    signer: Signer
    demonstration: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SatisfactionContext:
    """Nobody's name: whoever fills it in stays unknown. The code says which service is judged."""

    issuer: Issuer
    number: str = ""
    place_date: str = ""
    lookup: Lookup
    replaces: str = ""
    procedure: str
    desk: str
    questions: tuple[str, ...] = QUESTIONS
    grades: tuple[str, ...] = GRADES
    demonstration: bool = False


FEE_NOTE = Form(
    form_set=OWN,
    code="fee_note",
    number="",
    title="Phiếu báo phí, lệ phí",
    source=OWN_SOURCE,
    known_from="Thực tế tại bộ phận một cửa",
    context=FeeContext,
    template="own/fee_note.html",
    series="",
)
URGING_NOTE = Form(
    form_set=OWN,
    code="urging_note",
    number="",
    title="Phiếu đôn đốc giải quyết hồ sơ",
    source=OWN_SOURCE,
    known_from="Tự soạn",
    context=UrgingContext,
    template="own/urging_note.html",
    series="PĐĐ",
)
SATISFACTION = Form(
    form_set=OWN,
    code="satisfaction",
    number="",
    title="Phiếu đánh giá sự hài lòng",
    source=OWN_SOURCE,
    known_from="Các chỉ số của TT 01/2018, Điều 12–15; bố cục tự soạn",
    context=SatisfactionContext,
    template="own/satisfaction.html",
    series="",
    styles=("slips.css", "lists.css"),
)
