"""Cơ quan, đơn vị, vị trí, người dùng: the pages that show. What changes them: `admin_acts`."""

from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from onecua.ledger.office import office_now
from onecua.people import holdings, selectors
from onecua.people.models import Person
from onecua.people.rights import administers, agencies_of, agencies_seen, people_of, posts_within
from onecua.people.validity import not_yet_over
from onecua.people.web.doors import acting_of, administrator, onlooker, signed_in

HISTORY = 50


@onlooker
@require_safe
def organisation(request: HttpRequest) -> HttpResponse:
    """The tree from where one's reach begins, or what was searched for."""
    acting, today = acting_of(request), localdate(office_now())
    words = request.GET.get("q", "").strip()
    rows = selectors.found(acting, words, today) if words else selectors.tree(acting, today)
    context = {
        "rows": rows, "words": words, "most": selectors.PAGE, "writes": administers(acting),
    }  # fmt: skip
    return render(request, "people/organisation.html", context)


@onlooker
@require_safe
def agency(request: HttpRequest, pk: int) -> HttpResponse:
    """Its units with their posts, its desks, and the agencies below it."""
    acting, today = acting_of(request), localdate(office_now())
    reached = agencies_seen(acting)
    found = get_object_or_404(reached.select_related("parent", "successor"), pk=pk)
    above = reached.filter(pk=found.parent_id or 0).first()
    context = {
        "agency": found,
        "above": above,
        "over": found.valid_to is not None and found.valid_to < today,
        "units": selectors.units_with_posts(found, today),
        "children": selectors.children(found, today),
        "today": today,
        "writes": administers(acting),
    }
    return render(request, "people/agency.html", context)


@administrator
@require_safe
def people(request: HttpRequest) -> HttpResponse:
    """By name, fifty to a page, from a key: the next page costs what the first does."""
    words = request.GET.get("q", "").strip()
    inactive = request.GET.get("trang_thai") == "ngung"
    found = selectors.people_list(
        acting_of(request), words, inactive=inactive, after=_after(request)
    )
    rows = found[: selectors.PAGE]
    context = {
        "rows": rows,
        "words": words,
        "inactive": inactive,
        "paged": "sau" in request.GET,
        "next": _next(request, rows[-1]) if len(found) > selectors.PAGE else "",
    }
    return render(request, "people/people.html", context)


@administrator
@require_safe
def person(request: HttpRequest, pk: int) -> HttpResponse:
    """Posts, what is held, who stands in; within reach only."""
    acting, today = acting_of(request), localdate(office_now())
    found = get_object_or_404(people_of(acting), pk=pk)
    posts = posts_within(acting).filter(person=found).select_related("unit__agency")
    context = _standing_in(found) | {
        "person": found,
        "posts": posts.order_by("-valid_from", "-pk")[:HISTORY],
        "held": holdings.of_person(found.pk),
        "elsewhere": found.posts.exclude(unit__agency__in=agencies_of(acting)).exists(),
        "today": today,
        "self": found.pk == acting.person_id,
    }
    return render(request, "people/person.html", context)


@signed_in
@require_safe
def standing_in(request: HttpRequest) -> HttpResponse:
    """One's own posts, delegations and absences: for everybody who works here."""
    acting, today = acting_of(request), localdate(office_now())
    if acting.on_behalf_of is not None:
        raise Http404
    mine = Person.objects.get(pk=acting.person_id)
    posts = mine.posts.filter(not_yet_over(today)).select_related("unit__agency")
    context = _standing_in(mine) | {"person": mine, "posts": posts, "today": today}
    return render(request, "people/standing_in.html", context)


def _standing_in(person: Person) -> dict[str, Any]:
    today = localdate(office_now())
    return {
        "delegations": selectors.delegations_of(person, today),
        "absences": selectors.absences_of(person, today),
    }


def _after(request: HttpRequest) -> tuple[str, int] | None:
    """Where the page begins; a broken link begins at the top."""
    name, _, pk = request.GET.get("sau", "").rpartition("/")
    return (name, int(pk)) if pk.isdecimal() else None


def _next(request: HttpRequest, last: Person) -> str:
    query = {name: value for name, value in request.GET.items() if name != "sau"}
    return f"?{urlencode(query | {'sau': f'{last.search}/{last.pk}'})}"
