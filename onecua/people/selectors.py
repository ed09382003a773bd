"""The organisation as its administrators look at it: lists by key, an agency, a person, whole."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, Q, QuerySet

from onecua.kernel.text import fold
from onecua.people.acting import Acting
from onecua.people.models import Absence, Agency, Delegation, Person, Post, Unit
from onecua.people.rights import agencies_seen, people_of, posts_within
from onecua.people.validity import not_yet_over

PAGE = 50


@dataclass(frozen=True, slots=True)
class Branch:
    """An agency in the tree, under its parent."""

    agency: Agency
    below: bool
    over: bool  # it has ended


@dataclass(frozen=True, slots=True)
class UnitPosts:
    unit: Unit
    posts: Sequence[Post]
    desk: str


def tree(acting: Acting, on: date) -> list[Branch]:
    """The uppermost agencies one may look at, each with those directly below it."""
    reached = agencies_seen(acting)
    roots = reached.exclude(parent__in=reached)
    rows: list[Branch] = []
    for root in roots.order_by("name", "pk")[:PAGE]:
        rows.append(_branch(root, on, below=False))
        rows += children(root, on)
    return rows


def children(agency: Agency, on: date) -> list[Branch]:
    rows = agency.children.order_by("kind", "name", "pk")
    return [_branch(child, on, below=True) for child in rows]


def found(acting: Acting, words: str, on: date) -> list[Branch]:
    """Agencies whose name or code has the words, without accents; the first fifty."""
    wanted = fold(words)
    named = agencies_seen(acting).order_by("name", "pk").values_list("pk", "name", "code")
    keys = [pk for pk, name, code in named if wanted in fold(f"{name} {code}")][:PAGE]
    rows = Agency.objects.in_bulk(keys)
    return [_branch(rows[pk], on, below=False) for pk in keys]


def units_with_posts(agency: Agency, on: date) -> list[UnitPosts]:
    """What stands or will; the leadership first."""
    posts = Post.objects.filter(not_yet_over(on)).select_related("person").order_by("role", "pk")
    units = (
        agency.units.filter(not_yet_over(on))
        .select_related("desk")
        .prefetch_related(Prefetch("posts", posts, to_attr="shown"))
        .order_by("-parent", "name")
    )
    return [
        UnitPosts(unit, unit.shown, desk.name if (desk := getattr(unit, "desk", None)) else "")
        for unit in sorted(units, key=lambda unit: unit.parent_id is not None)
    ]


def people_list(
    acting: Acting, words: str, *, inactive: bool, after: tuple[str, int] | None
) -> list[Person]:
    """By folded name, one more than a page shows: then there is a next one."""
    rows = people_of(acting).filter(is_active=not inactive, search__contains=fold(words))
    if after is not None:
        name, pk = after
        rows = rows.filter(Q(search__gt=name) | Q(search=name, pk__gt=pk))
    posts = posts_within(acting).select_related("unit__agency").order_by("pk")
    shown = Prefetch("posts", posts, to_attr="shown")
    return list(rows.prefetch_related(shown).order_by("search", "pk")[: PAGE + 1])


def delegations_of(person: Person, on: date) -> QuerySet[Delegation]:
    """Given or received, standing or still to come."""
    mine = Q(giver__person=person) | Q(receiver__person=person)
    rows = Delegation.objects.filter(mine & not_yet_over(on)).order_by("valid_from", "pk")
    return rows.select_related("giver__person", "receiver__person", "giver__unit", "receiver__unit")


def absences_of(person: Person, on: date) -> QuerySet[Absence]:
    return person.absences.filter(last_day__gte=on).order_by("first_day")


def absent_until(on: date, *, people: Sequence[int]) -> dict[int, date]:
    """person -> the last day away, of those who are away on a day."""
    away = Absence.objects.filter(person__in=people, first_day__lte=on, last_day__gte=on)
    return dict(away.values_list("person", "last_day"))


def _branch(agency: Agency, on: date, *, below: bool) -> Branch:
    return Branch(agency, below, agency.valid_to is not None and agency.valid_to < on)
