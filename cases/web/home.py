"""Trang việc của tôi: each role begins where its work lies."""

from collections.abc import Mapping

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from onecua.people.roles import Role

BEGINS: Mapping[str, str] = {
    Role.RECEPTION: "cases:desk",
    Role.OFFICER: "cases:worklist",
    Role.HEAD: "cases:worklist",
    Role.PROVINCE_OFFICE: "reports:dashboard",
    Role.INSPECTOR: "reports:dashboard",
    Role.UNIT_ADMIN: "people:duties",
    Role.SYSTEM_ADMIN: "people:duties",
}


@login_required
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    acting = request.acting  # type: ignore[attr-defined]
    return redirect(BEGINS[acting.role] if acting else "people:choose-post")
