"""Phiếu xin lỗi: the head's list to sign, one or many; the desk's list of dates to move."""

import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from cases.selectors.apologies import sorry_lines, to_move, to_sign
from cases.web.bulk import do_many
from cases.web.doors import acting_of, now_of, only_for, staff
from cases.web.paging import listed
from cases.web.worklist import after_of
from onecua.people.roles import Role

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
    }
    return render(request, "cases/apologies.html", context)


@staff
@require_POST
def sign_many(request: HttpRequest) -> HttpResponse:
    """Each with the reason and the date that stood beside it; one without a reason is refused."""
    if refused := only_for(request, Role.HEAD, what="Ký phiếu xin lỗi"):
        return refused
    return do_many(request, "sign_apology", back=BACK)


@staff
@require_POST
def move_many(request: HttpRequest) -> HttpResponse:
    if refused := only_for(request, Role.RECEPTION, what="Đổi ngày hẹn trả"):
        return refused
    return do_many(request, "reschedule", back=BACK)
