"""Slips as facts: a number, a frozen context, a job for the printer. Pages are made later.

Every slip is written in the transaction of the act that needs it: no act without its paper, no
paper without its act.
"""

from collections.abc import Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction

from cases.models import Apology, Dossier, Slip
from cases.services import files, letters, numbering, paper
from cases.services._apply import Work, begin, finish, record
from cases.services.print_errors import NoSuchSlip
from cases.services.signers import seal_of, signs_by_key
from cases.slip_contexts.codec import to_json
from cases.slip_contexts.forms import FORMS, TT03, Form
from onecua.ledger import numbers, outbox
from onecua.ledger.office import office_now
from onecua.people.acting import Acting
from onecua.people.models import Agency
from procedures.timing import office_date

if TYPE_CHECKING:
    from cases.services.supplement import Case

RENDER = "render_slip"


def issue_receipt(work: Work, *, replaces: bool = False) -> Slip:
    """Mẫu số 01; a new version names the one it replaces."""
    dossier = work.dossier
    old = dossier.slips.filter(form="receipt").order_by("-pk").first() if replaces else None
    form, agency = _form(work, "receipt"), dossier.answering
    number, book = _number(work, form, agency)
    context = paper.receipt(
        work, number=form.numbered(number), replaces=_named(form, old) if old else ""
    )
    return _issue(work, form, agency, (book, number), to_json(context), replaces=old)


def issue_guidance(work: Work, *, missing: str, reason: str) -> Slip:
    """Mẫu số 02 at the counter, before acceptance: no clock, so no clock text."""
    form, agency = _form(work, "supplement"), work.dossier.answering
    number, book = _number(work, form, agency)
    context = paper.guidance(work, number=form.numbered(number), missing=missing, reason=reason)
    return _issue(work, form, agency, (book, number), to_json(context))


def issue_supplement(
    work: Work, case: "Case", *, missing: str, reason: str, answer_by: date
) -> Slip:
    """Mẫu số 02 after acceptance: by the competent agency, through the desk."""
    form, agency = _form(work, "supplement"), paper.competent_agency(work)
    number, book = _number(work, form, agency)
    context = paper.supplement(
        work,
        case_words=paper.case_words(case.restart, case.ordinal),
        number=form.numbered(number),
        missing=missing,
        reason=reason,
        answer_by=answer_by,
    )
    return _issue(work, form, agency, (book, number), to_json(context))


def issue_refusal(work: Work, *, reason: str) -> Slip:
    """Mẫu số 03: at the counter, or of the whole dossier."""
    form, agency = _form(work, "refusal"), work.dossier.answering
    number, book = _number(work, form, agency)
    context = paper.refusal(work, number=form.numbered(number), reason=reason)
    return _issue(work, form, agency, (book, number), to_json(context))


def issue_apology(work: Work, apology: Apology) -> Slip:
    """Mẫu số 04, numbered in the book of the agency that apologises."""
    form, agency = _form(work, "apology"), apology.agency
    number, book = _number(work, form, agency)
    write = letters.extension if form.form_set == TT03 else paper.apology
    context = write(work, apology, number=form.numbered(number))
    return _issue(work, form, agency, (book, number), to_json(context))


def issue_stop(work: Work, *, ground: str, document: str, reason: str) -> Slip:
    """Thông báo dừng giải quyết hồ sơ, by the agency whose head stops it."""
    form, agency = _form(work, "stop_notice"), paper.competent_agency(work)
    number, book = _number(work, form, agency)
    context = letters.stop_notice(
        work, number=form.numbered(number), ground=ground, document=document, reason=reason
    )
    return _issue(work, form, agency, (book, number), to_json(context))


def void(work: Work) -> None:
    """What was issued stays, with its number, and is marked: nothing is torn out of a book."""
    work.dossier.slips.filter(voided_at=None).update(voided_at=work.at)


@transaction.atomic
def reprint(
    *, dossier_id: int, slip_id: int, acting: Acting, at: datetime, version: int | None = None
) -> Dossier:
    """In lại: the same bytes; who, when and the how-manieth time are in the ledger.

    Raises NoSuchSlip.
    """
    work = begin("reprint", dossier_id=dossier_id, acting=acting, at=at, version=version)
    slip = work.dossier.slips.filter(pk=slip_id).first()
    if slip is None:
        raise NoSuchSlip("slip_id")
    slip.reprints += 1
    slip.save(update_fields=["reprints"])
    facts: dict[str, str | int] = {
        "form": slip.kind.label,
        "number": slip.number or 0,
        "slip": slip.pk,
    }
    record(work, facts | {"times": slip.reprints})
    finish(work, due_at=False)
    return work.dossier


def _form(work: Work, code: str) -> Form:
    return FORMS[work.dossier.regime.form_set, code]


def _number(work: Work, form: Form, agency: Agency) -> tuple[int, str]:
    book = numbering.slip_book(agency, form.code, office_date(work.at).year)
    return numbers.take(book), book


def _named(form: Form, old: Slip) -> str:
    return f"Giấy số {form.numbered(old.number or 0)} ngày {office_date(old.issued_at):%d/%m/%Y}"


def _issue(
    work: Work,
    form: Form,
    agency: Agency,
    place: tuple[str, int],
    context: str,
    *,
    replaces: Slip | None = None,
) -> Slip:
    """place: the book and the number in it."""
    book, number = place
    digital = bool(form.has_signer and work.acting and signs_by_key(work.acting.person_id))
    slip = Slip.objects.create(
        dossier=work.dossier,
        form_set=form.form_set,
        form=form.code,
        edition=form.edition,
        book=book,
        number=number,
        context=context,
        issued_at=work.at,
        issued_by_id=work.acting.person_id if work.acting else None,
        replaces=replaces,
        digital=digital,
        seal_of=agency if digital and seal_of(agency) else None,
    )
    facts: Mapping[str, str | int] = {
        "form": form.label,
        "number": number,
        "year": office_date(work.at).year,
        "slip": slip.pk,
    }
    record(work, facts, kind="slip_issued")
    outbox.enqueue(
        RENDER,
        f"{RENDER}/{slip.pk}",
        {"slip": slip.pk},
        stream=work.dossier.pk,
        recipient=f"slip/{slip.pk}",
    )
    return slip


def waiting_slip(slip_id: int) -> Slip | None:
    """A slip that still has no file."""
    return Slip.objects.filter(pk=slip_id, file=None).first()


def file_slip(slip: Slip, pdf: bytes) -> None:
    """The rendered file of a slip; a slip that has one keeps it, so a reprint is the same bytes."""
    stored = files.keep(pdf, "application/pdf")
    Slip.objects.filter(pk=slip.pk, file=None).update(file=stored, rendered_at=office_now())
