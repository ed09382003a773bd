"""Work that is passed on: never in a circle, and not further than anybody can follow."""

from datetime import date

from django.db.models import QuerySet

from onecua.people.models import Delegation, Post
from onecua.people.services import errors
from onecua.people.signatures import Authority
from onecua.people.standing_in import MOST_LINKS
from onecua.people.validity import not_yet_over


def require_no_cycle(giver: Post, receiver: Post, first: date, last: date | None) -> None:
    """Raises DelegationCycle, ChainTooLong: over the delegations of these days, by person."""
    lent = Delegation.objects.filter(not_yet_over(first), kind=Authority.WORK)
    if last is not None:
        lent = lent.filter(valid_from__lte=last)
    ahead = _steps(lent, receiver.person_id, "giver", "receiver")
    if any(giver.person_id in people for people in ahead):
        raise errors.DelegationCycle("receiver", who=giver.person.full_name)
    behind = _steps(lent, giver.person_id, "receiver", "giver")
    if len(ahead) + len(behind) + 1 > MOST_LINKS:
        raise errors.ChainTooLong("receiver", most=MOST_LINKS)


def _steps(lent: QuerySet[Delegation], start: int, out: str, into: str) -> list[set[int]]:
    """Whom one reaches along the delegations, link by link; nobody twice."""
    seen, frontier, steps = {start}, {start}, []
    while frontier:
        reached = lent.filter(**{f"{out}__person__in": frontier}).values_list(
            f"{into}__person", flat=True
        )
        frontier = set(reached) - seen
        seen |= frontier
        if frontier:
            steps.append(frontier)
    return steps
