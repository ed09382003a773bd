"""Keys of the demonstration's signers: PKCS#12 without a password, by an issuer nobody knows.

Made at set-up, beside the database; the way "pkcs12" is refused in production, twice.
"""

import json
import os
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, pkcs12
from cryptography.x509.oid import NameOID

from onecua.people.models import Post

LIST, ROOTS = "signers.json", "roots.pem"
ISSUER = "Chứng thực của bản minh họa"
BITS, EXPONENT = 2048, 65537  # as tokens have them; ECDSA would make the file a PDF 2.0
VALID_FOR = timedelta(days=3 * 365)
BEFORE = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Issuer:
    key: rsa.RSAPrivateKey
    certificate: x509.Certificate


def ensure_keys(folder: Path, posts: Sequence[Post], *, at: datetime) -> int:
    """posts: who signs; what is there stays. Returns how many keys were made."""
    if (folder / LIST).exists():
        return 0
    folder.mkdir(parents=True, exist_ok=True)
    signers = {post.person.username: post for post in posts if post.signs}
    issuer = new_issuer(at - BEFORE, at + VALID_FOR)
    (folder / ROOTS).write_bytes(issuer.certificate.public_bytes(Encoding.PEM))
    for username, post in signers.items():
        names = (post.person.full_name, post.unit.agency.name)
        write_key(folder, username, names, issuer, span=(at - BEFORE, at + VALID_FOR))
    write_list(folder, list(signers))
    return len(signers)


def write_list(folder: Path, usernames: Sequence[str]) -> None:
    rows = {
        name: {"way": "pkcs12", "certificates": f"{name}.pem", "key": f"{name}.p12"}
        for name in usernames
    }
    (folder / LIST).write_text(json.dumps(rows, indent=1), encoding="utf-8")


def new_issuer(first: datetime, last: datetime) -> Issuer:
    key = rsa.generate_private_key(EXPONENT, BITS)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, ISSUER)])
    made = (
        _blank(name, name, key, first, last)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    return Issuer(key, made)


def write_key(
    folder: Path,
    username: str,
    names: tuple[str, str],
    issuer: Issuer,
    *,
    span: tuple[datetime, datetime],
) -> rsa.RSAPrivateKey:
    """names: the person and the agency; the key's file is its owner's only."""
    key = rsa.generate_private_key(EXPONENT, BITS)
    person, agency = names
    subject = x509.Name([
        x509.NameAttribute(NameOID.ORGANIZATION_NAME, _short(agency)),
        x509.NameAttribute(NameOID.COMMON_NAME, _short(person)),
    ])  # fmt: skip
    made = (
        _blank(subject, issuer.certificate.subject, key, *span)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_FOR_SIGNATURES, critical=True)
        .sign(issuer.key, hashes.SHA256())
    )
    chain = (made, issuer.certificate)
    pem = b"".join(each.public_bytes(Encoding.PEM) for each in chain)
    (folder / f"{username}.pem").write_bytes(pem)
    sealed = pkcs12.serialize_key_and_certificates(None, key, made, None, NoEncryption())
    place = os.open(folder / f"{username}.p12", os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with open(place, "wb") as file:
        file.write(sealed)
    return key


_FOR_SIGNATURES = x509.KeyUsage(
    digital_signature=True, content_commitment=True, key_encipherment=False,
    data_encipherment=False, key_agreement=False, key_cert_sign=False, crl_sign=False,
    encipher_only=False, decipher_only=False,
)  # fmt: skip


def _short(name: str) -> str:
    """X.520 allows 64 bytes."""
    return name.encode()[:64].decode(errors="ignore")


def _blank(
    subject: x509.Name,
    issuer: x509.Name,
    key: rsa.RSAPrivateKey,
    first: datetime,
    last: datetime,
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(first)
        .not_valid_after(last)
    )
