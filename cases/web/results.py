"""Trả kết quả: what lies ready at the desk, and what has not come to it yet."""

import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from cases.selectors.printing import open_result_lists
from cases.selectors.results import results
from cases.web.bulk import do_many
from cases.web.doors import acting_of, now_of, only_for, staff
from cases.web.paging import listed
from cases.web.worklist import after_of
from onecua.people.roles import Role

HERE, COMING = "quay", "cho"  # where each list begins, in the query string


@staff
@require_safe
def ready(request: HttpRequest) -> HttpResponse:
    if refused := only_for(request, Role.RECEPTION, what="Trả kết quả"):
        return refused
    acting, now = acting_of(request), now_of(request)
    found = results(acting, now, after_of(request, HERE), after_of(request, COMING))
    context = {
        "here": listed(request, found.here, HERE),
        "coming": listed(request, found.coming, COMING),
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
