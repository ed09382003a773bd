"""Phê duyệt, cấu hình: a draft gets its decision; an approved workflow gets its desks."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from onecua.kernel.errors import Refusal
from onecua.ledger.office import office_now
from onecua.people.models import Desk
from onecua.people.rights import ADMINISTRATORS, agencies_of
from onecua.people.roles import Role
from onecua.people.web.doors import acting_of
from onecua.people.web.fields import Chosen, Day, decision, line, offer
from procedures import selectors_workflows as selectors
from procedures.models import WorkflowDraft, WorkflowVersion
from procedures.seats import Seats, candidates, propose
from procedures.services import drafts
from procedures.services.making_electronic import make_electronic
from procedures.web.workflow_doors import only, say

MOST_DESKS = 300


class ApprovalForm(forms.Form):
    decision = decision()
    approved_on = Day("Ngày của quyết định")


class SendBackForm(forms.Form):
    reason = line("Lý do trả lại, cần sửa gì", 500)


class FromDayForm(forms.Form):
    valid_from = Day("Áp dụng từ ngày")


@never_cache
@only(Role.PROVINCE_OFFICE)
@require_http_methods(["GET", "HEAD", "POST"])
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """Two forms on one page: the decision, or the reason why not yet."""
    draft = get_object_or_404(selectors.drafts_of(acting_of(request)), pk=pk)
    returning = request.POST.get("viec") == "tra-lai"
    given = request.POST if request.method == "POST" else None
    approval = ApprovalForm(None if returning else given)
    back = SendBackForm(given if returning else None)
    form = back if returning else approval
    if given is None or not form.is_valid():
        return _decision(request, draft, approval, back, status=422 if given else 200)
    by: dict[str, Any] = {"acting": acting_of(request), "at": office_now()}
    try:
        if returning:
            drafts.send_back(draft=draft, **form.cleaned_data, **by)
            say(request, "Đã trả lại bản thảo cho nơi soạn.")
            return redirect("procedures:workflows")
        version = drafts.approve_draft(draft=draft, **form.cleaned_data, **by)
    except Refusal as refusal:
        form.add_error(None, refusal.message)
        return _decision(request, draft, approval, back, status=refusal.status)
    say(request, "Đã phê duyệt. Quản trị đơn vị cấu hình cho bộ phận một cửa thì mới áp dụng.")
    return redirect("procedures:version", pk=version.pk)


def _decision(
    request: HttpRequest,
    draft: WorkflowDraft,
    approval: ApprovalForm,
    back: SendBackForm,
    *,
    status: int,
) -> HttpResponse:
    context = {
        "draft": draft,
        "title": selectors.title_of(draft.procedure, localdate(office_now())),
        "approval": approval,
        "back": back,
        "open": draft.state == WorkflowDraft.State.SUBMITTED,
    }
    return render(request, "procedures/decide.html", context, status=status)


@never_cache
@only(*ADMINISTRATORS)
@require_http_methods(["GET", "HEAD", "POST"])
def electronic(request: HttpRequest, pk: int) -> HttpResponse:
    """The desks within reach with who would do each step; ?quay= one desk, unit by unit."""
    version = get_object_or_404(WorkflowVersion.objects.select_related("procedure"), pk=pk)
    desks = _desks(request, version)
    today = localdate(office_now())
    one = desks[0] if "quay" in request.GET and desks else None
    form = FromDayForm(request.POST or None, initial={"valid_from": today})
    seats = propose(version, desks, today)
    if one:
        _by_hand(form, seats[0], version, one)
    if request.method != "POST" or not form.is_valid():
        return _electronic(request, version, seats, form)
    given = dict(form.cleaned_data)
    valid_from = given.pop("valid_from")
    picked = set(request.POST.getlist("desk"))
    try:
        made = make_electronic(
            workflow=version,
            desks=[one] if one else [desk for desk in desks if str(desk.pk) in picked],
            by_hand={int(name.removeprefix("unit_")): unit for name, unit in given.items()},
            valid_from=valid_from, acting=acting_of(request), at=office_now(),
        )  # fmt: skip
    except Refusal as refusal:
        form.add_error(None, refusal.message)
        return _electronic(request, version, seats, form)
    say(request, f"Đã cấu hình cho {made} bộ phận một cửa, áp dụng từ {valid_from:%d/%m/%Y}.")
    return redirect("procedures:version", pk=pk)


def _desks(request: HttpRequest, version: WorkflowVersion) -> list[Desk]:
    """Within reach; by what the workflow calls its reception, if any desk is called so."""
    rows = Desk.objects.filter(unit__agency__in=agencies_of(acting_of(request)))
    rows = rows.filter(unit__valid_to=None).select_related("unit__agency").order_by("name")
    if (said := request.GET.get("quay", "")).isdecimal():
        return list(rows.filter(pk=min(int(said), 2**31)))
    first = version.steps.order_by("no").first()
    fitting = rows.filter(unit__workflow_role=first.unit_role) if first else rows
    return list((fitting if fitting.exists() else rows)[:MOST_DESKS])


def _by_hand(form: FromDayForm, seats: Seats, version: WorkflowVersion, desk: Desk) -> None:
    units = {
        unit.pk: f"{unit.name}, {unit.agency.name}"
        for unit in [*candidates(desk, localdate(office_now())), *seats.units.values()]
    }
    for step in version.steps.order_by("no"):
        name = f"unit_{step.no}"
        form.fields[name] = Chosen(f"Bước {step.no}. {step.name} ({step.unit_role})")
        offer(form, name, units)
        if unit := seats.units.get(step.no):
            form.initial[name] = unit.pk


def _electronic(
    request: HttpRequest, version: WorkflowVersion, seats: list[Seats], form: FromDayForm
) -> HttpResponse:
    context = {
        "version": version,
        "title": selectors.title_of(version.procedure, localdate(office_now())),
        "seats": seats,
        "form": form,
        "one": "quay" in request.GET,
        "ready": sum(each.ready for each in seats),
        "picked": set(request.POST.getlist("desk")),
    }
    status = 422 if form.errors else 200
    return render(request, "procedures/electronic.html", context, status=status)
