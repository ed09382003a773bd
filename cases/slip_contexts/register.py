"""PURE. Mẫu số 06, Sổ theo dõi hồ sơ (TT 01/2018/TT-VPCP, Điều 9 và 10).

The official appendix was not read. The columns are from memory beside a register in use; the rule
of the paper book (Điều 10) was read: from 01 to the end of the year, a new volume goes on with the
last number, pages numbered, none left blank. It is Mẫu số 07 of TT 03/2025/TT-VPCP. Ours: the line
of totals below each page, and what the closing block says.
"""

from dataclasses import dataclass, replace

from cases.slip_contexts.form import (
    A4_WIDE,
    TT01,
    TT01_SOURCE,
    TT03,
    TT03_KNOWN_FROM,
    TT03_SOURCE,
    Form,
)  # fmt: skip
from cases.slip_contexts.parts import NO_LOOKUP, Issuer, Lookup, Signer, broken_code
from onecua.kernel.vietnamese import count_words

NOBODY = Signer("")


@dataclass(frozen=True, slots=True)
class RegisterRow:
    """One entry. A struck row keeps its number: what was wrong stays readable, `note` says why."""

    entry: int
    code: str
    procedure: str
    sets: str
    applicant: str
    contact: str
    agency: str
    received: str
    due: str
    returned: str
    way: str
    taken_by: str
    note: str = ""
    struck: bool = False

    @property
    def entry_words(self) -> str:
        return count_words(self.entry)

    @property
    def code_parts(self) -> tuple[str, str]:
        return broken_code(self.code)


@dataclass(frozen=True, slots=True)
class RegisterPage:
    """The rows of one page, and the totals below them: of the page, and up to its end."""

    number: int
    rows: tuple[RegisterRow, ...]
    here: str
    so_far: str
    last: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterContext:
    """A volume, or the part of it that is printed. `pages` counts the pages of the whole print."""

    issuer: Issuer
    number: str = ""
    place_date: str
    lookup: Lookup = NO_LOOKUP
    replaces: str = ""
    book: str
    year: str
    period: str
    rows: tuple[RegisterRow, ...]
    summary: str
    keeper: str = ""
    closer: Signer = NOBODY
    demonstration: bool = False

    @property
    def subject(self) -> str:
        return f"Quyển số {self.book} năm {self.year}"


REGISTER = Form(
    form_set=TT01,
    code="register",
    number="Mẫu số 06",
    title="Sổ theo dõi hồ sơ",
    source=TT01_SOURCE,
    known_from="Cột theo trí nhớ, đối chiếu một sổ đang dùng",
    context=RegisterContext,
    template="tt01_2018/m06_register.html",
    series="",
    paper=A4_WIDE,
    styles=("slips.css", "lists.css"),
)
REGISTER_2025 = replace(
    REGISTER,
    form_set=TT03,
    number="Mẫu số 07",
    source=TT03_SOURCE,
    known_from=TT03_KNOWN_FROM,
)
