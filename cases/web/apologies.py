"""Phiếu xin lỗi: the head's list to sign, one or many; the desk's list of dates to move."""

import uuid
from collections.abc import Mapping
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from cases.models import Dossier
from cases.selectors.apologies import drafts_of, sorry_lines, to_move, to_sign
from cases.services.apology import open_apology
from cases.services.errors import DayUnreadable
from cases.slips.certificates import warning
from cases.web.act_fields import VietnameseDate
from cases.web.bulk import Given, do_many, picked_in
from cases.web.doors import acting_of, now_of, only_for, staff
from cases.web.paging import listed
from cases.web.worklist import after_of
from onecua.people.roles import Role
from procedures.timing import office_date

READERS = (Role.HEAD, Role.OFFICER, Role.RECEPTION, Role.PROVINCE_OFFICE, Role.INSPECTOR)
BACK = "/xin-loi/"


@staff
@require_safe
def apologies(request: HttpRequest) -> HttpResponse:
    """Whoever signs sees what to sign; an officer what to complete; the desk what to move."""
    if refused := only_for(request, *READERS, what="Xem phiếu xin lỗi"):
        return refused
    acting = acting_of(request)
    desk = acting.role == Role.RECEPTION
    found = to_move(acting) if desk else to_sign(acting)
    part = sorry_lines(found, acting, now_of(request), after_of(request))
    context = {
        "list": listed(request, part, "sau"),
        "signs": acting.role == Role.HEAD and acting.signs,
        "head": acting.role == Role.HEAD,
        "completes": acting.role == Role.OFFICER,
        "desk": desk,
        "key": uuid.uuid4().hex,
        "warning": warning(request.user.get_username(), now_of(request)) if acting.signs else "",
    }
    return render(request, "cases/apologies.html", context)


@staff
@require_POST
def sign_many(request: HttpRequest) -> HttpResponse:
    """Each with the reason and the date that stood beside it; where one is missing, or its day has
    come, with those typed for all. One that still lacks them is refused.
    """
    if refused := only_for(request, Role.HEAD, what="Ký phiếu xin lỗi"):
        return refused
    return do_many(request, "sign_apology", back=BACK, given=_typed_for_all(request))


def _typed_for_all(request: HttpRequest) -> Given:
    reason, day = request.POST.get("reason", ""), request.POST.get("new_due_on", "")
    today, drafts = office_date(now_of(request)), drafts_of(picked_in(request))

    def given(dossier: Dossier) -> Mapping[str, Any]:
        apology = drafts.get(dossier.pk) or open_apology(dossier)
        passed = apology.new_due is not None and office_date(apology.new_due) <= today
        return {
            "reason": "" if apology.reason else reason,
            "new_due_on": _day(day) if passed and not dossier.ended_at else None,
        }

    return given


def _day(words: str) -> date | None:
    """Raises DayUnreadable."""
    try:
        day: date | None = VietnameseDate(required=False).clean(words)
    except ValidationError as error:
        raise DayUnreadable("new_due_on", given=words) from error
    return day


@staff
@require_POST
def move_many(request: HttpRequest) -> HttpResponse:
    if refused := only_for(request, Role.RECEPTION, what="Đổi ngày hẹn trả"):
        return refused
    return do_many(request, "reschedule", back=BACK)
