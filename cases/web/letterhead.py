"""Tiêu đề văn bản: an agency's header lines and logo, looked at before they hold."""

from dataclasses import replace
from typing import Any

from django import forms
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from cases.selectors.letterheads import letterheads_of, words_now
from cases.services.files import read
from cases.services.letterheads import Words, checked, logo_from, set_letterhead
from cases.slips.specimen import SPECIMENS, specimen
from cases.web.act_fields import VietnameseDate
from cases.web.doors import acting_of, now_of, only_for, staff
from onecua.kernel.errors import BadInput
from onecua.people.models import Agency
from onecua.people.rights import agencies_of
from onecua.people.roles import Role
from procedures.timing import office_date

WHAT = "Tiêu đề văn bản"
LINES = forms.Textarea({"class": "input", "rows": 2})
LINE = forms.TextInput({"class": "input", "autocomplete": "off"})


class LetterheadForm(forms.Form):
    parent = forms.CharField(
        label="Cơ quan chủ quản", max_length=220, required=False, widget=LINES,
        help_text="Dòng trên, chữ thường. UBND không có cơ quan chủ quản: để trống.",
    )  # fmt: skip
    name = forms.CharField(
        label="Tên cơ quan", max_length=220, widget=LINES,
        help_text="Dòng dưới, chữ đậm; xuống dòng ở đâu thì in ở đó.",
    )  # fmt: skip
    place = forms.CharField(
        label="Địa danh", max_length=80, widget=LINE,
        help_text="Trước ngày, tháng, năm của văn bản.",
    )  # fmt: skip
    logo = forms.FileField(
        label="Biểu trưng (PNG)", required=False,
        widget=forms.FileInput({"class": "file", "accept": "image/png"}),
        help_text="Không bắt buộc; in bên trái tên cơ quan, cao 10 mm. Tối đa 512 KB.",
    )  # fmt: skip
    keep_logo = forms.BooleanField(label="Giữ biểu trưng đang dùng", required=False)
    valid_from = VietnameseDate(
        label="Dùng từ ngày", help_text="Sớm nhất là hôm nay. Phiếu phát hành trước đó giữ nguyên."
    )
    sample = forms.ChoiceField(
        label="Xem trên", choices=[(code, words) for code, words in SPECIMENS.items()],
        widget=forms.Select({"class": "input"}), required=False,
    )  # fmt: skip


@staff
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest, pk: int) -> HttpResponse:
    """POST sets it: from that day on every new slip has it."""
    if refused := only_for(request, Role.UNIT_ADMIN, Role.SYSTEM_ADMIN, what=WHAT):
        return refused
    agency, now = _find(request, pk), now_of(request)
    if request.method != "POST":
        return _show(request, agency, LetterheadForm(initial=_initial(request, agency)))
    form = LetterheadForm(request.POST, request.FILES)
    if not form.is_valid():
        return _show(request, agency, form, status=422)
    try:
        set_letterhead(
            agency=agency, words=_words(request, form, agency), acting=acting_of(request), at=now,
            valid_from=form.cleaned_data["valid_from"],
        )  # fmt: skip
    except BadInput as refusal:
        form.add_error(refusal.field, refusal.message)
        return _show(request, agency, form, status=422)
    day = form.cleaned_data["valid_from"]
    messages.success(request, f"Đã đặt tiêu đề văn bản, dùng từ ngày {day:%d/%m/%Y}.")
    return redirect("cases:letterhead", agency.pk)


@staff
@require_POST
def preview(request: HttpRequest, pk: int) -> HttpResponse:
    """The page as the printer would lay it out; nothing is kept. A bad line is said in words."""
    if refused := only_for(request, Role.UNIT_ADMIN, Role.SYSTEM_ADMIN, what=WHAT):
        return refused
    agency = _find(request, pk)
    form = LetterheadForm(request.POST, request.FILES)
    form.is_valid()  # a bad day hinders no look
    try:
        words = checked(_words(request, form, agency))
    except BadInput as refusal:
        context = {"said": refusal.message}
        return render(request, "cases/letterhead_refused.html", context, status=422)
    code = form.cleaned_data.get("sample") or next(iter(SPECIMENS))
    answer = HttpResponse(
        specimen(code, words, agency, now_of(request)), content_type="application/pdf"
    )
    answer["Content-Disposition"] = 'inline; filename="xem-thu.pdf"'
    return answer


def _find(request: HttpRequest, pk: int) -> Agency:
    reached = agencies_of(acting_of(request)).select_related("parent")
    return get_object_or_404(reached, pk=pk)


def _initial(request: HttpRequest, agency: Agency) -> dict[str, Any]:
    today = office_date(now_of(request))
    head = words_now(agency, today)
    return {
        "parent": head.parent,
        "name": head.name,
        "place": head.place,
        "keep_logo": head.logo is not None,
        "valid_from": f"{today:%d/%m/%Y}",
    }


def _words(request: HttpRequest, form: LetterheadForm, agency: Agency) -> Words:
    """Raises LogoRefused."""
    given = form.cleaned_data
    words = Words(given.get("parent", ""), given.get("name", ""), given.get("place", ""))
    upload = given.get("logo")
    if isinstance(upload, UploadedFile):
        return replace(words, logo=logo_from(upload))
    head = words_now(agency, office_date(now_of(request)))
    if given.get("keep_logo") and head.logo:
        return replace(words, logo=read(head.logo))
    return words


def _show(
    request: HttpRequest, agency: Agency, form: LetterheadForm, *, status: int = 200
) -> HttpResponse:
    today = office_date(now_of(request))
    lines = letterheads_of(agency, today)
    context = {
        "agency": agency,
        "form": form,
        "lines": lines,
        "has_logo": any(line.holds and line.head.logo for line in lines),
    }
    return render(request, "cases/letterhead.html", context, status=status)
