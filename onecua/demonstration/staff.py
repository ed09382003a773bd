"""Who acts in the demonstration: for each unit somebody whose role may do the thing."""

from collections import defaultdict
from collections.abc import Sequence

from onecua.demonstration.tables import listed, table
from onecua.people.acting import Acting, acting_on
from onecua.people.models import Post
from onecua.people.roles import Role

WORKERS = (Role.OFFICER, Role.HEAD, Role.RECEPTION)


class Nobody(LookupError):
    """No post that could do it: the organisation is not what the stories think."""


class Staff:
    def __init__(self) -> None:
        posts = Post.objects.select_related("person", "unit__agency", "unit__desk")
        self._units: defaultdict[int, list[Post]] = defaultdict(list)
        self._agencies: defaultdict[int, list[Post]] = defaultdict(list)
        for post in posts.order_by("pk"):
            self._units[post.unit_id].append(post)
            self._agencies[post.unit.agency_id].append(post)

    def at(self, unit: int, roles: Sequence[str] = WORKERS) -> Acting:
        """Somebody of the unit, the roles tried in their order. Raises Nobody."""
        return acting_on(_first(self._units[unit], roles))

    def has(self, unit: int, roles: Sequence[str]) -> bool:
        return any(post.role in roles for post in self._units[unit])

    def somewhere(self, unit: int, roles: Sequence[str]) -> Acting:
        """Somebody of the unit, else of its agency. Raises Nobody."""
        return acting_on(self._near(unit, roles))

    def signer(self, agency: int) -> Post:
        """The head who signs for the agency. Raises Nobody."""
        return _first([post for post in self._agencies[agency] if post.signs], [Role.HEAD])

    def _near(self, unit: int, roles: Sequence[str]) -> Post:
        try:
            return _first(self._units[unit], roles)
        except Nobody:
            agency = self._units[unit][0].unit.agency_id
            return _first(self._agencies[agency], roles)

    def named(self) -> list[Post]:
        """The posts of the people with names of their own, in the order of their table."""
        rows = {
            (row["username"], row["agency"], unit): number
            for number, row in enumerate(table("people_and_posts"))
            for unit in listed(row["units"])
        }
        found = {
            (post.person.username, post.unit.agency.code, post.unit.name): post
            for posts in self._units.values()
            for post in posts
        }
        return [found[key] for key in sorted(rows, key=rows.__getitem__)]


def _first(posts: Sequence[Post], roles: Sequence[str]) -> Post:
    for role in roles:
        for post in posts:
            if post.role == role:
                return post
    raise Nobody(", ".join(roles))
