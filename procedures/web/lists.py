"""Nhập danh mục: check and preview on one page, apply on the next press; undo on a third."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from onecua.kernel.errors import BadInput, Refusal
from onecua.kernel.tables.reading import MAX_BYTES
from onecua.kernel.tables.xlsx_writing import XLSX
from onecua.ledger.office import office_now
from onecua.people.web.doors import acting_of
from procedures.history import differences, open_dossiers
from procedures.importers.comparison import Abolished, Preview
from procedures.models import CatalogueList
from procedures.services import lists, undoing
from procedures.web.doors import KEEPERS, only_for
from procedures.web.forms import DecisionForm, UndoForm, UploadForm

WHAT = "Nhập danh mục thủ tục theo quyết định công bố"
SHOWN = 50
KEPT = 20


@only_for(*KEEPERS, what=WHAT)
@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: HttpRequest) -> HttpResponse:
    """The first beat: the file is read, every row understood or answered; nothing changes."""
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        given, complete = form.cleaned_data["file"], bool(form.cleaned_data["complete"])
        content = given.read(MAX_BYTES + 1)
        try:
            kept = lists.keep(given.name, content, complete=complete, **_by(request))
        except Refusal as refusal:
            form.add_error("file", refusal.message)
        else:
            return redirect("procedures:list", pk=kept.pk)
    earlier = CatalogueList.objects.select_related("decision", "made_by").defer("lines")
    context = {"form": form, "earlier": earlier.order_by("-pk")[:KEPT]}
    status = 422 if form.errors else 200
    return render(request, "procedures/import.html", context, status=status)


@only_for(*KEEPERS, what=WHAT)
@require_http_methods(["GET", "HEAD", "POST"])
def one_list(request: HttpRequest, pk: int) -> HttpResponse:
    """The second beat shows what would change; the press on it is the third."""
    kept = _kept(pk)
    form = DecisionForm(request.POST or None)
    refusal = ""
    if request.method == "POST" and form.is_valid():
        try:
            done = lists.apply(kept, form.said(), **_by(request))
        except Refusal as refused:
            refusal = _refuse(form, refused)
        else:
            messages.success(request, f"Đã áp dụng: {_words(done)}.")
            return redirect("procedures:list", pk=kept.pk)
    status = 422 if refusal or form.errors else 200
    if kept.applied_at is not None:
        context = {"kept": kept, "refusal": refusal, "why_not": _why_not(kept)}
        return render(request, "procedures/list_applied.html", context, status=status)
    context = _shown(kept) | {"kept": kept, "form": form, "refusal": refusal}
    return render(request, "procedures/list.html", context, status=status)


@only_for(*KEEPERS, what=WHAT)
@require_safe
def failed_rows(request: HttpRequest, pk: int) -> HttpResponse:  # noqa: ARG001 - a view has one
    """The rows that failed, as they lay in the file, each with its reason: mend, and hand in."""
    kept = _kept(pk)
    looked = lists.look(kept)
    if not looked.preview.faults:
        raise Http404
    answer = HttpResponse(lists.failed_file(looked), content_type=XLSX)
    answer["Content-Disposition"] = 'attachment; filename="dong-loi.xlsx"'
    return answer


@only_for(*KEEPERS, what=WHAT)
@require_http_methods(["GET", "HEAD", "POST"])
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    kept = _kept(pk)
    form = UndoForm(request.POST or None)
    refusal, status = _why_not(kept), 200
    if request.method == "POST" and form.is_valid():
        try:
            withdrawn, reopened = undoing.undo(kept, form.cleaned_data["reason"], **_by(request))
        except Refusal as refused:
            refusal, status = _refuse(form, refused), refused.status
        else:
            words = f"Đã hoàn tác: rút {withdrawn} bản, mở lại {reopened} bản trước đó."
            messages.success(request, words)
            return redirect("procedures:list", pk=kept.pk)
    context = {"kept": kept, "form": form, "refusal": refusal, "made": kept.versions.count(),
               "ended": kept.ended.count()}  # fmt: skip
    status = 422 if form.errors else status
    return render(request, "procedures/undo.html", context, status=status)


def _shown(kept: CatalogueList) -> dict[str, Any]:
    """What the preview's page needs, the first rows of each part."""
    looked = lists.look(kept)
    found = looked.preview
    changed = found.changed[:SHOWN]
    return {
        "plan": found,
        "counts": found.counts,
        "added": found.added[:SHOWN],
        "changed": [(each, differences(each.old, each.new)) for each in changed],
        "abolished": _with_open_dossiers(found.abolished[:SHOWN]),
        "faults": found.faults[:SHOWN],
        "notes": found.notes[:SHOWN],
        "ignored": looked.file.ignored_columns,
        "most": SHOWN,
    }


def _with_open_dossiers(abolished: tuple[Abolished, ...]) -> list[tuple[Abolished, int]]:
    """They keep their version: who abolishes is told how many."""
    still = open_dossiers([each.old.code for each in abolished])
    return [(each, still.get(each.old.code, 0)) for each in abolished]


def _why_not(kept: CatalogueList) -> str:
    if kept.applied_at is None or kept.undone_at is not None:
        return undoing.NotApplied.sentence
    return undoing.why_not(kept)


def _refuse(form: Any, refused: Refusal) -> str:
    """At its input when it has one there; else the sentence for the head of the page."""
    if isinstance(refused, BadInput) and refused.field in form.fields:
        form.add_error(refused.field, refused.message)
        return ""
    return refused.message


def _words(done: Preview) -> str:
    return (
        f"thêm {len(done.added)}, sửa đổi {len(done.changed)}, bãi bỏ {len(done.abolished)} thủ tục"
    )


def _by(request: HttpRequest) -> dict[str, Any]:
    return {"actor": acting_of(request).actor, "at": office_now()}


def _kept(pk: int) -> CatalogueList:
    return get_object_or_404(CatalogueList.objects.select_related("decision", "made_by"), pk=pk)
