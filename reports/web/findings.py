"""Dấu hiệu cần làm rõ: the list, one of them with its evidence and acts, and the rules."""

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cases.deadline_words import instant
from cases.web.doors import now_of
from onecua.kernel.errors import BadInput, Refusal
from onecua.people.acting import Acting
from onecua.people.roles import WORKERS, Role
from reports.detectors.rules import RULES, Severity
from reports.findings import evidence_of, judged, life_of, names_of, open_counts, overdue, page_of
from reports.findings import seen_by as seen
from reports.models import DetectorRun, Finding
from reports.scope import WHOLE_PROVINCE
from reports.services.findings import GROUNDS
from reports.services.setting import set_threshold
from reports.thresholds import thresholds
from reports.web.finding_forms import ACTS, Offered, offered, typed

READERS = WHOLE_PROVINCE | set(WORKERS)
STATES = {"dang-mo": "Đang mở", **dict(Finding.State.choices), "": "Tất cả"}


class ThresholdForm(forms.Form):
    value = forms.IntegerField()


@login_required
@never_cache
@require_safe
def listed(request: HttpRequest) -> HttpResponse:
    """?trang-thai= and ?quy-tac= narrow it, ?truoc= goes on where the page ended."""
    acting, now = _reader(request), now_of(request)
    state, rule = request.GET.get("trang-thai", "dang-mo"), request.GET.get("quy-tac", "")
    if state not in STATES or (rule and rule not in RULES):
        raise Http404
    rows, before = page_of(acting, state=state, rule=rule, before=request.GET.get("truoc", ""))
    counts = open_counts(acting)
    opened = sum(n for name, n in counts.items() if name in {"new", "asked", "explained"})
    numbers = {**counts, "dang-mo": opened, "": sum(counts.values())}
    context = {
        "rows": [_row(found, now) for found in rows], "before": before, "state": state,
        "rule": rule, "rules": RULES.values(),
        "states": [(slug, label, numbers.get(slug, 0)) for slug, label in STATES.items()],
        "last": DetectorRun.objects.order_by("pk").last(),
        "judges": acting.role == Role.PROVINCE_OFFICE,
    }  # fmt: skip
    return render(request, "reports/findings.html", context)


@login_required
@never_cache
@require_safe
def show(request: HttpRequest, pk: int) -> HttpResponse:
    acting = _reader(request)
    return _page(request, acting, _seen(acting, pk))


@login_required
@never_cache
@require_POST
def act(request: HttpRequest, pk: int, act: str) -> HttpResponse:
    acting = _reader(request)
    found, chosen = _seen(acting, pk), ACTS.get(act)
    if chosen is None:
        raise Http404
    form, refusal, status = typed(chosen, request.POST), "", 422
    if form.is_valid():
        try:
            chosen.do(finding_id=pk, acting=acting, at=now_of(request), **form.cleaned_data)
        except BadInput as wrong:
            form.add_error(wrong.field if wrong.field in form.fields else None, wrong.message)
        except Refusal as refused:
            refusal, status = refused.message, refused.status
        else:
            messages.success(request, chosen.done)
            return redirect("reports:finding", pk=pk)
    return _page(request, acting, found, Offered(chosen, form, refusal), status)


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def rules(request: HttpRequest) -> HttpResponse:
    """Every rule with its threshold, and what became of what it found."""
    acting = _reader(request)
    refusal, status = "", 200
    if request.method == "POST":
        form = ThresholdForm(request.POST)
        try:
            value = form.cleaned_data["value"] if form.is_valid() else -1
            set_threshold(
                rule=request.POST.get("rule", ""), value=value, acting=acting, at=now_of(request)
            )
        except Refusal as refused:
            refusal, status = refused.message, refused.status
        else:
            messages.success(request, "Đã đặt ngưỡng; lần tìm tới dùng ngưỡng mới.")
            return redirect("reports:finding-rules")
    limits, made = thresholds(), judged() if acting.role in WHOLE_PROVINCE else {}
    context = {
        "rules": [
            {"rule": rule, "severity": rule.severity.label, "value": limits[slug],
             "accepted": made.get(slug, {}).get("accepted", 0),
             "upheld": made.get(slug, {}).get("upheld", 0),
             "open": sum(n for state, n in made.get(slug, {}).items()
                         if state not in {"accepted", "upheld"})}
            for slug, rule in RULES.items()
        ],
        "refusal": refusal, "sets": acting.role == Role.PROVINCE_OFFICE, "counts": bool(made),
    }  # fmt: skip
    return render(request, "reports/finding_rules.html", context, status=status)


def _page(
    request: HttpRequest, acting: Acting, found: Finding, tried: Offered | None = None,
    status: int = 200,
) -> HttpResponse:  # fmt: skip
    now = now_of(request)
    acts = offered(found, acting, now, tried)
    context = {
        **_row(found, now), "acts": acts,
        "refusal": tried.refusal if tried else "",
        "evidence": evidence_of(found, acting), "life": life_of(found),
        "names": names_of(found), "ground": GROUNDS.get(found.ground, ""),
    }  # fmt: skip
    return render(request, "reports/finding.html", context, status=status)


def _row(found: Finding, now: Any) -> dict[str, Any]:
    rule = RULES[found.rule]
    return {
        "found": found, "rule": rule, "severity": Severity(found.severity).label,
        "at": instant(found.found_at), "state": Finding.State(found.state).label,
        "overdue": overdue(found, now), "first": found.lines[0]["words"],
        "more": len(found.lines) - 1,
    }  # fmt: skip


def _reader(request: HttpRequest) -> Acting:
    acting: Acting | None = request.acting  # type: ignore[attr-defined]
    if acting is None or acting.role not in READERS:
        raise Http404
    return acting


def _seen(acting: Acting, pk: int) -> Finding:
    rows = seen(acting).select_related("agency", "unit", "dossier")
    found: Finding = get_object_or_404(rows, pk=pk)
    return found
