"""Who may sign for an agency, now and to come: by his post, or by another's dated decision."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count

from cases.models import Slip
from onecua.people.acting import Acting
from onecua.people.models import Agency, Delegation, Post
from onecua.people.rights import agencies_seen
from onecua.people.roles import Role
from onecua.people.signatures import SIGNING, Authority, signature
from onecua.people.validity import not_yet_over


@dataclass(frozen=True, slots=True)
class SignerLine:
    """`authority` and `position` as they stand above the name on paper."""

    person_id: int
    username: str
    name: str
    authority: str
    position: str
    basis: str
    first: date
    last: date | None
    to_come: bool
    waiting: int  # slips that he has issued and that wait for his key


def agency_of(acting: Acting, wanted: str) -> Agency | None:
    """One's own, or the wanted one if it may be looked at; None: not for this post."""
    if not wanted.isdecimal() or int(wanted) == acting.agency_id:
        return Agency.objects.get(pk=acting.agency_id)
    everywhere = acting.role == Role.PROVINCE_OFFICE
    seen = Agency.objects.all() if everywhere else agencies_seen(acting)
    return seen.filter(pk=int(wanted)).first()


def signers_of(agency: Agency, on: date) -> list[SignerLine]:
    """The head first, then who signs for him, by the day it began."""
    posts = list(
        Post.objects.filter(not_yet_over(on), unit__agency=agency, signs=True)
        .select_related("person", "unit")
        .order_by("authority", "valid_from", "pk")
    )
    lent = list(
        Delegation.objects.filter(not_yet_over(on), giver__unit__agency=agency, kind__in=SIGNING)
        .select_related("giver", "receiver__person")
        .order_by("valid_from", "pk")
    )
    people = {post.person_id for post in posts} | {each.receiver.person_id for each in lent}
    waiting = _waiting(people)
    return [_by_post(post, on, waiting) for post in posts] + [
        _by_decision(each, on, waiting) for each in lent
    ]


def _by_post(post: Post, on: date, waiting: Mapping[int, int]) -> SignerLine:
    return SignerLine(
        person_id=post.person_id,
        username=post.person.username,
        name=post.person.full_name,
        authority=post.authority,
        position=post.position,
        basis=f"Vị trí tại {post.unit.name}",
        first=post.valid_from,
        last=post.valid_to,
        to_come=post.valid_from > on,
        waiting=waiting.get(post.person_id, 0),
    )


def _by_decision(lent: Delegation, on: date, waiting: Mapping[int, int]) -> SignerLine:
    receiver = lent.receiver
    lines = signature(
        Authority(lent.kind), head=lent.giver.position, own=receiver.position
    )  # fmt: skip
    day = f" ngày {lent.document_on:%d/%m/%Y}" if lent.document_on else ""
    return SignerLine(
        person_id=receiver.person_id,
        username=receiver.person.username,
        name=receiver.person.full_name,
        authority=lines.authority,
        position=lines.position,
        basis=f"{Authority(lent.kind).label}: {lent.document}{day}",
        first=lent.valid_from,
        last=lent.valid_to,
        to_come=lent.valid_from > on,
        waiting=waiting.get(receiver.person_id, 0),
    )


def _waiting(people: Sequence[int] | set[int]) -> dict[int, int]:
    rows = (
        Slip.objects.filter(file=None, digital=True, issued_by__in=people)
        .values_list("issued_by")
        .annotate(Count("pk"))
    )
    return {person: count for person, count in rows if person is not None}
