"""What a signed-in person acts as, found once a request and carried as `request.acting`."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.timezone import localdate

from onecua.ledger.office import office_now
from onecua.people.acting import Acting, choose, posts_of
from onecua.people.models import Unit
from onecua.people.standing_in import Standing, standings_of

POST = "post"  # where the session keeps the key of the chosen standing


@dataclass(frozen=True, slots=True)
class PostHeld:
    """What the bar shows: who is signed in, as what, where."""

    person: Any  # the request's lazy user
    position: str
    unit: Unit
    role: str
    key: str  # of its standing, as the session keeps it


class DeskRequest(HttpRequest):
    """What our views are handed."""

    office_now: datetime | None  # one instant for the whole request, asked once
    acting: Acting | None
    post_held: PostHeld | None


def acting_post(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    def middleware(request: HttpRequest) -> HttpResponse:
        request.office_now = office_now() if request.user.is_authenticated else None  # type: ignore[attr-defined]
        standing = _standing_of(request)
        request.post_held = _held(request, standing)  # type: ignore[attr-defined]
        request.acting = (  # type: ignore[attr-defined]
            standing.acting(request.user.pk or 0) if standing else None
        )
        return get_response(request)

    return middleware


def _standing_of(request: HttpRequest) -> Standing | None:
    """A post or delegation that has ended since sign-in is none any more.

    Whoever was given a password by somebody else does nothing before he has one of his own.
    """
    user, now = request.user, request.office_now  # type: ignore[attr-defined]
    if user.pk is None or now is None or getattr(user, "password_temporary", False):
        return None
    wanted, today = str(request.session.get(POST, "")), localdate(now)
    if "." in wanted:
        return next((each for each in standings_of(user.pk, on=today) if each.key == wanted), None)
    return _own(user.pk, wanted, today)


def _own(person_id: int, wanted: str, today: date) -> Standing | None:
    held = list(posts_of(person_id, on=today))
    post = choose(held, int(wanted) if wanted.isdecimal() else None)
    return Standing(post, str(post.pk), post) if post else None


def _held(request: HttpRequest, standing: Standing | None) -> PostHeld | None:
    if standing is None:
        return None
    post = standing.post
    return PostHeld(request.user, standing.position, post.unit, post.role, standing.key)
