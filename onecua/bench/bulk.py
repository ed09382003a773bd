"""Many slips in one file, against a bare WeasyPrint batch of the same pages.

How big a slip is in such a file stands in the note.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from cases.slip_contexts.codec import to_json
from cases.slip_contexts.forms import FORMS, TT01
from cases.slips.bare import bare_many
from cases.slips.render import renderer, warm_up
from cases.slips.samples import SAMPLES
from onecua.bench.pairs import Ratio, measure

A_PART = 20
PAIRS = 30
KEY = (TT01, "apology")


def bulk() -> Ratio:
    """A part of twenty, as one worker lays it out."""
    warm_up()
    slips = _slips(0, A_PART)
    found = measure(
        lambda: renderer().render_many(slips), bare_many(renderer(), slips), pairs=PAIRS, warm_up=2
    )
    pdf = renderer().render_many(_slips(0, 50)).pdf or b""
    found.note = (
        f"{A_PART} phiếu xin lỗi; trong tệp 50 phiếu mỗi phiếu {len(pdf) / 50 / 1000:.1f} kB"
    )
    return found


def _slips(first: int, count: int) -> Sequence[tuple[Any, str, Sequence[str]]]:
    """Apologies that differ as those of a morning do: each has its number and its applicant."""
    form, sample = FORMS[KEY], SAMPLES[KEY]
    slips = []
    for number in range(first, first + count):
        applicant = replace(getattr(sample, "applicant"), name=f"Nguyễn Văn {number}")  # noqa: B009
        context: Any = replace(sample, number=form.numbered(number), applicant=applicant)  # type: ignore[type-var]
        slips.append((form, to_json(context), ()))
    return slips
