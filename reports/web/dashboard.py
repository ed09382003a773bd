"""Bảng điều hành: six numbers, the agencies that make them up, and the list behind each number."""

from dataclasses import replace
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from cases.deadline_words import instant
from cases.selectors.rows import rows_of
from cases.selectors.worklist import PAGE, count, keys_by_due
from cases.web.doors import now_of
from cases.web.worklist import after_of, next_of
from onecua.people.acting import Acting
from reports.debt_board import debt_board
from reports.definitions.debts import DEBTS, EVERY
from reports.scope import MAY_LOOK, Scope, scope_of
from reports.selectors import board, grouped, population


@login_required
@never_cache
@require_safe
def dashboard(request: HttpRequest) -> HttpResponse:
    acting, now = watching(request), now_of(request)
    context = {"board": board(acting, now, scope_or_404(request, acting)), "as_of": instant(now)}
    return render(request, "reports/dashboard.html", context)


@login_required
@never_cache
@require_safe
def listed(request: HttpRequest) -> HttpResponse:
    """Exactly the dossiers of one number, most urgent first."""
    acting, now = watching(request), now_of(request)
    figure = EVERY.get(request.GET.get("so", ""))
    if figure is None:
        raise Http404
    scope = scope_or_404(request, acting)
    rows = population(figure, acting, now, scope)
    keys = keys_by_due(rows, after_of(request))
    context = {
        "figure": figure,
        "scope": scope,
        "total": grouped(count(rows)),
        "rows": rows_of([key.pk for key in keys[:PAGE]], acting, now),
        "next": next_of(request, keys[PAGE - 1]) if len(keys) > PAGE else "",
        "back": urlencode(replace(scope, unit=None, alone=False).query),
        "as_of": instant(now),
    }
    return render(request, "reports/list.html", context)


@login_required
@never_cache
@require_safe
def debts(request: HttpRequest) -> HttpResponse:
    """The five columns of the slip debt, unit by unit."""
    acting, now = watching(request), now_of(request)
    scope = scope_or_404(request, acting)
    context = {
        "board": debt_board(acting, now, scope),
        "scope": scope,
        "figures": DEBTS.values(),
        "as_of": instant(now),
    }
    return render(request, "reports/debts.html", context)


def watching(request: HttpRequest) -> Acting:
    """For heads, the provincial office and inspectors; for others there is no such page."""
    acting: Acting | None = request.acting  # type: ignore[attr-defined]
    if acting is None or acting.role not in MAY_LOOK:
        raise Http404
    return acting


def scope_or_404(request: HttpRequest, acting: Acting) -> Scope:
    scope = scope_of(acting, request.GET.dict())
    if scope is None:
        raise Http404
    return scope
