"""Trả kết quả: what lies ready at the desk, and what has not come to it yet."""

import uuid
from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from cases.deadline_words import instant
from cases.models import Dossier
from cases.selectors.desk import found_at_desk
from cases.selectors.printing import open_result_lists
from cases.selectors.results import UNCOLLECTED, results, uncollected
from cases.states import STATES, State
from cases.web.bulk import do_many
from cases.web.desk import code_of
from cases.web.doors import acting_of, now_of, only_for, staff
from cases.web.paging import listed
from cases.web.worklist import after_of
from onecua.people.roles import Role

WAITED = "chua-lay"  # days at the desk, in the query string
HERE, COMING = "quay", "cho"  # where each list begins, in the query string


@staff
@require_http_methods(["GET", "HEAD", "POST"])
def ready(request: HttpRequest) -> HttpResponse:
    """POST: a slip was scanned or a code typed: straight to the return, or who still holds it."""
    if refused := only_for(request, Role.RECEPTION, what="Trả kết quả"):
        return refused
    acting, now = acting_of(request), now_of(request)
    typed, said = request.POST.get("q", "").strip(), ""
    if typed:
        found_here = found_at_desk(acting, code_of(typed))
        if len(found_here) == 1 and found_here[0].at_desk_since and _to_give(found_here[0]):
            return redirect("cases:act", code=str(found_here[0]), slug="tra")
        said = _where(found_here, typed)
    waited = _waited(request)
    found = results(acting, now, after_of(request, HERE), after_of(request, COMING), waited)
    context = {
        "typed": typed,
        "said": said,
        "waited": waited,
        "uncollected": uncollected(acting, now).items(),
        "here": listed(request, found.here, HERE),
        "coming": listed(request, found.coming, COMING),
        "lists": open_result_lists(acting),
        "key": uuid.uuid4().hex,
    }
    return render(request, "cases/results.html", context, status=404 if said else 200)


def _to_give(dossier: Dossier) -> bool:
    return dossier.state == State.RESULT_READY


def _where(found: Sequence[Dossier], typed: str) -> str:
    """A result that is not here: who holds it, and until when."""
    if not found:
        return f"Không thấy hồ sơ nào ứng với “{typed}” ở quầy này. Kiểm tra lại mã trên giấy hẹn."
    if len(found) > 1:
        return f"Có nhiều hồ sơ ứng với “{typed}”. Gõ thêm số của mã hồ sơ."
    dossier = found[0]
    if not STATES[State(dossier.state)].open:
        return f"Hồ sơ {dossier} đã kết thúc: {State(dossier.state).label.lower()}."
    holder = dossier.holder_unit.name if dossier.holder_unit else dossier.desk.name
    due = f", hẹn trả {instant(dossier.appointed_due)}" if dossier.appointed_due else ""
    label = State(dossier.state).label.lower()
    return f"Hồ sơ {dossier} chưa có kết quả ở quầy: {label}, đang ở {holder}{due}."


def _waited(request: HttpRequest) -> int:
    typed = request.GET.get(WAITED, "")
    return next((days for days in UNCOLLECTED if str(days) == typed), 0)


@staff
@require_POST
def arrive_many(request: HttpRequest) -> HttpResponse:
    if refused := only_for(request, Role.RECEPTION, what="Nhận kết quả về quầy"):
        return refused
    return do_many(request, "arrive_at_desk", back="/tra-ket-qua/")
