"""PURE. Every form that can be issued. To add one: its module beside this one, and a line here."""

from collections.abc import Mapping
from types import MappingProxyType

from cases.slip_contexts.apology import APOLOGY
from cases.slip_contexts.control_sheet import CONTROL_SHEET, CONTROL_SHEET_2025
from cases.slip_contexts.extension import EXTENSION
from cases.slip_contexts.form import OWN, TT01, TT03, Form, FormKey, register
from cases.slip_contexts.label import BUNDLE_LABEL
from cases.slip_contexts.lists import COVER_LIST, HANDOVER_LIST, RESULT_LIST
from cases.slip_contexts.notes import FEE_NOTE, SATISFACTION, URGING_NOTE
from cases.slip_contexts.receipt import RECEIPT, RECEIPT_2025
from cases.slip_contexts.refusal import REFUSAL, REFUSAL_2025
from cases.slip_contexts.register import REGISTER, REGISTER_2025
from cases.slip_contexts.stop_notice import STOP_NOTICE, STOP_NOTICE_2018
from cases.slip_contexts.supplement import SUPPLEMENT, SUPPLEMENT_2025

__all__ = ["FORMS", "OWN", "TT01", "TT03", "Form", "FormKey", "register"]

_TT01 = (RECEIPT, SUPPLEMENT, REFUSAL, APOLOGY, CONTROL_SHEET, REGISTER, STOP_NOTICE_2018)
_TT03 = (
    RECEIPT_2025, SUPPLEMENT_2025, REFUSAL_2025, EXTENSION, STOP_NOTICE, CONTROL_SHEET_2025,
    REGISTER_2025,
)  # fmt: skip
_OWN = (
    HANDOVER_LIST, RESULT_LIST, COVER_LIST, BUNDLE_LABEL, FEE_NOTE, URGING_NOTE, SATISFACTION,
)  # fmt: skip

_forms: dict[FormKey, Form] = {}
for _form in (*_TT01, *_TT03, *_OWN):
    register(_forms, _form)

FORMS: Mapping[FormKey, Form] = MappingProxyType(_forms)
