"""Ủy quyền: who stands in for whom, for how long, by which paper.

Work may be passed on for the time one has it; a signature never is. Source: NĐ 30/2020/NĐ-CP Đ13.
"""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q

from onecua.kernel.text import clean_line
from onecua.ledger.canonical import JsonObject
from onecua.people.acting import Acting
from onecua.people.models import Delegation, Person, Post
from onecua.people.rights import posts_within
from onecua.people.roles import Role
from onecua.people.services import errors
from onecua.people.services._chains import require_no_cycle
from onecua.people.services._guards import (
    A_DAY,
    require_another,
    require_may_give,
    require_not_back_dated,
    require_order,
    require_recent,
)
from onecua.people.services._record import record
from onecua.people.signatures import SIGNING, Authority
from onecua.people.validity import not_yet_over

_NEEDS_AN_END = {Authority.WORK, Authority.AUTHORISED}
_BELOW_TOO = {Authority.BY_ORDER, Authority.AUTHORISED}  # also to the head of an agency below


@dataclass(frozen=True, slots=True, kw_only=True)
class NewDelegation:
    kind: Authority
    giver: Post
    receiver: Post
    valid_from: date
    valid_to: date | None
    document: str = ""
    document_on: date | None = None


@transaction.atomic
def delegate(new: NewDelegation, *, acting: Acting | None, at: datetime) -> Delegation:
    """By the holder of the post himself, or by an administrator who reaches it.

    Raises NotYourPost, NotToOneself, RoleReserved, DatesWrong, BackDated, EndMissing,
    DocumentMissing, DelegationRefused, DelegationCycle, ChainTooLong, DelegatedAlready.
    """
    people = {new.giver.person_id, new.receiver.person_id}
    list(Person.objects.select_for_update(no_key=True).filter(pk__in=people).order_by("pk"))
    _require_giver(new, acting)
    require_order(new.valid_from, new.valid_to)
    require_not_back_dated(new.valid_from, at)
    if new.kind in _NEEDS_AN_END and new.valid_to is None:
        raise errors.EndMissing("valid_to", kind=new.kind.label)
    if why := _why_not(new):
        raise errors.DelegationRefused("receiver", kind=new.kind.label, why=why)
    document = clean_line(new.document)
    if new.kind in SIGNING and not (document and new.document_on):
        raise errors.DocumentMissing("document")
    if new.kind == Authority.WORK:
        require_no_cycle(new.giver, new.receiver, new.valid_from, new.valid_to)
    _require_new(new)
    given = Delegation.objects.create(
        kind=new.kind, giver=new.giver, receiver=new.receiver, document=document,
        document_on=new.document_on, valid_from=new.valid_from, valid_to=new.valid_to,
    )  # fmt: skip
    facts: JsonObject = {
        "delegation": given.pk,
        "kind": new.kind.value,
        "giver": given.giver_id,
        "receiver": given.receiver_id,
        "document": document,
        "valid_from": given.valid_from.isoformat(),
        "valid_to": given.valid_to.isoformat() if given.valid_to else None,
    }
    record(new.giver.unit.agency_id, "delegation_given", facts, acting=acting, at=at)
    return given


@transaction.atomic
def end_delegation(
    *, delegation: Delegation, last_day: date, acting: Acting | None, at: datetime
) -> Delegation:
    """Yesterday ends it at once. By who gave it, or an administrator. Raises NotYourPost, …"""
    lent = Delegation.objects.select_for_update(of=("self",), no_key=True)
    found = lent.select_related("giver__unit").get(pk=delegation.pk)
    if acting is not None and not _may_give(found.giver, acting):
        raise errors.NotYourPost
    require_recent(last_day, at)
    if found.valid_to is not None and found.valid_to <= last_day:
        raise errors.AlreadyClosed(what="Ủy quyền này", on=found.valid_to)
    _end(found, last_day, acting=acting, at=at)
    return found


def end_delegations_of(post: Post, last_day: date, *, acting: Acting | None, at: datetime) -> None:
    """Part of the end of a post: what it gave and what it was given end with it."""
    lent = Delegation.objects.select_for_update(of=("self",), no_key=True).filter(
        not_yet_over(last_day + A_DAY)
    )
    of_this = lent.filter(Q(giver=post) | Q(receiver=post)).select_related("giver__unit")
    for each in of_this.order_by("pk"):
        _end(each, last_day, acting=acting, at=at)


def _end(lent: Delegation, last_day: date, *, acting: Acting | None, at: datetime) -> None:
    last_day = max(last_day, lent.valid_from - A_DAY)
    facts: JsonObject = {
        "delegation": lent.pk,
        "kind": lent.kind,
        "giver": lent.giver_id,
        "receiver": lent.receiver_id,
        "last_day": last_day.isoformat(),
    }
    record(lent.giver.unit.agency_id, "delegation_ended", facts, acting=acting, at=at)
    lent.valid_to = last_day
    lent.save(update_fields=["valid_to"])


def _require_giver(new: NewDelegation, acting: Acting | None) -> None:
    if acting is None:
        return
    if not _may_give(new.giver, acting):
        raise errors.NotYourPost
    require_another(acting, new.receiver.person_id, "nhận ủy quyền")
    if new.giver.person_id != acting.person_id:
        require_may_give(acting, new.giver.role)


def _may_give(giver: Post, acting: Acting) -> bool:
    """One's own post, acting on it oneself; or a post that one administers."""
    mine = giver.person_id == acting.person_id and acting.on_behalf_of is None
    return mine or posts_within(acting).filter(pk=giver.pk).exists()


def _why_not(new: NewDelegation) -> str:
    """Why this post may not give this to that one, or ""."""
    giver, receiver = new.giver, new.receiver
    signing = new.kind in SIGNING
    near = receiver.unit.agency_id == giver.unit.agency_id
    below = receiver.unit.agency.parent_id == giver.unit.agency_id and new.kind in _BELOW_TOO
    objections = (
        (giver.person_id == receiver.person_id, "người nhận là chính người ủy quyền"),
        (not receiver.person.is_active, "tài khoản người nhận đã ngừng"),
        (
            not (_covers(giver, new) and _covers(receiver, new)),
            "vị trí của một trong hai người không kéo dài hết thời gian ủy quyền",
        ),
        (
            signing and (not giver.signs or bool(giver.authority)),
            "chỉ người đứng đầu có quyền ký được giao ký; người ký thay không giao lại",
        ),
        (signing and receiver.role != Role.HEAD, "người nhận phải giữ vị trí lãnh đạo"),
        (not (near or below), "người nhận không cùng cơ quan"),
    )
    return next((why for wrong, why in objections if wrong), "")


def _covers(post: Post, new: NewDelegation) -> bool:
    begins = post.valid_from <= new.valid_from
    return begins and (
        post.valid_to is None or (new.valid_to is not None and new.valid_to <= post.valid_to)
    )


def _require_new(new: NewDelegation) -> None:
    """The database refuses an overlap too; here it gets its sentence."""
    same = Delegation.objects.filter(
        not_yet_over(new.valid_from), giver=new.giver, receiver=new.receiver, kind=new.kind
    )
    if new.valid_to is not None:
        same = same.filter(valid_from__lte=new.valid_to)
    if (held := same.first()) is not None:
        raise errors.DelegatedAlready("receiver", since=held.valid_from)
