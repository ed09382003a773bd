"""One slip against a bare `HTML(string).write_pdf()` of the same page with shared fonts."""

from cases.slip_contexts.forms import FORMS, TT01
from cases.slips.bare import bare
from cases.slips.render import renderer, warm_up
from cases.slips.samples import SAMPLES
from onecua.bench.pairs import Ratio, measure


def one_slip() -> Ratio:
    """The apology: one page, one copy, as the bare side makes it."""
    warm_up()
    key = (TT01, "apology")
    form, context = FORMS[key], SAMPLES[key]
    return measure(lambda: renderer().render(form, context), bare(renderer(), form, context))
