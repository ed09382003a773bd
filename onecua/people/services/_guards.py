"""The questions asked before rights change: whose is it, since when, and is anybody left."""

from collections.abc import Collection
from datetime import date, datetime, timedelta

from django.utils.timezone import localdate

from onecua.kernel.text import clean_line, is_numbered
from onecua.people import holdings
from onecua.people.acting import Acting
from onecua.people.models import Agency, Person, Post, Unit
from onecua.people.rights import RESERVED, agencies_of, foreign_posts
from onecua.people.roles import WORKERS, Role
from onecua.people.services import errors
from onecua.people.validity import not_yet_over, standing

A_DAY = timedelta(days=1)


def require_reach(acting: Acting | None, agency: Agency) -> None:
    """Raises OutOfReach. The system reaches everything."""
    if acting is not None and not agencies_of(acting).filter(pk=agency.pk).exists():
        raise errors.OutOfReach(what=agency.name)


def require_whole_reach(acting: Acting | None, person: Person, on: date) -> None:
    """A password, or the whole account: every post that stands or will must lie within reach.

    Raises HoldsElsewhere: else the administrator of a commune could enter as a province's head.
    """
    if acting is None:
        return
    elsewhere = foreign_posts(acting, person, not_yet_over(on)).select_related("unit__agency")
    if (post := elsewhere.first()) is not None:
        raise errors.HoldsElsewhere(where=post.unit.agency.name)


def require_another(acting: Acting | None, person_id: int, what: str) -> None:
    """Raises NotToOneself, also for whom one stands in for."""
    if acting is not None and person_id in {acting.person_id, acting.on_behalf_of}:
        raise errors.NotToOneself(what=what)


def require_may_give(acting: Acting | None, role: str) -> None:
    """Raises RoleReserved."""
    if acting is not None and role in RESERVED and acting.role != Role.SYSTEM_ADMIN:
        raise errors.RoleReserved(role=Role(role).label)


def require_open(unit: Unit, first: date, last: date | None) -> None:
    """A post stands only while its unit and its agency do. Raises UnitNotOpen, AgencyNotOpen."""
    for day in (first, last or first):
        for part in (unit, unit.agency):
            if day < part.valid_from or (part.valid_to is not None and day > part.valid_to):
                refuse = errors.UnitNotOpen if part is unit else errors.AgencyNotOpen
                raise refuse("valid_from", unit=unit.name, agency=unit.agency.name, on=day)
    if last is None and (until := unit.valid_to or unit.agency.valid_to) is not None:
        raise errors.UnitNotOpen("valid_to", unit=unit.name, on=until + A_DAY)


def require_order(first: date, last: date | None) -> None:
    if last is not None and last < first:
        raise errors.DatesWrong("valid_to", first=first, last=last)


def require_recent(last_day: date, at: datetime) -> None:
    """What ends, ends yesterday at the earliest: at once. Raises TooFarBack."""
    earliest = localdate(at) - A_DAY
    if last_day < earliest:
        raise errors.TooFarBack("last_day", given=last_day, earliest=earliest)


def require_not_back_dated(first_day: date, at: datetime) -> None:
    """A right begins today at the earliest. Raises BackDated."""
    today = localdate(at)
    if first_day < today:
        raise errors.BackDated("valid_from", given=first_day, earliest=today)


def require_decision(decision: str) -> str:
    if is_numbered(words := clean_line(decision)):
        return words
    raise errors.DecisionMissing("decision")


def require_somebody_left(ending: Collection[Post], after: date) -> None:
    """A unit that does a step of a workflow keeps somebody who works. Raises LastOfUnit."""
    pks = {post.pk for post in ending}
    for unit in {post.unit for post in ending if post.role in WORKERS}:
        left = Post.objects.filter(standing(after), unit=unit, role__in=WORKERS)
        if left.exclude(pk__in=pks).exists():
            continue
        if count := holdings.needed(unit.pk):
            raise errors.LastOfUnit(unit=unit.name, count=count)


def require_another_system_administrator(ending: Collection[int], after: date) -> None:
    """After that day somebody else must stand. Two who end each other take turns at the lock.

    Raises LastSystemAdministrator.
    """
    alive = list(
        Post.objects.select_for_update(of=("self",), no_key=True)
        .filter(not_yet_over(after), role=Role.SYSTEM_ADMIN, person__is_active=True)
        .order_by("pk")
    )
    gone = [post for post in alive if post.pk in ending]
    left = [post for post in alive if post.pk not in ending and post.valid_from <= after]
    if gone and not left:
        raise errors.LastSystemAdministrator
