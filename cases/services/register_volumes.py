"""Sổ theo dõi hồ sơ: a desk's register of a year, its volumes, closed and reopened by signature.

TT 01/2018 Đ10: entries run from 01 to the end of the year, a new volume goes on with the last
number, a closed one is signed. The open volume is whatever follows the last closed one.
"""

import hashlib
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import transaction

from cases.agency_events import check_payload
from cases.models import RegisterVolume
from cases.services import prints
from cases.services.corner import corner
from cases.services.errors import ReasonMissing
from cases.services.numbering import register_book
from cases.services.print_errors import MaySignBooksOnly, NothingToPrint, RegisterGoesOn
from cases.services.register_rows import register_rows
from cases.slip_contexts.codec import to_json
from cases.slip_contexts.forms import FORMS, Form
from cases.slip_contexts.parts import Signer
from cases.slip_contexts.register import NOBODY, RegisterContext
from onecua.kernel.text import says_something
from onecua.kernel.vietnamese import count_words
from onecua.ledger import numbers
from onecua.ledger.canonical import JsonObject
from onecua.ledger.texts import keep_text
from onecua.ledger.writing import append
from onecua.people.acting import Acting
from onecua.people.models import Desk, Post
from procedures.selectors import regime_on
from procedures.timing import office_date


@dataclass(frozen=True, slots=True)
class Span:
    """A volume: which entries it holds. `last` below `first`: it has none yet."""

    no: int
    first: int
    last: int
    closed: RegisterVolume | None = None

    @property
    def entries(self) -> int:
        return self.last - self.first + 1

    @property
    def no_words(self) -> str:
        return count_words(self.no)

    @property
    def first_words(self) -> str:
        return count_words(self.first)

    @property
    def last_words(self) -> str:
        return count_words(self.last)


def volumes(desk: Desk, year: int, last: int) -> list[Span]:
    """Closed ones in order, then the open one. last: the newest entry of the year."""
    closed = (
        desk.volumes.filter(year=year, reopened_at=None).select_related("closed_by").order_by("no")
    )
    spans = [Span(each.no, each.first_entry, each.last_entry, each) for each in closed]
    first = spans[-1].last + 1 if spans else 1
    return [*spans, Span(len(spans) + 1, first, last)]


@transaction.atomic
def close_volume(*, desk: Desk, year: int, acting: Acting, at: datetime) -> RegisterVolume:
    """Khóa sổ: what stands in it is printed, sealed by its digest, and signed. The next goes on.

    Raises MaySignBooksOnly, NothingToPrint.
    """
    post = _signer(desk, acting)
    closer = Signer(post.position, post.person.full_name, post.authority)
    return _close(desk, year, closer, acting, at)


@transaction.atomic
def close_by_decision(*, desk: Desk, year: int, acting: Acting, at: datetime) -> RegisterVolume:
    """A desk ends: its book is closed and sealed by who applies the decision; nobody reopens it.

    Raises NothingToPrint.
    """
    return _close(desk, year, NOBODY, acting, at)


def _close(desk: Desk, year: int, closer: Signer, acting: Acting, at: datetime) -> RegisterVolume:
    span = volumes(desk, year, numbers.last(register_book(desk, year)))[-1]
    if span.entries < 1:
        raise NothingToPrint(what="quyển đang mở chưa có số nào")
    form, context = register_print(desk, year, span, closer=closer, at=at)
    job = prints.order_pages(
        form=form, context=context, title=f"{context.subject}, đã khóa", acting=acting, at=at,
        unit_id=desk.unit_id,
    )  # fmt: skip
    seal = hashlib.sha256(to_json(context).encode()).hexdigest()
    facts = {"first_entry": span.first, "last_entry": span.last}
    _record(desk, "register_closed", _volume(desk, year, span.no) | facts | {"seal": seal},
            acting, at)  # fmt: skip
    return RegisterVolume.objects.create(
        desk=desk, year=year, no=span.no, closed_at=at, closed_by_id=acting.person_id, seal=seal,
        job=job, **facts,
    )  # fmt: skip


@transaction.atomic
def reopen_volume(*, volume_id: int, reason: str, acting: Acting, at: datetime) -> RegisterVolume:
    """Mở lại a volume that was closed by mistake, while nothing was written behind it.

    Raises MaySignBooksOnly, ReasonMissing, RegisterGoesOn.
    """
    volume = RegisterVolume.objects.select_related("desk__unit__agency").get(
        pk=volume_id, reopened_at=None
    )
    desk = volume.desk
    _signer(desk, acting)
    if not says_something(reason):
        raise ReasonMissing("reason")
    if numbers.last(register_book(desk, volume.year)) > volume.last_entry:
        raise RegisterGoesOn(volume=volume.no)
    words = keep_text(desk.unit.agency_id, reason)
    payload = _volume(desk, volume.year, volume.no) | {"reason": words}
    _record(desk, "register_reopened", payload, acting, at)
    volume.reopened_at = at
    volume.save(update_fields=["reopened_at"])
    return volume


def register_print(
    desk: Desk, year: int, span: Span, *, at: datetime, closer: Signer = NOBODY
) -> tuple[Form, RegisterContext]:
    """What the volume, or the part of it that the span names, says now."""
    rows = register_rows(desk, year, span.first, span.last)
    head = corner(desk.unit.agency, at, desk.name)
    struck = sum(row.struck for row in rows)
    period = f"từ số {count_words(span.first)} đến số {count_words(span.last)}"
    gone = f", trong đó {count_words(struck)} số đã gạch bỏ" if struck else ""
    form = FORMS[regime_on(office_date(at)).form_set, "register"]
    context = RegisterContext(
        issuer=head.issuer,
        place_date=head.place_date,
        book=count_words(span.no),
        year=str(year),
        period=period,
        rows=tuple(rows),
        summary=f"Quyển số {count_words(span.no)} gồm {count_words(len(rows))} số, {period}{gone}.",
        closer=closer,
        demonstration=settings.DEMONSTRATION,
    )
    return form, context


def _signer(desk: Desk, acting: Acting) -> Post:
    agency = desk.unit.agency
    if not acting.signs or acting.agency_id != agency.pk:
        raise MaySignBooksOnly(agency=agency.name)
    return Post.objects.select_related("person").get(pk=acting.post_id)


def _volume(desk: Desk, year: int, no: int) -> dict[str, str | int]:
    return {"desk": desk.pk, "year": year, "volume": no}


def _record(desk: Desk, kind: str, payload: JsonObject, acting: Acting, at: datetime) -> None:
    check_payload(kind, payload)
    append(desk.unit.agency_id, kind, payload, actor=acting.actor, at=at)
