"""Khai báo ngừng hệ thống: by the system administrator, from–to, for which units, by a document."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from onecua.kernel.errors import BadInput, Refusal
from onecua.kernel.text import clean_line
from onecua.people.acting import Acting
from onecua.people.models import Outage, Unit
from onecua.people.roles import Role
from onecua.people.services._record import record


class NotTheAdministrator(Refusal):
    code = "not-the-administrator"
    sentence = "Chỉ quản trị hệ thống khai báo ngừng hệ thống."
    status = 403


class OutageTimesWrong(BadInput):
    code = "outage-times-wrong"
    sentence = "Lúc bắt đầu phải trước lúc kết thúc, và cả hai đã qua."


class OutageNeedsADocument(BadInput):
    code = "outage-needs-a-document"
    sentence = "Cần ghi số văn bản hoặc biên bản sự cố."


class OutageNeedsUnits(BadInput):
    code = "outage-needs-units"
    sentence = "Chọn ít nhất một đơn vị bị ảnh hưởng."


@transaction.atomic
def declare_outage(
    *,
    begins_at: datetime,
    ends_at: datetime,
    units: Sequence[Unit],
    document: str,
    acting: Acting,
    at: datetime,
) -> Outage:
    """All instants aware. It counts for what is recorded from now on, never for what was before.

    Raises NotTheAdministrator, OutageTimesWrong, OutageNeedsADocument, OutageNeedsUnits.
    """
    if acting.role != Role.SYSTEM_ADMIN:
        raise NotTheAdministrator
    if not begins_at < ends_at <= at:
        raise OutageTimesWrong("begins_at")
    if not clean_line(document):
        raise OutageNeedsADocument("document")
    if not units:
        raise OutageNeedsUnits("units")
    outage = Outage.objects.create(
        begins_at=begins_at, ends_at=ends_at, document=clean_line(document), declared_at=at
    )
    outage.units.set(units)
    record(
        acting.agency_id,
        "outage_declared",
        {
            "outage": outage.pk,
            "begins_at": begins_at.isoformat(),
            "ends_at": ends_at.isoformat(),
            "units": sorted(unit.pk for unit in units),
            "document": outage.document,
        },
        acting=acting,
        at=at,
    )
    return outage
