"""Sắp xếp tổ chức: the system administrator prepares, sees and applies; the office reads."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cases.services import reorganisation as acts
from cases.services.reorganisation_preview import heirs_of, preview
from cases.tasks import carry_reorganisations
from cases.web.doors import acting_of, only_for, staff
from onecua.kernel.errors import BadInput, Refusal
from onecua.ledger.office import office_now
from onecua.people.models import Agency, Reorganisation, Succession
from onecua.people.roles import Role
from onecua.people.services import reorganising
from onecua.people.validity import standing
from onecua.people.web.fields import Day, decision, line, pick
from procedures.timing import office_date

WHAT = "Sắp xếp tổ chức"
READERS = (Role.PROVINCE_OFFICE, Role.INSPECTOR, Role.SYSTEM_ADMIN)
STAYS = "giu-nguyen"


class PrepareForm(forms.Form):
    decision = decision()
    issuer = line("Cơ quan ban hành", 200)
    issued_on = Day("Ngày ban hành")
    effective_on = Day(
        "Có hiệu lực từ ngày", help_text="Mặc định là thứ Hai tới; phương án áp dụng từ ngày này."
    )


class DecideForm(forms.Form):
    successor = pick(
        "Cơ quan kế thừa", (), help_text="Cơ quan tiếp tục giải quyết hồ sơ, giữ sổ và con người."
    )
    leads = forms.BooleanField(
        label="Người được ký của cơ quan này tiếp tục ký cho cơ quan kế thừa", required=False
    )


@staff
@require_http_methods(["GET", "HEAD", "POST"])
def plans(request: HttpRequest) -> HttpResponse:
    """Every plan, newest first, and the form of a new one."""
    writes = request.method == "POST"
    if refused := only_for(request, *((Role.SYSTEM_ADMIN,) if writes else READERS), what=WHAT):
        return refused
    form = PrepareForm(request.POST if writes else None, initial=_next_monday())
    if writes and form.is_valid():
        made = _tried(form, lambda: reorganising.prepare(**form.cleaned_data, **_by(request)))
        if made is not None:
            return redirect("cases:reorganisation", pk=made.pk)
    context = {
        "plans": Reorganisation.objects.all(),
        "form": form if acting_of(request).role == Role.SYSTEM_ADMIN else None,
    }
    return render(
        request, "cases/reorganisations.html", context, status=422 if form.errors else 200
    )


@staff
@require_safe
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """Before its day a preview, counted now; after it what was done, and how far the job is."""
    if refused := only_for(request, *READERS, what=WHAT):
        return refused
    found = get_object_or_404(Reorganisation, pk=pk)
    rows = heirs_of(found)
    context = {
        "plan": found,
        "open": [row for row in rows if not row.successor and not row.stays],
        "succeeded": [row for row in rows if row.successor],
        "staying": [row for row in rows if row.stays],
        "writes": acting_of(request).role == Role.SYSTEM_ADMIN and found.begun_at is None,
        "due": office_date(office_now()) >= found.effective_on,
        "seen": None if found.begun_at else preview(found),
    }
    return render(request, "cases/reorganisation.html", context)


@staff
@require_http_methods(["GET", "HEAD", "POST"])
def decide(request: HttpRequest, pk: int, row: int) -> HttpResponse:
    """Which body goes on with one agency, by hand."""
    if refused := only_for(request, Role.SYSTEM_ADMIN, what=WHAT):
        return refused
    found = get_object_or_404(
        Succession.objects.select_related("agency", "reorganisation"), pk=row, reorganisation=pk
    )
    form = DecideForm(
        request.POST if request.method == "POST" else None,
        initial={
            "successor": found.successor or (STAYS if found.stays else ""),
            "leads": found.leads,
        },
    )
    form.fields["successor"].choices = _choices(found)  # type: ignore[attr-defined]
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        code = "" if given["successor"] == STAYS else given["successor"]
        made = _tried(
            form,
            lambda: reorganising.decide(
                row=found, successor=code, leads=given["leads"], **_by(request)
            ),
        )
        if made is not None:
            messages.success(request, f"Đã ghi cơ quan kế thừa của {found.agency.name}.")
            return redirect("cases:reorganisation", pk=pk)
    context = {"row": found, "form": form}
    return render(
        request, "cases/reorganisation_row.html", context, status=422 if form.errors else 200
    )


@staff
@require_POST
def apply(request: HttpRequest, pk: int) -> HttpResponse:
    """The new organisation stands at once; the dossiers follow in the background."""
    if refused := only_for(request, Role.SYSTEM_ADMIN, what=WHAT):
        return refused
    get_object_or_404(Reorganisation, pk=pk)
    try:
        with transaction.atomic():
            acts.begin_reorganisation(reorganisation_id=pk, **_by(request))
            transaction.on_commit(carry_reorganisations.delay, robust=True)
    except Refusal as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(
            request,
            "Tổ chức mới đã có hiệu lực; hồ sơ đang mở được chuyển dần ở dưới nền. "
            "Vị trí của bạn nay ở cơ quan kế thừa.",
        )
    return redirect("cases:reorganisation", pk=pk)


def _tried(form: forms.Form, call: Callable[[], Any]) -> Any:
    """What the act made, or None with its sentence in the form."""
    try:
        return call()
    except BadInput as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, refusal.message)
    except Refusal as refusal:
        form.add_error(None, refusal.message)
    return None


def _by(request: HttpRequest) -> dict[str, Any]:
    return {"acting": acting_of(request), "at": office_now()}


def _next_monday() -> dict[str, Any]:
    today = office_date(office_now())
    return {
        "issued_on": today,
        "effective_on": today.fromordinal(today.toordinal() + 7 - today.weekday()),
    }


def _choices(row: Succession) -> list[tuple[str, str]]:
    bodies = row.reorganisation.bodies
    known = {code: f"{body['name']} (lập mới)" for code, body in bodies.items()}
    day = row.reorganisation.effective_on
    ending = row.reorganisation.rows.exclude(successor="").values("agency")
    staying = Agency.objects.filter(standing(day)).exclude(pk__in=ending).exclude(pk=row.agency_id)
    for agency in staying:
        known.setdefault(agency.code, agency.name)
    named = sorted(known.items(), key=lambda each: each[1])
    return [("", "– Chọn –"), (STAYS, "Không thay đổi, tiếp tục hoạt động"), *named]
