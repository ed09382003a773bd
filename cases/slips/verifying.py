"""Whether the signature in a file still holds: pyHanko's judgement, in the office's words.

No list of revoked certificates is asked: nothing here goes over the network, and the page says so.
"""

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509 import load_pem_x509_certificates
from django.conf import settings

from cases.slips.signature import FIELD, SEAL_FIELD
from onecua.kernel.waiting import finished
from procedures.timing import office_time


class Judgement(StrEnum):
    VALID = "Chữ ký số hợp lệ"
    EXPIRED = "Chữ ký còn nguyên vẹn; chứng thư số nay đã hết hạn"
    CHANGED = "Tệp đã bị thay đổi sau khi ký"
    UNKNOWN = "Chữ ký còn nguyên vẹn; chưa xác minh được chứng thư số"
    UNREADABLE = "Không tìm thấy chữ ký số trong tệp"
    UNSEALED = "Tệp thiếu con dấu số của cơ quan"


@dataclass(frozen=True, slots=True)
class Verdict:
    judgement: Judgement
    facts: Sequence[tuple[str, str]] = ()
    whose: str = ""

    @property
    def holds(self) -> bool:
        return self.judgement == Judgement.VALID


WHOSE: Mapping[str, str] = {FIELD: "Người ký", SEAL_FIELD: "Con dấu của cơ quan"}
BOTH = (FIELD, SEAL_FIELD)


def verdicts_on(pdf: bytes, *, now: datetime, sealed: bool = False) -> list[Verdict]:
    """One of each signature, the signer's first, then the seal's, as they must stand.

    sealed: the agency's seal belongs to it. now: office time; a certificate may have expired since
    it was used. Each signature covers what was there when it was made; the last one the whole file.
    """
    signatures = _signatures(pdf)
    if not signatures:
        return [Verdict(Judgement.UNREADABLE)]
    expected = BOTH if sealed else BOTH[:1]
    names = tuple(each.field_name for each in signatures)
    found = [
        finished(_verdict(each, now, last=each is signatures[-1]))
        for each in signatures[: len(expected)]
    ]
    if names == expected[: len(names)]:
        missing = [
            Verdict(Judgement.UNSEALED, whose=WHOSE[name]) for name in expected[len(names) :]
        ]
        return found + missing
    return [replace(each, judgement=Judgement.CHANGED) for each in found]


def _signatures(pdf: bytes) -> list[Any]:
    from pyhanko.pdf_utils.misc import PdfError  # noqa: PLC0415 - 0.6 s, only on this page
    from pyhanko.pdf_utils.reader import PdfFileReader  # noqa: PLC0415
    from pyhanko.sign.general import SigningError  # noqa: PLC0415

    try:
        return list(PdfFileReader(io.BytesIO(pdf)).embedded_signatures)
    except (PdfError, SigningError, ValueError):
        return []


async def _verdict(signature: Any, now: datetime, *, last: bool) -> Verdict:
    from pyhanko.sign.validation import async_validate_pdf_signature  # noqa: PLC0415 - as above
    from pyhanko_certvalidator import ValidationContext  # noqa: PLC0415

    claimed = signature.self_reported_timestamp or now
    context = ValidationContext(trust_roots=_roots(), moment=claimed, allow_fetching=False)
    status = await async_validate_pdf_signature(signature, context)
    facts = _facts(status.signing_cert, claimed)
    whose = WHOSE.get(signature.field_name, signature.field_name)
    return Verdict(_judged(status, now, last=last), facts, whose)


def _judged(status: Any, now: datetime, *, last: bool) -> Judgement:
    if not (status.intact and status.valid and _covers(status, last=last)):
        return Judgement.CHANGED
    if not status.trusted:
        return Judgement.UNKNOWN
    return Judgement.EXPIRED if status.signing_cert.not_valid_after < now else Judgement.VALID


def _covers(status: Any, *, last: bool) -> bool:
    """The whole file; an earlier one its whole revision, and what came after only signed it too."""
    from pyhanko.sign.diff_analysis import ModificationLevel  # noqa: PLC0415 - as above
    from pyhanko.sign.validation import SignatureCoverageLevel as Level  # noqa: PLC0415

    if last:
        return bool(status.coverage == Level.ENTIRE_FILE)
    level = status.modification_level
    allowed = level is not None and level <= ModificationLevel.FORM_FILLING
    return bool(status.coverage >= Level.ENTIRE_REVISION and allowed and status.docmdp_ok)


def _facts(certificate: Any, claimed: datetime) -> list[tuple[str, str]]:
    subject, issuer = certificate.subject.native, certificate.issuer.native
    first, last = certificate.not_valid_before, certificate.not_valid_after
    return [
        ("Người ký", subject.get("common_name", "")),
        ("Cơ quan", subject.get("organization_name", "")),
        ("Thời gian ký", f"{office_time(claimed):%H:%M:%S %d/%m/%Y}"),
        ("Nơi cấp", issuer.get("common_name", "")),
        ("Số chứng thư", f"{certificate.serial_number:x}"),
        ("Hiệu lực", f"{office_time(first):%d/%m/%Y} – {office_time(last):%d/%m/%Y}"),
    ]


def _roots() -> list[Any]:
    """None listed: nobody is trusted, and the page says that the certificate is not verified."""
    from asn1crypto import x509  # noqa: PLC0415 - as above

    place = settings.SIGNING_ROOTS
    if not place or not Path(place).exists():
        return []
    listed = load_pem_x509_certificates(Path(place).read_bytes())
    return [x509.Certificate.load(each.public_bytes(Encoding.DER)) for each in listed]
