"""The printer's queue: what the outbox asks to be rendered. Twice is the same as once."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from cases.models import PrintItem, PrintJob, PrintPart, Slip
from cases.services import prints
from cases.services.files import read
from cases.services.signatures import SEAL, file_sealed, file_signed, waiting_for_seal
from cases.services.signers import key_of, seal_of
from cases.services.slips import RENDER, file_slip, waiting_slip
from cases.slip_contexts.form import Form, SlipContext
from cases.slip_contexts.forms import FORMS
from cases.slip_contexts.register import RegisterContext
from cases.slips.keys import NotSigned
from cases.slips.pile import joined
from cases.slips.printable import typeface
from cases.slips.register_pages import page_sizes, pages_of
from cases.slips.render import FONT_FOLDER, renderer
from cases.slips.signature import lines_of, sealed, signed
from onecua.kernel.vietnamese import count_words
from onecua.ledger.models import OutboxMessage
from onecua.ledger.office import office_now
from onecua.ledger.outbox import handles

PRINTER = "pdf"  # the queue
NOT_PRINTED = "Không in được"
NO_SIGNATURE = "Chưa được ký số"


@handles(RENDER, queue=PRINTER)
def render_slip(message: OutboxMessage) -> None:
    """Lay out the frozen context of a slip that has no file yet, in the edition it was issued.

    Without its signature a letter that is signed by a key has no file: it waits, and comes again.
    """
    slip = waiting_slip(int(message.payload["slip"]))
    if slip is None:
        return
    context = slip.kind.read(slip.context)
    if slip.digital:
        _sign(slip, context)
    else:
        file_slip(slip, renderer().render(slip.kind, context))


def _sign(slip: Slip, context: SlipContext) -> None:
    """Raises NotSigned, and what the signing service raises."""
    key = key_of(slip.issued_by_id) if slip.issued_by_id else None
    if key is None:
        raise NotSigned("người ký không còn trong danh sách ký số")
    at = office_now().replace(microsecond=0)
    lines = lines_of(context, at, sealed=slip.seal_of_id is not None)
    pdf, place = renderer().to_sign(slip.kind, context, lines)
    done = signed(pdf, place, key, at=at)
    file_signed(slip, done.pdf, certificate=done.certificate, at=at)


@handles(SEAL, queue=PRINTER)
def seal_slip(message: OutboxMessage) -> None:
    """The agency's seal signs what its signer has signed; without it there is no file.

    A message of its own: a token that is not plugged in asks nobody to sign again.
    """
    slip = waiting_for_seal(int(message.payload["slip"]))
    if slip is None or slip.seal_of is None or slip.signed_file is None:
        return
    key = seal_of(slip.seal_of)
    if key is None:
        raise NotSigned("con dấu của cơ quan không còn trong danh sách ký số")
    at = office_now().replace(microsecond=0)
    done = sealed(read(slip.signed_file), key, at=at)
    file_sealed(slip, done.pdf, certificate=done.certificate, at=at)


@handles(prints.PLAN, queue=PRINTER)
def plan_print(message: OutboxMessage) -> None:
    """Count the pages of a register, so that several workers may lay them out."""
    job = prints.waiting_job(int(message.payload["job"]))
    if job is not None:
        prints.planned_pages(job, page_sizes(_register(job).rows, typeface(FONT_FOLDER)))


@handles(prints.PRINT, queue=PRINTER)
def print_part(message: OutboxMessage) -> None:
    """One part of a print; whoever does the last one joins them all."""
    part = prints.waiting_part(int(message.payload["part"]))
    if part is None:
        return
    pdf, errors = _laid_out(part)
    if prints.file_part(part, pdf, errors):
        _join(part.job)


def _laid_out(part: PrintPart) -> tuple[bytes | None, dict[int, str]]:
    """The part's file, and what could not be laid out, by its place."""
    job, items = part.job, list(part.items.order_by("no").select_related("slip"))
    if items:
        waiting = {each.no: NO_SIGNATURE for each in items if not _may_go_out(each.slip)}
        ready = [each for each in items if each.no not in waiting]
        pile = renderer().render_many([_to_pile(each.slip) for each in ready])
        return pile.pdf, waiting | {ready[at].no: error for at, error in pile.errors.items()}
    if part.sizes:
        context, sizes = _register(job), [int(size) for size in part.sizes.split()]
        number = (part.no - 1) * prints.PAGES_A_PART + 1
        pages = pages_of(context.rows, sizes, first=part.first, number=number, page_total=job.total)
        return renderer().render_pages(job.kind, context, pages, page_total=job.total), {}
    return renderer().render(job.kind, job.kind.read(job.context)), {}


def _may_go_out(slip: Slip) -> bool:
    return slip.file_id is not None or not slip.digital


def _to_pile(slip: Slip) -> tuple[Form, str, Sequence[str]]:
    """With the same visible mark as the signed file has."""
    if slip.signed_at is None:
        return slip.kind, slip.context, ()
    context, with_seal = slip.kind.read(slip.context), slip.seal_of_id is not None
    return slip.kind, slip.context, lines_of(context, slip.signed_at, sealed=with_seal)


def _join(job: PrintJob) -> None:
    kept = [read(stored) for stored in prints.parts_of(job)]
    items = PrintItem.objects.filter(part__job=job).order_by("part__no", "no")
    errors = list(items.values_list("error", flat=True))
    prints.finish(job, joined([_cover(job, errors), *kept] if errors else kept))


def _cover(job: PrintJob, errors: Sequence[str]) -> bytes:
    """The list on top of the pile, which says what is not in it."""
    context: Any = job.kind.read(job.context)
    rows = [
        replace(row, note=NOT_PRINTED if error else "")
        for row, error in zip(context.rows, errors, strict=True)
    ]
    failed = sum(bool(error) for error in errors)
    remarks = (f"{count_words(failed)} phiếu không in được; xem cột Ghi chú.",) if failed else ()
    return renderer().render(job.kind, replace(context, rows=tuple(rows), remarks=remarks))


def _register(job: PrintJob) -> RegisterContext:
    context = FORMS[job.form_set, job.form].read(job.context)
    if not isinstance(context, RegisterContext):
        raise TypeError(f"{job} is no register")
    return context
