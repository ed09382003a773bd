"""Public lookup: a code gives how far it is; code and mã kiểm tra give the rest. No name at all."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from cases.deadline_words import instant
from cases.selectors import lookup
from cases.selectors.lookup import STAGES, Told
from onecua.kernel.errors import Refusal


@never_cache
@require_http_methods(["GET", "POST"])
def look_up(request: HttpRequest, code: str = "") -> HttpResponse:
    """The check code is posted and never stands in an address."""
    typed = (request.POST.get("code") or code).strip()
    check = request.POST.get("check", "")
    context: dict[str, object] = {"code": typed, "check": check}
    if request.method != "POST":
        return render(request, "public/lookup.html", context)
    try:
        found = lookup.look_up(typed, check)
    except Refusal as refusal:
        context |= {"refusal": refusal.message}
        return render(request, "public/lookup.html", context, status=refusal.status)
    context |= {
        "state": found.state,
        "stages": _stages(found.reached),
        "goes_on": found.goes_on,
    }
    if found.told:
        context |= _words(found.told)
    return render(request, "public/lookup.html", context)


def _stages(reached: int | None) -> list[tuple[str, bool, bool]]:
    """(label, done, here) of each stage on the straight way."""
    if reached is None:
        return []
    return [(label, at < reached, at == reached) for at, label in enumerate(STAGES)]


def _words(told: Told) -> dict[str, object]:
    return {
        "told": told,
        "since": instant(told.since),
        "promised": instant(told.promised),
        "appointed": instant(told.appointed),
        "returned": instant(told.returned) if told.returned else "",
        "moved": told.appointed != told.promised,
        "paused": told.promised is not None and told.appointed is None,
    }
