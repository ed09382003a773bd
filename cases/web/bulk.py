"""One act on many dossiers: each in its own transaction, each with its own answer.

A bad row stops nobody. The answers are kept in the session for the page that shows them, so that a
reload shows them again and does nothing twice.
"""

from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from cases.models import Dossier
from cases.querysets import visible_to
from cases.services.registry import COMMANDS
from cases.states import ACTS
from cases.web.doors import acting_of, staff
from onecua.kernel.errors import Refusal
from onecua.ledger.idempotency import Request, once
from onecua.ledger.office import office_now

MOST_AT_ONCE = 1_000
KEPT = "bulk"  # where the session keeps the answers
NOT_SEEN = "Không thấy hồ sơ này trong phạm vi của đơn vị bạn."
NOTHING = "Chưa chọn hồ sơ nào. Đánh dấu ít nhất một dòng rồi bấm lại."

Done = Mapping[str, Any]


# What the act is told of one dossier beside who, when and which version. May raise a Refusal.
Given = Callable[[Dossier], Mapping[str, Any]]


def nothing_more(_dossier: Dossier) -> Mapping[str, Any]:
    return {}


def do_many(
    request: HttpRequest, act: str, *, back: str, given: Given = nothing_more
) -> HttpResponse:
    """POST: every picked row ("id.version") → the page of answers. Ids ascend: the lock order."""
    picked = picked_in(request)
    if not picked:
        messages.error(request, NOTHING)
        return redirect(back)
    seen = visible_to(acting_of(request)).in_bulk(picked)
    answers = [
        _one(request, act, seen.get(pk), picked[pk], pk, given)
        for pk in sorted(picked)[:MOST_AT_ONCE]
    ]
    request.session[KEPT] = {"act": ACTS[act].label, "back": back, "answers": answers}
    return redirect("cases:bulk")


@staff
@require_safe
def answers(request: HttpRequest) -> HttpResponse:
    """What became of each row of the last act on many."""
    kept = request.session.get(KEPT)
    if not kept:
        return redirect("cases:worklist")
    refused = [each for each in kept["answers"] if not each["done"]]
    done = [each for each in kept["answers"] if each["done"]]
    context = {"act": kept["act"], "back": kept["back"], "done": done, "refused": refused}
    return render(request, "cases/bulk.html", context)


def _one(
    request: HttpRequest, act: str, dossier: Dossier | None, version: int, pk: int, given: Given
) -> dict[str, str | bool]:
    if dossier is None:
        return {"code": "", "name": str(pk), "done": False, "said": NOT_SEEN}
    acting = acting_of(request)
    asked = Request(
        person=acting.person_id,
        endpoint=f"{act}/{pk}",
        key=request.POST.get("key", "")[:40],
        body={"version": version},
    )

    def run() -> dict[str, int]:
        COMMANDS[act](
            dossier_id=pk, acting=acting, at=office_now(), version=version, **given(dossier)
        )
        return {"dossier": pk}

    try:
        once(asked, run)
    except Refusal as refusal:
        return {"code": str(dossier), "name": "", "done": False, "said": refusal.message}
    return {"code": str(dossier), "name": "", "done": True, "said": ""}


def picked_in(request: HttpRequest) -> dict[int, int]:
    """dossier -> the version that stood on the page."""
    found = {}
    for value in request.POST.getlist("dossier"):
        pk, _, version = value.partition(".")
        if pk.isdecimal() and version.isdecimal():
            found[int(pk)] = int(version)
    return found
