"""One POST to somebody else's server: short patience, no redirects, signed, repeatable."""

import hashlib
import hmac
import http.client
import ssl
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from onecua.ledger.outbox import Hopeless

PATIENCE = 10.0  # seconds; the outbox row is locked meanwhile
RETRIED = frozenset({408, 409, 425, 429})  # of the 4xx; every other one is our mistake
LARGEST_ANSWER = 64 * 1024
SUCCESS, CLIENT_ERROR = 2, 4  # hundreds


class NotDelivered(Exception):
    """The other side did not take it now. Says no address and no secret."""


@dataclass(frozen=True, slots=True)
class Post:
    url: str
    body: bytes
    headers: Mapping[str, str] = field(default_factory=dict)


def signature(secret: str, timestamp: int, body: bytes) -> str:
    """ "sha256=…" over "timestamp.body": what a receiver recomputes with the secret we share."""
    signed = f"{timestamp}.".encode() + body
    return "sha256=" + hmac.new(secret.encode(), signed, hashlib.sha256).hexdigest()


def send(post: Post) -> bytes:
    """What was answered. Raises NotDelivered (try again later) or Hopeless (refused for good)."""
    parts = urlsplit(post.url)
    if parts.hostname is None or parts.scheme not in {"http", "https"}:
        raise Hopeless("địa chỉ nhận không hợp lệ")
    path = parts.path or "/"
    headers = {"Content-Type": "application/json; charset=utf-8", **post.headers}
    connection = _connection(parts.scheme, parts.hostname, parts.port)
    try:
        connection.request("POST", f"{path}?{parts.query}" if parts.query else path,
                           body=post.body, headers=headers)  # fmt: skip
        answer = connection.getresponse()
        said = answer.read(LARGEST_ANSWER)
        status = answer.status
    except (OSError, http.client.HTTPException) as error:
        raise NotDelivered(f"không kết nối được ({type(error).__name__})") from error
    finally:
        connection.close()
    _judge(status)
    return said


def _connection(scheme: str, host: str, port: int | None) -> http.client.HTTPConnection:
    if scheme == "https":
        context = ssl.create_default_context()
        return http.client.HTTPSConnection(host, port, timeout=PATIENCE, context=context)
    return http.client.HTTPConnection(host, port, timeout=PATIENCE)


def _judge(status: int) -> None:
    family = status // 100
    if family == SUCCESS:
        return
    if family == CLIENT_ERROR and status not in RETRIED:
        raise Hopeless(f"bên nhận từ chối (HTTP {status})")
    raise NotDelivered(f"bên nhận trả lời HTTP {status}")
