"""Bàn giao: the desk gives many at once, the units confirm many at once, or decline one."""

import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from cases.selectors import handovers as selectors
from cases.selectors.handovers import Begins
from cases.selectors.printing import open_handover_lists
from cases.web.bulk import do_many
from cases.web.doors import acting_of, now_of, only_for, staff
from cases.web.paging import listed
from cases.web.worklist import after_of
from onecua.people.roles import Role

WORKERS = (Role.RECEPTION, Role.OFFICER, Role.HEAD)
GIVING, OFFERED, GIVEN = "giao", "den", "di"  # where each list begins, in the query string
BACK = "/ban-giao/"


@staff
@require_safe
def handovers(request: HttpRequest) -> HttpResponse:
    if refused := only_for(request, *WORKERS, what="Bàn giao hồ sơ"):
        return refused
    acting = acting_of(request)
    begins = Begins(*(after_of(request, name) for name in (GIVING, OFFERED, GIVEN)))
    found = selectors.handovers(acting, now_of(request), begins)
    context = {
        "desk": acting.role == Role.RECEPTION,
        "giving": listed(request, found.giving, GIVING),
        "offered": listed(request, found.offered, OFFERED),
        "given": listed(request, found.given, GIVEN),
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
