"""A slip as the printer gets it: the stored file, always the same bytes."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from cases.models import Slip
from cases.querysets import visible_to
from cases.selectors.signing import why_waiting
from cases.services.files import read
from cases.web.doors import acting_of
from cases.web.prints import pdf_answer

WAIT_SECONDS = 2


@login_required
@never_cache
@require_safe
def pdf(request: HttpRequest, slip_id: int) -> HttpResponse:
    """202 and a page that looks again while the worker still lays it out."""
    seen = Slip.objects.filter(dossier__in=visible_to(acting_of(request))).select_related("file")
    slip = get_object_or_404(seen, pk=slip_id)
    if slip.file is None:
        context = {"slip": slip, "why": why_waiting([slip]).get(slip.pk, "")}
        waiting = render(request, "cases/slip_waiting.html", context, status=202)
        waiting["Refresh"] = str(WAIT_SECONDS)
        return waiting
    return pdf_answer(request, read(slip.file), f"{slip.form}-{slip.pk}")
