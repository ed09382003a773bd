"""For whom a person may act on a day: on his own posts, with a lent signature, for an absent one.

Work passes on along a chain (A to B, B to C: C stands in for both); a signature does not.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import QuerySet

from onecua.people.acting import Acting, acting_on, posts_of
from onecua.people.models import Delegation, Post
from onecua.people.signatures import SIGNING, Authority, Signature, signature
from onecua.people.validity import standing

MOST_LINKS = 3


@dataclass(frozen=True, slots=True)
class Standing:
    """One way to act. `key` names it in a form and a session: "12", or "12.5" by a delegation."""

    post: Post  # whose unit, role and sight one has
    key: str
    own: Post  # through which one has it
    delegation: Delegation | None = None

    @property
    def position(self) -> str:
        """What the bar shows beside the name of who is signed in."""
        lent = self.delegation
        if lent is None:
            return self.post.position
        if lent.signs:
            return f"{self.post.position}, ký {self.signed_as}"
        return f"thay {self.post.person.full_name}, {self.post.position}"

    @property
    def signed_as(self) -> str:
        return _signature(self).words

    def acting(self, person_id: int) -> Acting:
        """signs: by one's own right or a lent signature; work that was lent never signs."""
        own, lent = acting_on(self.post), self.delegation
        if lent is None:
            return own
        return replace(
            own,
            person_id=person_id,
            on_behalf_of=lent.giver.person_id if lent.signs else self.post.person_id,
            signs=lent.signs,
            signature=_signature(self),
        )


def standings_of(person_id: int, *, on: date) -> list[Standing]:
    """Own posts first, then lent signatures, then whom one stands in for."""
    own = list(posts_of(person_id, on=on))
    lent = list(in_force(on).filter(receiver__in=own).order_by("pk"))
    by_post = {post.pk: post for post in own}
    signing = [
        Standing(
            by_post[each.receiver_id],
            f"{each.receiver_id}.{each.pk}",
            by_post[each.receiver_id],
            each,
        )
        for each in lent
        if each.signs
    ]
    plain = [Standing(post, str(post.pk), post) for post in own]
    return [*plain, *signing, *_absent(by_post, lent, on)]


def in_force(on: date) -> QuerySet[Delegation]:
    """Delegations that stand on a day, between posts that do."""
    stands = standing(on) & standing(on, "giver__") & standing(on, "receiver__")
    return Delegation.objects.filter(stands, giver__person__is_active=True).select_related(
        "giver__person", "giver__unit__agency", "giver__unit__desk", "receiver__person"
    )


def _absent(own: Mapping[int, Post], lent: Iterable[Delegation], on: date) -> Sequence[Standing]:
    """Along the chain, nearest first; nobody stands in for himself, or twice for one post."""
    people = {post.person_id for post in own.values()}
    through = dict(own)  # post -> the own post at which the chain to it begins
    found: dict[int, Standing] = {}
    frontier = [each for each in lent if each.kind == Authority.WORK]
    for _link in range(MOST_LINKS):
        new = [
            each
            for each in frontier
            if each.giver_id not in found and each.giver.person_id not in people
        ]
        for each in new:
            key = f"{each.giver_id}.{each.pk}"
            begins = through.setdefault(each.giver_id, through[each.receiver_id])
            found.setdefault(each.giver_id, Standing(each.giver, key, begins, each))
        if not new:
            break
        givers = [each.giver_id for each in new]
        further = in_force(on).filter(receiver__in=givers, kind=Authority.WORK)
        frontier = list(further.order_by("pk"))
    return list(found.values())


def _signature(standing: Standing) -> Signature:
    lent = standing.delegation
    if lent is None or lent.kind not in SIGNING:
        return signature(Authority.WORK, head="", own=standing.own.position)
    return signature(Authority(lent.kind), head=lent.giver.position, own=standing.own.position)
