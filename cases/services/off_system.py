"""Tiếp nhận ngoài hệ thống: what a unit declares each month; corrected only by declaring again.

The events of the agency's stream are the only record: the newest of a month counts.
"""

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from django.db import transaction

from cases.agency_events import check_payload
from onecua.kernel.errors import BadInput, Refusal
from onecua.ledger.canonical import JsonObject
from onecua.ledger.models import Event
from onecua.ledger.writing import append
from onecua.people.acting import Acting
from onecua.people.roles import Role
from procedures.timing import office_date

KIND = "off_system_declared"
MOST = 100_000
DECLARERS = (Role.HEAD, Role.UNIT_ADMIN)


class MonthNotOver(BadInput):
    code = "month-not-over"
    sentence = "Tháng {month:%m/%Y} chưa hết; chỉ khai cho tháng đã qua."


class CountOutOfRange(BadInput):
    code = "count-out-of-range"
    sentence = "Số hồ sơ tiếp nhận ngoài hệ thống là số từ 0 đến {most}."


class MayNotDeclare(Refusal):
    code = "may-not-declare"
    sentence = "Số tiếp nhận ngoài hệ thống do lãnh đạo hoặc quản trị của đơn vị khai."
    status = 403


@transaction.atomic
def declare(*, month: date, count: int, acting: Acting, at: datetime) -> None:
    """Of the acting post's own agency. month: any day of it.

    Raises MayNotDeclare, MonthNotOver, CountOutOfRange.
    """
    if acting.role not in DECLARERS:
        raise MayNotDeclare
    first = month.replace(day=1)
    if first >= office_date(at).replace(day=1):
        raise MonthNotOver("month", month=first)
    if not 0 <= count <= MOST:
        raise CountOutOfRange("count", most=MOST)
    facts: JsonObject = {"month": f"{first:%Y-%m}", "count": count}
    check_payload(KIND, facts)
    append(acting.agency_id, KIND, facts, actor=acting.actor, at=at)


def declared(agencies: Iterable[int], month: date) -> Mapping[int, int]:
    """Agency -> what it declared for the month last; who declared nothing is not in it."""
    rows = Event.objects.filter(
        kind=KIND, stream__in=list(agencies), data__month=f"{month:%Y-%m}"
    ).order_by("seq")
    return {row.stream: int(row.data["count"]) for row in rows}
