"""PURE. Tem hồ sơ, on the bundle inside the office; no circular prescribes it.

It bears a name and stays in the office, so its QR and its bars carry the bare dossier code for the
scanners of the desks, and never the check code.
"""

from dataclasses import dataclass

from cases.slip_contexts.form import LABEL, OWN, OWN_SOURCE, Form
from cases.slip_contexts.parts import Issuer, Lookup


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelContext:
    """`serial` is the part of the code people say aloud, `day` the day of reception: 15/3."""

    issuer: Issuer
    number: str = ""
    place_date: str = ""
    lookup: Lookup
    replaces: str = ""
    day: str
    serial: str
    due_at: str
    applicant: str
    procedure: str
    to_unit: str = ""
    demonstration: bool = False


BUNDLE_LABEL = Form(
    form_set=OWN,
    code="label",
    number="",
    title="Tem hồ sơ",
    source=OWN_SOURCE,
    known_from="Thực tế tại bộ phận một cửa",
    context=LabelContext,
    template="own/label.html",
    series="",
    paper=LABEL,
    styles=("slips.css", "lists.css"),
)
