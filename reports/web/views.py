"""The dashboard: six numbers, each a link to exactly the dossiers it counts."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from cases.deadline_words import instant
from cases.querysets import known_to
from cases.selectors.rows import rows_of
from cases.selectors.worklist import MOST_COUNTED, PAGE, Key, count, page_of
from cases.services.access import NEVER
from cases.web.doors import acting_of
from cases.web.worklist import after_of, next_of
from onecua.ledger.office import office_now
from onecua.people.acting import Acting
from onecua.people.roles import Role
from reports.figures import FIGURES

READERS = {Role.PROVINCE_OFFICE, Role.INSPECTOR, Role.HEAD}


def _reader(request: HttpRequest) -> Acting:
    acting = acting_of(request)
    if acting.role not in READERS:
        raise Http404
    return acting


@login_required
@require_safe
def dashboard(request: HttpRequest) -> HttpResponse:
    acting, now = _reader(request), office_now()
    rows = known_to(acting)
    numbers = [(figure, count(figure.narrow(rows, now))) for figure in FIGURES.values()]
    context = {"numbers": numbers, "as_of": instant(now), "most": MOST_COUNTED}
    return render(request, "reports/dashboard.html", context)


@login_required
@require_safe
def listed(request: HttpRequest) -> HttpResponse:
    acting, now = _reader(request), office_now()
    figure = FIGURES.get(request.GET.get("so", ""))
    if figure is None:
        raise Http404
    rows = figure.narrow(known_to(acting), now)
    page = page_of(rows, after_of(request))
    last = page[PAGE - 1] if len(page) > PAGE else None
    context = {
        "figure": figure,
        "rows": rows_of([each.pk for each in page[:PAGE]], acting, now),
        "total": count(rows),
        "most": MOST_COUNTED,
        "as_of": instant(now),
        "next": next_of(request, Key(last.legal_due or NEVER, last.pk)) if last else "",
    }
    return render(request, "reports/list.html", context)
