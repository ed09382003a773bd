"""One request, one act: a key and a digest of the body, kept in the act's own transaction.

Same body again: the first answer. Another body: refused. Still running elsewhere: come back.
"""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.db import connection, transaction

from onecua.kernel.errors import Refusal
from onecua.ledger.canonical import JsonObject, json_text
from onecua.ledger.models import IdempotencyKey
from onecua.ledger.patience import patiently

LONGEST_KEY = 80

Answer = Mapping[str, str | int | None]


@dataclass(frozen=True, slots=True)
class Request:
    person: int
    endpoint: str
    key: str
    body: JsonObject


class KeyReused(Refusal):
    code = "idempotency-key-reused"
    sentence = (
        "Mã chống gửi trùng này đã dùng cho một nội dung khác. Tải lại trang rồi gửi lại; "
        "nội dung trước đã được ghi nhận."
    )
    status = 422


class StillRunning(Refusal):
    code = "still-running"
    sentence = "Yêu cầu này đang được xử lý. Đợi vài giây rồi tải lại trang, không cần nhập lại."
    status = 409


def once(request: Request, act: Callable[[], Answer]) -> Answer:
    """Do the act, or repeat its answer. Without a key there is nothing to remember.

    Raises KeyReused, StillRunning, SomebodyWasFaster, and what the act raises.
    """
    return patiently(lambda: _once(request, act) if request.key else act())


def _once(request: Request, act: Callable[[], Answer]) -> Answer:
    digest = hashlib.sha256(json_text(request.body).encode()).digest()
    with transaction.atomic():
        _lock_or_refuse(request)
        known = IdempotencyKey.objects.filter(
            person=request.person, endpoint=request.endpoint, key=request.key[:LONGEST_KEY]
        ).first()
        if known is not None:
            if bytes(known.digest) != digest:
                raise KeyReused
            stored: Answer = known.answer
            return stored
        answer = act()
        IdempotencyKey.objects.create(
            person=request.person,
            endpoint=request.endpoint,
            key=request.key[:LONGEST_KEY],
            digest=digest,
            answer=dict(answer),
        )
    return answer


def _lock_or_refuse(request: Request) -> None:
    name = f"{request.person}/{request.endpoint}/{request.key}"
    number = int.from_bytes(hashlib.sha256(name.encode()).digest()[:8], "big", signed=True)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [number])
        if not cursor.fetchone()[0]:
            raise StillRunning
