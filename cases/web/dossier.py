"""A dossier's page: everything of it, and the acts that are open to this post now."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from cases.selectors.dossier import dossier_page
from cases.web.act_forms import BY_ACT, in_order
from cases.web.doors import acting_of, find, now_of, staff
from cases.web.prints import papers_of, result_goes_back

GLANCED = 4  # entries of the timeline

__all__ = ["acting_of", "find", "show"]


@staff
@require_safe
def show(request: HttpRequest, code: str) -> HttpResponse:
    page = dossier_page(find(request, code), acting_of(request), now_of(request))
    acts = in_order(list(page.acts))
    prefix, _, last = str(page.dossier).rpartition("-")
    context = {
        "page": page,
        "prefix": f"{prefix}-",
        "last": last,
        "dossier": page.dossier,
        "first": acts[0] if acts else None,
        "others": acts[1:],
        "prints": papers_of(page.dossier, acting_of(request)),
        "result_goes_back": result_goes_back(page.dossier, acting_of(request)),
        "sorry": [BY_ACT[act.name] for act in page.debt.acts] if page.debt else [],
    }
    return render(request, "cases/dossier.html", context)


@staff
@require_safe
def glance(request: HttpRequest, code: str) -> HttpResponse:
    """The dossier beside its list: the clock, who has it, the last entries, the acts."""
    page = dossier_page(find(request, code), acting_of(request), now_of(request))
    lines = [line for day in page.days for line in day.lines]
    context = {
        "page": page,
        "dossier": page.dossier,
        "lines": lines[:GLANCED],
        "acts": in_order(list(page.acts)),
    }
    return render(request, "cases/glance.html", context)
