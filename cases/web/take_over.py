"""Hồ sơ từ hệ thống cũ: an administrator brings the list, the head signs for what is doubtful."""

from django import forms
from django.contrib import messages
from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from cases.models import TakeOver
from cases.services import take_over
from cases.services.take_over_verdicts import verdicts_of
from cases.take_over_example import EXAMPLE
from cases.tasks import carry_take_overs
from cases.web.doors import acting_of, only_for, staff
from onecua.kernel.errors import Refusal
from onecua.kernel.tables.reading import MAX_BYTES
from onecua.kernel.tables.xlsx_writing import XLSX, write_xlsx
from onecua.kernel.tables.xlsx_writing import failed_rows as write_failed
from onecua.ledger.office import office_now
from onecua.people.acting import Acting
from onecua.people.models import Agency
from onecua.people.rights import administers, agencies_of
from onecua.people.roles import Role

WHAT = "Chuyển hồ sơ từ hệ thống cũ"
WHO = (Role.SYSTEM_ADMIN, Role.UNIT_ADMIN, Role.HEAD)
SHOWN = 200
LISTS = 20


class UploadForm(forms.Form):
    agency = forms.ModelChoiceField(
        Agency.objects.none(), label="Cơ quan nhận hồ sơ", empty_label="Chọn cơ quan",
        widget=forms.Select({"class": "input"}),
    )  # fmt: skip
    source = forms.CharField(
        label="Hệ thống cũ", max_length=take_over.LONGEST_SOURCE,
        widget=forms.TextInput({"class": "input", "autocomplete": "off"}),
        help_text="Tên gọi quen thuộc, ví dụ Một cửa điện tử huyện Đắk Hà 2016.",
    )  # fmt: skip
    file = forms.FileField(
        label="Tệp danh sách", help_text="Tệp .xlsx hoặc CSV theo tệp mẫu, nhiều nhất 30.000 dòng.",
        widget=forms.FileInput({"class": "input", "accept": ".xlsx,.csv"}),
        error_messages={"empty": "Tệp rỗng."},
    )  # fmt: skip


class SignForm(forms.Form):
    decision = forms.CharField(
        label="Văn bản làm căn cứ", max_length=120,
        widget=forms.TextInput({"class": "input", "autocomplete": "off"}),
        help_text="Ví dụ biên bản rà soát 15/BB-UBND ngày 01/03/2021.",
    )  # fmt: skip


@staff
@require_http_methods(["GET", "HEAD", "POST"])
def lists(request: HttpRequest) -> HttpResponse:
    """The first beat: the file is read, every row understood or answered; nothing changes."""
    if refused := only_for(request, *WHO, what=WHAT):
        return refused
    acting = acting_of(request)
    form = UploadForm(request.POST or None, request.FILES or None)
    form.fields["agency"].queryset = agencies_of(acting).order_by("name")  # type: ignore[attr-defined]
    if request.method == "POST" and administers(acting) and form.is_valid():
        given = form.cleaned_data["file"]
        try:
            kept = take_over.keep(
                given.name, given.read(MAX_BYTES + 1), form.cleaned_data["agency"],
                source=form.cleaned_data["source"], acting=acting, at=office_now(),
            )  # fmt: skip
        except Refusal as refusal:
            form.add_error("file", refusal.message)
        else:
            return redirect("cases:take-over-list", pk=kept.pk)
    context = {
        "form": form,
        "may_bring": administers(acting),
        "lists": _mine(acting).select_related("agency")[:LISTS],
    }
    return render(request, "cases/take_over.html", context, status=422 if form.errors else 200)


@staff
@require_http_methods(["GET", "HEAD", "POST"])
def one(request: HttpRequest, pk: int) -> HttpResponse:
    """The second beat shows what would change; the press on it is the third."""
    if refused := only_for(request, *WHO, what=WHAT):
        return refused
    acting, now = acting_of(request), office_now()
    kept = _one(acting, pk)
    signing = not administers(acting)
    form = SignForm(request.POST or None) if signing else forms.Form(request.POST or None)
    refusal, status = "", 422 if form.errors else 200
    if request.method == "POST" and form.is_valid():
        try:
            _do(kept, form, acting, signing=signing)
        except Refusal as refused_:
            refusal, status = refused_.message, refused_.status
        else:
            transaction.on_commit(carry_take_overs.delay, robust=True)
            messages.success(request, "Đã ký nhận." if signing else "Đang chuyển hồ sơ.")
            return redirect("cases:take-over-list", pk=kept.pk)
    plan = verdicts_of(kept, now, again="kiem-tra-lai" in request.GET)
    waiting = plan.waiting(kept)
    context = {
        "kept": kept, "plan": plan, "form": form, "refusal": refusal, "signing": signing,
        "waiting": waiting, "ready": plan.ready + len(plan.doubtful) - waiting,
        "doubtful": plan.doubtful[:SHOWN], "faults": plan.faults[:SHOWN], "most": SHOWN,
        "going": kept.asked_at is not None and kept.done_at is None,
    }  # fmt: skip
    return render(request, "cases/take_over_list.html", context, status=status)


@staff
@require_safe
def failed_rows(request: HttpRequest, pk: int) -> HttpResponse:
    """The rows that failed, as they lay in the file, each with its reason: mend, and hand in."""
    if refused := only_for(request, *WHO, what=WHAT):
        return refused
    kept = _one(acting_of(request), pk)
    faults = take_over.preview(kept, at=office_now()).faults
    if not faults:
        raise Http404
    heading = take_over.listed_of(kept).heading
    rows = ((fault.cells, fault.sentence) for fault in faults)
    return _download(write_failed(heading, rows), "dong-loi.xlsx")


@staff
@require_safe
def example(request: HttpRequest) -> HttpResponse:
    """A heading row and two rows, to be filled in."""
    if refused := only_for(request, *WHO, what=WHAT):
        return refused
    heading, *rows = EXAMPLE
    return _download(write_xlsx("Hồ sơ đang giải quyết", heading, rows), "ho-so-he-thong-cu.xlsx")


def _do(kept: TakeOver, form: forms.Form, acting: Acting, *, signing: bool) -> None:
    if signing:
        decision = form.cleaned_data["decision"]
        take_over.sign(kept, decision=decision, acting=acting, at=office_now())
    else:
        take_over.ask(kept, acting=acting, at=office_now())


def _mine(acting: Acting) -> QuerySet[TakeOver]:
    """Of the agencies one administers; the head sees those of his own agency."""
    if administers(acting):
        return TakeOver.objects.filter(agency__in=agencies_of(acting))
    return TakeOver.objects.filter(agency=acting.agency_id)


def _one(acting: Acting, pk: int) -> TakeOver:
    return get_object_or_404(_mine(acting).select_related("agency", "signed_by"), pk=pk)


def _download(content: bytes, name: str) -> HttpResponse:
    answer = HttpResponse(content, content_type=XLSX)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
