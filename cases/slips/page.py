"""The HTML of one copy of one slip, from its frozen context."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.template import Context, Engine, Template
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from cases.services.files import DIGEST
from cases.slip_contexts.control_sheet import CONFIRMED
from cases.slip_contexts.form import LABEL, Form, SlipContext
from cases.slip_contexts.register import RegisterPage
from cases.slips.printable import Typeface
from onecua.kernel.vietnamese import sentence_start

TEMPLATES = Path(__file__).resolve().parents[2] / "templates" / "slips"
DRAFT = "DỰ THẢO"
BLANK = SafeString('<span class="blank"></span>')  # {{ value|default:blank }}
# Private letters never survive Typeface.text, so this one can only come from a template's mistake.
MISSING = "\ue000"
EMPTY_PLACE = '<div class="seal-space" id="signature"></div>'
MARK_STYLE = (
    "border: .4pt solid #000; box-sizing: border-box; padding: 4mm 1.5mm 0; margin: 0 auto;"
    " width: 56mm; font-size: 8pt; line-height: 1.25; text-align: left"
)
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


@dataclass(frozen=True, slots=True)
class Leaf:
    """Which part of a paper is laid out: one of its copies, or some pages of a long register."""

    copy: str = ""
    mark: str = ""
    density: str = ROOMY
    pages: Sequence[RegisterPage] = ()
    page_total: int = 1
    signature: Sequence[str] = ()  # the lines of the visible mark


def logo_of(slip: SlipContext) -> str:
    """The digest of the issuer's logo, "" for none; words that are no digest name no picture."""
    return slip.issuer.logo if DIGEST.fullmatch(slip.issuer.logo) else ""


def picture_address(kind: str, payload: str) -> str:
    """WeasyPrint knows a picture by its address, and copies are joined: each mark has its own."""
    return f"mark:{kind}/{hashlib.sha256(payload.encode()).hexdigest()}" if payload else ""


def scanned(form: Form, slip: SlipContext) -> str:
    """The text of the QR: a label stays in the office, where scanners want the bare code."""
    return slip.lookup.code if form.paper == LABEL else slip.lookup.address


def stylesheet(form: Form) -> str:
    folder = TEMPLATES / form.folder
    return "\n".join((folder / name).read_text(encoding="utf-8") for name in form.styles)


def page_html(form: Form, slip: SlipContext, typeface: Typeface, leaf: Leaf) -> str:
    """Raises TemplateMistake. `slip` is as stored: it is made printable here."""
    clean = typeface.everywhere(slip)
    drawn = Mark(typeface.text(leaf.mark))
    values = {
        "form": form,
        "slip": clean,
        "copy": leaf.copy,
        "density": leaf.density,
        "pages": typeface.everywhere(tuple(leaf.pages)),
        "page_total": leaf.page_total,
        "mark": drawn.text,
        "mark_size": drawn.size,
        "qr": picture_address("qr", scanned(form, slip)),
        "bars": picture_address("bars", slip.lookup.code),
        "logo": picture_address("logo", logo_of(slip)),
        "signed": CONFIRMED,
        "issuer_rule": _rule_under(clean.issuer.name, typeface),
        "received_sentence": sentence_start(getattr(clean, "received_on", "")),
        "dense": len(getattr(clean, "papers", ())) >= DENSE_FROM,
        "blank": BLANK,
    }
    page = _template(form.folder, form.template)
    html = str(page.render(Context(values, use_l10n=False, use_tz=False)))
    if MISSING in html:
        name = html.split(MISSING)[1]
        raise TemplateMistake(f"{form.template} names {name}, which the context does not have")
    return _with_signature(html, [typeface.text(line) for line in leaf.signature])


def _with_signature(html: str, lines: Sequence[str]) -> str:
    """The mark is no part of an edition: it stands in the place that each of them leaves free."""
    if not lines:
        return html
    words = format_html_join("", "<div>{}</div>", ((line,) for line in lines))
    filled = EMPTY_PLACE.replace("></div>", f' style="{MARK_STYLE}">{words}</div>')
    return html.replace(EMPTY_PLACE, filled)


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
