"""Hàng in: a unit's prints with their progress, its slips to pick, its desk's printer."""

from datetime import date
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from cases.models import PrintJob, Slip
from cases.querysets import visible_to
from cases.selectors.printing import (
    KINDS,
    MOST_AT_ONCE,
    SLIPS_SHOWN,
    SlipFilter,
    asked_when,
    cover_rows,
    job_lines,
    printer_of,
    slips_of,
)  # fmt: skip
from cases.services import printers, prints, slips
from cases.services.corner import corner
from cases.slip_contexts.forms import FORMS, OWN
from cases.slip_contexts.lists import ListContext
from cases.web.act_fields import VietnameseDate
from cases.web.doors import acting_of, only_for, staff
from cases.web.prints import PRINTERS
from onecua.kernel.errors import Refusal
from onecua.ledger.office import office_now
from onecua.people.acting import Acting
from onecua.people.models import Agency
from onecua.people.roles import Role
from procedures.timing import office_date

NOTHING = "Chưa chọn phiếu nào. Đánh dấu ít nhất một dòng rồi bấm lại."


@staff
@require_safe
def queue(request: HttpRequest) -> HttpResponse:
    if refused := only_for(request, *PRINTERS, what="Hàng in"):
        return refused
    acting, wanted = acting_of(request), _filter(request.GET)
    found = slips_of(acting, wanted)
    context = {
        "jobs": job_lines(acting),
        "kinds": KINDS,
        "wanted": wanted,
        "slips": found[:SLIPS_SHOWN],
        "count": found.count(),
        "most": MOST_AT_ONCE,
        "printer": printer_of(acting) if acting.role == Role.RECEPTION else None,
    }
    return render(request, "cases/print_queue.html", context)


@staff
@require_POST
def many(request: HttpRequest) -> HttpResponse:
    """The picked slips, or all of the filter, in order of reception: one file."""
    if refused := only_for(request, *PRINTERS, what="In hàng loạt"):
        return refused
    acting, now = acting_of(request), office_now()
    found = slips_of(acting, _filter(request.POST))
    if not request.POST.get("all"):
        picked = [int(each) for each in request.POST.getlist("slip") if each.isdecimal()]
        found = found.filter(pk__in=picked)
    chosen = list(found[:MOST_AT_ONCE])
    if not chosen:
        messages.error(request, NOTHING)
        return redirect("cases:print-queue")
    prints.order_many(
        slips=chosen, cover=FORMS[OWN, "cover_list"], context=_cover(acting, chosen), acting=acting,
        at=now,
    )  # fmt: skip
    messages.success(request, f"Đang in {len(chosen)} phiếu; xem tiến độ ở đầu trang này.")
    return redirect("cases:print-queue")


@staff
@require_POST
def resume(request: HttpRequest, job_id: int) -> HttpResponse:
    """Ask again for the parts that are missing: what is there is not laid out twice."""
    job = get_object_or_404(PrintJob, pk=job_id, unit=acting_of(request).unit_id)
    prints.resume(job)
    messages.success(request, "Đã yêu cầu in tiếp phần còn thiếu.")
    return redirect("cases:print-queue")


@staff
@require_POST
def reprint(request: HttpRequest, slip_id: int) -> HttpResponse:
    """In lại: an event of the dossier, then the same bytes for the desk's printer."""
    acting = acting_of(request)
    seen = Slip.objects.filter(dossier__in=visible_to(acting))
    slip = get_object_or_404(seen, pk=slip_id)
    try:
        slips.reprint(dossier_id=slip.dossier_id, slip_id=slip.pk, acting=acting, at=office_now())
    except Refusal as refusal:
        messages.error(request, refusal.message)
        return redirect("cases:dossier", slip.dossier)
    answer = redirect("cases:slip", slip.pk)
    answer["Location"] += "?may-in=1"
    return answer


@staff
@require_POST
def setup(request: HttpRequest) -> HttpResponse:
    """The desk's printer."""
    if refused := only_for(request, Role.RECEPTION, what="Đặt máy in"):
        return refused
    given = request.POST
    try:
        printers.set_up(
            two_up=bool(given.get("two_up")), right=given.get("right", "0"),
            down=given.get("down", "0"), acting=acting_of(request), at=office_now(),
        )  # fmt: skip
    except Refusal as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, "Đã đặt máy in của quầy.")
    return redirect("cases:print-queue")


def _filter(given: Any) -> SlipFilter:
    """Today's slips unless another span is asked for; nonsense is today."""
    today = office_date(office_now())
    form = given.get("form", "")
    return SlipFilter(
        form=form if form in dict(KINDS) else "",
        start=_day(given.get("start", ""), today),
        end=_day(given.get("end", ""), today),
    )


def _day(words: str, otherwise: date) -> date:
    try:
        return VietnameseDate(required=False).clean(words) or otherwise
    except ValidationError:
        return otherwise


def _cover(acting: Acting, chosen: list[Slip]) -> ListContext:
    agency, now = Agency.objects.select_related("parent").get(pk=acting.agency_id), office_now()
    head = corner(agency, now)
    return ListContext(
        issuer=head.issuer,
        place_date=head.place_date,
        moment=asked_when(now),
        rows=cover_rows(chosen),
        demonstration=settings.DEMONSTRATION,
    )
