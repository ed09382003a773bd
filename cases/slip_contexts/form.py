"""PURE. What is known of a form before anybody fills it."""

from collections.abc import MutableMapping
from dataclasses import dataclass, replace
from typing import Protocol, Self

from cases.slip_contexts.codec import from_json
from cases.slip_contexts.parts import Issuer, Lookup
from onecua.kernel.vietnamese import count_words

TT01 = "TT 01/2018"
TT01_SOURCE = "Thông tư số 01/2018/TT-VPCP"
TT03 = "TT 03/2025"
TT03_SOURCE = "Thông tư số 03/2025/TT-VPCP"
OWN = "Mẫu nội bộ"  # papers of the office that no circular prescribes
OWN_SOURCE = "mẫu nội bộ của bộ phận một cửa"
TT03_KNOWN_FROM = (
    "Tên mẫu theo tài liệu thứ cấp; bố cục theo mẫu của TT 01/2018 đến khi đọc phụ lục"
)
A5, A4, A4_WIDE, LABEL = "A5", "A4", "A4 ngang", "100×50"

FormKey = tuple[str, str]


class SlipContext(Protocol):
    """What every slip has, whatever its form."""

    @property
    def issuer(self) -> Issuer: ...
    @property
    def number(self) -> str: ...
    @property
    def place_date(self) -> str: ...
    @property
    def lookup(self) -> Lookup: ...
    @property
    def replaces(self) -> str: ...
    @property
    def demonstration(self) -> bool: ...


class FormAlreadyRegistered(ValueError):
    """Two forms claim the same place in a form set."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """A kind of slip.

    `source` is the document that prescribes the form, `known_from` what its layout was really taken
    from: the official appendices were not read, and no form here claims to be an exact copy.
    `edition` names the folder of templates and stylesheets; a changed layout is a new edition, and
    a slip stores the edition it was issued with. `series` is empty where nothing is numbered.
    """

    form_set: str
    code: str
    number: str
    title: str
    source: str
    known_from: str
    context: type[SlipContext]
    template: str
    series: str
    edition: int = 3
    paper: str = A5
    copies: tuple[str, ...] = ()
    styles: tuple[str, ...] = ("slips.css",)
    broken_title: str = ""  # where a title of two lines breaks

    @property
    def key(self) -> FormKey:
        return self.form_set, self.code

    @property
    def source_short(self) -> str:
        """For the foot of a page, where a line is all there is."""
        return self.source.replace("Thông tư số", "TT")

    @property
    def corner(self) -> str:
        """Form and set, in the corner of every page."""
        return f"{self.number} – {self.source_short}" if self.number else self.title

    @property
    def label(self) -> str:
        """How the ledger names it in short."""
        return self.number or self.title

    @property
    def heading(self) -> str:
        return (self.broken_title or self.title).upper()

    @property
    def has_signer(self) -> bool:
        """A letter with a signer's block; a receipt is its officer's own."""
        return "signer" in self.context.__annotations__

    @property
    def folder(self) -> str:
        """Templates and stylesheet of the edition, below templates/slips."""
        return f"e{self.edition}"

    def of_edition(self, edition: int) -> Self:
        """The form as it was laid out when a slip of that edition was issued."""
        return replace(self, edition=edition)

    def numbered(self, count: int) -> str:
        """The printed number: 12/PXL for the twelfth of the book."""
        return f"{count_words(count)}/{self.series}"

    def read(self, text: str) -> SlipContext:
        """The context that was stored with a slip. Raises UnreadableContext."""
        return from_json(self.context, text)


def register(forms: MutableMapping[FormKey, Form], form: Form) -> None:
    """Raises FormAlreadyRegistered: a second form under the same key would change issued slips."""
    if form.key in forms:
        raise FormAlreadyRegistered(f"{form.code} of {form.form_set} is registered already")
    forms[form.key] = form
