"""Soạn quy trình: a table of steps beside its diagram. Every button is a plain form's."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localtime
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from onecua.kernel.errors import Refusal
from onecua.ledger.office import office_now
from onecua.people.models import Unit
from onecua.people.rights import ADMINISTRATORS, agencies_of
from onecua.people.web.doors import acting_of, signed_in
from procedures import selectors_workflows as selectors
from procedures.models import WorkflowDraft, WorkflowStep
from procedures.services import drafts
from procedures.web import step_rows
from procedures.web.panel import panel, table
from procedures.web.step_rows import Row
from procedures.web.workflow_doors import LOOKS, only, say
from procedures.workflow_text import read

SUBMIT = "trinh"


@never_cache
@only(*LOOKS)
@require_http_methods(["GET", "HEAD", "POST"])
def draft(request: HttpRequest, pk: int) -> HttpResponse:
    """The agency's administrators write; who approves and who inspects read."""
    found = get_object_or_404(selectors.drafts_of(acting_of(request)), pk=pk)
    if request.method != "POST":
        return _page(request, found, step_rows.shown(read(found.steps)))
    rows = step_rows.typed(request.POST)
    wish = request.POST.get("viec", "")
    try:
        _do(request, found, step_rows.rearranged(rows, wish), wish)
    except Refusal as refusal:
        return _page(request, found, rows, refusal=refusal.message, status=refusal.status)
    answer = redirect("procedures:draft", pk=pk)
    answer["Location"] += _where(wish)
    return answer


def _do(request: HttpRequest, found: WorkflowDraft, rows: list[Row], wish: str) -> None:
    by: dict[str, Any] = {"acting": acting_of(request), "at": office_now()}
    said = request.POST.get("edition", "")
    edition = int(said) if said.isdecimal() else 0
    saved = drafts.save(draft=found, edition=edition, steps=step_rows.facts(rows), **by)
    if wish == SUBMIT:
        drafts.submit(draft=saved, **by)
        say(request, "Đã trình quy trình. Văn phòng UBND tỉnh sẽ phê duyệt hoặc trả lại.")
    else:
        say(request, f"Đã lưu bản thảo, lần sửa {saved.edition}.")


@only(*ADMINISTRATORS)
@require_POST
def discard(request: HttpRequest, pk: int) -> HttpResponse:
    """Away with a draft nobody has submitted; who has not seen the last edition is refused."""
    found = get_object_or_404(selectors.drafts_of(acting_of(request)), pk=pk)
    said = request.POST.get("edition", "")
    edition = int(said) if said.isdecimal() else 0
    try:
        drafts.discard(draft=found, edition=edition, acting=acting_of(request), at=office_now())
    except Refusal as refusal:
        say(request, refusal.message, wrong=True)
        return redirect("procedures:draft", pk=pk)
    say(request, "Đã bỏ bản thảo. Quy trình đã phê duyệt không thay đổi.")
    return redirect("procedures:workflows")


@signed_in
@require_POST
def preview(request: HttpRequest, pk: int) -> HttpResponse:
    """The panel for what is typed and not yet saved; a fragment, for pages with JavaScript."""
    found = get_object_or_404(selectors.drafts_of(acting_of(request)), pk=pk)
    try:
        steps = step_rows.facts(step_rows.typed(request.POST))
    except Refusal as refusal:
        context: dict[str, Any] = {"refusal": refusal.message}
    else:
        context = {"panel": _panel(request, found, steps)}
    return render(request, "procedures/_panel.html", context)


def _panel(request: HttpRequest, found: WorkflowDraft, steps: Any) -> Any:
    asked = request.POST.get("nhan") or request.GET.get("nhan")
    return panel(steps, found.procedure, found.agency, now=localtime(office_now()), asked=asked)


def _page(
    request: HttpRequest,
    found: WorkflowDraft,
    rows: list[Row],
    *,
    refusal: str = "",
    status: int = 200,
) -> HttpResponse:
    acting = acting_of(request)
    mine = agencies_of(acting).filter(pk=found.agency_id).exists()
    try:
        steps = step_rows.facts(rows)
    except Refusal:
        steps = read(found.steps)
    names = Unit.objects.exclude(workflow_role="").values_list("workflow_role", flat=True)
    context = {
        "draft": found,
        "title": selectors.title_of(found.procedure, localtime(office_now()).date()),
        "rows": list(enumerate(rows, 1)),
        "table": table(steps),
        "refusal": refusal,
        "editing": mine and found.state == WorkflowDraft.State.DRAFT,
        "deciding": selectors.decides(acting) and found.state == WorkflowDraft.State.SUBMITTED,
        "panel": _panel(request, found, steps),
        "evidence": WorkflowStep.Evidence.choices,
        "units": sorted(set(names.order_by("workflow_role")[:500])),
    }
    return render(request, "procedures/draft.html", context, status=status)


def _where(wish: str) -> str:
    """Back at the row one worked on."""
    verb, _, said = wish.partition("-")
    moved = {"them": 1, "len": -1, "xuong": 1, "bo": 0}.get(verb)
    return f"#buoc-{max(int(said) + moved, 1)}" if moved is not None and said.isdecimal() else ""
