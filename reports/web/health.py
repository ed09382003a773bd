"""Sức khỏe hệ thống, for people and for programs. `healthz` is for the load balancer."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from cases.deadline_words import instant
from onecua.ledger.office import office_now
from onecua.people.roles import Role
from reports.health import as_json, health

MAY_LOOK = frozenset({Role.SYSTEM_ADMIN, Role.PROVINCE_OFFICE, Role.INSPECTOR})


@login_required
@never_cache
@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """?dinh-dang=json: the same for a program, 503 when something is not well."""
    acting = request.acting  # type: ignore[attr-defined]
    if acting is None or acting.role not in MAY_LOOK:
        raise Http404
    now = office_now()
    lines = health(now)
    if request.GET.get("dinh-dang") == "json":
        told = as_json(lines)
        return JsonResponse(told, status=200 if told["well"] else 503)
    context = {"lines": lines, "as_of": instant(now)}
    return render(request, "reports/health.html", context)
