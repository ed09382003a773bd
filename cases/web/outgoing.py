"""Thư đi: what could not be sent, what the sweep set aside, and whether anything moves at all."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from cases.deadline_words import instant
from cases.selectors.outgoing import MOST, dead_letters, dead_messages, left_aside, set_aside
from cases.services import outgoing as services
from cases.web.doors import acting_of, only_for, staff
from onecua.ledger import outbox_care
from onecua.ledger.office import office_now
from onecua.people.roles import Role

READERS = (Role.UNIT_ADMIN, Role.SYSTEM_ADMIN)
NOTHING = "Chưa chọn dòng nào. Đánh dấu ít nhất một dòng rồi bấm lại."


@staff
@require_safe
def outgoing(request: HttpRequest) -> HttpResponse:
    if refused := only_for(request, *READERS, what="Xem thư đi"):
        return refused
    acting, state = acting_of(request), outbox_care.state()
    context = {
        "letters": dead_letters(acting),
        "dead": dead_messages(acting).count(),
        "aside": left_aside(acting),
        "most": MOST,
        "stuck_since": instant(state.untouched_since) if state.is_stuck else "",
        "retried": state.retried,
    }
    return render(request, "cases/outgoing.html", context)


@staff
@require_POST
def resend(request: HttpRequest) -> HttpResponse:
    if refused := only_for(request, *READERS, what="Gửi lại thư"):
        return refused
    acting = acting_of(request)

    def again(picked: list[int]) -> str:
        seen = dead_messages(acting).filter(pk__in=picked)
        ids = list(seen.values_list("pk", flat=True))
        sent = services.resend(messages=ids, acting=acting, at=office_now())
        return f"Đã đưa {sent} thư vào hàng gửi lại."

    return _do(request, again)


@staff
@require_POST
def release(request: HttpRequest) -> HttpResponse:
    if refused := only_for(request, *READERS, what="Đưa hồ sơ trở lại"):
        return refused
    acting = acting_of(request)

    def again(picked: list[int]) -> str:
        seen = set_aside(acting).filter(pk__in=picked)
        ids = list(seen.values_list("pk", flat=True))
        released = services.release(rows=ids, acting=acting, at=office_now())
        return f"Lượt quét tới sẽ làm lại {released} hồ sơ."

    return _do(request, again)


def _do(request: HttpRequest, again: Callable[[list[int]], str]) -> HttpResponse:
    picked = [int(pk) for pk in request.POST.getlist("row") if pk.isdecimal()][:MOST]
    if picked:
        messages.success(request, again(picked))
    else:
        messages.error(request, NOTHING)
    return redirect("cases:outgoing")
