"""How each kind of the outbox leaves the house. Addresses are read when it leaves, never before."""

import json
from smtplib import SMTPException, SMTPRecipientsRefused, SMTPResponseException
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage

from cases.addresses import in_address
from cases.models import Applicant
from cases.selectors.timeline import lines_of, public_sentence
from cases.services.notify import MAIL, MESSAGE, NOTICE, WEBHOOK, News, fan_out
from onecua.ledger.http_post import NotDelivered, Post, send, signature
from onecua.ledger.models import OutboxMessage
from onecua.ledger.office import real_now
from onecua.ledger.outbox import Hopeless, NoLonger, handles, stable_id
from onecua.people.models import Person

REFUSED_FOR_GOOD = 500  # SMTP: 5xx


@handles(NOTICE)
def deliver_notice(message: OutboxMessage) -> None:
    fan_out(message)


@handles(MAIL)
def deliver_mail(message: OutboxMessage) -> None:
    """To staff with the timeline's sentence, to the citizen with the public one."""
    news = News.of(message)
    title = news.insist().title
    whose, _, number = message.recipient.partition("/")
    address = _mail_address(whose, int(number))
    words = _to_staff(news) if whose == "person" else _to_the_citizen(news)
    host = urlsplit(settings.PUBLIC_ADDRESS).hostname
    letter = EmailMessage(
        subject=f"{title}: hồ sơ {news.dossier}",
        body=words,
        to=[address],
        headers={
            "Message-ID": f"<{stable_id(message)}@{host}>",
            "Auto-Submitted": "auto-generated",
        },
    )
    try:
        letter.send()
    except (SMTPException, OSError) as error:
        raise _as_ours(error) from None  # its text would carry the address


@handles(MESSAGE)
def deliver_text(message: OutboxMessage) -> None:
    """SMS or Zalo, by the gateway: {"id", "to", "text"}."""
    news = News.of(message)
    news.insist()
    applicant = Applicant.objects.get(pk=int(message.recipient.partition("/")[2]))
    if not applicant.phone:
        raise NoLonger("công dân không còn để lại số điện thoại")
    body = {"id": stable_id(message), "to": applicant.phone, "text": _to_the_citizen(news)}
    headers = {"Idempotency-Key": stable_id(message)}
    if settings.MESSAGE_GATEWAY_TOKEN:
        headers["Authorization"] = f"Bearer {settings.MESSAGE_GATEWAY_TOKEN}"
    send(Post(settings.MESSAGE_GATEWAY_URL, json.dumps(body).encode(), headers))


@handles(WEBHOOK)
def deliver_webhook(message: OutboxMessage) -> None:
    """What a citizen could read, for the systems that follow us; signed, without personal data."""
    news = News.of(message)
    number = int(message.recipient.partition("/")[2])
    if number >= len(settings.WEBHOOK_URLS):
        raise NoLonger("hệ thống nhận đã được gỡ khỏi cấu hình")
    body = json.dumps(
        {
            "id": stable_id(message),
            "code": str(news.dossier),
            "event": news.event.kind,
            "seq": news.event.seq,
            "happened_at": news.event.happened_at.isoformat(),
            "state": news.dossier.state,
            "sentence": public_sentence(news.event),
        }
    ).encode()
    timestamp = int(real_now().timestamp())
    headers = {
        "X-Onecua-Id": stable_id(message),
        "X-Onecua-Timestamp": str(timestamp),
        "X-Onecua-Signature": signature(settings.WEBHOOK_SECRET, timestamp, body),
    }
    send(Post(settings.WEBHOOK_URLS[number], body, headers))


def _mail_address(whose: str, number: int) -> str:
    if whose == "person":
        person = Person.objects.filter(pk=number, is_active=True).first()
        address = person.email if person else ""
    else:
        address = Applicant.objects.get(pk=number).email
    if not address:
        raise NoLonger("người nhận không còn hộp thư")
    return address


def _to_staff(news: News) -> str:
    [line] = lines_of([news.event])
    where = f"{settings.PUBLIC_ADDRESS}/ho-so/{in_address(str(news.dossier))}/"
    return f"Hồ sơ {news.dossier}: {line.sentence}\n\nMở hồ sơ: {where}\n"


def _to_the_citizen(news: News) -> str:
    sentence = public_sentence(news.event)
    where = f"{settings.PUBLIC_ADDRESS}/tra-cuu/{news.dossier}"
    return f"Một cửa {settings.PROVINCE_NAME}: hồ sơ {news.dossier}. {sentence} Tra cứu: {where}"


def _as_ours(error: Exception) -> Exception:
    """What the server said, without whom we wrote to."""
    if isinstance(error, SMTPRecipientsRefused):
        codes = [code for code, _ in error.recipients.values()]
    elif isinstance(error, SMTPResponseException):
        codes = [error.smtp_code]
    else:
        return NotDelivered(f"máy chủ thư không nhận ({type(error).__name__})")
    words = f"máy chủ thư trả lời {', '.join(map(str, codes))}"
    return Hopeless(words) if min(codes) >= REFUSED_FOR_GOOD else NotDelivered(words)
