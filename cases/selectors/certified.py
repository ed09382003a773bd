"""Số chứng thực: one run of numbers a desk and year; the next one is offered, never imposed."""

import re
from datetime import datetime

from cases.models import Result
from onecua.people.models import Desk
from procedures.models import ProcedureVersion
from procedures.timing import office_date

_COUNT = re.compile(r"\d{1,9}")


def next_number(desk: Desk, now: datetime) -> str:
    """After the last one given here this year, in its own writing; "" where there is none yet."""
    last = (
        Result.objects.filter(
            dossier__desk=desk,
            dossier__register_year=office_date(now).year,
            dossier__procedure__kind=ProcedureVersion.Kind.IMMEDIATE,
        )
        .order_by("-pk")
        .values_list("number", "last_number")
        .first()
    )
    if last is None:
        return ""
    written = last[1] or last[0]
    return _COUNT.sub(lambda count: str(int(count[0]) + 1).zfill(len(count[0])), written, count=1)
