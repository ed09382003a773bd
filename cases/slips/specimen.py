"""A specimen of a slip under a letterhead that is being considered, laid out as the printer does.

The words of the slip are invented, and it says MẪU (TT 01/2018 Đ5) so that nobody takes it for one.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from cases.models import Letterhead
from cases.services.corner import issuer
from cases.services.letterheads import Words
from cases.slip_contexts.forms import FORMS
from cases.slips.render import renderer
from cases.slips.samples import SAMPLES
from onecua.kernel.vietnamese import place_date
from onecua.people.models import Agency, Desk
from procedures.selectors import regime_on
from procedures.timing import office_date

SPECIMENS: Mapping[str, str] = {
    "receipt": "Giấy tiếp nhận hồ sơ và hẹn trả kết quả",
    "apology": "Phiếu xin lỗi và hẹn lại ngày trả kết quả",
}
WATERMARK = "MẪU"


def specimen(code: str, words: Words, agency: Agency, at: datetime) -> bytes:
    """code: of SPECIMENS; words: checked. One copy."""
    on = office_date(at)
    form = FORMS[regime_on(on).form_set, code]
    head = Letterhead(agency=agency, parent=words.parent, name=words.name, place=words.place)
    corner = issuer(agency, _desk_of(agency) if code == "receipt" else "", head)
    if words.logo:
        corner = replace(corner, logo=hashlib.sha256(words.logo).hexdigest())
    sample: Any = SAMPLES[form.key]
    context = replace(sample, issuer=corner, place_date=place_date(words.place, on))
    return renderer().render(
        replace(form, copies=()), context, watermark=WATERMARK, logo=words.logo or b""
    )


def _desk_of(agency: Agency) -> str:
    desk = Desk.objects.filter(unit__agency=agency).order_by("pk").first()
    return desk.name if desk else ""
