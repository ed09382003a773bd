"""What the auditor reads of the ledger: the last examination, seals, witnesses, moved clocks."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import Count, DurationField, ExpressionWrapper, F

from cases.deadline_words import instant
from cases.events import KINDS
from cases.models import Dossier
from onecua.ledger import witnesses
from onecua.ledger.models import AccessRecord, Event, KeptExamination, OutboxMessage, Seal
from onecua.ledger.seal_text import SealKind, read_body
from onecua.ledger.texts import read_texts
from onecua.people.models import Person

SHOWN = 20
BACK_DATED = timedelta(hours=1)  # a claim earlier than this before its recording is listed
KIND_WORDS = {
    SealKind.ORDINARY: "",
    SealKind.ROTATION: "đổi khóa",
    SealKind.RESTORE: "khai báo khôi phục",
}


@dataclass(frozen=True, slots=True)
class SealLine:
    number: int
    at: str
    events: int
    access: int
    kind: str
    key: str  # the beginning is enough to compare by eye
    mailed: str


@dataclass(frozen=True, slots=True)
class Claim:
    """A person's event that was recorded later than it is said to have happened."""

    code: str
    what: str
    claimed: str
    recorded: str
    gap: str
    who: str
    reason: str


@dataclass(frozen=True, slots=True)
class LedgerView:
    examined_at: str  # "" while nobody has
    report: Mapping[str, Any]
    witnesses: Sequence[str]
    seals: Sequence[SealLine]
    moves: Sequence[tuple[str, str]]
    claims: Sequence[Claim]
    access_today: Sequence[tuple[str, int]]

    @property
    def is_whole(self) -> bool:
        return bool(self.examined_at) and not self.report["faults"]


def ledger_view(now: datetime, labels: Mapping[str, str]) -> LedgerView:
    """labels: of access records, by what they record."""
    last = KeptExamination.objects.order_by("pk").last()
    return LedgerView(
        examined_at=instant(last.made_at) if last else "",
        report=last.report if last else {},
        witnesses=settings.WITNESSES,
        seals=_seals(),
        moves=_moves(),
        claims=_claims(),
        access_today=_access(now, labels),
    )


def _seals() -> list[SealLine]:
    seals = list(Seal.objects.order_by("-number")[:SHOWN])
    mails = _mails([seal.number for seal in seals])
    lines = []
    for seal in seals:
        body = read_body(seal.body)
        lines.append(
            SealLine(
                number=seal.number,
                at=instant(datetime.fromisoformat(body.sealed_at)),
                events=body.events.count,
                access=body.access.count,
                kind=KIND_WORDS[body.kind],
                key=body.key[:16],
                mailed=mails.get(seal.number, "chưa gửi ra ngoài"),
            )
        )
    return lines


def _mails(numbers: Sequence[int]) -> dict[int, str]:
    """What became of each seal's mails: "đã gửi 2, chờ gửi 1"."""
    found: dict[int, dict[str, int]] = {}
    rows = OutboxMessage.objects.filter(kind=witnesses.MAIL, payload__seal__in=list(numbers))
    for message in rows:
        states = found.setdefault(message.payload["seal"], {})
        label = OutboxMessage.Status(message.status).label.lower()
        states[label] = states.get(label, 0) + 1
    return {
        number: ", ".join(f"{label} {count}" for label, count in sorted(states.items()))
        for number, states in found.items()
    }


def _moves() -> list[tuple[str, str]]:
    rows = Event.objects.filter(stream=0, kind="office_time_moved").order_by("-seq")[:SHOWN]
    return [(instant(row.recorded_at), _moved(timedelta(seconds=_seconds(row)))) for row in rows]


def _moved(gap: timedelta) -> str:
    return f"lệch {_gap(gap)} so với giờ thật" if gap else "trùng giờ thật"


def _seconds(row: Event) -> int:
    return abs(int(json.loads(row.payload)["seconds"]))


def _claims() -> list[Claim]:
    """Newest first. The sweep says when something fell due, which is no claim of a person."""
    gap = ExpressionWrapper(F("recorded_at") - F("happened_at"), DurationField())
    late = Event.objects.annotate(gap=gap).filter(post__isnull=False, gap__gt=BACK_DATED)
    rows = late.order_by("-pk")[:SHOWN]
    streams = [row.stream for row in rows]
    codes = {each.pk: str(each) for each in Dossier.objects.filter(pk__in=streams)}
    people = Person.objects.in_bulk({row.person for row in rows if row.person})
    reasons = _reasons(streams)
    return [
        Claim(
            code=codes.get(row.stream, f"luồng {row.stream}"),
            what=_short(row.kind),
            claimed=instant(row.happened_at),
            recorded=instant(row.recorded_at),
            gap=_gap(row.recorded_at - row.happened_at),
            who=people[row.person].full_name if row.person in people else "",
            reason=reasons.get(row.stream, ""),
        )
        for row in rows
    ]  # fmt: skip


def _reasons(streams: Sequence[int]) -> dict[int, str]:
    """What was said of a late entry, by dossier."""
    said = Event.objects.filter(stream__in=streams, kind="back_dated")
    texts = {row.stream: row.data["reason"]["text"] for row in said}
    words = read_texts(list(texts.values()))
    return {stream: words.get(text) or "" for stream, text in texts.items()}


def _short(kind: str) -> str:
    """The beginning of its sentence, up to the first fact."""
    known = KINDS.get(kind)
    return known.sentence.split("{", 1)[0].strip(" :,.") if known else kind


def _gap(gap: timedelta) -> str:
    hours, days = gap.seconds // 3600, gap.days
    return f"{days} ngày {hours} giờ" if days else f"{hours} giờ"


def _access(now: datetime, labels: Mapping[str, str]) -> list[tuple[str, int]]:
    since = now - timedelta(days=1)
    rows = AccessRecord.objects.filter(at__gte=since).values_list("what")
    counted = rows.annotate(count=Count("pk")).order_by("-count")
    return [(labels.get(what, what), count) for what, count in counted]
