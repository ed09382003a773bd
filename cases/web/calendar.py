"""Lịch làm việc: an act of the system administrator – the file, what it would do, then apply."""

import uuid
from functools import partial
from typing import Any

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from cases.selectors.calendar_page import calendar_view, moved_lines
from cases.services.calendar_change import Change, begin_change, preview
from cases.tasks import carry_calendar_changes
from cases.web.doors import acting_of, only_for, staff
from onecua.kernel.errors import Refusal
from onecua.ledger.idempotency import LONGEST_KEY, Answer, Request, once
from onecua.ledger.office import office_now
from onecua.people.models import Agency
from onecua.people.roles import Role
from procedures.timing import TimingRefused, office_date, parse_calendar

WHAT = "Thay đổi lịch làm việc"
LARGEST = 200_000  # bytes: a calendar of many years


class About(forms.Form):
    document = forms.CharField(
        label="Văn bản làm căn cứ", max_length=200,
        widget=forms.TextInput({"class": "input", "autocomplete": "off"}),
    )  # fmt: skip
    scope = forms.ModelChoiceField(
        Agency.objects.order_by("name"), label="Phạm vi", required=False,
        empty_label="Cả tỉnh (lịch chung)", widget=forms.Select({"class": "input"}),
        help_text="Chọn một cơ quan để khai ngày nghỉ, giờ làm việc riêng của cơ quan đó.",
    )  # fmt: skip


class CalendarFile(About):
    file = forms.FileField(
        label="Tệp lịch (CSV)",
        widget=forms.FileInput({"class": "file", "accept": ".csv"}),
        error_messages={"empty": "Tệp lịch trống."},
        help_text="Mỗi dòng: ngày, off (nghỉ) hoặc makeup_work (làm bù), lý do, căn cứ. "
        "Năm nào có trong tệp thì được thay trọn năm.",
    )
    field_order = ("file", "document", "scope")

    def clean_file(self) -> str:
        upload = self.cleaned_data["file"]
        if upload.size > LARGEST:
            raise forms.ValidationError("Tệp lịch lớn quá 200 KB.")
        try:
            text: str = upload.read().decode("utf-8-sig")
        except UnicodeDecodeError:
            raise forms.ValidationError("Tệp phải là CSV mã UTF-8.") from None
        return text


class CalendarText(About):
    """The second step: the text of the file has come back with the preview."""

    text = forms.CharField(widget=forms.HiddenInput, max_length=LARGEST, strip=False)


@staff
@require_safe
def show(request: HttpRequest) -> HttpResponse:
    if refused := only_for(request, Role.SYSTEM_ADMIN, what=WHAT):
        return refused
    return _page(request, CalendarFile())


@staff
@require_POST
def look_ahead(request: HttpRequest) -> HttpResponse:
    """What the file would do. Nothing is written."""
    if refused := only_for(request, Role.SYSTEM_ADMIN, what=WHAT):
        return refused
    form, now = CalendarFile(request.POST, request.FILES), office_now()
    if not form.is_valid():
        return _page(request, form, status=422)
    try:
        found = preview(_change(form, form.cleaned_data["file"]), now)
    except (TimingRefused, Refusal) as refusal:
        form.add_error("file", str(refusal))
        return _page(request, form, status=422)
    given = form.cleaned_data
    kept = CalendarText(initial={**given, "text": given["file"]})
    context = {
        "form": kept,
        "document": given["document"],
        "scope": given["scope"],
        "found": found,
        "lines": moved_lines(found),
        "key": uuid.uuid4().hex,
    }
    return render(request, "cases/calendar_preview.html", context)


@staff
@require_POST
def apply(request: HttpRequest) -> HttpResponse:
    """The revision and its job; the dossiers follow in the background."""
    if refused := only_for(request, Role.SYSTEM_ADMIN, what=WHAT):
        return refused
    form = CalendarText(request.POST)
    if not form.is_valid():
        return _page(request, CalendarFile(), status=422)
    acting = acting_of(request)
    asked = Request(
        person=acting.person_id,
        endpoint="calendar",
        key=request.POST.get("key", "")[:LONGEST_KEY],
        body={"text": form.cleaned_data["text"], "document": form.cleaned_data["document"]},
    )
    try:
        once(asked, partial(_begin, request, form))
    except (TimingRefused, Refusal) as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "Đã ghi lịch mới; hồ sơ đang mở được chuyển dần ở dưới nền.")
    return redirect("cases:calendar")


def _begin(request: HttpRequest, form: forms.Form) -> Answer:
    acting = acting_of(request)
    agency = Agency.objects.get(pk=acting.agency_id)
    change = _change(form, form.cleaned_data["text"])
    made = begin_change(change, agency=agency, actor=acting.actor, at=office_now())
    transaction.on_commit(carry_calendar_changes.delay, robust=True)
    return {"change": made.pk}


def _change(form: forms.Form, text: str) -> Change:
    given: dict[str, Any] = form.cleaned_data
    return Change(parse_calendar(text.splitlines()), given["document"], scope=given["scope"])


def _page(request: HttpRequest, form: forms.Form, status: int = 200) -> HttpResponse:
    context = {"calendar": calendar_view(office_date(office_now())), "form": form}
    return render(request, "cases/calendar.html", context, status=status)
