"""Hủy nhật ký truy cập: after 24 months, by a decision, whole sealed batches; their seals stay.

List (`batches_to_destroy`) → appraisal and decision, on paper → destroy, with the minutes.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import connection, transaction

from onecua.kernel.errors import BadInput, Refusal
from onecua.kernel.text import clean_line
from onecua.ledger.canonical import JsonObject
from onecua.ledger.models import Seal
from onecua.ledger.seal_text import SealBody, read_body
from onecua.ledger.seals import lock_and_find_last
from onecua.ledger.writing import Actor, append

OFFICE = 0  # the stream of the system's own acts
KEPT_MONTHS = 24
DESTROYED = "access_records_destroyed"
_OLD = "SELECT %s::timestamptz < public.ledger_office_now() - make_interval(months => %s)"
_DESTROYED = """
SELECT (data ->> 'first_seal')::int, (data ->> 'last_seal')::int FROM ledger_event
WHERE stream = 0 AND kind = %s
"""


class PaperMissing(BadInput):
    code = "paper-missing"
    sentence = "Cần {what} của việc hủy nhật ký truy cập."


class NothingOldEnough(Refusal):
    code = "nothing-old-enough"
    sentence = "Chưa có đợt niêm phong nào quá 24 tháng mà nhật ký truy cập còn giữ."


class BatchBent(Refusal):
    code = "batch-bent"
    sentence = (
        "Dấu niêm phong số {seal} nói có {sealed} lượt truy cập, nay có {found}. Chạy "
        "verify_ledger và lập biên bản trước; chưa hủy lượt nào."
    )


def destroyed_seals() -> set[int]:
    """The seals whose access records an act has destroyed."""
    with connection.cursor() as cursor:
        cursor.execute(_DESTROYED, [DESTROYED])
        return {number for first, last in cursor.fetchall() for number in range(first, last + 1)}


def batches_to_destroy() -> list[SealBody]:
    """Sealed longer than 24 months ago, oldest first, the records still there: the list."""
    gone, found = destroyed_seals(), []
    for text in Seal.objects.order_by("number").values_list("body", flat=True).iterator():
        body = read_body(text)
        if not _is_old(body):
            break
        if body.number not in gone:
            found.append(body)
    return found if any(body.access.count for body in found) else []


@transaction.atomic
def destroy_access_records(
    *, decision: str, minutes: str, actor: Actor, at: datetime
) -> Sequence[SealBody]:
    """All of `batches_to_destroy`, or none. Raises PaperMissing, NothingOldEnough, BatchBent."""
    papers = {"decision": clean_line(decision), "minutes": clean_line(minutes)}
    for name, what in (("decision", "số quyết định"), ("minutes", "số biên bản")):
        if not papers[name]:
            raise PaperMissing(name, what=what)
    lock_and_find_last()  # two at a time would both list the same batches
    batches = batches_to_destroy()
    if not batches:
        raise NothingOldEnough
    facts: JsonObject = {
        **papers,
        "first_seal": batches[0].number,
        "last_seal": batches[-1].number,
        "records": sum(body.access.count for body in batches),
    }
    append(OFFICE, DESTROYED, facts, actor=actor, at=at)
    with connection.cursor() as cursor:
        for body in batches:
            _destroy(cursor, body)
    return batches


def _destroy(cursor: Any, body: SealBody) -> None:
    covered = body.access
    cursor.execute(
        "SELECT ledger_destroy_access(%s, %s, %s, %s)",
        [body.from_xact, body.to_xact, covered.first, covered.last],
    )
    (found,) = cursor.fetchone()
    if found != covered.count:
        raise BatchBent(seal=body.number, sealed=covered.count, found=found)


def _is_old(body: SealBody) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(_OLD, [body.sealed_at, KEPT_MONTHS])
        return bool(cursor.fetchone()[0])
