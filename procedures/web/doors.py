"""Who comes in to the catalogue: everybody reads it; the office and the system keep it."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render

from onecua.people.roles import Role
from onecua.people.web.doors import View, acting_of, signed_in

KEEPERS = (Role.PROVINCE_OFFICE, Role.SYSTEM_ADMIN)
WATCHERS = (*KEEPERS, Role.INSPECTOR)


def keeps(request: HttpRequest) -> bool:
    return acting_of(request).role in KEEPERS


def only_for(*roles: str, what: str) -> Callable[[View], View]:
    """Anybody else is told whose page this is: 403."""

    def guard(view: View) -> View:
        @signed_in
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if acting_of(request).role not in roles:
                who = ", ".join(role.label for role in Role if role in roles)
                context = {"label": what, "who": who}
                return render(request, "cases/not_for_you.html", context, status=403)
            return view(request, *args, **kwargs)

        return guarded

    return guard
