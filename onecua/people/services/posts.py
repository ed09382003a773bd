"""Posts are given and end: who may do what, where, from which day, by which decision."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q
from django.utils.timezone import localdate

from onecua.kernel.text import clean_line
from onecua.ledger.canonical import JsonObject
from onecua.people import holdings
from onecua.people.acting import Acting
from onecua.people.models import Person, Post, Unit
from onecua.people.roles import Role
from onecua.people.services import errors
from onecua.people.services._guards import (
    A_DAY,
    require_another,
    require_another_system_administrator,
    require_decision,
    require_may_give,
    require_not_back_dated,
    require_open,
    require_order,
    require_reach,
    require_recent,
    require_somebody_left,
)
from onecua.people.services._record import record
from onecua.people.services.delegations import end_delegations_of
from onecua.people.validity import not_yet_over


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPost:
    unit: Unit
    role: str
    position: str
    valid_from: date
    valid_to: date | None = None
    signs: bool = False  # for the agency, by his own right
    authority: str = ""  # "KT. Chủ tịch": a deputy who always signs so


@transaction.atomic
def appoint(
    *, person: Person, new: NewPost, decision: str, acting: Acting | None, at: datetime
) -> Post:
    """Give a post to somebody who has an account.

    Raises OutOfReach, NotToOneself, RoleReserved, OnlyHeadsSign, DecisionMissing, DatesWrong,
    BackDated, UnitNotOpen, AgencyNotOpen, PersonInactive, PostHeldAlready.
    """
    unit = (
        Unit.objects.select_for_update(of=("self",), no_key=True)
        .select_related("agency")
        .get(pk=new.unit.pk)
    )
    require_reach(acting, unit.agency)
    require_another(acting, person.pk, "giao quyền")
    require_may_give(acting, new.role)
    words = require_decision(decision)
    if new.signs and new.role != Role.HEAD:
        raise errors.OnlyHeadsSign("signs")
    require_order(new.valid_from, new.valid_to)
    require_not_back_dated(new.valid_from, at)
    require_open(unit, new.valid_from, new.valid_to)
    person = Person.objects.select_for_update(no_key=True).get(pk=person.pk)
    if not person.is_active:
        raise errors.PersonInactive("person", username=person.username)
    _require_free(person, unit, new)
    post = Post.objects.create(
        person=person, unit=unit, role=new.role, signs=new.signs,
        position=clean_line(new.position) or Role(new.role).label,
        authority=clean_line(new.authority) if new.signs else "", decision=words,
        valid_from=new.valid_from, valid_to=new.valid_to,
    )  # fmt: skip
    facts: JsonObject = {"posts": [facts_of(post)], "decision": words}
    record(unit.agency_id, "posts_given", facts, acting=acting, at=at)
    return post


@transaction.atomic
def end_post(
    *,
    post: Post,
    last_day: date,
    heir: int | None,
    decision: str,
    acting: Acting | None,
    at: datetime,
) -> int:
    """The post ends after its last day; yesterday ends it at once. How many dossiers moved.

    heir: who takes over in that unit what the person holds; None: the unit assigns it anew. It
    moves now if the last day is today or before, and no other post keeps the person in the unit.
    Raises OutOfReach, DecisionMissing, TooFarBack, AlreadyClosed, LastSystemAdministrator,
    LastOfUnit.
    """
    # Before this one post: who ends another waits here, not holding what the other wants.
    require_another_system_administrator({post.pk}, last_day + A_DAY)
    post = (
        Post.objects.select_for_update(of=("self",), no_key=True)
        .select_related("unit__agency")
        .get(pk=post.pk)
    )
    require_reach(acting, post.unit.agency)
    words = require_decision(decision)
    require_recent(last_day, at)
    if post.valid_to is not None and post.valid_to <= last_day:
        raise errors.AlreadyClosed(what=f"Vị trí {post.position}", on=post.valid_to)
    require_somebody_left([post], last_day + A_DAY)
    moved = 0
    if last_day <= localdate(at) and not _stays(post, last_day + A_DAY):
        moved = holdings.move(post.person_id, {post.unit_id: heir}, acting=acting, at=at)
    close(post, last_day, decision=words, acting=acting, at=at)
    return moved


def close(
    post: Post, last_day: date, *, decision: str, acting: Acting | None, at: datetime
) -> None:
    """Part of another act. A post that was to begin later is withdrawn: it never stood."""
    last_day = max(last_day, post.valid_from - A_DAY)
    end_delegations_of(post, last_day, acting=acting, at=at)
    facts: JsonObject = {
        "post": post.pk,
        "person": post.person_id,
        "unit": post.unit_id,
        "role": post.role,
        "last_day": last_day.isoformat(),
        "decision": decision,
    }
    record(post.unit.agency_id, "post_ended", facts, acting=acting, at=at)
    post.valid_to = last_day
    post.save(update_fields=["valid_to"])


def facts_of(post: Post) -> JsonObject:
    """A right as the ledger keeps it."""
    return {
        "post": post.pk,
        "person": post.person_id,
        "unit": post.unit_id,
        "role": post.role,
        "signs": post.signs,
        "valid_from": post.valid_from.isoformat(),
        "valid_to": post.valid_to.isoformat() if post.valid_to else None,
    }


def _require_free(person: Person, unit: Unit, new: NewPost) -> None:
    """The database refuses an overlap too; here it gets its sentence."""
    overlapping = person.posts.filter(not_yet_over(new.valid_from), unit=unit, role=new.role)
    if new.valid_to is not None:
        overlapping = overlapping.filter(valid_from__lte=new.valid_to)
    if (held := overlapping.order_by("valid_from").first()) is not None:
        raise errors.PostHeldAlready(
            "person", role=Role(new.role).label, unit=unit.name, since=held.valid_from
        )


def _stays(post: Post, after: date) -> bool:
    """The person has another post in the same unit: what he holds there stays his."""
    others = Post.objects.filter(Q(person=post.person_id, unit=post.unit_id) & not_yet_over(after))
    return others.exclude(pk=post.pk).exists()
