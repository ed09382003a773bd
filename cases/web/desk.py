"""Bàn tiếp nhận: one field that takes whatever lies on the counter, and what waits at the desk."""

import re
from collections.abc import Mapping, Sequence
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from cases.deadline_words import WEEKDAYS
from cases.selectors.desk import Pile, found_at_desk, piles, recent
from cases.selectors.results import uncollected
from cases.web.doors import acting_of, now_of, staff
from cases.web.reception import desk_of, with_person
from onecua.kernel.cccd import looks_scanned
from procedures.timing import office_time

# Where the whole of each pile is worked on.
LISTS: Mapping[str, str] = {
    "ready": "cases:results",
    "coming": "cases:results",
    "online": "cases:worklist",
    "to_hand_over": "cases:handovers",
    "unconfirmed": "cases:handovers",
}
TABS = {"online": "?loc=truc-tuyen"}
COLUMNS = (("ready", "coming"), ("online", "to_hand_over", "unconfirmed"))
# The QR of a slip: its address, whose last part is the code; the check code behind "#" stays out.
_SLIP = re.compile(r"/tra-cuu/([^/#?\s]+)", re.IGNORECASE)
_PERSONAL = re.compile(r"\d{12}")


@staff
@never_cache
@require_http_methods(["GET", "POST"])
def home(request: HttpRequest) -> HttpResponse:
    """POST: what was scanned or typed. A card's number never stands in an address."""
    desk_of(request)
    typed = request.POST.get("q", "").strip()
    if typed and (looks_scanned(typed) or _PERSONAL.fullmatch(typed)):
        return with_person(request, typed)
    found = found_at_desk(acting_of(request), code_of(typed)) if typed else []
    if len(found) == 1:
        return redirect("cases:dossier", code=str(found[0]))
    if found:
        return redirect(f"{reverse('cases:worklist')}?{urlencode({'q': typed})}")
    return _page(request, typed)


def _page(request: HttpRequest, missed: str) -> HttpResponse:
    acting, now = acting_of(request), now_of(request)
    local = office_time(now)
    context = {
        "today": f"{WEEKDAYS[local.weekday()]} {local:%d/%m/%Y}",
        "columns": _columns(piles(acting, now)),
        "recent": recent(acting, now),
        "uncollected": [each for each in uncollected(acting, now).items() if each[1]],
        "missed": missed,
    }
    return render(request, "reception/desk.html", context, status=404 if missed else 200)


def _columns(lying: Sequence[Pile]) -> list[list[tuple[Pile, str]]]:
    """(pile, address of its list) as they stand beside each other."""
    addresses = {
        pile.name: (pile, reverse(LISTS[pile.name]) + TABS.get(pile.name, "")) for pile in lying
    }
    return [[addresses[name] for name in column] for column in COLUMNS]


def code_of(typed: str) -> str:
    """The code in what a scanner read from a slip, or what was typed."""
    slip = _SLIP.search(typed)
    return slip.group(1) if slip else typed
