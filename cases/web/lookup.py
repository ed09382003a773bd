"""Public lookup: a code gives how far it is; code and mã kiểm tra give the rest. No name at all."""

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.crypto import constant_time_compare
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from cases.deadline_words import instant
from cases.models import Dossier
from cases.selectors.timeline import public_timeline
from cases.states import State
from onecua.kernel.checkcode import as_typed

MOST_FAILURES = 10
LOCKED_SECONDS = 3600
NOT_FOUND = (
    "Không tìm thấy hồ sơ với mã và mã kiểm tra này. Kiểm tra lại trên giấy hẹn, "
    "hoặc hỏi bộ phận đã tiếp nhận hồ sơ."
)
LOCKED = "Mã hồ sơ này đã bị nhập sai nhiều lần. Thử lại sau một giờ, hoặc hỏi tại quầy."


@never_cache
@require_http_methods(["GET", "POST"])
def look_up(request: HttpRequest, code: str = "") -> HttpResponse:
    """The check code is posted and never stands in an address."""
    typed = (request.POST.get("code") or code).strip()
    context: dict[str, object] = {"code": typed}
    if request.method != "POST":
        return render(request, "public/lookup.html", context)
    failures = f"lookup/{typed}"
    if cache.get(failures, 0) >= MOST_FAILURES:
        return render(request, "public/lookup.html", context | {"refusal": LOCKED}, status=429)
    dossier = _find(typed)
    check = as_typed(request.POST.get("check", ""))
    if check and not constant_time_compare(check, dossier.check_code if dossier else ""):
        cache.add(failures, 0, LOCKED_SECONDS)
        cache.incr(failures)
        dossier = None
    if dossier is None:
        return render(request, "public/lookup.html", context | {"refusal": NOT_FOUND}, status=404)
    context |= {"state": State(dossier.state).label}
    if check:
        context |= _told(dossier)
    return render(request, "public/lookup.html", context)


def _find(code: str) -> Dossier | None:
    column = "contact" if "-T" in code.upper() else "code"
    return Dossier.objects.filter(**{column: code.upper()}).select_related("holder_unit").first()


def _told(dossier: Dossier) -> dict[str, object]:
    """The dates are those of the ledger: the promise on the slip can be checked against them."""
    return {
        "told": True,
        "holder": dossier.holder_unit.name if dossier.holder_unit else "",
        "since": instant(dossier.held_since),
        "promised": instant(dossier.promised_due),
        "appointed": instant(dossier.appointed_due),
        "moved": dossier.appointed_due != dossier.promised_due,
        "lines": public_timeline(dossier.pk),
    }
