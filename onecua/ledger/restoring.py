"""Khai báo khôi phục: a backup knows less than the witness; what it forgot is named."""

from collections.abc import Iterable

from django.db import connection, transaction
from django.db.models import Max

from onecua.kernel.errors import BadInput, Refusal
from onecua.ledger import witnesses
from onecua.ledger.canonical import JsonObject, utc_text
from onecua.ledger.models import AccessRecord, Event, Seal
from onecua.ledger.office import office_now
from onecua.ledger.seal_text import NO_SEAL, SealBody, SealKind, read_body
from onecua.ledger.seals import (
    NO_END,
    cover_access,
    cover_events,
    keep,
    lock_and_find_last,
    moved_counters,
    where_it_goes_on,
)
from onecua.ledger.signing import our_key
from onecua.ledger.texts import keep_text
from onecua.ledger.writing import THE_SYSTEM, append

OFFICE = 0  # the stream of the system's own acts


class StillWorking(Refusal):
    code = "still-working"
    sentence = "Còn giao dịch đang chạy. Dừng web, worker và beat rồi khai báo khôi phục lại."


class DocumentNeeded(BadInput):
    code = "document-needed"
    sentence = "Cần ghi số biên bản khôi phục."


@transaction.atomic
def declare_restore(*, document: str, known: Iterable[SealBody] = ()) -> SealBody:
    """Seals all that the backup brought back, whatever its transaction ids; the next begin anew.

    known: the seals the witness holds; those the ledger has not are the lost ones.
    Raises DocumentNeeded, StillWorking, NoSealKey.
    """
    if not document.strip():
        raise DocumentNeeded("document")
    last = lock_and_find_last()
    _refuse_while_somebody_works()
    ours = _hashes()
    lost = sorted({body.hash: body.number for body in known if body.hash not in ours}.items(),
                  key=lambda pair: pair[1])  # fmt: skip
    start, above_event, above_access = where_it_goes_on(last)
    up_to_event = Event.objects.aggregate(reached=Max("id"))["reached"] or 0
    up_to_access = AccessRecord.objects.aggregate(reached=Max("id"))["reached"] or 0
    numbers = [number for _, number in lost] + [last.number if last else 0]
    body = SealBody(
        number=max(numbers) + 1,
        kind=SealKind.RESTORE,
        sealed_at=utc_text(office_now()),
        from_xact=start,
        to_xact=NO_END,
        above_event=above_event,
        above_access=above_access,
        up_to_event=up_to_event,
        up_to_access=up_to_access,
        events=cover_events((start, NO_END, above_event, up_to_event)),
        access=cover_access((start, NO_END, above_access, up_to_access)),
        counters=moved_counters(0),
        previous=last.hash if last else NO_SEAL,
        key=our_key().public,
        document=document.strip(),
        lost=tuple(digest for digest, _ in lost),
    )
    keep(body, our_key())
    _tell(body)
    transaction.on_commit(witnesses.write_down)
    return body


def _hashes() -> set[str]:
    return {read_body(text).hash for text in Seal.objects.values_list("body", flat=True)}


def _tell(body: SealBody) -> None:
    words = keep_text(OFFICE, body.document)
    payload: JsonObject = {"document": words, "seal": body.number, "lost": len(body.lost)}
    append(OFFICE, "restore_declared", payload, actor=THE_SYSTEM, at=office_now())


def _refuse_while_somebody_works() -> None:
    """A row of a transaction that has not ended would lie on neither side of the line."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_locks WHERE mode = 'RowExclusiveLock'"
            " AND relation IN ('ledger_event'::regclass, 'ledger_accessrecord'::regclass)"
            " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"
            " AND pid <> pg_backend_pid()"
        )
        if cursor.fetchone()[0]:
            raise StillWorking
