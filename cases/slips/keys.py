"""How a signer's key is asked: it gets a digest and gives a signature, and never leaves its place.

One row of WAYS for each place a key may lie in. What comes back is checked before it is used.
"""

import base64
import binascii
import json
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, RSAPublicKey
from cryptography.hazmat.primitives.asymmetric.utils import Prehashed
from cryptography.hazmat.primitives.serialization import pkcs12
from django.conf import settings

from cases.services.signers import SignerKey
from onecua.ledger.http_post import Post, send
from procedures.timing import office_time

DIGEST = "sha256"
SHA256_INFO = bytes.fromhex("3031300d060960864801650304020105000420")  # RFC 8017, 9.2, note 1
_PREHASHED = Prehashed(hashes.SHA256())
Sign = Callable[[SignerKey, bytes], bytes]


class NotSigned(Exception):
    """No signature now: the slip waits, and is tried again. The text says why, to the office."""


def signature_of(key: SignerKey, digest: bytes, *, at: datetime) -> bytes:
    """digest: sha256, 32 bytes. Raises NotSigned, and what http_post raises."""
    certificate = certificates_of(key)[0]
    if not certificate.not_valid_before_utc <= at <= certificate.not_valid_after_utc:
        first, last = certificate.not_valid_before_utc, certificate.not_valid_after_utc
        raise NotSigned(
            f"chứng thư số của người ký chỉ có hiệu lực từ {office_time(first):%d/%m/%Y}"
            f" đến {office_time(last):%d/%m/%Y}; cần gia hạn chứng thư số"
        )
    if key.way not in WAYS:
        raise NotSigned(f"danh sách người ký ghi cách ký “{key.way}”, hệ thống không biết cách này")
    made = WAYS[key.way](key, digest)
    if not _is_by(certificate, made, digest):
        raise NotSigned("chữ ký nhận được không khớp với chứng thư số của người ký")
    return made


def certificates_of(key: SignerKey) -> list[x509.Certificate]:
    """The signer's own first. Raises NotSigned."""
    try:
        return x509.load_pem_x509_certificates(key.certificates.read_bytes())
    except (OSError, ValueError) as error:
        raise NotSigned("không đọc được chứng thư số của người ký") from error


def _from_file(key: SignerKey, digest: bytes) -> bytes:
    """PKCS#12, without a password: for the demonstration only."""
    if not settings.DEMONSTRATION:
        raise NotSigned("khóa PKCS#12 chỉ dùng cho bản minh họa, không ký văn bản thật")
    try:
        private, _, _ = pkcs12.load_key_and_certificates(key.file.read_bytes(), None)
    except (OSError, ValueError) as error:
        raise NotSigned("không đọc được khóa của người ký") from error
    if isinstance(private, ec.EllipticCurvePrivateKey):
        return private.sign(digest, ec.ECDSA(_PREHASHED))
    if isinstance(private, RSAPrivateKey):
        return private.sign(digest, padding.PKCS1v15(), _PREHASHED)
    raise NotSigned("khóa của người ký không phải RSA hay ECDSA")


def _from_service(key: SignerKey, digest: bytes) -> bytes:
    """A remote signing service, or the agent of a token on the signer's own machine.

    POST {"key", "algorithm", "digest"} → {"signature"}; bytes as base64, RSA as PKCS#1 v1.5, ECDSA
    as DER. It answers within the outbox's patience, or the slip comes again.
    """
    if not settings.SIGNING_SERVICE_URL:
        raise NotSigned("chưa khai địa chỉ dịch vụ ký số (SIGNING_SERVICE_URL)")
    asked = {
        "key": key.key,
        "algorithm": DIGEST,
        "digest": base64.b64encode(digest).decode(),
    }
    headers = {"Authorization": f"Bearer {settings.SIGNING_SERVICE_TOKEN}"}
    said = send(Post(settings.SIGNING_SERVICE_URL, json.dumps(asked).encode(), headers))
    try:
        return base64.b64decode(json.loads(said)["signature"], validate=True)
    except (ValueError, KeyError, TypeError, binascii.Error) as error:
        raise NotSigned("dịch vụ ký số trả lời không đúng định dạng") from error


def _from_token(key: SignerKey, digest: bytes) -> bytes:
    """An RSA key on a token or HSM, by PKCS#11: "label of the token/label of the key"."""
    if not settings.PKCS11_MODULE:
        raise NotSigned("chưa khai thư viện của thiết bị ký (PKCS11_MODULE)")
    import pkcs11  # noqa: PLC0415 - compiled; only where a token is

    holder, _, label = key.key.partition("/")
    try:
        token = pkcs11.lib(settings.PKCS11_MODULE).get_token(token_label=holder)
        with token.open(user_pin=settings.PKCS11_PIN) as session:
            private: Any = session.get_key(object_class=pkcs11.ObjectClass.PRIVATE_KEY, label=label)
            made: bytes = private.sign(SHA256_INFO + digest, mechanism=pkcs11.Mechanism.RSA_PKCS)
    except pkcs11.PKCS11Error as error:
        raise NotSigned(f"thiết bị ký không ký được ({type(error).__name__})") from error
    return made


WAYS: Mapping[str, Sign] = {"pkcs12": _from_file, "remote": _from_service, "pkcs11": _from_token}


def _is_by(certificate: x509.Certificate, made: bytes, digest: bytes) -> bool:
    public = certificate.public_key()
    try:
        if isinstance(public, ec.EllipticCurvePublicKey):
            public.verify(made, digest, ec.ECDSA(_PREHASHED))
        elif isinstance(public, RSAPublicKey):
            public.verify(made, digest, padding.PKCS1v15(), _PREHASHED)
        else:
            return False
    except InvalidSignature:
        return False
    return True
