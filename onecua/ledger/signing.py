"""The key of the seals: Ed25519, from a library, kept outside the database.

Who owns the database can rewrite every hash in it; without this key he cannot sign the result.
"""

from base64 import b64decode
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from django.conf import settings

from onecua.kernel.errors import Refusal


class NoSealKey(Refusal):
    code = "no-seal-key"
    sentence = "Chưa có khóa niêm phong. Khai SEAL_KEY_FILE; `make run` tự tạo khóa để chạy thử."


@dataclass(frozen=True, slots=True)
class SealKey:
    private: Ed25519PrivateKey

    @classmethod
    def of(cls, written: str) -> "SealKey":
        """written: 32 bytes as base64, as in a secret's file."""
        return cls(Ed25519PrivateKey.from_private_bytes(b64decode(written, validate=True)))

    @property
    def public(self) -> str:
        """The key's id, and all that is needed to check what it signed: 64 hex digits."""
        return self.private.public_key().public_bytes_raw().hex()

    def sign(self, text: str) -> bytes:
        return self.private.sign(text.encode())


def our_key() -> SealKey:
    """Raises NoSealKey."""
    if not settings.SEAL_KEY:
        raise NoSealKey
    return SealKey.of(settings.SEAL_KEY)


def is_signed(text: str, signature: bytes, public: str) -> bool:
    try:
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(public)).verify(signature, text.encode())
    except (InvalidSignature, ValueError):
        return False
    return True
