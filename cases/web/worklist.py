"""The landing page of everybody who works on dossiers: what to do, most urgent first."""

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from cases.selectors.apologies import count_to_sign
from cases.selectors.rows import rows_of
from cases.selectors.slip_debt import count_owed
from cases.selectors.worklist import (
    MOST_COUNTED,
    PAGE,
    TABS,
    Key,
    Tab,
    by_urgency,
    count,
    count_of,
    counts,
    keys_of,
    listed,
    tabs_of,
)
from cases.web.doors import acting_of, now_of, staff
from cases.web.work_filter import colleagues, procedures_of, work_filter
from onecua.people.acting import Acting
from onecua.people.roles import Role

MORE = "hơn 10.000"
APOLOGIES = {"cho-ky", "cho-doi-hen"}  # they have a page of their own
NAMES = ("q", "thu_tuc", "giu", "trang_thai", "kenh", "tu", "den")


@staff
@require_safe
def worklist(request: HttpRequest) -> HttpResponse:
    """A tab of the unit's work; with words and no tab, a search through all one may see."""
    if request.GET.get("loc") in APOLOGIES:
        return redirect("cases:apologies")
    acting, now = acting_of(request), now_of(request)
    tab, after = _tab(request, acting), after_of(request)
    urgent = by_urgency(acting, tab)
    offered = {"people": colleagues(acting), "procedures": procedures_of(acting)}
    narrow = work_filter(request.GET, listed(acting, tab, now, after), acting, **offered)
    narrowed = any(request.GET.get(name) for name in NAMES)
    keys = keys_of(narrow.qs, urgent=urgent)
    numbers = counts(acting, now)
    if tab is None or narrowed:  # of the whole list, on whichever page of it one is
        total = count(work_filter(request.GET, listed(acting, tab, now), acting, **offered).qs)
    else:
        total = numbers[tab.name] if tab.name in numbers else count_of(acting, tab, now)
    context = {
        "tabs": [
            _tab_view(each, numbers)
            for each in tabs_of(acting)
            if not each.rare or each == tab or numbers.get(each.name)
        ],
        "tab": tab,
        "to_sign": count_to_sign(acting),
        "heads": acting.role == Role.HEAD,
        "owing": count_owed(acting, now),
        "filter": narrow,
        "narrowed": narrowed,
        "words": request.GET.get("q", "").strip(),
        "rows": rows_of([key.pk for key in keys[:PAGE]], acting, now),
        "total": in_words(total),
        "urgent": urgent,
        "caption": tab.label if tab else "Kết quả tìm",
        "next": next_of(request, keys[PAGE - 1]) if len(keys) > PAGE else "",
        "paged": after is not None,
    }
    return render(request, "cases/worklist.html", context)


def _tab(request: HttpRequest, acting: Acting) -> Tab | None:
    mine = tabs_of(acting)
    if "loc" not in request.GET and request.GET.get("q", "").strip():
        return None
    wanted = TABS.get(request.GET.get("loc", ""))
    return wanted if wanted in mine else next(iter(mine), TABS["tat-ca"])


def _tab_view(tab: Tab, numbers: dict[str, int]) -> dict[str, object]:
    number = numbers.get(tab.name)
    return {
        "name": tab.name,
        "label": tab.label,
        "count": "" if number is None else in_words(number),
        "late": tab.urgent and bool(number),
    }


def in_words(number: int) -> str:
    return MORE if number > MOST_COUNTED else f"{number:,}".replace(",", ".")


def after_of(request: HttpRequest, name: str = "sau") -> Key | None:
    """Where the page begins; a broken link begins at the top."""
    due, _, pk = request.GET.get(name, "").partition("/")
    try:
        return Key(datetime.fromisoformat(due) if due else None, int(pk))
    except ValueError:
        return None


def next_of(request: HttpRequest, last: Key, name: str = "sau") -> str:
    query = request.GET.copy()
    query[name] = f"{last.due.isoformat() if last.due else ''}/{last.pk}"
    return f"?{query.urlencode()}"
