"""Độ phủ: how far what is published is received here; what was declared as taken elsewhere."""

from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from cases.services import off_system
from cases.web.doors import now_of
from onecua.kernel.errors import Refusal
from onecua.people.acting import Acting
from onecua.people.models import Agency
from onecua.people.rights import agencies_of, at_and_below
from onecua.people.roles import Role
from procedures.timing import office_date
from reports.definitions.coverage import MOST, STAGES, Period, lines, pairs, received

WHOLE = (Role.PROVINCE_OFFICE, Role.INSPECTOR)


class DeclareForm(forms.Form):
    month = forms.DateField(
        label="Tháng", input_formats=["%m/%Y", "%Y-%m"], help_text="Ghi như 02/2021.",
        widget=forms.TextInput({"class": "input", "autocomplete": "off", "inputmode": "numeric"}),
    )  # fmt: skip
    count = forms.IntegerField(
        label="Số hồ sơ tiếp nhận ngoài hệ thống", min_value=0, max_value=off_system.MOST,
        widget=forms.NumberInput({"class": "input"}),
        help_text="Không có thì ghi 0. Khai lại là đính chính; lần khai trước vẫn được lưu.",
    )  # fmt: skip


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def coverage(request: HttpRequest) -> HttpResponse:
    acting, now = _looking(request), now_of(request)
    form = DeclareForm(request.POST or None)
    refusal, status = "", 422 if form.errors else 200
    if request.method == "POST" and form.is_valid():
        try:
            off_system.declare(**form.cleaned_data, acting=acting, at=now)
        except Refusal as refused:
            refusal, status = refused.message, refused.status
        else:
            messages.success(request, "Đã ghi số tiếp nhận ngoài hệ thống.")
            return redirect("reports:coverage")
    reach = _reach(acting)
    chosen = _chosen(request, reach)
    wanted, period = [chosen.pk] if chosen else list(reach), _period(request, now)
    context = {
        "chosen": chosen, "period": period, "form": form, "refusal": refusal,
        "lines": lines(wanted, period, now, by_sector=chosen is not None),
        "intake": _intake(wanted, reach, period), "stages": list(STAGES.values()),
        "may_declare": acting.role in off_system.DECLARERS,
    }  # fmt: skip
    return render(request, "reports/coverage.html", context, status=status)


@login_required
@never_cache
@require_safe
def coverage_list(request: HttpRequest) -> HttpResponse:
    """Exactly the procedures of one number."""
    acting, now = _looking(request), now_of(request)
    reach, stage = _reach(acting), STAGES.get(request.GET.get("so", ""))
    chosen, period = _chosen(request, reach), _period(request, now)
    if stage is None:
        raise Http404
    sector, apart = request.GET.get("linh-vuc", ""), "tinh-rieng" in request.GET
    wanted = [chosen.pk] if chosen else list(reach)
    rows = pairs(stage, wanted, period, now, sector=sector, apart=apart)
    context = {
        "stage": stage, "rows": rows[:MOST], "total": len(rows), "most": MOST, "sector": sector,
        "period": period, "chosen": chosen,
    }  # fmt: skip
    return render(request, "reports/coverage_list.html", context)


def _intake(
    wanted: list[int], names: dict[int, str], period: Period
) -> list[tuple[str, int, int | None, str]]:
    """(agency, received here, declared elsewhere or None, ratio) of who has anything to say."""
    here, elsewhere = received(wanted, period), off_system.declared(wanted, period.first)
    found = []
    for agency in sorted(here.keys() | elsewhere.keys(), key=lambda each: names[each]):
        inside, outside = here.get(agency, 0), elsewhere.get(agency)
        whole = inside + (outside or 0)
        ratio = f"{inside * 1000 // whole / 10:.1f} %".replace(".", ",") if whole else "–"
        found.append(
            (names[agency], inside, outside, ratio if outside is not None else "chưa khai")
        )
    return found


def _looking(request: HttpRequest) -> Acting:
    acting: Acting | None = request.acting  # type: ignore[attr-defined]
    if acting is None or acting.role in {Role.RECEPTION, Role.OFFICER}:
        raise Http404
    return acting


def _reach(acting: Acting) -> dict[int, str]:
    """Agency -> name: the whole province, what one administers, or one's own and what is below."""
    agencies: Any = Agency.objects.all()
    if acting.role == Role.HEAD:
        agencies = agencies.filter(pk__in=at_and_below(acting.agency_id))
    elif acting.role not in WHOLE:
        agencies = agencies_of(acting)
    return dict(agencies.values_list("pk", "name"))


def _chosen(request: HttpRequest, reach: dict[int, str]) -> Agency | None:
    asked = request.GET.get("co-quan", "")
    if not asked:
        return None
    found = (
        Agency.objects.filter(pk__in=reach, pk=int(asked)).first() if asked.isdecimal() else None
    )
    if found is None:
        raise Http404
    return found


def _period(request: HttpRequest, now: Any) -> Period:
    year, _, month = request.GET.get("thang", "").partition("-")
    try:
        return Period.of(date(int(year), int(month), 1))
    except ValueError:
        return Period.of(office_date(now))
