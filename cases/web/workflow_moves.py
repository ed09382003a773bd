"""Chuyển hồ sơ sang quy trình mới: the province office looks ahead, then does it by a decision."""

from typing import Any

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from cases.models import WorkflowMove
from cases.services import workflow_moves as acts
from cases.services.workflow_moving import agencies_running_under
from cases.tasks import carry_workflow_moves
from cases.web.doors import acting_of, only_for, staff
from onecua.kernel.errors import BadInput, Refusal
from onecua.ledger.office import office_now
from onecua.people.models import Agency
from onecua.people.web.fields import Chosen, Day, decision, offer
from procedures.models import WorkflowVersion
from procedures.selectors_workflows import title_of
from procedures.timing import office_date

WHAT = "Chuyển hồ sơ đang giải quyết sang quy trình khác"
ALL = "tat-ca"
RECENT = 10


class WhereForm(forms.Form):
    """Which way, and whose dossiers."""

    sang = Chosen("Chuyển sang quy trình")
    co_quan = Chosen("Hồ sơ của cơ quan")


class DecisionForm(forms.Form):
    decision = decision()
    decided_on = Day("Ngày của quyết định")
    pham_vi = forms.ChoiceField(
        label="Chuyển", initial=ALL,
        choices=[(ALL, "Tất cả hồ sơ chuyển được"), ("chon", "Chỉ hồ sơ đánh dấu ở bảng dưới")],
        widget=forms.Select({"class": "input"}),
    )  # fmt: skip


@never_cache
@staff
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest, pk: int) -> HttpResponse:
    """?sang= another version, ?co_quan= an agency: what would move; the press on it moves."""
    if refused := only_for(request, acts.DECIDES, what=WHAT):
        return refused
    old = get_object_or_404(WorkflowVersion.objects.select_related("procedure"), pk=pk)
    where = _where(request, old)
    asked = where.is_valid()
    form = DecisionForm(request.POST if request.method == "POST" and asked else None)
    if form.is_bound and form.is_valid():
        new, agency = _asked(where)
        try:
            _begin(request, form, old, new, agency)
        except Refusal as refusal:
            field = refusal.field if isinstance(refusal, BadInput) else ""
            form.add_error(field if field in form.fields else None, refusal.message)
        else:
            messages.success(
                request, "Đã ghi quyết định; hồ sơ được chuyển dần ở dưới nền, hạn trả không đổi."
            )
            return redirect(reverse("cases:workflow-move", args=[pk]))
    return _page(request, old, where, form)


def _where(request: HttpRequest, old: WorkflowVersion) -> WhereForm:
    asked = "sang" in request.GET
    where = WhereForm(request.GET if asked else None)
    others = old.procedure.workflows.exclude(pk=old.pk).order_by("-number")
    offer(where, "sang", {each.pk: f"Quy trình {each.number}, {each.approval}" for each in others})
    offer(where, "co_quan", agencies_running_under(old))
    return where


def _asked(where: WhereForm) -> tuple[WorkflowVersion, Agency]:
    given = where.cleaned_data
    new = WorkflowVersion.objects.select_related("procedure").get(pk=given["sang"])
    return new, Agency.objects.get(pk=given["co_quan"])


def _begin(
    request: HttpRequest, form: DecisionForm, old: WorkflowVersion, new: WorkflowVersion,
    agency: Agency,
) -> None:  # fmt: skip
    given = form.cleaned_data
    marked = [int(each) for each in request.POST.getlist("ho_so") if each.isdecimal()]
    with transaction.atomic():
        acts.begin_move(
            old=old, new=new, agency=agency, decision=given["decision"],
            decided_on=given["decided_on"], chosen=None if given["pham_vi"] == ALL else marked,
            acting=acting_of(request), at=office_now(),
        )  # fmt: skip
        transaction.on_commit(carry_workflow_moves.delay, robust=True)


def _page(
    request: HttpRequest, old: WorkflowVersion, where: WhereForm, form: DecisionForm
) -> HttpResponse:
    now = office_now()
    context: dict[str, Any] = {
        "old": old,
        "title": title_of(old.procedure, office_date(now)),
        "where": where,
        "form": form,
        "marked": set(request.POST.getlist("ho_so")),
        "moves": WorkflowMove.objects.filter(from_workflow=old).select_related(
            "to_workflow", "agency"
        )[:RECENT],
    }
    if where.is_bound and where.is_valid():
        new, agency = _asked(where)
        context |= {"new": new, "agency": agency, "found": acts.preview(old, new, agency, now)}
    status = 422 if form.errors or (where.is_bound and where.errors) else 200
    return render(request, "cases/workflow_move.html", context, status=status)
