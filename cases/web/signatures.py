"""A slip's signature: who signed, by ink or by a key, and whether it still holds."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from cases.models import Slip
from cases.permissions import may
from cases.querysets import visible_to
from cases.selectors.signing import why_waiting
from cases.services import signatures
from cases.services.errors import FileRefused
from cases.services.files import keep_upload, read
from cases.services.look import relations_of
from cases.slips.verifying import Verdict, verdicts_on
from cases.web.doors import acting_of, now_of, staff
from cases.web.files import attachment
from onecua.kernel.errors import Refusal


@staff
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest, slip_id: int) -> HttpResponse:
    """POST keeps the scan of the paper that was signed in ink."""
    slip = _find(request, slip_id)
    if request.method == "POST":
        return _keep(request, slip)
    return _show(request, slip)


@staff
@require_safe
def scan(request: HttpRequest, slip_id: int) -> HttpResponseBase:
    """The kept scan, to whoever sees the dossier."""
    slip = _find(request, slip_id)
    if slip.scan is None:
        raise Http404
    return attachment(slip.scan, f"ban-ky-{slip.form}-{slip.pk}")


def _keep(request: HttpRequest, slip: Slip) -> HttpResponse:
    try:
        upload = request.FILES.get("file")
        if upload is None:
            raise FileRefused("file", why="chưa chọn tệp")
        signatures.keep_scan(
            dossier_id=slip.dossier_id, slip_id=slip.pk, file=keep_upload(upload),
            acting=acting_of(request), at=now_of(request),
        )  # fmt: skip
    except Refusal as refusal:
        messages.error(request, refusal.message)
        return _show(request, slip, refusal.status)
    messages.success(request, "Đã lưu bản ký.")
    return redirect("cases:signature", slip.pk)


def _show(request: HttpRequest, slip: Slip, status: int = 200) -> HttpResponse:
    acting = acting_of(request)
    context = {
        "slip": slip,
        "verdicts": _verdicts(request, slip),
        "why": why_waiting([slip]).get(slip.pk, ""),
        "may_keep": slip.by_hand
        and may("keep_scan", acting.role, relations_of(slip.dossier, acting)),
    }
    return render(request, "cases/signature.html", context, status=status)


def _verdicts(request: HttpRequest, slip: Slip) -> list[Verdict]:
    if slip.file is None or not slip.digital:
        return []
    sealed = slip.seal_of_id is not None
    return verdicts_on(read(slip.file), now=now_of(request), sealed=sealed)


def _find(request: HttpRequest, slip_id: int) -> Slip:
    seen = Slip.objects.filter(dossier__in=visible_to(acting_of(request)))
    return get_object_or_404(
        seen.select_related("dossier", "scan", "file", "issued_by"), pk=slip_id
    )
