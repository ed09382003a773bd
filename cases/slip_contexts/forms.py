"""PURE. Every form that can be issued. To add one: its module beside this one, and a line here."""

from collections.abc import Mapping
from types import MappingProxyType

from cases.slip_contexts.apology import APOLOGY
from cases.slip_contexts.form import TT01, Form, FormKey, register
from cases.slip_contexts.receipt import RECEIPT
from cases.slip_contexts.refusal import REFUSAL
from cases.slip_contexts.supplement import SUPPLEMENT

__all__ = ["FORMS", "TT01", "Form", "FormKey", "register"]

_forms: dict[FormKey, Form] = {}
for _form in (RECEIPT, SUPPLEMENT, REFUSAL, APOLOGY):
    register(_forms, _form)

FORMS: Mapping[FormKey, Form] = MappingProxyType(_forms)
