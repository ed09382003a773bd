"""Người ký: who signs for an agency, on what ground, until when, and with which certificate."""

from collections.abc import Mapping

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from cases.selectors.signers import agency_of, signers_of
from cases.services.signers import SEAL, SignerKey, listed_keys
from cases.slips.certificates import Certificate, certificate_of
from cases.web.doors import acting_of, now_of, staff
from procedures.timing import office_date


@staff
@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """Everybody sees who signs for his own agency; whoever looks after others, theirs."""
    agency = agency_of(acting_of(request), request.GET.get("co-quan", ""))
    if agency is None:
        raise Http404
    now, keys = now_of(request), listed_keys()

    def certificate(name: str) -> Certificate | None:
        return _read(keys, name, request)

    lines = [(line, certificate(line.username)) for line in signers_of(agency, office_date(now))]
    seal = certificate(f"{SEAL}{agency.code}")
    found = [each for _, each in lines if each] + ([seal] if seal else [])
    context = {
        "agency": agency,
        "lines": lines,
        "seal": seal,
        "worries": any(each.worries for each in found),
    }
    return render(request, "cases/signers.html", context)


def _read(keys: Mapping[str, SignerKey], name: str, request: HttpRequest) -> Certificate | None:
    key = keys.get(name)
    return certificate_of(key, now_of(request)) if key else None
