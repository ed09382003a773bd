"""Sign in, choose the post to act on, sign out."""

from datetime import timedelta
from urllib.parse import urlencode

from django import forms
from django.conf import settings
from django.contrib.auth import authenticate, login, logout
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.timezone import localdate
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from onecua.ledger.office import office_now
from onecua.people import attempts
from onecua.people.attempts import Limit
from onecua.people.middleware import POST
from onecua.people.roles import Role
from onecua.people.standing_in import standings_of

SIGN_IN = Limit("sign-in", most=5, locked_for=timedelta(minutes=10))
WRONG = "Sai tên đăng nhập hoặc mật khẩu."
LOCKED = (
    "Tên này đã đăng nhập sai nhiều lần. Đợi 10 phút rồi thử lại, "
    "hoặc nhờ quản trị đơn vị đặt lại mật khẩu."
)


class SignInForm(forms.Form):
    username = forms.CharField(
        label="Tên đăng nhập", max_length=60, strip=True,
        widget=forms.TextInput(
            {"class": "input", "autocomplete": "username", "autocapitalize": "none",
             "spellcheck": "false", "autofocus": True}
        ),
    )  # fmt: skip
    password = forms.CharField(
        label="Mật khẩu", max_length=200, strip=False,
        widget=forms.PasswordInput({"class": "input", "autocomplete": "current-password"}),
    )  # fmt: skip


@sensitive_post_parameters("password")
@never_cache
@require_http_methods(["GET", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """Never says which of the two was wrong; five failures lock the name for ten minutes."""
    form = SignInForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        status = 422 if request.method == "POST" else 200
        return render(request, "people/sign_in.html", {"form": form}, status=status)
    who = form.cleaned_data["username"].casefold(), address_of(request)
    if not attempts.may_try(SIGN_IN, *who):
        return _refused(request, form, LOCKED, 429)
    person = authenticate(request, **form.cleaned_data)
    if person is None:
        return _refused(request, form, WRONG, 422)
    attempts.forget(SIGN_IN, *who)
    login(request, person)
    return redirect(_first_page(request, person.pk))


def address_of(request: HttpRequest) -> str:
    """Whom our own proxy saw, where there is one; what a client claims beyond it counts nothing."""
    if settings.SECURE_PROXY_SSL_HEADER:
        return str(request.META.get("HTTP_X_FORWARDED_FOR", "")).rpartition(",")[2].strip()
    return str(request.META.get("REMOTE_ADDR", ""))


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    logout(request)
    return redirect("people:sign-in")


@login_required
@require_http_methods(["GET", "POST"])
def choose_post(request: HttpRequest) -> HttpResponse:
    """One's own post, a lent signature, or whom one stands in for: chosen once, on every act."""
    if getattr(request.user, "password_temporary", False):
        return redirect("people:change-password")
    standings = standings_of(request.user.pk or 0, on=localdate(office_now()))
    if request.method == "POST":
        chosen = request.POST.get("post", "")
        if chosen in {each.key for each in standings}:
            request.session[POST] = chosen
            return redirect(_wanted(request))
    return render(request, "people/choose_post.html", {"standings": standings})


@login_required
@require_safe
def duties(request: HttpRequest) -> HttpResponse:
    """What an administrator's post does, and what it has no power over."""
    held = request.post_held  # type: ignore[attr-defined]
    if held is None or held.role not in {Role.UNIT_ADMIN, Role.SYSTEM_ADMIN}:
        raise Http404
    system = held.role == Role.SYSTEM_ADMIN
    return render(request, "people/duties.html", {"system": system})


def _refused(request: HttpRequest, form: SignInForm, why: str, status: int) -> HttpResponse:
    context = {"form": form, "refusal": why}
    return render(request, "people/sign_in.html", context, status=status)


def _first_page(request: HttpRequest, person_id: int) -> str:
    """Where there is a choice, or nothing to choose from, that comes first."""
    wanted = _wanted(request)
    if len(standings_of(person_id, on=localdate(office_now()))) == 1:
        return wanted
    return f"{reverse('people:choose-post')}?{urlencode({'next': wanted})}"


def _wanted(request: HttpRequest) -> str:
    """Back to the page that was asked for, if it is ours."""
    wanted = request.POST.get("next") or request.GET.get("next", "")
    ours = url_has_allowed_host_and_scheme(
        wanted, {request.get_host()}, require_https=request.is_secure()
    )
    return wanted if ours else "/"
