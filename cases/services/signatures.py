"""What makes a paper bind: ink and its scan, or a signature made by a key.

There is no issue without a signer: the act that issues a slip names him, and this follows it.
"""

from datetime import datetime

from django.db import transaction

from cases.models import Dossier, Slip, StoredFile
from cases.services import files
from cases.services._apply import begin, finish, record
from cases.services.errors import FileRefused
from cases.services.print_errors import NoSuchSlip, SignedByKey
from onecua.ledger.office import office_now
from onecua.ledger.writing import THE_SYSTEM, append
from onecua.people.acting import Acting

SCANNED = ("application/pdf", "image/jpeg", "image/png", "image/tiff")


@transaction.atomic
def keep_scan(
    *,
    dossier_id: int,
    slip_id: int,
    file: StoredFile,
    acting: Acting,
    at: datetime,
    version: int | None = None,
) -> Dossier:
    """Lưu bản ký: the scan of the paper that was signed in ink; a better one takes its place.

    Raises NoSuchSlip, SignedByKey, FileRefused.
    """
    work = begin("keep_scan", dossier_id=dossier_id, acting=acting, at=at, version=version)
    slip = work.dossier.slips.filter(pk=slip_id).first()
    if slip is None:
        raise NoSuchSlip("slip_id")
    if slip.digital:
        raise SignedByKey("slip_id")
    if file.content_type not in SCANNED:
        raise FileRefused("file", why="bản ký phải là bản quét: PDF, JPG, PNG hoặc TIF")
    record(work, _named(slip) | {"file": file.digest})
    slip.scan = file
    slip.save(update_fields=["scan"])
    finish(work, due_at=False)
    return work.dossier


@transaction.atomic
def file_signed(slip: Slip, pdf: bytes, *, certificate: str, at: datetime) -> None:
    """The signed file of a slip, and its event; a slip that has its file keeps it.

    certificate: the serial number, in hexadecimal digits. at: the time the signature claims.
    """
    dossier = Dossier.objects.select_for_update(of=("self",)).get(pk=slip.dossier_id)
    stored = files.keep(pdf, "application/pdf")
    waiting = Slip.objects.filter(pk=slip.pk, file=None)
    if not waiting.update(file=stored, rendered_at=office_now(), signed_at=at):
        return
    facts = _named(slip) | {"file": stored.digest, "certificate": certificate}
    event = append(dossier.pk, "slip_signed", facts, actor=THE_SYSTEM, at=at)
    Dossier.objects.filter(pk=dossier.pk).update(version=event.seq)


def _named(slip: Slip) -> dict[str, str | int]:
    return {"form": slip.kind.label, "number": slip.number or 0, "slip": slip.pk}
