"""What is said to have happened earlier than it is recorded: within a policy, a reason, an outage.

Starts use the claimed instant, for a paper block cannot gain the office a day; ends use it only
within a declared outage.
"""

from datetime import datetime

from cases.models import Dossier
from cases.services._apply import Work, record
from cases.services.errors import ReceivedInFuture
from onecua.kernel.errors import BadInput
from onecua.kernel.text import says_something
from onecua.ledger.texts import keep_text
from onecua.people.models import Agency, Outage
from procedures.calendars import current_revision, working_calendar
from procedures.timing import office_date, office_time

WITHOUT_REASON = 1  # working days: what came on Friday is entered on Monday


class BackdatingNeedsReason(BadInput):
    code = "backdating-needs-reason"
    sentence = (
        "Lúc nhận giấy tờ {given:%H:%M %d/%m/%Y} sớm hơn lúc ghi quá {days} ngày làm việc. "
        "Ghi lý do nhận ngoài hệ thống; lý do được liệt kê cho đơn vị kiểm tra."
    )


class ClaimOutsideOutage(BadInput):
    code = "claim-outside-outage"
    sentence = (
        "Lúc {given:%H:%M %d/%m/%Y} không nằm trong lần ngừng hệ thống nào đã khai báo. "
        "Bỏ trống để ghi theo giờ hệ thống, hoặc báo quản trị hệ thống khai báo sự cố trước."
    )


def received_or_refuse(
    received_at: datetime | None, at: datetime, *, agency: Agency, reason: str
) -> datetime | None:
    """A claimed reception lies in the past; beyond the policy it needs a reason.

    Raises ReceivedInFuture, BackdatingNeedsReason, NaiveInstant.
    """
    if received_at is None or office_time(received_at) == at:
        return None
    given = office_time(received_at)
    if received_at > at:
        raise ReceivedInFuture("received_at", given=given)
    calendar = working_calendar(current_revision(agency))
    late = calendar.working_days_between(office_date(given), office_date(at))
    if late > WITHOUT_REASON and not says_something(reason):
        raise BackdatingNeedsReason("late_reason", given=given, days=WITHOUT_REASON)
    return received_at


def explain(work: Work, reason: str) -> None:
    """The reason as an event of its own, recorded now: the auditor lists them."""
    if work.claimed is None or not says_something(reason):
        return
    words = keep_text(work.dossier.pk, reason)
    claimed, work.claimed = work.claimed, None
    record(work, {"claimed_at": claimed.isoformat(), "reason": words}, kind="back_dated")
    work.claimed = claimed


def ended_or_refuse(
    dossier: Dossier, happened_at: datetime | None, at: datetime
) -> datetime | None:
    """Raises ClaimOutsideOutage, NaiveInstant."""
    if happened_at is None:
        return None
    given = office_time(happened_at)
    covered = Outage.objects.filter(
        units=dossier.held_by, begins_at__lte=given, ends_at__gte=given, declared_at__lte=at
    )
    if given > at or not covered.exists():
        raise ClaimOutsideOutage("happened_at", given=given)
    return happened_at
