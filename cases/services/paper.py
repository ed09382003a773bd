"""From a dossier to the words of its slips: the frozen contexts of `cases.slip_contexts`."""

from datetime import date

from django.conf import settings

from cases.models import Apology, Dossier
from cases.services._apply import Work
from cases.services.corner import corner
from cases.slip_contexts.apology import ApologyContext
from cases.slip_contexts.parts import (
    Applicant,
    Contact,
    Lookup,
    Paper,
    RegisterEntry,
    Signer,
)
from cases.slip_contexts.receipt import ReceiptContext
from cases.slip_contexts.refusal import RefusalContext
from cases.slip_contexts.supplement import SupplementContext
from onecua.kernel.vietnamese import (
    count_words,
    date_words,
    dong_words,
    instant_words,
    sentence_start,
)
from onecua.people.models import Agency, Person, Post
from onecua.people.signatures import Signature
from procedures.timing import TimeLimit, office_date

LOOKUP_TEXT = "Tra cứu hồ sơ: quét mã QR hoặc vào {address}/tra-cuu và nhập mã kiểm tra."


def receipt(work: Work, *, number: str, replaces: str) -> ReceiptContext:
    dossier = work.dossier
    limit = TimeLimit(dossier.limit_number or 1, dossier.limit_unit)
    due = dossier.appointed_due or dossier.promised_due
    if due is None or dossier.received_at is None:
        raise ValueError("a receipt is for a dossier that was received and has a date")
    head = corner(dossier.answering, work.at, dossier.desk.name)
    return ReceiptContext(
        issuer=head.issuer,
        number=number,
        place_date=head.place_date,
        lookup=lookup(dossier),
        replaces=replaces,
        desk=dossier.desk.name,
        applicant=applicant(dossier),
        submitter=dossier.applicant.submitter,
        procedure=dossier.procedure.title,
        papers=tuple(
            Paper(paper.name, paper.originals, paper.copies)
            for paper in (work.papers or dossier.papers.all())
            if paper.present
        ),
        sets=dossier.quantity,
        time_limit=_limit_words(limit),
        received_at=instant_words(dossier.received_at),
        due_at=instant_words(due),
        due_note="tạm tính" if dossier.provisional else "",
        return_place=dossier.desk.name,
        fee=_fee(dossier),
        register=_register(dossier),
        officer=_name(work),
        demonstration=settings.DEMONSTRATION,
    )


def _register(dossier: Dossier) -> RegisterEntry:
    """A dossier taken over stands in the older system's register, and in none of ours."""
    if dossier.taken_over:
        return RegisterEntry("", "")
    return RegisterEntry(count_words(dossier.book or 1), count_words(dossier.entry or 0))


def guidance(work: Work, *, number: str, missing: str, reason: str) -> SupplementContext:
    dossier = work.dossier
    head = corner(dossier.answering, work.at, dossier.desk.name)
    return SupplementContext(
        issuer=head.issuer,
        number=number,
        place_date=head.place_date,
        lookup=lookup(dossier),
        applicant=applicant(dossier),
        procedure=dossier.procedure.title,
        items=_items(missing),
        reason=reason.strip(),
        contact=Contact(_name(work), dossier.desk.phone),
        signer=Signer("Người hướng dẫn", _name(work)),
        demonstration=settings.DEMONSTRATION,
    )


def supplement(
    work: Work, *, case_words: tuple[str, str], number: str, missing: str, reason: str,
    answer_by: date,
) -> SupplementContext:  # fmt: skip
    dossier, agency = work.dossier, competent_agency(work)
    occasion, clock_text = case_words
    head = corner(agency, work.at)
    return SupplementContext(
        issuer=head.issuer,
        number=number,
        place_date=head.place_date,
        lookup=lookup(dossier),
        occasion=occasion,
        applicant=applicant(dossier),
        procedure=dossier.procedure.title,
        received_on=date_words(office_date(dossier.received_at or work.at)),
        items=_items(missing),
        reason=reason.strip(),
        clock_text=clock_text,
        answer_by=date_words(answer_by),
        contact=Contact(dossier.desk.name, dossier.desk.phone),
        recipients=("Như trên;", f"{dossier.desk.name};", "Lưu: VT."),
        signer=signer(work),
        demonstration=settings.DEMONSTRATION,
    )


