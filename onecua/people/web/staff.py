"""Nhập danh sách người dùng: check and preview on one page, apply on the next press."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from onecua.kernel.errors import Refusal
from onecua.kernel.tables.reading import MAX_BYTES
from onecua.kernel.tables.xlsx_writing import XLSX
from onecua.kernel.tables.xlsx_writing import failed_rows as write_failed
from onecua.ledger.office import office_now
from onecua.people.models import StaffList
from onecua.people.rights import agencies_of
from onecua.people.services import staff
from onecua.people.web.doors import acting_of, administrator
from onecua.people.web.fields import decision

SHOWN = 200


class UploadForm(forms.Form):
    file = forms.FileField(
        label="Tệp danh sách",
        help_text="Tệp .xlsx hoặc CSV có các cột Họ và tên, Tên đăng nhập, Đơn vị, Vai trò; "
        "có thể thêm Cơ quan, Chức danh, Được ký, Thư điện tử, Điện thoại.",
        widget=forms.FileInput({"class": "input", "accept": ".xlsx,.csv"}),
        error_messages={"empty": "Tệp rỗng."},
    )


class ApplyForm(forms.Form):
    decision = decision()


@administrator
@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: HttpRequest, pk: int) -> HttpResponse:
    """The first beat: the file is read, every row understood or answered; nothing changes."""
    agency = get_object_or_404(agencies_of(acting_of(request)), pk=pk)
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data["file"]
        try:
            kept = staff.keep(given.name, given.read(MAX_BYTES + 1), agency, **_by(request))
        except Refusal as refusal:
            form.add_error("file", refusal.message)
        else:
            return redirect("people:staff-list", pk=kept.pk)
    context = {"agency": agency, "form": form}
    return render(request, "people/import.html", context, status=422 if form.errors else 200)


@administrator
@require_http_methods(["GET", "HEAD", "POST"])
def staff_list(request: HttpRequest, pk: int) -> HttpResponse:
    """The second beat shows what would change; the press on it is the third."""
    kept, by = _kept(request, pk), _by(request)
    form = ApplyForm(request.POST or None)
    refusal, status = "", 422 if form.errors else 200
    if request.method == "POST" and form.is_valid():
        try:
            done = staff.apply(kept, decision=form.cleaned_data["decision"], **by)
        except Refusal as refused:
            refusal, status = refused.message, refused.status
        else:
            words = f"Đã thêm {len(done.people)} tài khoản và {len(done.posts)} vị trí."
            messages.success(request, words)
            return redirect("people:agency", pk=kept.agency_id)
    plan = staff.preview(staff.listed_of(kept), kept.agency, **by)
    context = {
        "kept": kept,
        "plan": plan,
        "form": form,
        "refusal": refusal,
        "posts": plan.posts[:SHOWN],
        "faults": plan.faults[:SHOWN],
        "new": set(plan.people),
        "most": SHOWN,
    }
    return render(request, "people/staff_list.html", context, status=status)


@administrator
@require_safe
def failed_rows(request: HttpRequest, pk: int) -> HttpResponse:
    """The rows that failed, as they lay in the file, each with its reason: mend, and hand in."""
    kept = _kept(request, pk)
    listed = staff.listed_of(kept)
    faults = staff.preview(listed, kept.agency, **_by(request)).faults
    if not faults:
        raise Http404
    content = write_failed(listed.heading, ((fault.cells, fault.sentence) for fault in faults))
    answer = HttpResponse(content, content_type=XLSX)
    answer["Content-Disposition"] = 'attachment; filename="dong-loi.xlsx"'
    return answer


def _by(request: HttpRequest) -> dict[str, Any]:
    return {"acting": acting_of(request), "at": office_now()}


def _kept(request: HttpRequest, pk: int) -> StaffList:
    """Somebody else's list is nobody's business."""
    mine = StaffList.objects.filter(
        made_by=acting_of(request).person_id, agency__in=agencies_of(acting_of(request))
    )
    return get_object_or_404(mine.select_related("agency"), pk=pk)
