"""Quy trình nội bộ: the drafts on their way, the approved versions, two of them side by side."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localtime
from django.views.decorators.http import require_POST, require_safe

from onecua.kernel.errors import Refusal
from onecua.ledger.office import office_now
from onecua.people.models import Agency
from onecua.people.rights import ADMINISTRATORS, administers, agencies_of
from onecua.people.web.doors import acting_of
from procedures import selectors_workflows as selectors
from procedures.models import Procedure, WorkflowVersion
from procedures.services import drafts
from procedures.web.panel import panel, table
from procedures.web.workflow_doors import LOOKS_AT_APPROVED, only, say
from procedures.workflow_comparison import compared
from procedures.workflow_text import read


@only(*LOOKS_AT_APPROVED)
@require_safe
def workflows(request: HttpRequest) -> HttpResponse:
    """Drafts first, for they wait for somebody; then what is approved."""
    acting, today = acting_of(request), localtime(office_now()).date()
    words = request.GET.get("q", "").strip()
    approved = selectors.approved_found(words, today)
    waiting = list(selectors.drafts_of(acting).filter(approved=None).order_by("-changed_at")[:50])
    rows = [row.procedure_id for row in approved] + [row.procedure_id for row in waiting]
    named = selectors.titles(rows, today)
    context = {
        "words": words,
        "drafts": [(row, named.get(row.procedure_id, row.procedure.code)) for row in waiting],
        "approved": [(row, named.get(row.procedure_id, row.procedure.code)) for row in approved],
        "most": selectors.PAGE,
        "writes": administers(acting),
        "agency": acting.agency_id,
    }
    return render(request, "procedures/workflows.html", context)


@only(*LOOKS_AT_APPROVED)
@require_safe
def version(request: HttpRequest, pk: int) -> HttpResponse:
    """An approved workflow: its steps, the diagram, a trial, and the desks that work by it."""
    found = get_object_or_404(WorkflowVersion.objects.select_related("procedure"), pk=pk)
    acting, now = acting_of(request), localtime(office_now())
    steps = selectors.steps_of(found)
    agency = Agency.objects.get(pk=acting.agency_id)
    context = {
        "version": found,
        "title": selectors.title_of(found.procedure, now.date()),
        "table": table(steps),
        "panel": panel(
            steps, found.procedure, agency, now=now, asked=request.GET.get("nhan") or None
        ),
        "stretches": selectors.stretches(found)[: selectors.PAGE],
        "others": found.procedure.workflows.exclude(pk=pk).order_by("-number"),
        "today": now.date(),
        "writes": administers(acting),
        "moves": selectors.decides(acting),
        "agency": acting.agency_id,
    }
    return render(request, "procedures/version.html", context)


@only(*ADMINISTRATORS)
@require_POST
def start(request: HttpRequest) -> HttpResponse:
    """A new draft for one's own agency, from an approved version or from nothing."""
    acting = acting_of(request)
    agency = get_object_or_404(agencies_of(acting), pk=_number(request.POST.get("agency")))
    base = WorkflowVersion.objects.filter(pk=_number(request.POST.get("version"))).first()
    code = base.procedure.code if base else request.POST.get("procedure", "").strip()
    procedure = Procedure.objects.filter(code=code).first()
    if procedure is None:
        say(request, f"Danh mục không có thủ tục mã “{code}”. Kiểm tra lại mã.", wrong=True)
        return redirect("procedures:workflows")
    try:
        made = drafts.start(
            agency=agency, procedure=procedure, based_on=base, acting=acting, at=office_now()
        )
    except Refusal as refusal:
        say(request, refusal.message, wrong=True)
        return redirect("procedures:workflows")
    return redirect("procedures:draft", pk=made.pk)


@only(*LOOKS_AT_APPROVED)
@require_safe
def compare(request: HttpRequest) -> HttpResponse:
    """?truoc= a version, ?sau= another of the procedure, or ?thao= a draft."""
    before = get_object_or_404(
        WorkflowVersion.objects.select_related("procedure"), pk=_number(request.GET.get("truoc"))
    )
    if "thao" in request.GET:
        mine = selectors.drafts_of(acting_of(request))
        draft = get_object_or_404(mine, pk=_number(request.GET["thao"]))
        after, name = read(draft.steps), f"bản thảo {draft.pk}"
        same = draft.procedure_id == before.procedure_id
    else:
        other = get_object_or_404(WorkflowVersion, pk=_number(request.GET.get("sau")))
        after, name = selectors.steps_of(other), f"quy trình {other.number}, {other.approval}"
        same = other.procedure_id == before.procedure_id
    if not same:
        raise Http404
    rows = compared(selectors.steps_of(before), after)
    context = {
        "before": before,
        "title": selectors.title_of(before.procedure, localtime(office_now()).date()),
        "after": name,
        "rows": rows,
        "changed": sum(row.kind != "same" for row in rows),
    }
    return render(request, "procedures/compare.html", context)


def _number(said: str | None) -> int:
    """0, which nothing has, for what is no number of the database."""
    return int(said) if said and said.isdecimal() and len(said) <= len(str(2**31)) else 0
