"""What could not leave and what the sweep had to leave: for the administrators, without names."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, QuerySet

from cases.deadline_words import instant
from cases.models import Dossier, SetAside
from cases.notices import NOTICES
from cases.selectors.timeline import public_sentence
from cases.services.notify import MAIL, MESSAGE, NOTICE, WEBHOOK
from cases.services.slips import RENDER
from onecua.ledger.models import Event, OutboxMessage
from onecua.people.acting import Acting
from onecua.people.roles import Role

MOST = 200  # on one page
WAYS: Mapping[str, str] = {
    NOTICE: "Thông báo",
    MAIL: "Thư điện tử",
    MESSAGE: "Tin nhắn",
    WEBHOOK: "Hệ thống liên thông",
    RENDER: "In phiếu PDF",
}
WHO: Mapping[str, str] = {
    "person": "cán bộ",
    "applicant": "công dân",
    "hook": "hệ thống nhận",
    "slip": "máy in",
    "": "nhiều người nhận",
}
WORK: Mapping[str, str] = {"apology_drafted": "Lập dự thảo phiếu xin lỗi"}


@dataclass(frozen=True, slots=True)
class DeadLetter:
    pk: int
    code: str
    way: str
    to: str
    about: str
    when: str
    attempts: int
    error: str


@dataclass(frozen=True, slots=True)
class LeftAside:
    pk: int
    code: str
    work: str
    since: str
    error: str


def dead_messages(acting: Acting) -> QuerySet[OutboxMessage]:
    """All of them for the system's administrator; of his agency's dossiers for a unit's."""
    dead = OutboxMessage.objects.filter(status=OutboxMessage.Status.DEAD)
    if acting.role == Role.SYSTEM_ADMIN:
        return dead
    own = Dossier.objects.filter(pk=OuterRef("stream"), agency=acting.agency_id)
    return dead.filter(Exists(own)) if acting.role == Role.UNIT_ADMIN else dead.none()


def set_aside(acting: Acting) -> QuerySet[SetAside]:
    if acting.role == Role.SYSTEM_ADMIN:
        return SetAside.objects.all()
    own = SetAside.objects.filter(dossier__agency=acting.agency_id)
    return own if acting.role == Role.UNIT_ADMIN else own.none()


def dead_letters(acting: Acting) -> list[DeadLetter]:
    """The newest first."""
    found = list(dead_messages(acting).order_by("-pk")[:MOST])
    streams = {message.stream for message in found if message.stream}
    codes = {pk: str(dossier) for pk, dossier in Dossier.objects.in_bulk(streams).items()}
    events = _events(found)
    return [_letter(message, codes, events) for message in found]


def left_aside(acting: Acting) -> list[LeftAside]:
    rows = set_aside(acting).select_related("dossier").order_by("-at", "-pk")[:MOST]
    return [
        LeftAside(row.pk, str(row.dossier), _work(row.what), instant(row.at), row.error)
        for row in rows
    ]


def _events(found: Sequence[OutboxMessage]) -> Mapping[tuple[int, int], Event]:
    """(stream, seq) -> what a letter tells of."""
    streams = {message.stream or 0 for message in found if "seq" in message.payload}
    seqs = {message.payload["seq"] for message in found if "seq" in message.payload}
    rows = Event.objects.filter(stream__in=streams, seq__in=seqs)
    return {(event.stream, event.seq): event for event in rows}


def _letter(
    message: OutboxMessage, codes: Mapping[int, str], events: Mapping[tuple[int, int], Event]
) -> DeadLetter:
    event = events.get((message.stream or 0, message.payload.get("seq", 0)))
    return DeadLetter(
        pk=message.pk,
        code=codes.get(message.stream or 0, ""),
        way=WAYS.get(message.kind, message.kind),
        to=WHO.get(message.recipient.partition("/")[0], message.recipient),
        about=_about(event) if event else "",
        when=instant(message.created_at),
        attempts=message.attempts,
        error=message.error.partition(": ")[2] or message.error,
    )


def _about(event: Event) -> str:
    if event.kind in NOTICES:
        return NOTICES[event.kind].title
    return public_sentence(event)


def _work(what: str) -> str:
    return WORK.get(what) or (NOTICES[what].title if what in NOTICES else what)
