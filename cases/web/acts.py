"""The acts of a dossier, all by one view: find visible, bind the form, call the service, answer."""

import uuid
from collections.abc import Callable
from typing import Any, TypeVar

from django import forms
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.db.models import prefetch_related_objects
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from cases.facts import Facts
from cases.models import Dossier
from cases.permissions import may, who_may
from cases.selectors.deadlines import deadline
from cases.services.errors import ActRefused, StaleForm
from cases.services.look import facts_of, last_change, relations_of
from cases.states import State, is_lawful, why_not
from cases.web.act_forms import BY_SLUG, ActPage
from cases.web.act_scenes import Scene
from cases.web.doors import acting_of, find, now_of, staff
from onecua.kernel.errors import BadInput, Refusal
from onecua.ledger.idempotency import LONGEST_KEY, Answer, Request, once
from onecua.ledger.models import IdempotencyKey
from procedures.timing import TimingRefused

T = TypeVar("T")
NOT_TYPED = {"csrfmiddlewaretoken", "key"}


@staff
@require_http_methods(["GET", "HEAD", "POST"])
def act(request: HttpRequest, code: str, slug: str) -> HttpResponse:
    """GET says what the act will do; POST does it. Not permitted 403, not lawful now 409."""
    page = BY_SLUG.get(slug)
    if page is None:
        raise Http404
    dossier = find(request, code)
    scene = Scene(page.act, dossier, acting_of(request), now_of(request))
    if request.method == "POST":
        return _do(request, page, scene)
    prefetch_related_objects([dossier], "handovers", "branches", "apologies")
    if refused := _not_allowed(request, page, scene):
        return refused
    form = page.form(initial=dict(page.initial(scene)))
    page.prepare(form, scene)
    facts = facts_of(dossier, scene.now)
    if not is_lawful(page.of, State(dossier.state), facts):
        return _show(request, page, scene, form, _not_now(page, dossier, facts))
    return _show(request, page, scene, form)


def _do(request: HttpRequest, page: ActPage, scene: Scene) -> HttpResponse:
    """Who comes second learns who was first, even when he has lost the right meanwhile."""
    dossier, version = scene.dossier, _number(request.POST.get("version"))
    form = page.form(request.POST, request.FILES)
    page.prepare(form, scene)
    asked = _request(request, scene)
    if not _answered(asked):
        if version is not None and version != dossier.version:
            stale = StaleForm(code=dossier, **last_change(dossier))
            return _show(request, page, scene, form, stale)
        if refused := _not_allowed(request, page, scene):
            return refused
    if not form.is_valid():
        return _show(request, page, scene, form, status=422)
    try:
        once(asked, lambda: _call(page, scene, form, version))
    except BadInput as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, refusal.message)
        return _show(request, page, scene, form, status=refusal.status)
    except Refusal as refusal:
        dossier.refresh_from_db()
        return _show(request, page, scene, form, refusal)
    messages.success(request, page.done)
    return redirect("cases:dossier", code=str(dossier))


def _call(page: ActPage, scene: Scene, form: forms.Form, version: int | None) -> Answer:
    page.command(
        dossier_id=scene.dossier.pk,
        acting=scene.acting,
        at=scene.now,
        version=version,
        **page.arguments(dict(form.cleaned_data)),
    )
    return {"dossier": scene.dossier.pk}


def _request(request: HttpRequest, scene: Scene) -> Request:
    typed = [
        f"{name}={value}" for name, value in sorted(request.POST.items()) if name not in NOT_TYPED
    ] + [f"{name}={_named(file)}" for name, file in sorted(request.FILES.items())]
    return Request(
        person=scene.acting.person_id,
        endpoint=f"{scene.act}/{scene.dossier.pk}",
        key=request.POST.get("key", "")[:LONGEST_KEY],
        body={"post": scene.acting.post_id, "form": "\n".join(typed)},
    )


def _named(file: Any) -> str:
    return f"{file.name}/{file.size}" if isinstance(file, UploadedFile) else ""


def _answered(asked: Request) -> bool:
    """A double submit is no stale form: `once` gives it the first answer again."""
    known = IdempotencyKey.objects.filter(
        person=asked.person, endpoint=asked.endpoint, key=asked.key
    )
    return bool(asked.key) and known.exists()


def _not_allowed(request: HttpRequest, page: ActPage, scene: Scene) -> HttpResponse | None:
    """403 that says which role of which unit may."""
    if may(page.act, scene.acting.role, relations_of(scene.dossier, scene.acting)):
        return None
    context = {"label": page.of.label, "who": who_may(page.act), "dossier": scene.dossier}
    return render(request, "errors/403_act.html", context, status=403)


def _not_now(page: ActPage, dossier: Dossier, facts: Facts) -> ActRefused:
    why = why_not(page.of, State(dossier.state), dossier, facts)
    return ActRefused(label=page.of.label, why=why)


def _show(
    request: HttpRequest,
    page: ActPage,
    scene: Scene,
    form: forms.Form,
    refusal: Refusal | None = None,
    status: int = 200,
) -> HttpResponse:
    """What was typed stays; the version and the key are those of now, so it can be sent again."""
    dossier = scene.dossier
    lawful = not isinstance(refusal, ActRefused)
    context = {
        "page": page,
        "act": page.of,
        "dossier": dossier,
        "state": State(dossier.state).label,
        "deadline": _counted(lambda: deadline(dossier, scene.now)),
        "form": form,
        "refusal": refusal.message if refusal else "",
        "effect": _counted(lambda: page.effect(scene)) if lawful else "",
        "version": dossier.version,
        "key": uuid.uuid4().hex,
        "lawful": lawful,
    }
    return render(request, "cases/act.html", context, status=refusal.status if refusal else status)


def _counted(words: Callable[[], T]) -> T | str:
    """What cannot be counted says why in its own place, and what was typed stays on the page."""
    try:
        return words()
    except TimingRefused as refused:
        return refused.message


def _number(value: str | None) -> int | None:
    """A version that is no number is no version at all: then it is the state that decides."""
    return int(value) if value and value.isdecimal() else None
