"""One invented slip of every form: for the warm-up of a worker, the benchmark, and to look at."""

from collections.abc import Mapping
from types import MappingProxyType

from cases.slip_contexts.form import OWN, TT01, TT03, FormKey, SlipContext
from cases.slips.samples import citizen, notes, office

_BOTH: Mapping[str, SlipContext] = {
    "receipt": citizen.RECEIPT,
    "supplement": citizen.SUPPLEMENT,
    "refusal": citizen.REFUSAL,
    "control_sheet": office.CONTROL_SHEET,
    "register": office.REGISTER,
    "stop_notice": citizen.STOP,
}
_OWN: Mapping[str, SlipContext] = {
    "handover_list": office.HANDOVER_LIST,
    "result_list": office.RESULT_LIST,
    "cover_list": office.COVER_LIST,
    "label": office.LABEL,
    "fee_note": notes.FEE,
    "urging_note": notes.URGING,
    "satisfaction": notes.SATISFACTION,
}

SAMPLES: Mapping[FormKey, SlipContext] = MappingProxyType(
    {(form_set, code): slip for form_set in (TT01, TT03) for code, slip in _BOTH.items()}
    | {(TT01, "apology"): citizen.APOLOGY, (TT03, "apology"): citizen.EXTENSION}
    | {(OWN, code): slip for code, slip in _OWN.items()}
)
