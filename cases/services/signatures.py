"""What makes a paper bind: ink and its scan, or a signature made by a key.

There is no issue without a signer: the act that issues a slip names him, and this follows it.
"""

from datetime import datetime
from typing import Any

from django.db import transaction

from cases.models import Dossier, Slip, StoredFile
from cases.services import files
from cases.services._apply import begin, finish, record
from cases.services.errors import FileRefused
from cases.services.print_errors import NoSuchSlip, SignedByKey
from onecua.ledger import outbox
from onecua.ledger.canonical import JsonObject
from onecua.ledger.office import office_now
from onecua.ledger.writing import THE_SYSTEM, append
from onecua.people.acting import Acting

SEAL = "seal_slip"
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
    """The signed file of a slip, and its event; where the agency has a seal, it is asked next.

    A slip that is signed stays as it is. certificate: the serial number, in hexadecimal digits.
    at: the time the signature claims.
    """
    dossier = _locked(slip)
    stored = files.keep(pdf, "application/pdf")
    kept = {"signed_file": stored} if slip.seal_of_id else _whole(stored)
    if not Slip.objects.filter(pk=slip.pk, signed_at=None).update(signed_at=at, **kept):
        return
    facts = _named(slip) | {"file": stored.digest, "certificate": certificate}
    _say(dossier, "slip_signed", facts, at)
    if slip.seal_of_id:
        outbox.enqueue(
            SEAL,
            f"{SEAL}/{slip.pk}",
            {"slip": slip.pk},
            stream=dossier.pk,
            recipient=f"slip/{slip.pk}",
        )


def waiting_for_seal(slip_id: int) -> Slip | None:
    """A slip that somebody has signed and that still lacks its agency's seal."""
    waiting = Slip.objects.filter(pk=slip_id, file=None).exclude(signed_file=None)
    return waiting.select_related("seal_of", "signed_file").first()


@transaction.atomic
def file_sealed(slip: Slip, pdf: bytes, *, certificate: str, at: datetime) -> None:
    """The file with both signatures, which is the slip's; one that has its file keeps it."""
    dossier = _locked(slip)
    stored = files.keep(pdf, "application/pdf")
    if not Slip.objects.filter(pk=slip.pk, file=None).update(**_whole(stored)):
        return
    facts = _named(slip) | {"file": stored.digest, "certificate": certificate}
    _say(dossier, "slip_sealed", facts, at)


def _locked(slip: Slip) -> Dossier:
    return Dossier.objects.select_for_update(of=("self",)).get(pk=slip.dossier_id)


def _whole(stored: StoredFile) -> dict[str, Any]:
    return {"file": stored, "rendered_at": office_now()}


def _say(dossier: Dossier, kind: str, facts: JsonObject, at: datetime) -> None:
    event = append(dossier.pk, kind, facts, actor=THE_SYSTEM, at=at)
    Dossier.objects.filter(pk=dossier.pk).update(version=event.seq)


def _named(slip: Slip) -> dict[str, str | int]:
    return {"form": slip.kind.label, "number": slip.number or 0, "slip": slip.pk}