def case_words(restart: bool, ordinal: int) -> tuple[str, str]:  # noqa: FBT001 - one of two cases
    """Under the title, and about the clock."""
    if restart:
        return "", "Thời hạn giải quyết được tính lại từ đầu sau khi nhận đủ hồ sơ."
    clock = "Thời hạn giải quyết tạm dừng và được tính tiếp sau khi nhận đủ hồ sơ."
    return (f"Lần thứ {ordinal}" if ordinal > 1 else ""), clock


def refusal(work: Work, *, number: str, reason: str) -> RefusalContext:
    dossier = work.dossier
    at_the_counter = dossier.code is None
    head = corner(dossier.answering, work.at, dossier.desk.name if at_the_counter else "")
    return RefusalContext(
        issuer=head.issuer,
        number=number,
        place_date=head.place_date,
        lookup=lookup(dossier),
        desk=dossier.desk.name,
        applicant=applicant(dossier),
        submitter=dossier.applicant.submitter,
        procedure=dossier.procedure.title,
        reasons=_items(reason),
        signer=Signer("Người tiếp nhận hồ sơ", _name(work)) if at_the_counter else signer(work),
        demonstration=settings.DEMONSTRATION,
    )


def apology(work: Work, late: Apology, *, number: str) -> ApologyContext:
    dossier, agency = work.dossier, late.agency
    head = corner(agency, work.at)
    due = dossier.appointed_due or dossier.promised_due or work.at
    return ApologyContext(
        issuer=head.issuer,
        number=number,
        place_date=head.place_date,
        lookup=lookup(dossier),
        applicant=applicant(dossier),
        agency=agency.name,
        received_on=sentence_start(date_words(office_date(dossier.received_at or work.at))),
        procedure=dossier.procedure.title,
        due_at=instant_words(due),
        already_late=dossier.late_from is not None and dossier.late_from <= work.at,
        reason=late.reason,
        finished_at=instant_words(dossier.ended_at) if dossier.ended_at else "",
        new_due_at=instant_words(late.new_due) if late.new_due else "",
        return_place=dossier.desk.name,
        recipients=("Như trên;", f"{dossier.desk.name};", "Lưu: VT."),
        signer=signer(work),
        demonstration=settings.DEMONSTRATION,
    )


def competent_agency(work: Work) -> Agency:
    """The agency that holds the dossier speaks for itself; at the desk it is the receiving one."""
    unit = work.dossier.holder_unit
    return unit.agency if unit else work.dossier.answering


def applicant(dossier: Dossier) -> Applicant:
    person = dossier.applicant
    return Applicant(person.name, person.address, person.phone, person.email)


def lookup(dossier: Dossier) -> Lookup:
    address = settings.PUBLIC_ADDRESS.rstrip("/")
    return Lookup(
        code=dossier.code or dossier.contact or "",
        check_code=dossier.check_code,
        base=address,
        text=LOOKUP_TEXT.format(address=address.split("://", 1)[-1]),
        label="Mã hồ sơ" if dossier.code else "Số tiếp nhận",
    )


def signer(work: Work) -> Signer:
    post = Post.objects.get(pk=work.acting.post_id if work.acting else 0)
    lent = work.acting.signature if work.acting else None
    lines = lent or Signature(post.position, post.authority)
    return Signer(lines.position, _name(work), lines.authority)


def _name(work: Work) -> str:
    if work.acting is None:
        return ""
    if work.acting.on_behalf_of is None:
        return work.acting.name
    return Person.objects.get(pk=work.acting.person_id).full_name


def _limit_words(limit: TimeLimit) -> str:
    whole = limit.number == int(limit.number)
    return f"{count_words(int(limit.number))} {limit.unit.label}" if whole else str(limit)


def _fee(dossier: Dossier) -> str:
    fee = dossier.procedure.fee_vnd
    return dong_words(fee) if fee else ""


def _items(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.splitlines() if line.strip())
