"""Open dossiers of an older system in three beats: read and checked, previewed, carried over.

What is doubtful (dates that do not agree, a promise already past, an unknown step) waits until the
head of the agency signs for it. A row that is in already changes nothing, so the same file may come
again, and a worker that was killed goes on where it was.
"""

import hashlib
import json
from base64 import b64decode
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils.timezone import localdate

from cases.agency_events import check_payload
from cases.models import Dossier, TakeOver
from cases.services import take_over_errors as errors
from cases.services._take_over_judging import Candidate, CannotTake, judge
from cases.services._take_over_known import Known, taken
from cases.services._take_over_writing import write
from cases.take_over_rows import Fault, TakeOverFile, TakeOverRow, read_take_over
from onecua.kernel.sealing import seal, unseal
from onecua.kernel.tables.raw import RawRow
from onecua.kernel.tables.reading import read_table
from onecua.kernel.text import clean_line, is_numbered, says_something
from onecua.ledger.canonical import JsonObject
from onecua.ledger.writing import THE_SYSTEM, Actor, append
from onecua.people.acting import Acting
from onecua.people.models import Agency
from onecua.people.rights import agencies_of
from onecua.people.roles import Role

CHUNK = 500
CONTEXT = b"cases.TakeOver.sealed"
LONGEST_SOURCE = 60


@dataclass(frozen=True, slots=True)
class Preview:
    """What a list would do now."""

    ready: Sequence[Candidate]
    doubtful: Sequence[Candidate]
    unchanged: int  # in already
    faults: Sequence[Fault]


@transaction.atomic
def keep(
    name: str, content: bytes, agency: Agency, *, source: str, acting: Acting | None, at: datetime
) -> TakeOver:
    """Read a file and keep it, sealed. The same file again is the same list.

    Raises UnreadableFile, OutOfReach, SourceMissing.
    """
    _require_reach(acting, agency)
    said = clean_line(source)[:LONGEST_SOURCE]
    if not says_something(said):
        raise errors.SourceMissing("source")
    raw = read_table(name, content)
    read_take_over(raw)
    digest = hashlib.sha256(content).hexdigest()
    kept, _ = TakeOver.objects.get_or_create(
        agency=agency,
        digest=digest,
        defaults={
            "source": said, "file_name": name[-200:], "sealed": _sealed(raw), "made_at": at,
            "made_by_id": acting.person_id if acting else None,
        },
    )  # fmt: skip
    kept.moved = True  # the office may have mended what was wrong with a row
    kept.save(update_fields=["moved"])
    return kept


def preview(kept: TakeOver, *, at: datetime) -> Preview:
    """Nothing is written."""
    listed = listed_of(kept)
    found = _judged(kept, listed, listed.rows, list(listed.faults), at)
    return replace(found, unchanged=found.unchanged + kept.let_go)


@transaction.atomic
def sign(kept: TakeOver, *, decision: str, acting: Acting, at: datetime) -> TakeOver:
    """Ký nhận hồ sơ còn nghi vấn: the head of the agency answers for them, by a decision.

    Raises HeadSignsDoubts, NotOnesOwnList, DecisionMissing, NothingDoubtful.
    """
    kept = TakeOver.objects.select_for_update(of=("self",)).get(pk=kept.pk)
    words = clean_line(decision)
    if not (acting.role == Role.HEAD and acting.signs and acting.agency_id == kept.agency_id):
        raise errors.HeadSignsDoubts(agency=kept.agency.name)
    if kept.made_by_id in {acting.person_id, acting.on_behalf_of} - {None}:
        raise errors.NotOnesOwnList
    if not is_numbered(words):
        raise errors.DecisionMissing("decision")
    doubtful = preview(kept, at=at).doubtful
    if not doubtful:
        raise errors.NothingDoubtful
    facts: JsonObject = {
        "source": kept.source, "digest": kept.digest, "rows": len(doubtful), "decision": words,
    }  # fmt: skip
    _tell(kept, "take_over_signed", facts, acting.actor, at)
    kept.signed_by_id, kept.signed_at, kept.decision = acting.person_id, at, words
    kept.signed_rows = [each.row.row for each in doubtful]
    if kept.done_at is not None:
        kept.reached, kept.total, kept.done_at = 0, kept.total + len(doubtful), None
    kept.save()
    return kept


@transaction.atomic
def ask(kept: TakeOver, *, acting: Acting | None, at: datetime) -> TakeOver:
    """To be carried over by a worker, on behalf of who asks. Raises OutOfReach, NothingToTake."""
    kept = TakeOver.objects.select_for_update(of=("self",)).get(pk=kept.pk)
    _require_reach(acting, kept.agency)
    if kept.asked_at is not None and kept.done_at is None:
        return kept  # on its way
    found = preview(kept, at=at)
    signed = set(kept.signed_rows)
    wanted = len(found.ready) + sum(each.row.row in signed for each in found.doubtful)
    if not wanted:
        raise errors.NothingToTake(waiting=len(found.doubtful))
    actor = acting.actor if acting else THE_SYSTEM
    kept.asked_at, kept.person_id = at, actor.person
    kept.post, kept.on_behalf_of = actor.post, actor.on_behalf_of
    kept.reached, kept.total, kept.done, kept.done_at = 0, wanted, 0, None
    kept.save()
    return kept


