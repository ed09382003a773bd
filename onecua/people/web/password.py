"""One's own password: the old one, the new one twice."""

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from onecua.kernel.errors import BadInput
from onecua.ledger.office import office_now
from onecua.people.models import Person
from onecua.people.services import people


def _secret(label: str, autocomplete: str, hint: str = "") -> forms.CharField:
    return forms.CharField(
        label=label, max_length=200, strip=False, help_text=hint,
        widget=forms.PasswordInput({"class": "input", "autocomplete": autocomplete}),
    )  # fmt: skip


class PasswordForm(forms.Form):
    old = _secret("Mật khẩu hiện tại", "current-password")
    new = _secret(
        "Mật khẩu mới", "new-password", f"Ít nhất {people.LEAST} ký tự, không trùng tên đăng nhập."
    )
    again = _secret("Mật khẩu mới, gõ lại", "new-password")

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        if given.get("new") != given.get("again"):
            self.add_error("again", "Hai lần gõ mật khẩu mới không giống nhau.")
        return given


@sensitive_post_parameters("old", "new", "again")
@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def change_password(request: HttpRequest) -> HttpResponse:
    """The way on from a temporary password; other sessions of this person end."""
    form = PasswordForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        person = Person.objects.get(pk=request.user.pk or 0)
        given = {name: form.cleaned_data[name] for name in ("old", "new")}
        acting = getattr(request, "acting", None)
        try:
            person = people.change_password(person=person, acting=acting, at=office_now(), **given)
        except BadInput as refusal:
            form.add_error(refusal.field, refusal.message)
        else:
            update_session_auth_hash(request, person)
            messages.success(request, "Đã đổi mật khẩu.")
            return redirect("/")
    status = 422 if form.errors else 200
    temporary = getattr(request.user, "password_temporary", False)
    context = {"form": form, "temporary": temporary}
    return render(request, "people/change_password.html", context, status=status)
