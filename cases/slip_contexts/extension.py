"""PURE. Mẫu số 04, Văn bản xin lỗi và đề nghị gia hạn thời gian giải quyết (TT 03/2025/TT-VPCP).

The official appendix was not read: only the title is known, from a secondary source. The letter is
ours, with what every known apology says: reason, apology, new date, signature of the head of the
late agency; and it asks the desk to move the date, which NĐ 118/2025 leaves to it.
"""

from dataclasses import dataclass

from cases.slip_contexts.form import TT03, TT03_SOURCE, Form
from cases.slip_contexts.parts import Applicant, Issuer, Lookup, Signer


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtensionContext:
    """Fields in the order of the form.

    `due_at` is the time the citizen was told last, `new_due_at` the one that is asked for;
    `already_late` is whether the first has passed when the letter is issued.
    """

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
    due_at: str
    already_late: bool
    reason: str
    new_due_at: str
    return_place: str
    recipients: tuple[str, ...]
    signer: Signer
    finished_at: str = ""  # the result was late and is there: no other day is named
    demonstration: bool = False


EXTENSION = Form(
    form_set=TT03,
    code="apology",
    number="Mẫu số 04",
    title="Văn bản xin lỗi và đề nghị gia hạn thời gian giải quyết",
    source=TT03_SOURCE,
    known_from="Tên mẫu theo tài liệu thứ cấp; lời văn tự soạn",
    context=ExtensionContext,
    template="tt03_2025/m04_extension.html",
    series="VBXL",
    broken_title="Văn bản xin lỗi và đề nghị gia hạn\nthời gian giải quyết",
)
