"""Who acts now: the person, the post chosen at sign-in, and on whose behalf.

Every act, page and list takes an `Acting`; nobody is asked again who the person "really" is.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import QuerySet

from onecua.ledger.writing import Actor
from onecua.people.models import Post
from onecua.people.roles import Role
from onecua.people.signatures import Signature
from onecua.people.validity import standing


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
    signature: Signature | None = None  # the lines over the name; None: the post's own
    name: str = field(default="", compare=False)  # as slips print it

    @property
    def keeper_id(self) -> int:
        """In whose hands the work lies: who is stood in for keeps it."""
        absent = self.on_behalf_of if self.stands_in else None
        return absent or self.person_id

    @property
    def stands_in(self) -> bool:
        """Does another's work; a lent signature is one's own work."""
        return self.on_behalf_of is not None and not self.signs

    @property
    def actor(self) -> Actor:
        return Actor(person=self.person_id, post=self.post_id, on_behalf_of=self.on_behalf_of)


def posts_of(person_id: int, *, on: date) -> QuerySet[Post]:
    """The posts a person holds on a day, the widest reach of signing first."""
    return (
        Post.objects.filter(standing(on), person_id=person_id)
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
        name=post.person.full_name,
    )


def choose(posts: Sequence[Post], wanted: int | None) -> Post | None:
    """The wanted post if it is among them; the only one if there is no choice to make."""
    for post in posts:
        if post.pk == wanted:
            return post
    return posts[0] if len(posts) == 1 else None
