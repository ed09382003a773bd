"""The pages for when something went wrong: what happened, what was kept, what to do now."""

from collections.abc import Callable, Iterator

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from onecua.kernel.errors import Refusal

PAGES = frozenset({400, 403, 404, 409, 422, 429, 500})
BAD_INPUT = 422


Answer = Callable[[HttpRequest], HttpResponse]


class SaidInWords:
    """Middleware: a refusal that no form has caught is the page of its status, not a broken one."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        return refused(request, exception) if isinstance(exception, Refusal) else None


def readable(get_response: Answer) -> Answer:
    """Middleware: PostgreSQL keeps no NUL in a text; who sends one gets 400, whatever the page."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if any("\0" in text for text in _texts(request)):
            return render(request, "errors/400.html", status=400)
        return get_response(request)

    return middleware


def _texts(request: HttpRequest) -> Iterator[str]:
    """The API reads its own body, and refuses such a text field by field."""
    yield request.path_info
    api = request.path_info.startswith("/api/")
    for sent in (request.GET,) if api else (request.GET, request.POST):
        for name, values in sent.lists():
            yield name
            yield from map(str, values)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 - Django's
    return render(request, "errors/400.html", status=400)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 - Django's
    return render(request, "errors/404.html", status=404)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """PermissionDenied("…") may say which role of which unit is missing."""
    return render(request, "errors/403.html", {"message": str(exception)}, status=403)


def broken(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 - Django's
    """Without the frame, the session or the database: what broke must not break its own page."""
    return HttpResponse(render_to_string("errors/500.html"), status=500)


def refused(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """A refusal that has no form to stand on: its sentence on the page of its status."""
    status = refusal.status if refusal.status in PAGES else BAD_INPUT
    context = {"message": refusal.message}
    return render(request, f"errors/{status}.html", context, status=status)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001 - Django's
    return render(request, "errors/403_csrf.html", status=403)
