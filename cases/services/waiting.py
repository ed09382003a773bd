"""Hồ sơ nộp trực tuyến chờ tiếp nhận: the desk's three answers to what waits in its queue.

The dossier is there already; what lies on the counter is what the citizen has sent.
"""

from datetime import datetime

from django.db import transaction

from cases.models import Dossier
from cases.services import intake, slips
from cases.services._apply import Work, begin, finish, record
from cases.services.applicants import ApplicantData
from cases.services.errors import NothingMissing, ReasonMissing
from cases.services.opening import Intake
from onecua.kernel.text import says_something
from onecua.ledger.texts import keep_text
from onecua.people.acting import Acting


def accept_waiting(
    *, dossier_id: int, acting: Acting, at: datetime, version: int | None = None
) -> Dossier:
    """Tiếp nhận. Raises what `intake.accept_submitted` raises."""
    waiting = Dossier.objects.select_related("procedure__procedure", "applicant").get(pk=dossier_id)
    sent = Intake(
        procedure=waiting.procedure.procedure.code,
        applicant=ApplicantData(name=waiting.applicant.name),
        channel=waiting.channel,
        quantity=waiting.quantity,
    )
    return intake.accept_submitted(
        dossier_id=dossier_id, intake=sent, acting=acting, at=at, version=version
    )


@transaction.atomic
def guide_waiting(
    *,
    dossier_id: int,
    missing: str,
    reason: str,
    acting: Acting,
    at: datetime,
    version: int | None = None,
) -> Dossier:
    """Hướng dẫn hoàn thiện, Mẫu số 02: once, full and exact (NĐ 61 Đ15.3). No clock has begun."""
    if not missing.strip():
        raise NothingMissing("missing")
    work = begin("guide", dossier_id=dossier_id, acting=acting, at=at, version=version)
    words = keep_text(work.dossier.pk, missing)
    record(work, _what(work) | {"missing": words})
    slips.issue_guidance(work, missing=missing, reason=reason)
    finish(work, due_at=False)
    return work.dossier


@transaction.atomic
def refuse_waiting(
    *, dossier_id: int, reason: str, acting: Acting, at: datetime, version: int | None = None
) -> Dossier:
    """Từ chối tiếp nhận, Mẫu số 03: with the reason in writing (NĐ 61 Đ17.1b)."""
    if not says_something(reason):
        raise ReasonMissing("reason")
    work = begin("refuse_intake", dossier_id=dossier_id, acting=acting, at=at, version=version)
    words = keep_text(work.dossier.pk, reason)
    record(work, _what(work) | {"reason": words})
    slips.issue_refusal(work, reason=reason)
    finish(work, due_at=False)
    return work.dossier


def _what(work: Work) -> dict[str, str | int | None]:
    return {
        "contact": work.dossier.contact,
        "procedure": work.dossier.procedure.procedure.code,
        "desk_unit": work.dossier.desk.unit_id,
    }
