"""Who acts now: the person, the post chosen at sign-in, and on whose behalf.

Every act, page and list takes an `Acting`; nobody is asked again who the person "really" is.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from onecua.ledger.writing import Actor
from onecua.people.models import Post
from onecua.people.roles import Role


@dataclass(frozen=True, slots=True)
class Acting:
    person_id: int
    post_id: int
    role: Role
    unit_id: int
    agency_id: int
    desk_id: int | None = None
    on_behalf_of: int | None = None
    signs: bool = False

    @property
    def actor(self) -> Actor:
        return Actor(person=self.person_id, post=self.post_id, on_behalf_of=self.on_behalf_of)


def posts_of(person_id: int, *, on: date) -> QuerySet[Post]:
    """The posts a person holds on a day, the widest reach of signing first."""
    return (
        Post.objects.filter(person_id=person_id, valid_from__lte=on)
        .filter(Q(valid_to=None) | Q(valid_to__gte=on))
        .select_related("person", "unit__agency", "unit__desk")
        .order_by("unit__agency__name", "unit__name", "pk")
    )


def acting_on(post: Post) -> Acting:
    desk = getattr(post.unit, "desk", None)
    return Acting(
        person_id=post.person_id,
        post_id=post.pk,
        role=Role(post.role),
        unit_id=post.unit_id,
        agency_id=post.unit.agency_id,
        desk_id=desk.pk if desk else None,
        signs=post.signs,
    )


def choose(posts: Sequence[Post], wanted: int | None) -> Post | None:
    """The wanted post if it is among them; the only one if there is no choice to make."""
    for post in posts:
        if post.pk == wanted:
            return post
    return posts[0] if len(posts) == 1 else None
