"""A laid-out slip becomes a signed one: a field at the signer's block, PAdES, one more revision.

The page and its attachment stay byte for byte what they were; the signature is appended to them.
The server makes the digest and puts the signature in its place; the key is asked in between.
"""

import hashlib
import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from cryptography.hazmat.primitives.serialization import Encoding

from cases.services.signers import SignerKey
from cases.slip_contexts.form import SlipContext
from cases.slips.keys import DIGEST, certificates_of, signature_of
from onecua.kernel.waiting import finished
from procedures.timing import office_time

FIELD, SEAL_FIELD = "NguoiKy", "ConDau"
BLOCK = "signature"  # the id of the place above the signer's name
POINT = 0.75  # of a CSS pixel
LONGEST_SIGNATURE = 512  # bytes: RSA of 4096 bits


class NoPlaceToSign(Exception):
    """The form has no signer's block: nobody may sign it by a key."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where the signature stands. box: points from the lower left corner: x, y, x, y."""

    page: int
    box: tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class Signed:
    pdf: bytes
    certificate: str  # its serial number, in hexadecimal digits


def lines_of(context: SlipContext, at: datetime, *, sealed: bool = False) -> tuple[str, ...]:
    """The visible mark: who signed, for which agency, when; sealed: no file comes out without."""
    name = getattr(context, "signer").name  # noqa: B009 - not every context has one
    moment = f"{office_time(at):%d/%m/%Y %H:%M:%S} +07:00"
    lines = f"Ký số bởi: {name}", context.issuer.line, f"Thời gian ký: {moment}"
    return (*lines, "Kèm con dấu số của cơ quan") if sealed else lines


def signed(pdf: bytes, place: Place, key: SignerKey, *, at: datetime) -> Signed:
    """Raises NotSigned, NotDelivered, Hopeless."""
    return finished(_signed(pdf, place, key, at))


def sealed(pdf: bytes, key: SignerKey, *, at: datetime) -> Signed:
    """The agency's seal over a file that its signer has signed: a further revision, nothing drawn.

    Raises NotSigned, NotDelivered, Hopeless.
    """
    return finished(_signed(pdf, None, key, at))


async def _signed(pdf: bytes, place: Place | None, key: SignerKey, at: datetime) -> Signed:
    from asn1crypto import x509  # noqa: PLC0415 - with pyHanko 0.6 s, only where slips are signed
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter  # noqa: PLC0415
    from pyhanko.sign import signers  # noqa: PLC0415
    from pyhanko_certvalidator.registry import SimpleCertificateStore  # noqa: PLC0415

    own, *above = [
        x509.Certificate.load(each.public_bytes(Encoding.DER)) for each in certificates_of(key)
    ]
    chain = SimpleCertificateStore()  # type: ignore[no-untyped-call] # half of its library is typed
    chain.register_multiple(above)

    def holding(value: bytes | int) -> signers.ExternalSigner:
        return signers.ExternalSigner(own, chain, signature_value=value)

    session = _signer(holding(LONGEST_SIGNATURE), place).init_signing_session(
        IncrementalPdfFileWriter(io.BytesIO(pdf))
    )
    session.system_time = at
    reserved = await session.estimate_signature_container_size(validation_info=None)
    unsigned = session.prepare_tbs_document(validation_info=None, bytes_reserved=reserved)
    prepared, out = unsigned.digest_tbs_document()
    said = await holding(LONGEST_SIGNATURE).signed_attrs(
        prepared.document_digest, DIGEST, use_pades=True
    )
    made = signature_of(key, hashlib.sha256(said.dump()).digest(), at=at)
    envelope = await holding(made).async_sign_prescribed_attributes(DIGEST, said)
    prepared.fill_with_cms(out, envelope)
    out.seek(0)
    return Signed(out.read(), f"{own.serial_number:x}")


def _signer(signer: Any, place: Place | None) -> Any:
    """The visible mark is on the page itself, so that every print has it: the field draws nothing.

    (An empty drawing, for the archive's format wants one.) place None: the seal, in no place.
    """
    from pyhanko.pdf_utils.content import RawContent  # noqa: PLC0415 - as above
    from pyhanko.pdf_utils.layout import BoxConstraints  # noqa: PLC0415
    from pyhanko.sign import fields, signers  # noqa: PLC0415
    from pyhanko.stamp import StaticStampStyle  # noqa: PLC0415

    name = FIELD if place else SEAL_FIELD
    how = signers.PdfSignatureMetadata(
        field_name=name, md_algorithm=DIGEST, subfilter=fields.SigSeedSubFilter.PADES
    )
    if place is None:
        return signers.PdfSigner(how, signer, new_field_spec=fields.SigFieldSpec(name))
    left, low, right, high = place.box
    nothing = RawContent(b"", box=BoxConstraints(width=right - left, height=high - low))
    return signers.PdfSigner(
        how,
        signer,
        stamp_style=StaticStampStyle(background=nothing, border_width=0),
        new_field_spec=fields.SigFieldSpec(name, on_page=place.page, box=place.box),
    )


def place_in(pages: Sequence[Any]) -> Place:
    """Of WeasyPrint's pages: where the signer's block is. Raises NoPlaceToSign."""
    for number, page in enumerate(pages):
        if box := page.anchors.get(BLOCK):
            left, top, right, bottom = (POINT * each for each in box)
            height = POINT * page.height
            low, high = round(height - bottom), round(height - top)
            return Place(number, (round(left), low, round(right), high))
    raise NoPlaceToSign
