"""Tạm dừng: each pause has a ground in law and a document; the clock stops and resumes."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from cases.models import Dossier
from cases.services import step_runs
from cases.services._apply import begin, finish, record
from cases.services.calendar_change import catch_up
from cases.services.errors import DocumentMissing, GroundUnknown, HeadStopsAgain
from cases.services.supplement import refuse_if_late_without_apology
from onecua.kernel.text import clean_line, is_numbered
from onecua.ledger.models import Event
from onecua.people.acting import Acting
from onecua.people.roles import Role

# Kept short and shown as a list: a ground is chosen, never invented.
GROUNDS: Mapping[str, str] = {
    "financial_duty": "Thông báo nghĩa vụ tài chính của cơ quan thuế",
    "field_check": "Kiểm tra, xác minh thực địa theo luật chuyên ngành",
    "council": "Chờ kết luận của Hội đồng theo luật chuyên ngành",
    "public_notice": "Niêm yết công khai theo luật chuyên ngành",
    "assessment": "Giám định, kiểm nghiệm theo luật chuyên ngành",
}

STOPPED_BY = ("suspended", "payment_required")  # the events


@transaction.atomic
def require_payment(
    *, dossier_id: int, document: str, acting: Acting, at: datetime, version: int | None = None
) -> Dossier:
    """Chờ nghĩa vụ tài chính, with the tax office's notice. Raises DocumentMissing."""
    return _stop("require_payment", "financial_duty", dossier_id, document, acting, at, version)


@transaction.atomic
def suspend(
    *,
    dossier_id: int,
    ground: str,
    document: str,
    acting: Acting,
    at: datetime,
    version: int | None = None,
) -> Dossier:
    """Tạm dừng theo luật chuyên ngành. Raises GroundUnknown, DocumentMissing, HeadStopsAgain."""
    if ground not in GROUNDS:
        raise GroundUnknown("ground", given=ground)
    return _stop("suspend", ground, dossier_id, document, acting, at, version)


@transaction.atomic
def record_payment(
    *, dossier_id: int, document: str, acting: Acting, at: datetime, version: int | None = None
) -> Dossier:
    """Đã thực hiện nghĩa vụ tài chính: by the receipt's number. Raises DocumentMissing."""
    return _go_on("record_payment", dossier_id, document, acting, at, version)


@transaction.atomic
def resume(
    *, dossier_id: int, document: str, acting: Acting, at: datetime, version: int | None = None
) -> Dossier:
    """Tiếp tục giải quyết. Raises DocumentMissing."""
    return _go_on("resume", dossier_id, document, acting, at, version)


def _stop(
    name: str,
    ground: str,
    dossier_id: int,
    document: str,
    acting: Acting,
    at: datetime,
    version: int | None,
) -> Dossier:
    work = begin(name, dossier_id=dossier_id, acting=acting, at=at, version=version)
    refuse_if_late_without_apology(work)
    if _stopped_before(work.dossier) and not (acting.role == Role.HEAD and acting.signs):
        raise HeadStopsAgain
    record(work, {"ground": ground, "document": _document_or_refuse(document)})
    finish(work)
    return work.dossier


def _stopped_before(dossier: Dossier) -> bool:
    """Whoever resumes and stops again could hold a clock for ever: the second time a head signs."""
    return Event.objects.filter(stream=dossier.pk, kind__in=STOPPED_BY).exists()


def _go_on(
    name: str, dossier_id: int, document: str, acting: Acting, at: datetime, version: int | None
) -> Dossier:
    work = begin(name, dossier_id=dossier_id, acting=acting, at=at, version=version)
    catch_up(work)
    record(work, {"document": _document_or_refuse(document)})
    step_runs.redate(work)
    finish(work)
    return work.dossier


def _document_or_refuse(document: str) -> str:
    if not is_numbered(number := clean_line(document)):
        raise DocumentMissing("document")
    return number
