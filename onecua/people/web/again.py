"""Signing in again over a page whose session has ended, so that nothing typed on it is lost.

The page says for whom and for which post it was made. Another person, or another post of the same
person, sends nothing from it: who signed in in a second tab must not act from the first.
"""

from http import HTTPStatus

from django.contrib.auth import authenticate, login
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.utils.timezone import localdate
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from onecua.ledger.office import office_now
from onecua.people import attempts
from onecua.people.middleware import POST
from onecua.people.models import Person
from onecua.people.standing_in import standings_of
from onecua.people.web.views import LOCKED, SIGN_IN, address_of

WRONG = "Mật khẩu chưa đúng. Nội dung trên trang vẫn còn nguyên; nhập lại mật khẩu."
ENDED = (
    "Vị trí công tác của trang này không còn hiệu lực. Chép lại nội dung cần giữ rồi tải lại trang."
)


@sensitive_post_parameters("password")
@never_cache
@require_http_methods(["GET", "POST"])
def sign_in_again(request: HttpRequest) -> HttpResponse:
    """GET: 204 while the page's person is signed in on the page's post, else 401 with a token.

    POST signs him in (person, post, password) and answers the new token; 422 and 429 say why not.
    """
    if request.method == "GET":
        return _as_the_page(request)
    username, post = request.POST.get("person", ""), request.POST.get("post", "")
    if not _is(request, username):
        refused = _let_in(request, username, request.POST.get("password", ""))
        if refused is not None:
            return refused
    person_id, today = request.user.pk or 0, localdate(office_now())
    if post not in {each.key for each in standings_of(person_id, on=today)}:
        return JsonResponse({"message": ENDED}, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    request.session[POST] = post
    return JsonResponse({"token": get_token(request)})


def _as_the_page(request: HttpRequest) -> HttpResponse:
    held = getattr(request, "post_held", None)
    same = _is(request, request.GET.get("person", ""))
    if same and held is not None and held.key == request.GET.get("post", ""):
        return HttpResponse(status=HTTPStatus.NO_CONTENT)
    answer = {"token": get_token(request), "known": same}
    return JsonResponse(answer, status=HTTPStatus.UNAUTHORIZED)


def _is(request: HttpRequest, username: str) -> bool:
    return request.user.is_authenticated and request.user.get_username() == username


def _let_in(request: HttpRequest, username: str, password: str) -> HttpResponse | None:
    who = username.casefold(), address_of(request)
    if not attempts.may_try(SIGN_IN, *who):
        return JsonResponse({"message": LOCKED}, status=HTTPStatus.TOO_MANY_REQUESTS)
    person = authenticate(request, username=username, password=password)
    if not isinstance(person, Person):
        return JsonResponse({"message": WRONG}, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    attempts.forget(SIGN_IN, *who)
    login(request, person)
    return None
