"""Trả kết quả: what lies ready at the desk, and what has not come to it yet."""

import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from cases.selectors.handovers import results
from cases.selectors.printing import open_result_lists
from cases.web.bulk import do_many
from cases.web.doors import acting_of, only_for, staff
from onecua.ledger.office import office_now
from onecua.people.roles import Role


@staff
@require_safe
def ready(request: HttpRequest) -> HttpResponse:
    if refused := only_for(request, Role.RECEPTION, what="Trả kết quả"):
        return refused
    acting, now = acting_of(request), office_now()
    context = {
        "here": results(acting, now, here=True),
        "coming": results(acting, now, here=False),
        "lists": open_result_lists(acting),
        "key": uuid.uuid4().hex,
    }
    return render(request, "cases/results.html", context)


@staff
@require_POST
def arrive_many(request: HttpRequest) -> HttpResponse:
    if refused := only_for(request, Role.RECEPTION, what="Nhận kết quả về quầy"):
        return refused
    return do_many(request, "arrive_at_desk", back="/tra-ket-qua/")
