"""PURE. What is known of a form before anybody fills it."""

from collections.abc import MutableMapping
from dataclasses import dataclass
from typing import Protocol

from cases.slip_contexts.codec import from_json
from cases.slip_contexts.parts import Issuer, Lookup
from onecua.kernel.vietnamese import count_words

TT01 = "TT 01/2018"
TT01_SOURCE = "Thông tư số 01/2018/TT-VPCP"

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
    `edition` names the folder of templates and stylesheet; a changed layout is a new edition, and
    a slip stores the edition it was issued with.
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
    edition: int = 1
    paper: str = "A5"
    copies: tuple[str, ...] = ()

    @property
    def key(self) -> FormKey:
        return self.form_set, self.code

    @property
    def source_short(self) -> str:
        """For the foot of a page, where a line is all there is."""
        return self.source.replace("Thông tư số", "TT")

    @property
    def heading(self) -> str:
        return self.title.upper()

    @property
    def folder(self) -> str:
        """Templates and stylesheet of the edition, below templates/slips."""
        return f"e{self.edition}"

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
