"""PURE. Lists that go with a pile of bundles or results; no circular prescribes them.

Danh sách bàn giao hồ sơ and Danh sách bàn giao kết quả are practice, beside Mẫu số 05: one page
with two signatures for many dossiers. Danh sách phiếu in lies on top of a pile of printed slips.
"""

from dataclasses import dataclass

from cases.slip_contexts.form import A4, OWN, OWN_SOURCE, Form
from cases.slip_contexts.parts import NO_LOOKUP, Issuer, Lookup, broken_code
from onecua.kernel.vietnamese import count_words


@dataclass(frozen=True, slots=True)
class ListRow:
    """`last` is what the list is about beside the dossier: sets, the result's number, the slip."""

    code: str
    applicant: str
    procedure: str
    middle: str
    last: str
    note: str = ""

    @property
    def code_parts(self) -> tuple[str, str]:
        return broken_code(self.code)


@dataclass(frozen=True, slots=True, kw_only=True)
class ListContext:
    """Giver and receiver sign for the rows; a list for oneself has neither."""

    issuer: Issuer
    number: str = ""
    place_date: str
    lookup: Lookup = NO_LOOKUP
    replaces: str = ""
    moment: str
    giver: str = ""
    giver_name: str = ""
    receiver: str = ""
    receiver_name: str = ""
    rows: tuple[ListRow, ...]
    remarks: tuple[str, ...] = ()
    demonstration: bool = False

    @property
    def count(self) -> str:
        return count_words(len(self.rows))

    @property
    def subject(self) -> str:
        return self.moment


def _list(code: str, title: str, template: str) -> Form:
    return Form(
        form_set=OWN,
        code=code,
        number="",
        title=title,
        source=OWN_SOURCE,
        known_from="Thực tế bàn giao tại bộ phận một cửa",
        context=ListContext,
        template=template,
        series="",
        paper=A4,
        styles=("slips.css", "lists.css"),
    )


HANDOVER_LIST = _list("handover_list", "Danh sách bàn giao hồ sơ", "own/handover_list.html")
RESULT_LIST = _list("result_list", "Danh sách bàn giao kết quả", "own/result_list.html")
COVER_LIST = _list("cover_list", "Danh sách phiếu in", "own/cover_list.html")
