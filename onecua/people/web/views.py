"""Sign in, choose the post to act on, sign out."""

from django import forms
from django.contrib.auth import authenticate, login, logout
from django.contrib.auth.decorators import login_required
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.timezone import localdate
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from onecua.ledger.office import office_now
from onecua.people.acting import posts_of
from onecua.people.middleware import POST

MOST_FAILURES = 5
LOCKED_SECONDS = 600
WRONG = "Sai tên đăng nhập hoặc mật khẩu."
LOCKED = "Đã sai 5 lần. Đợi 10 phút rồi thử lại, hoặc nhờ quản trị đơn vị đặt lại mật khẩu."


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
    failures = f"sign-in/{form.cleaned_data['username'].lower()}"
    if cache.get(failures, 0) >= MOST_FAILURES:
        return _refused(request, form, LOCKED, 429)
    person = authenticate(request, **form.cleaned_data)
    if person is None:
        cache.add(failures, 0, LOCKED_SECONDS)
        cache.incr(failures)
        return _refused(request, form, WRONG, 422)
    cache.delete(failures)
    login(request, person)
    return redirect(_wanted(request))


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    logout(request)
    return redirect("people:sign-in")


@login_required
@require_http_methods(["GET", "POST"])
def choose_post(request: HttpRequest) -> HttpResponse:
    """The post is chosen once and shown in the bar; every act carries it."""
    posts = list(posts_of(request.user.pk or 0, on=localdate(office_now())))
    if request.method == "POST":
        chosen = request.POST.get("post", "")
        if chosen in {str(post.pk) for post in posts}:
            request.session[POST] = int(chosen)
            return redirect("/")
    return render(request, "people/choose_post.html", {"posts": posts})


def _refused(request: HttpRequest, form: SignInForm, why: str, status: int) -> HttpResponse:
    context = {"form": form, "refusal": why}
    return render(request, "people/sign_in.html", context, status=status)


def _wanted(request: HttpRequest) -> str:
    """Back to the page that was asked for, if it is ours."""
    wanted = request.GET.get("next", "")
    ours = url_has_allowed_host_and_scheme(wanted, {request.get_host()})
    return wanted if ours else "/"
