"""The HTML of one copy of one slip, from its frozen context."""

import hashlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.template import Context, Engine, Template
from django.utils.safestring import SafeString

from cases.slip_contexts.form import Form, SlipContext
from cases.slips.printable import Typeface
from onecua.kernel.vietnamese import sentence_start

TEMPLATES = Path(__file__).resolve().parents[2] / "templates" / "slips"
DRAFT = "DỰ THẢO"
BLANK = SafeString('<span class="blank"></span>')  # {{ value|default:blank }}
# Private letters never survive Typeface.text, so this one can only come from a template's mistake.
MISSING = "\ue000"
SHORT_MARK = 8
DENSE_FROM = 6
# NĐ 30/2020's sizes for A4 times 0,71 reach down to 9,2 pt: that is what a slip may use to stay
# on one page. A slip that is longer than that flows on in the ordinary size.
ROOMY, TIGHT = "roomy", "tight"
RULES = range(2, 9)
RULE_SHARE = 0.42  # the rule under an agency's name: a third to a half of its longest line


class TemplateMistake(Exception):
    """A template names something that its context does not have."""


@dataclass(frozen=True, slots=True)
class Mark:
    text: str = ""

    @property
    def size(self) -> str:
        return "short" if len(self.text) <= SHORT_MARK else "long"


def picture_address(payload: str) -> str:
    """WeasyPrint knows a picture by its address, and copies are joined: each QR has its own."""
    return f"mark:qr/{hashlib.sha256(payload.encode()).hexdigest()}"


def stylesheet(form: Form) -> str:
    return (TEMPLATES / form.folder / "slips.css").read_text(encoding="utf-8")


def page_html(
    form: Form, slip: SlipContext, typeface: Typeface, *, copy: str, mark: str, density: str = ROOMY
) -> str:
    """Raises TemplateMistake. `slip` is as stored: it is made printable here."""
    clean = typeface.everywhere(slip)
    drawn = Mark(typeface.text(mark))
    html = str(
        _template(form.folder, form.template).render(
            Context(
                {
                    "form": form,
                    "slip": clean,
                    "copy": copy,
                    "density": density,
                    "mark": drawn.text,
                    "mark_size": drawn.size,
                    "qr": picture_address(slip.lookup.address) if slip.lookup.address else "",
                    "issuer_rule": _rule_under(clean.issuer.name, typeface),
                    "received_sentence": sentence_start(getattr(clean, "received_on", "")),
                    "dense": len(getattr(clean, "papers", ())) >= DENSE_FROM,
                    "blank": BLANK,
                },
                use_l10n=False,
                use_tz=False,
            )
        )
    )
    if MISSING in html:
        name = html.split(MISSING)[1]
        raise TemplateMistake(f"{form.template} names {name}, which the context does not have")
    return html


@cache
def _engine(folder: str) -> Engine:
    return Engine(
        dirs=[str(TEMPLATES / folder)], autoescape=True, string_if_invalid=f"{MISSING}%s{MISSING}"
    )


@cache
def _template(folder: str, name: str) -> Template:
    return _engine(folder).get_template(name)


def _rule_under(name: str, typeface: Typeface) -> int:
    longest = max(typeface.bold_width(line.upper()) for line in name.split("\n"))
    return min(RULES[-1], max(RULES[0], round(RULE_SHARE * longest)))
