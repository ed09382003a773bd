"""Whether the signature in a file still holds: pyHanko's judgement, in the office's words.

No list of revoked certificates is asked: nothing here goes over the network, and the page says so.
"""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509 import load_pem_x509_certificates
from django.conf import settings

from onecua.kernel.waiting import finished
from procedures.timing import office_time


class Judgement(StrEnum):
    VALID = "Chữ ký số hợp lệ"
    EXPIRED = "Chữ ký còn nguyên vẹn; chứng thư số nay đã hết hạn"
    CHANGED = "Tệp đã bị thay đổi sau khi ký"
    UNKNOWN = "Chữ ký còn nguyên vẹn; chưa xác minh được chứng thư số"
    UNREADABLE = "Không tìm thấy chữ ký số trong tệp"


@dataclass(frozen=True, slots=True)
class Verdict:
    judgement: Judgement
    facts: Sequence[tuple[str, str]] = ()

    @property
    def holds(self) -> bool:
        return self.judgement == Judgement.VALID


def verdict_on(pdf: bytes, *, now: datetime) -> Verdict:
    """now: office time; a certificate may have expired since it was used."""
    from pyhanko.pdf_utils.misc import PdfError  # noqa: PLC0415 - 0.6 s, only on this page
    from pyhanko.pdf_utils.reader import PdfFileReader  # noqa: PLC0415
    from pyhanko.sign.general import SigningError  # noqa: PLC0415

    try:
        signatures = PdfFileReader(io.BytesIO(pdf)).embedded_signatures
    except (PdfError, SigningError, ValueError):
        signatures = []
    if not signatures:
        return Verdict(Judgement.UNREADABLE)
    return finished(_verdict(signatures[0], now))


async def _verdict(signature: Any, now: datetime) -> Verdict:
    from pyhanko.sign.validation import async_validate_pdf_signature  # noqa: PLC0415 - as above
    from pyhanko_certvalidator import ValidationContext  # noqa: PLC0415

    claimed = signature.self_reported_timestamp or now
    context = ValidationContext(trust_roots=_roots(), moment=claimed, allow_fetching=False)
    status = await async_validate_pdf_signature(signature, context)
    return Verdict(_judged(status, now), _facts(status.signing_cert, claimed))


def _judged(status: Any, now: datetime) -> Judgement:
    from pyhanko.sign.validation import SignatureCoverageLevel  # noqa: PLC0415 - as above

    whole = status.coverage == SignatureCoverageLevel.ENTIRE_FILE
    if not (status.intact and status.valid and whole):
        return Judgement.CHANGED
    if not status.trusted:
        return Judgement.UNKNOWN
    return Judgement.EXPIRED if status.signing_cert.not_valid_after < now else Judgement.VALID


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