def carry_through(
    office_now: Callable[[], datetime], progress: Callable[[TakeOver], None] = lambda _kept: None
) -> None:
    """Whatever was asked for and is unfinished, oldest first, to its end."""
    for kept in TakeOver.objects.filter(done_at=None).exclude(asked_at=None).order_by("pk"):
        listed = listed_of(kept)
        while (going := carry_on(kept.pk, listed, office_now())) is not None:
            progress(going)
            if going.done_at is not None:
                break


@transaction.atomic
def carry_on(kept_id: int, listed: TakeOverFile, now: datetime) -> TakeOver | None:
    """One chunk further. None: it is done, or another worker is at it."""
    unfinished = TakeOver.objects.filter(pk=kept_id, done_at=None).exclude(asked_at=None)
    kept = unfinished.select_for_update(skip_locked=True, of=("self",)).first()
    if kept is None:
        return None
    rows = [row for row in listed.rows if row.row > kept.reached][:CHUNK]
    found, signed = _judged(kept, listed, rows, [], now), set(kept.signed_rows)
    doubtful = [each for each in found.doubtful if each.row.row in signed]
    good = sorted([*found.ready, *doubtful], key=lambda each: each.row.row)
    actor = Actor(kept.person_id, kept.post, kept.on_behalf_of)
    if good:
        write(good, actor, now)
        facts: JsonObject = {
            "source": kept.source, "digest": kept.digest, "rows": len(good),
            "doubtful": len(doubtful),
        }  # fmt: skip
        _tell(kept, "dossiers_taken_over", facts, actor, now)
    kept.done += len(good)
    kept.moved = True
    if len(rows) < CHUNK:
        kept.done_at = now
        _let_go(kept, listed)
    else:
        kept.reached = rows[-1].row
    kept.save()
    return kept


def listed_of(kept: TakeOver) -> TakeOverFile:
    """What `keep` kept, without the rows that were let go."""
    if not kept.sealed:
        return TakeOverFile((), [], {}, [])
    opened = unseal(bytes(kept.sealed), key=b64decode(settings.IDENTITY_KEY), context=CONTEXT)
    return read_take_over([RawRow(number, tuple(cells)) for number, cells in json.loads(opened)])


def _let_go(kept: TakeOver, listed: TakeOverFile) -> None:
    """Names and identity numbers of what is in are in the dossiers; here they stay no longer."""
    known = taken([row.code for row in listed.rows])
    gone = {row.row for row in listed.rows if _is_in(row, known)}
    kept.let_go += len(gone)
    rest = sorted(listed.cells.keys() - gone)
    raw = [RawRow(0, listed.heading), *(RawRow(row, listed.cells[row]) for row in rest)]
    kept.sealed = _sealed(raw) if rest else b""


def _is_in(row: TakeOverRow, known: Mapping[str, Dossier]) -> bool:
    there = known.get(row.code)
    return there is not None and there.taken_over and there.received_at == row.received


def _sealed(raw: Sequence[RawRow]) -> bytes:
    text = json.dumps([[row.number, row.cells] for row in raw], ensure_ascii=False)
    return seal(text, key=b64decode(settings.IDENTITY_KEY), context=CONTEXT)


def _judged(
    kept: TakeOver,
    listed: TakeOverFile,
    rows: Sequence[TakeOverRow],
    faults: list[Fault],
    at: datetime,
) -> Preview:
    known = Known.of(rows, kept.agency, localdate(at))
    ready: list[Candidate] = []
    doubtful: list[Candidate] = []
    unchanged = 0
    for row in rows:
        if _is_in(row, known.taken):
            unchanged += 1
            continue
        try:
            if row.code in known.taken:
                raise CannotTake(f"Mã hồ sơ {row.code} đã là của một hồ sơ khác trong hệ thống.")
            found = judge(row, known, kept.source, kept.digest, at)
        except CannotTake as refusal:
            faults.append(Fault(row.row, listed.cells[row.row], str(refusal)))
        else:
            (doubtful if found.doubts else ready).append(found)
    return Preview(ready, doubtful, unchanged, sorted(faults, key=lambda fault: fault.row))


def _tell(kept: TakeOver, kind: str, facts: JsonObject, actor: Actor, at: datetime) -> None:
    check_payload(kind, facts)
    append(kept.agency_id, kind, facts, actor=actor, at=at)


def _require_reach(acting: Acting | None, agency: Agency) -> None:
    if acting is not None and not agencies_of(acting).filter(pk=agency.pk).exists():
        raise errors.OutOfReach(what=agency.name)
