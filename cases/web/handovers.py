"""Bàn giao: the desk gives many at once, the units confirm many at once, or decline one."""

import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from cases.selectors.handovers import given_by, offered_to, to_give
from cases.selectors.printing import open_handover_lists
from cases.web.bulk import do_many
from cases.web.doors import acting_of, only_for, staff
from onecua.ledger.office import office_now
from onecua.people.roles import Role

WORKERS = (Role.RECEPTION, Role.OFFICER, Role.HEAD)
BACK = "/ban-giao/"


@staff
@require_safe
def handovers(request: HttpRequest) -> HttpResponse:
    if refused := only_for(request, *WORKERS, what="Bàn giao hồ sơ"):
        return refused
    acting, now = acting_of(request), office_now()
    desk = acting.role == Role.RECEPTION
    context = {
        "desk": desk,
        "keeps_books": acting.role in {Role.RECEPTION, Role.HEAD},
        "giving": to_give(acting, now) if desk else [],
        "offered": offered_to(acting, now),
        "given": given_by(acting, now),
        "lists": open_handover_lists(acting),
        "key": uuid.uuid4().hex,
    }
    return render(request, "cases/handovers.html", context)


@staff
@require_POST
def give_many(request: HttpRequest) -> HttpResponse:
    if refused := only_for(request, Role.RECEPTION, what="Bàn giao hồ sơ"):
        return refused
    return do_many(request, "hand_over", back=BACK)


@staff
@require_POST
def confirm_many(request: HttpRequest) -> HttpResponse:
    if refused := only_for(request, *WORKERS, what="Xác nhận bàn giao"):
        return refused
    return do_many(request, "confirm", back=BACK)
