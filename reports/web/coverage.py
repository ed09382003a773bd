"""Độ phủ: how far what is published is received here; what was declared as taken elsewhere."""

from collections.abc import Set
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
from onecua.people.rights import agencies_of
from onecua.people.roles import Role
from procedures.timing import office_date
from reports.definitions.coverage import MOST, STAGES, Asked, Period, lines, pairs, received
from reports.tree import THEN, Tree, read_tree, tabs

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
    tree, asked, chosen = _asked(request, acting, now)
    context = {
        "chosen": chosen, "period": asked.period, "form": form, "refusal": refusal,
        "lines": lines(asked, by_sector=chosen is not None),
        "intake": _intake(asked, tree), "stages": list(STAGES.values()),
        "may_declare": acting.role in off_system.DECLARERS,
        "trees": _trees(asked, tree), "kept": f"&cay={THEN}" if tree.then else "",
    }  # fmt: skip
    return render(request, "reports/coverage.html", context, status=status)


@login_required
@never_cache
@require_safe
def coverage_list(request: HttpRequest) -> HttpResponse:
    """Exactly the procedures of one number."""
    acting, now = _looking(request), now_of(request)
    stage = STAGES.get(request.GET.get("so", ""))
    tree, asked, chosen = _asked(request, acting, now)
    if stage is None:
        raise Http404
    sector, apart = request.GET.get("linh-vuc", ""), "tinh-rieng" in request.GET
    rows = pairs(stage, asked, sector=sector, apart=apart)
    context = {
        "stage": stage, "rows": rows[:MOST], "total": len(rows), "most": MOST, "sector": sector,
        "period": asked.period, "chosen": chosen, "kept": f"&cay={THEN}" if tree.then else "",
    }  # fmt: skip
    return render(request, "reports/coverage_list.html", context)


def _intake(asked: Asked, tree: Tree) -> list[tuple[str, int, int | None, str]]:
    """(agency, received here, declared elsewhere or None, ratio) of who has anything to say."""
    here = received(asked)
    elsewhere = asked.at_home(off_system.declared(asked.homes, asked.period.first))
    names = {pk: each.name for pk, each in tree.agencies.items()}
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


def _asked(request: HttpRequest, acting: Acting, now: Any) -> tuple[Tree, Asked, Agency | None]:
    """What the address asks for: of one agency, with `co-quan`, or of all in reach."""
    tree = read_tree(acting.agency_id, then=request.GET.get("cay") == THEN)
    reach, heirs = _reach(acting, tree), tree.heirs
    homes = {
        pk: pk if tree.then else heirs[pk]
        for pk in tree.agencies
        if pk in reach or heirs[pk] in reach
    }
    asked = Asked(homes, _period(request, now), now, tree.then)
    number = request.GET.get("co-quan", "")
    if not number:
        return tree, asked, None
    home = homes.get(int(number)) if number.isdecimal() else None
    if home is None:
        raise Http404
    own = {pk: at for pk, at in homes.items() if at == home}
    return tree, asked._replace(homes=own), tree.agencies[home]


def _reach(acting: Acting, tree: Tree) -> Set[int]:
    """The whole province, what one administers, or one's own and what is below."""
    if acting.role in WHOLE:
        return tree.agencies.keys()
    if acting.role == Role.HEAD:
        return tree.below(tree.agencies[acting.agency_id])
    return set(agencies_of(acting).values_list("pk", flat=True))


def _trees(asked: Asked, tree: Tree) -> list[tuple[str, str, bool]]:
    if all(heir == pk for pk, heir in tree.heirs.items() if pk in asked.homes):
        return []
    return tabs(then=tree.then, thang=f"{asked.period.first:%Y-%m}")


def _period(request: HttpRequest, now: Any) -> Period:
    year, _, month = request.GET.get("thang", "").partition("-")
    try:
        return Period.of(date(int(year), int(month), 1))
    except ValueError:
        return Period.of(office_date(now))
