"""A dossier's page, and its acts: find visible, bind, call, answer."""

import uuid
from datetime import timedelta
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from cases.models import Dossier
from cases.permissions import may, who_may
from cases.querysets import visible_to
from cases.selectors.dossier import available_acts, clock_view, deadline, owes_apology
from cases.selectors.timeline import timeline
from cases.services.look import current_step, facts_of, planned, relations_of
from cases.services.proposal import propose
from cases.states import ACTS, State, is_lawful
from cases.web.act_forms import BY_ACT, BY_SLUG, ActPage
from onecua.kernel.errors import BadInput, Refusal
from onecua.ledger.office import office_now
from onecua.people.acting import Acting
from onecua.people.models import Post
from onecua.people.roles import Role
from procedures.timing import office_date

ANSWER_DAYS = 30


def acting_of(request: HttpRequest) -> Acting:
    """The post of the request. Without one there is nothing to see."""
    acting: Acting | None = request.acting  # type: ignore[attr-defined]
    if acting is None:
        raise Http404
    return acting


def find(request: HttpRequest, code: str) -> Dossier:
    """By its code, or its number before acceptance. Not yours is 404."""
    rows = visible_to(acting_of(request)).select_related(
        "procedure", "applicant", "desk__unit", "agency", "regime", "holder_unit", "holder_person"
    )
    return get_object_or_404(rows, **({"contact": code} if "-T" in code else {"code": code}))


@login_required
@require_safe
def show(request: HttpRequest, code: str) -> HttpResponse:
    dossier, now = find(request, code), office_now()
    acts = available_acts(dossier, acting_of(request), now)
    context = {
        "dossier": dossier,
        "state": State(dossier.state).label,
        "clock": clock_view(dossier, now),
        "deadline": deadline(dossier, now),
        "owes": owes_apology(dossier, now),
        "acts": [(each, BY_ACT[each.name]) for each in acts if each.name in BY_ACT],
        "timeline": timeline(dossier.pk),
        "papers": dossier.papers.all(),
        "steps": dossier.steps.select_related("unit", "person").order_by("pk"),
        "slips": dossier.slips.order_by("-pk"),
        "results": dossier.results.order_by("version"),
    }
    return render(request, "cases/dossier.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def act(request: HttpRequest, code: str, slug: str) -> HttpResponse:
    page = BY_SLUG.get(slug)
    if page is None:
        raise Http404
    dossier, acting = find(request, code), acting_of(request)
    if not may(page.act, acting.role, relations_of(dossier, acting)):
        context = {"label": ACTS[page.act].label, "who": who_may(page.act), "dossier": dossier}
        return render(request, "errors/403_act.html", context, status=403)
    form = _form(page, dossier, request)
    if request.method == "GET":
        return _page(request, page, dossier, form, status=_status(page, dossier))
    if not form.is_valid():
        return _page(request, page, dossier, form, status=422)
    try:
        page.command(
            dossier_id=dossier.pk, acting=acting, at=office_now(),
            version=int(request.POST.get("version") or 0), **form.cleaned_data,
        )  # fmt: skip
    except BadInput as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, refusal.message)
        return _page(request, page, dossier, form, status=refusal.status)
    except Refusal as refusal:
        return _page(request, page, dossier, form, status=refusal.status, refusal=refusal.message)
    messages.success(request, page.done)
    return redirect("cases:dossier", code=code)


def _status(page: ActPage, dossier: Dossier) -> int:
    """A page for an act that cannot be done now says so, and is no success."""
    lawful = is_lawful(ACTS[page.act], State(dossier.state), facts_of(dossier, office_now()))
    return 200 if lawful else 409


def _page(
    request: HttpRequest,
    page: ActPage,
    dossier: Dossier,
    form: forms.Form,
    *,
    status: int,
    refusal: str = "",
) -> HttpResponse:
    context = {
        "page": page,
        "act": ACTS[page.act],
        "dossier": dossier,
        "deadline": deadline(dossier, office_now()),
        "form": form,
        "refusal": refusal or (_not_now(page, dossier) if status == 409 else ""),  # noqa: PLR2004
        "version": request.POST.get("version") or dossier.version,
        "key": uuid.uuid4(),
    }
    return render(request, "cases/act.html", context, status=status)


def _not_now(page: ActPage, dossier: Dossier) -> str:
    label, state = ACTS[page.act].label, State(dossier.state).label
    return f"Hồ sơ đang ở trạng thái “{state}”, không thể “{label}” lúc này."


def _form(page: ActPage, dossier: Dossier, request: HttpRequest) -> forms.Form:
    initial = _initial(page, dossier)
    form = page.form(request.POST or None, request.FILES or None, initial=initial)
    if request.method == "POST" and not form.is_bound:
        form = page.form({}, request.FILES)
    _choices(form, dossier)
    return form


def _initial(page: ActPage, dossier: Dossier) -> dict[str, Any]:
    now = office_now()
    if page.act == "request_supplement":
        return {"answer_by": office_date(now) + timedelta(days=ANSWER_DAYS)}
    if page.act in {"complete_apology", "sign_apology"}:
        draft = dossier.apologies.order_by("-generation").first()
        due = draft.new_due if draft else propose(dossier, now).new_due
        return {"reason": draft.reason if draft else "", "new_due_on": office_date(due)}
    return {}


def _choices(form: forms.Form, dossier: Dossier) -> None:
    """What may be chosen depends on the dossier: colleagues, and steps one may return to."""
    if isinstance(field := form.fields.get("person_id"), forms.TypedChoiceField):
        posts = Post.objects.filter(
            unit=dossier.holder_unit, role__in=[Role.OFFICER, Role.HEAD]
        ).select_related("person")
        field.choices = [(post.person_id, str(post)) for post in posts]
    if isinstance(field := form.fields.get("to_step"), forms.TypedChoiceField):
        step = current_step(dossier)
        allowed = step.step.may_return_to if step else ""
        field.choices = [
            (each.no, f"{each.no}. {each.name}")
            for each in planned(dossier)
            if str(each.no) in allowed.replace(";", " ").replace(",", " ").split()
        ]
