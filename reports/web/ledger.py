"""Sổ cái: whether the past is whole, for who must be able to say so."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from cases.web.doors import acting_of, now_of
from onecua.access_records import FAILED, RECORDED, REFUSED
from onecua.people.roles import Role
from reports.access_list import access_list
from reports.ledger_view import ledger_view
from reports.mutual_grants import mutual_grants
from reports.rights_list import SHOWN_FIRST, rights_list

AUDITORS = {Role.PROVINCE_OFFICE, Role.INSPECTOR, Role.SYSTEM_ADMIN}
LABELS = {each.what: each.label for each in (*RECORDED.values(), FAILED, REFUSED)}


@login_required
@require_safe
def ledger(request: HttpRequest) -> HttpResponse:
    if acting_of(request).role not in AUDITORS:
        raise Http404
    context = {
        "view": ledger_view(now_of(request), LABELS),
        "rights": rights_list("", "", SHOWN_FIRST).lines,
    }
    return render(request, "reports/ledger.html", context)


@login_required
@require_safe
def rights(request: HttpRequest) -> HttpResponse:
    """Rights given and withdrawn; ?nguoi= narrows it, ?truoc= goes on where the page ended."""
    if acting_of(request).role not in AUDITORS:
        raise Http404
    of, before = (request.GET.get(name, "").strip() for name in ("nguoi", "truoc"))
    context = {
        "found": rights_list(of, before),
        "of": of,
        "mutual": [] if of or before else mutual_grants(),
    }
    return render(request, "reports/rights.html", context)


@login_required
@require_safe
def access(request: HttpRequest) -> HttpResponse:
    """Who looked at what; ?ho-so=, ?nguoi= narrow it, ?truoc= goes on where the page ended."""
    if acting_of(request).role not in AUDITORS:
        raise Http404
    wanted = {name: request.GET.get(name, "").strip() for name in ("ho-so", "nguoi", "truoc")}
    context = {
        "found": access_list(wanted["ho-so"], wanted["nguoi"], wanted["truoc"], LABELS),
        "of": wanted["ho-so"],
        "by": wanted["nguoi"],
    }
    return render(request, "reports/access.html", context)
