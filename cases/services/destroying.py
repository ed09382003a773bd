"""Tiêu hủy một đoạn ghi: words that must go, by a decision with its minutes, wherever they lie.

List (`texts_of`) → appraisal and decision, on paper → destroy. The event that spoke them stays as
it is, with a digest nobody can try out any more; the chain verifies and the replay needs no word.
"""

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import connection, transaction

from cases.events import KINDS, check_payload
from cases.models import Dossier
from cases.services import copies
from cases.services.destroying_errors import (
    AlreadyDestroyed,
    DestructionPaperMissing,
    NoSuchText,
)
from onecua.kernel.text import clean_line, is_numbered
from onecua.ledger.canonical import JsonObject
from onecua.ledger.models import Event, LedgerText
from onecua.ledger.writing import Actor, append

DESTROYED = "text_destroyed"
_DESTROY = "SELECT ledger_destroy_texts(%s, %s, %s, %s)"


@dataclass(frozen=True, slots=True)
class Spoken:
    """A text of a dossier: of which event, when, and whether it is there."""

    pk: int
    said_by: str
    written_at: datetime
    destroyed: bool


@dataclass(frozen=True, slots=True)
class Papers:
    """By which decision, of which day, with which minutes."""

    decision: str
    decided_on: date
    minutes: str


@dataclass(frozen=True, slots=True)
class Gone:
    """texts: those that said the same. copies: rows in which the words lay too."""

    texts: Sequence[int]
    copies: int


def texts_of(dossier: Dossier) -> list[Spoken]:
    """In the order they were written: the list that is appraised."""
    said = {
        value["text"]: KINDS[event.kind].sentence.split("{", 1)[0].strip(" :,.")
        for event in Event.objects.filter(stream=dossier.pk).order_by("seq")
        for value in event.data.values()
        if isinstance(value, dict) and "text" in value
    }
    rows = LedgerText.objects.filter(stream=dossier.pk).order_by("pk")
    return [Spoken(row.pk, said.get(row.pk, ""), row.written_at, row.text is None) for row in rows]


def destroyed_by(texts: Collection[int]) -> dict[int, str]:
    """The number of the decision by which each went."""
    streams = LedgerText.objects.filter(pk__in=texts).values("stream")
    acts = Event.objects.filter(stream__in=streams, kind=DESTROYED)
    return {text: event.data["decision"] for event in acts for text in event.data["texts"]}


@transaction.atomic
def destroy_text(
    *, dossier_id: int, text_id: int, papers: Papers, actor: Actor, at: datetime
) -> Gone:
    """It, the other texts of the dossier that say the same, and every copy.

    Raises DestructionPaperMissing, NoSuchText, AlreadyDestroyed.
    """
    _require(papers, at)
    dossier = Dossier.objects.select_for_update(of=("self",)).get(pk=dossier_id)
    text = LedgerText.objects.filter(pk=text_id, stream=dossier_id).first()
    if text is None:
        raise NoSuchText(text=text_id)
    if text.text is None:
        raise AlreadyDestroyed(text=text_id)
    mark = f"(đã tiêu hủy theo Quyết định số {papers.decision})"
    twins = LedgerText.objects.filter(stream=dossier_id, text__contains=text.text).order_by("pk")
    texts = dict(twins.values_list("pk", "text"))
    said = sorted({words for words in texts.values() if words}, key=len, reverse=True)
    payload: JsonObject = {
        "texts": list(texts),
        "decision": papers.decision,
        "decided_on": papers.decided_on.isoformat(),
        "minutes": papers.minutes,
    }
    check_payload(DESTROYED, payload)
    event = append(dossier_id, DESTROYED, payload, actor=actor, at=at)
    Dossier.objects.filter(pk=dossier_id).update(version=event.seq)
    touched = copies.blank(dossier, copies.words_of(said), mark, event.seq)
    with connection.cursor() as cursor:
        inside = json.dumps(mark, ensure_ascii=False)[1:-1]
        cursor.execute(_DESTROY, [dossier_id, list(texts), said, inside])
    return Gone(list(texts), touched)


def _require(papers: Papers, at: datetime) -> None:
    numbered = {"decision": papers.decision, "minutes": papers.minutes}
    for name, number in numbered.items():
        if not is_numbered(number) or clean_line(number) != number:
            raise DestructionPaperMissing(name)
    if papers.decided_on > at.date():
        raise DestructionPaperMissing("decided_on")
