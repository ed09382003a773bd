"""Who comes in to the workflows' pages: who writes them, who approves, who only reads."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render

from onecua.people.rights import ADMINISTRATORS
from onecua.people.roles import Role
from onecua.people.web.doors import View, acting_of, signed_in
from procedures.selectors_workflows import READERS

LOOKS = ADMINISTRATORS | READERS
LOOKS_AT_APPROVED = LOOKS | {Role.HEAD}


def only(*roles: str) -> Callable[[View], View]:
    """403, with the roles the page is for, unless this post has one of them."""

    def guard(view: View) -> View:
        @signed_in
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if acting_of(request).role not in roles:
                return _not_for(request, roles)
            return view(request, *args, **kwargs)

        return guarded

    return guard


def say(request: HttpRequest, words: str, *, wrong: bool = False) -> None:
    (messages.error if wrong else messages.success)(request, words)


def _not_for(request: HttpRequest, roles: tuple[str, ...]) -> HttpResponse:
    who = ", ".join(role.label for role in Role if role in roles)
    context = {"label": "Quy trình nội bộ", "who": who}
    return render(request, "cases/not_for_you.html", context, status=403)
