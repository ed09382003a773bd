"""The post a signed-in person acts on, found once a request and carried as `request.acting`."""

from collections.abc import Callable
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.utils.timezone import localdate

from onecua.ledger.office import office_now
from onecua.people.acting import Acting, acting_on, choose, posts_of
from onecua.people.models import Post

POST = "post"  # where the session keeps the chosen post


class DeskRequest(HttpRequest):
    """What our views are handed."""

    office_now: datetime | None  # one instant for the whole request, asked once
    acting: Acting | None
    post_held: Post | None


def acting_post(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    def middleware(request: HttpRequest) -> HttpResponse:
        request.office_now = office_now() if request.user.is_authenticated else None  # type: ignore[attr-defined]
        post = _post_of(request)
        request.post_held = post  # type: ignore[attr-defined]
        request.acting = acting_on(post) if post else None  # type: ignore[attr-defined]
        return get_response(request)

    return middleware


def _post_of(request: HttpRequest) -> Post | None:
    """A post that has ended since sign-in is no post any more."""
    now: datetime | None = request.office_now  # type: ignore[attr-defined]
    if now is None:
        return None
    held = list(posts_of(request.user.pk or 0, on=localdate(now)))
    return choose(held, request.session.get(POST))
