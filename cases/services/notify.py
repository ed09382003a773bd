"""From an event to letters: one notice in the event's transaction, then one row a recipient.

Who is told is found when the notice leaves, not when it is written: posts and holders change.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings

from cases.events import KINDS
from cases.lapses import opening_from
from cases.models import Dossier
from cases.notices import NOTICES, Audience, Notice, Standing
from cases.services.look import apology_state
from cases.states import State
from onecua.ledger import outbox
from onecua.ledger.models import Event, OutboxMessage
from onecua.ledger.office import office_now, offset
from onecua.ledger.outbox import NoLonger
from onecua.people.models import Post
from onecua.people.roles import Role
from procedures.calendars import current_revision, working_calendar
from procedures.timing import office_date

NOTICE, MAIL, MESSAGE, WEBHOOK = "notice", "mail", "message", "webhook"
WORKS_THERE = (Role.OFFICER, Role.RECEPTION, Role.HEAD)


@dataclass(frozen=True, slots=True)
class News:
    """An event on its way to somebody."""

    event: Event
    dossier: Dossier
    notice: Notice | None

    @classmethod
    def of(cls, message: OutboxMessage) -> "News":
        event = Event.objects.get(stream=message.stream or 0, seq=message.payload["seq"])
        dossier = Dossier.objects.select_related("applicant", "desk", "holder_unit").get(
            pk=event.stream
        )
        return cls(event, dossier, NOTICES.get(event.kind))

    @property
    def holds(self) -> bool:
        """Whether people still need to hear of it; machines hear of everything."""
        return self.notice is not None and self.notice.holds(standing(self.dossier, self.event))

    def insist(self) -> Notice:
        """Asked again before a letter leaves. Raises NoLonger."""
        if self.notice is None or not self.holds:
            raise NoLonger("điều cần báo không còn đúng khi gửi")
        return self.notice


def tell(event: Event) -> None:
    """In the act's transaction. What nobody is told of leaves no row."""
    if event.kind in NOTICES or (settings.WEBHOOK_URLS and KINDS[event.kind].public):
        key = f"{NOTICE}/{event.kind}/{event.stream}/{event.seq}"
        outbox.enqueue(NOTICE, key, {"seq": event.seq}, stream=event.stream)


def fan_out(message: OutboxMessage) -> int:
    """One row for each way and recipient; the same notice twice makes none twice."""
    news = News.of(message)
    not_before = _working_hours() if news.notice and news.notice.reminder else None
    rows = [*_letters(news), *_webhooks(news)]
    if not rows:
        news.insist()
    for kind, recipient in rows:
        outbox.enqueue(
            kind,
            f"{kind}/{recipient}/{news.event.stream}/{news.event.seq}",
            {"seq": news.event.seq},
            stream=news.event.stream,
            recipient=recipient,
            not_before=not_before,
        )
    return len(rows)


def standing(dossier: Dossier, event: Event) -> Standing:
    said = event.data.get("generation", dossier.generation)
    opened = event.kind == "rescheduled"  # it belongs to the deadline that it ends
    return Standing(
        state=State(dossier.state),
        running=dossier.run == Dossier.Run.RUNNING,
        same_deadline=said + opened == dossier.generation,
        same_step=event.data.get("step", dossier.step) == dossier.step,
        apology=apology_state(dossier),
        lapse=dossier.lapse,
    )


def _letters(news: News) -> Iterator[tuple[str, str]]:
    if news.notice is None or not news.holds:
        return
    told: set[int] = set()
    for audience in news.notice.to:
        if audience is Audience.CITIZEN:
            yield from _to_the_citizen(news.dossier)
        else:
            told |= _people(news.dossier, audience)
    if settings.EMAIL_HOST:
        yield from ((MAIL, f"person/{person}") for person in sorted(told))


def _to_the_citizen(dossier: Dossier) -> Iterator[tuple[str, str]]:
    applicant = dossier.applicant
    if applicant.phone and settings.MESSAGE_GATEWAY_URL:
        yield MESSAGE, f"applicant/{applicant.pk}"
    if applicant.email and settings.EMAIL_HOST:
        yield MAIL, f"applicant/{applicant.pk}"


def _people(dossier: Dossier, audience: Audience) -> set[int]:
    """Those of them who can be written to."""
    today = office_date(office_now())
    posts = Post.objects.filter(valid_from__lte=today, person__is_active=True)
    posts = posts.exclude(valid_to__lt=today).exclude(person__email="")
    if audience is Audience.OFFICE:
        found = posts.filter(role=Role.PROVINCE_OFFICE)
    elif audience is Audience.DESK:
        found = posts.filter(role=Role.RECEPTION, unit=dossier.desk.unit_id)
    elif audience is Audience.HEAD:
        found = posts.filter(role=Role.HEAD, unit__agency=dossier.held_by.agency_id)
    elif dossier.holder_person_id:
        found = posts.filter(person=dossier.holder_person_id)
    else:
        found = posts.filter(unit=dossier.holder_unit_id, role__in=WORKS_THERE)
    return set(found.values_list("person_id", flat=True))


def _webhooks(news: News) -> Iterator[tuple[str, str]]:
    if KINDS[news.event.kind].public:
        yield from ((WEBHOOK, f"hook/{n}") for n in range(len(settings.WEBHOOK_URLS)))


def _working_hours() -> datetime | None:
    """Real time of the next opening; None while the offices are open."""
    now = office_now()
    opening = opening_from(now, working_calendar(current_revision()))
    return opening - offset() if opening > now else None
