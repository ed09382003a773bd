"""What an administrator's post reaches: the whole province, or its own agency and what is below.

Being an administrator opens no dossier: that door is `cases.querysets.visible_to`.
"""

from collections.abc import Iterable, Set

from django.db.models import Q, QuerySet

from onecua.people.acting import Acting
from onecua.people.models import Agency, Person, Post, Unit
from onecua.people.roles import Role

ADMINISTRATORS: Set[str] = frozenset({Role.UNIT_ADMIN, Role.SYSTEM_ADMIN})
# They see every dossier, or reach every agency: only the province's own administrator gives them.
RESERVED: Set[str] = frozenset({Role.PROVINCE_OFFICE, Role.INSPECTOR, Role.SYSTEM_ADMIN})


def administers(acting: Acting | None) -> bool:
    return acting is not None and acting.role in ADMINISTRATORS


def agencies_of(acting: Acting | None) -> QuerySet[Agency]:
    """The only door to the organisation's pages: what this post administers, and nothing else."""
    if acting is None or not administers(acting):
        return Agency.objects.none()
    if acting.role == Role.SYSTEM_ADMIN:
        return Agency.objects.all()
    return Agency.objects.filter(pk__in=at_and_below(acting.agency_id))


def agencies_seen(acting: Acting | None) -> QuerySet[Agency]:
    """What its pages show: what one administers; to an inspector everything, and only to read."""
    if acting is not None and acting.role == Role.INSPECTOR:
        return Agency.objects.all()
    return agencies_of(acting)


def at_and_below(agency_id: int) -> frozenset[int]:
    found: set[int] = set()
    frontier = {agency_id}
    while frontier:
        found |= frontier
        children = Agency.objects.filter(parent__in=frontier).values_list("pk", flat=True)
        frontier = set(children) - found
    return frozenset(found)


def units_of(acting: Acting | None) -> QuerySet[Unit]:
    return Unit.objects.filter(agency__in=agencies_of(acting))


def posts_within(acting: Acting | None) -> QuerySet[Post]:
    return Post.objects.filter(unit__agency__in=agencies_of(acting))


def people_of(acting: Acting | None) -> QuerySet[Person]:
    """Whoever holds, held or shall hold a post there."""
    return Person.objects.filter(pk__in=posts_within(acting).values("person"))


def reserved_among(roles: Iterable[str]) -> Set[str]:
    return RESERVED & set(roles)


def foreign_posts(acting: Acting | None, person: Person, today: Q) -> QuerySet[Post]:
    """Posts of this person that stand (today: which do) outside what the administrator reaches."""
    return person.posts.filter(today).exclude(unit__agency__in=agencies_of(acting))
