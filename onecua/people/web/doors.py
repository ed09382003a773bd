"""Who comes in to the organisation's pages, and what he finds. Not within reach is 404."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import wraps
from operator import attrgetter
from typing import Any

from django.contrib.auth.decorators import login_required
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render

from onecua.people.acting import Acting
from onecua.people.models import Absence, Agency, Delegation, Person, Post, Unit
from onecua.people.rights import (
    ADMINISTRATORS,
    administers,
    agencies_of,
    people_of,
    posts_within,
    units_of,
)
from onecua.people.roles import Role

View = Callable[..., HttpResponseBase]


@dataclass(frozen=True, slots=True)
class Scene:
    """An act's page: on what, by whom, when."""

    target: Any
    acting: Acting
    now: datetime


def signed_in(view: View) -> View:
    """Acting as something: somebody with several posts is asked which."""

    @login_required
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if getattr(request, "acting", None) is None:
            return redirect("people:choose-post")
        return view(request, *args, **kwargs)

    return guarded


def administrator(view: View) -> View:
    """Of a unit or of the system; anybody else is told whose page this is."""

    @signed_in
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not administers(acting_of(request)):
            return not_for(request, "Quản trị cơ quan và người dùng")
        return view(request, *args, **kwargs)

    return guarded


def onlooker(view: View) -> View:
    """An administrator, or an inspector, who reads and changes nothing."""

    @signed_in
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        acting = acting_of(request)
        if not (administers(acting) or acting.role == Role.INSPECTOR):
            return not_for(request, "Quản trị cơ quan và người dùng")
        return view(request, *args, **kwargs)

    return guarded


def not_for(request: HttpRequest, what: str) -> HttpResponse:
    who = ", ".join(role.label for role in Role if role in ADMINISTRATORS)
    return render(request, "cases/not_for_you.html", {"label": what, "who": who}, status=403)


def acting_of(request: HttpRequest) -> Acting:
    acting: Acting | None = getattr(request, "acting", None)
    if acting is None:
        raise Http404
    return acting


def _agencies(acting: Acting) -> QuerySet[Agency]:
    return agencies_of(acting).select_related("parent")


def _units(acting: Acting) -> QuerySet[Unit]:
    return units_of(acting).select_related("agency")


def _posts(acting: Acting) -> QuerySet[Post]:
    """What one administers, and one's own."""
    mine = Q(person=acting.person_id)
    reached = Post.objects.filter(mine | Q(pk__in=posts_within(acting)))
    return reached.select_related("person", "unit__agency")


def _people(acting: Acting) -> QuerySet[Person]:
    return Person.objects.filter(Q(pk=acting.person_id) | Q(pk__in=people_of(acting)))


def _delegations(acting: Acting) -> QuerySet[Delegation]:
    mine = Q(giver__person=acting.person_id) | Q(giver__in=posts_within(acting))
    return Delegation.objects.filter(mine).select_related("giver__person", "receiver__person")


def _absences(acting: Acting) -> QuerySet[Absence]:
    return Absence.objects.filter(person__in=_people(acting)).select_related("person")


FINDERS: dict[str, Callable[[Acting], QuerySet[Any]]] = {
    "co-quan": _agencies,
    "don-vi": _units,
    "vi-tri": _posts,
    "nguoi-dung": _people,
    "uy-quyen": _delegations,
    "vang-mat": _absences,
}


def find(request: HttpRequest, kind: str, pk: int) -> Any:
    """Any: an agency, a unit, a post, a person, a delegation or an absence, as the kind says."""
    finder = FINDERS.get(kind)
    found = finder(acting_of(request)).filter(pk=pk).first() if finder else None
    if found is None:
        raise Http404
    return found


_OWNER = {
    Person: attrgetter("pk"),
    Post: attrgetter("person_id"),
    Delegation: attrgetter("giver.person_id"),
    Absence: attrgetter("person_id"),
}


def is_own(target: Any, acting: Acting) -> bool:
    """The person's own account, post, delegation or absence, and not acting for another."""
    owner = _OWNER.get(type(target))
    mine = owner is not None and owner(target) == acting.person_id
    return mine and acting.on_behalf_of is None
