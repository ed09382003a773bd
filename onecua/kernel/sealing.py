"""Personal numbers at rest: AES-256-GCM to read them back, a keyed digest to find them.

Keys are arguments (32 bytes each). The blind index is an HMAC, so a copy of the table without the
key cannot be searched by trying all numbers.
"""

import hashlib
import hmac
import os

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

NONCE = 12
INDEX = 16


def seal(text: str, *, key: bytes, context: bytes) -> bytes:
    """context: where the value belongs; a sealed value moved elsewhere does not open."""
    nonce = os.urandom(NONCE)
    return nonce + AESGCM(key).encrypt(nonce, text.encode(), context)


def unseal(sealed: bytes, *, key: bytes, context: bytes) -> str:
    return AESGCM(key).decrypt(sealed[:NONCE], sealed[NONCE:], context).decode()


def blind_index(text: str, *, key: bytes) -> bytes:
    return hmac.new(key, text.encode(), hashlib.sha256).digest()[:INDEX]
