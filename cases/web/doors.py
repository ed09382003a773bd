"""Who comes in, and what he finds: the first lines of every view."""

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render

from cases.models import Dossier
from cases.querysets import known_to, named, visible_to
from onecua.ledger.office import office_now
from onecua.people.acting import Acting
from onecua.people.roles import Role

CONFIDENTIAL = (
    "Hồ sơ bảo mật: chỉ đơn vị tiếp nhận, đã giữ hoặc đang giữ hồ sơ và lãnh đạo cơ quan chủ trì "
    "xem được nội dung. Bạn xem được dòng của hồ sơ trong danh sách và số liệu."
)
View = Callable[..., HttpResponseBase]
_WITH = (
    "procedure__procedure", "applicant", "desk__unit", "agency", "regime", "holder_unit__agency",
    "holder_person",
)  # fmt: skip


def staff(view: View) -> View:
    """Signed in, and acting on a post. Somebody with several posts is asked which."""

    @login_required
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if getattr(request, "acting", None) is None:
            return redirect("people:choose-post")
        return view(request, *args, **kwargs)

    return guarded


def acting_of(request: HttpRequest) -> Acting:
    """The post of the request. Without one there is nothing to see."""
    acting: Acting | None = getattr(request, "acting", None)
    if acting is None:
        raise Http404
    return acting


def now_of(request: HttpRequest) -> datetime:
    """The office time of the request: every word on a page is said at one instant."""
    now: datetime | None = getattr(request, "office_now", None)
    return now or office_now()


def find(request: HttpRequest, code: str) -> Dossier:
    """By its code, or its number before acceptance. Not yours is 404; a row without names 403."""
    acting = acting_of(request)
    dossier = visible_to(acting).select_related(*_WITH).filter(named(code)).first()
    if dossier is not None:
        return dossier
    if known_to(acting).filter(named(code)).exists():
        raise PermissionDenied(CONFIDENTIAL)
    raise Http404


def only_for(request: HttpRequest, *roles: Role, what: str) -> HttpResponse | None:
    """403, with the roles it is for, unless this post has one of them."""
    if acting_of(request).role in roles:
        return None
    who = ", ".join(role.label for role in roles)
    return render(request, "cases/not_for_you.html", {"label": what, "who": who}, status=403)
