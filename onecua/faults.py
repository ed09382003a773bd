"""The pages for when something went wrong: what happened, what was kept, what to do now."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001 - Django's
    return render(request, "errors/403_csrf.html", status=403)
