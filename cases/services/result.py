"""Kết quả: recorded as its kind demands, brought to the desk, given to the citizen."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from cases.models import Dossier, Result, StoredFile
from cases.services import apology, claims, slips, step_runs
from cases.services._apply import Work, begin, finish, record
from cases.services.errors import (
    NotASigner,
    QuantityOutOfRange,
    ReasonMissing,
    RecipientMissing,
    ResultDateWrong,
    ResultIncomplete,
)
from onecua.kernel.text import clean_line, clean_text, says_something
from onecua.ledger.texts import keep_text
from onecua.people.acting import Acting
from procedures.models import Need, ProcedureVersion
from procedures.timing import office_date

MOST_COPIES = 9_999


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultData:
    """What the officer writes of the result. `last_number` for a range (chứng thực)."""

    number: str = ""
    signer: str = ""
    signed_on: date | None = None
    file: StoredFile | None = None
    summary: str = ""
    quantity: int = 1
    last_number: str = ""


@transaction.atomic
def record_result(
    *,
    dossier_id: int,
    result: ResultData,
    acting: Acting,
    at: datetime,
    happened_at: datetime | None = None,
    version: int | None = None,
) -> Dossier:
    """Nhập kết quả: the clock ends here, and the recorded result decides timeliness.

    happened_at: when it was really there, only within a declared outage.
    Raises ResultIncomplete, ResultDateWrong, ClaimOutsideOutage.
    """
    work = begin("record_result", dossier_id=dossier_id, acting=acting, at=at, version=version)
    work.claimed = claims.ended_or_refuse(work.dossier, happened_at, at)
    write_result(work, result)
    step_runs.end(work.dossier, work.claimed or at)
    _withdraw_what_is_not_needed(work)
    finish(work)
    return work.dossier


def write_result(work: Work, result: ResultData) -> Result:
    """The event and the row of a result, checked against what the procedure demands."""
    dossier = work.dossier
    check_result(dossier.procedure, result, received_on=_received_on(work), today=_today(work))
    number = dossier.results.count() + 1
    record(
        work,
        {
            "version": number,
            "number": clean_line(result.number),
            "signed_on": result.signed_on.isoformat() if result.signed_on else "",
            "file": result.file.digest if result.file else "",
            "pages": 0,
            "quantity": result.quantity,
            "last_number": clean_line(result.last_number),
        },
        kind="result_recorded",
    )
    return Result.objects.create(
        dossier=dossier,
        version=number,
        number=clean_line(result.number),
        last_number=clean_line(result.last_number),
        signer=clean_line(result.signer),
        signed_on=result.signed_on,
        summary=clean_text(result.summary),
        quantity=result.quantity,
        file=result.file,
        recorded_at=work.at,
    )


def check_result(
    procedure: ProcedureVersion, result: ResultData, *, received_on: date, today: date
) -> None:
    """Raises ResultIncomplete, ResultDateWrong, QuantityOutOfRange."""
    demanded = (
        ("số, ký hiệu", procedure.result_number, result.number.strip()),
        ("người ký", procedure.result_signer, result.signer.strip()),
        ("ngày ký", procedure.result_signer, result.signed_on),
        ("tệp kết quả", procedure.result_file, result.file),
    )
    missing = [name for name, need, given in demanded if need == Need.REQUIRED and not given]
    if missing:
        name = procedure.result_name or procedure.short_title
        raise ResultIncomplete("number", result=name, missing=", ".join(missing))
    if result.signed_on is not None and result.signed_on < received_on:
        raise ResultDateWrong("signed_on", given=result.signed_on, why="trước ngày tiếp nhận hồ sơ")
    if result.signed_on is not None and result.signed_on > today:
        raise ResultDateWrong("signed_on", given=result.signed_on, why="ở tương lai")
    if not 1 <= result.quantity <= MOST_COPIES:
        raise QuantityOutOfRange("quantity", most=MOST_COPIES, given=result.quantity)


@transaction.atomic
def refuse(
    *,
    dossier_id: int,
    reason: str,
    legal_basis: str,
    acting: Acting,
    at: datetime,
    version: int | None = None,
) -> Dossier:
    """Từ chối giải quyết, Mẫu số 03: a result with the same deadline (NĐ 61 Đ19.8).

    Raises ReasonMissing, NotASigner.
    """
    if not says_something(reason) or not says_something(legal_basis):
        raise ReasonMissing("reason")
    work = begin("refuse", dossier_id=dossier_id, acting=acting, at=at, version=version)
    if acting.stands_in and acting.signature:  # his work, but not his signature
        raise NotASigner(position=acting.signature.position, agency=work.dossier.held_by.agency)
    stream = work.dossier.pk
    record(
        work,
        {"reason": keep_text(stream, reason), "legal_basis": keep_text(stream, legal_basis)},
    )
    step_runs.end(work.dossier, at)
    _withdraw_what_is_not_needed(work)
    finish(work)
    slips.issue_refusal(work, reason=f"{reason}\n{legal_basis}")
    finish(work, due_at=False)
    return work.dossier


@transaction.atomic
def arrive_at_desk(
    *, dossier_id: int, acting: Acting, at: datetime, version: int | None = None
) -> Dossier:
    """Kết quả đã về quầy: only now is the citizen told to come."""
    work = begin("arrive_at_desk", dossier_id=dossier_id, acting=acting, at=at, version=version)
    record(work, {})
    work.set(
        at_desk_since=at,
        holder_unit_id=work.dossier.desk.unit_id,
        holder_person_id=acting.keeper_id,
        held_since=at,
    )
    finish(work, due_at=False)
    return work.dossier


@transaction.atomic
def return_result(
    *,
    dossier_id: int,
    recipient: str,
    proof: str,
    recipient_is_owner: bool,
    acting: Acting,
    at: datetime,
    version: int | None = None,
) -> Dossier:
    """Trả kết quả: to whom, and how it was proved. Being late never blocks it."""
    if not recipient.strip() or not proof.strip():
        raise RecipientMissing("recipient")
    work = begin("return_result", dossier_id=dossier_id, acting=acting, at=at, version=version)
    write_return(work, recipient, proof, is_owner=recipient_is_owner)
    finish(work, due_at=False)
    return work.dossier


def write_return(work: Work, recipient: str, proof: str, *, is_owner: bool) -> None:
    stream = work.dossier.pk
    record(
        work,
        {
            "recipient": keep_text(stream, recipient),
            "proof": keep_text(stream, proof),
            "recipient_is_owner": is_owner,
        },
        kind="returned",
    )
    work.set(holder_person_id=None)


def _withdraw_what_is_not_needed(work: Work) -> None:
    """A result that comes in time withdraws the open apology; a late one leaves the debt."""
    ended = work.claimed or work.at
    late = work.dossier.late_from is not None and work.dossier.late_from <= ended
    if not late:
        apology.withdraw_open(work, "Kết quả đã có trước khi quá hạn.")


def _received_on(work: Work) -> date:
    return office_date(work.dossier.received_at or work.at)


def _today(work: Work) -> date:
    return office_date(work.at)
