"""Reception on one page: the form comes back filled until it is whole; then paper is there.

Looking for the procedure, reading a card, ticking all papers: each is a button that writes nothing
and gives the same form back, so all of it works without a script and loses no letter.
"""

import uuid
from collections.abc import Mapping
from contextlib import suppress
from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cases.selectors.procedures import suggest
from cases.services import drafts
from cases.services.intake import undo_intake
from cases.services.opening import procedure_or_refuse
from cases.web import reception_page
from cases.web.counter import DEEDS, Counter
from cases.web.doors import acting_of, find, now_of, staff
from cases.web.intake_forms import AtOnceForm, IntakeForm, paper_rows
from cases.web.persons import (
    Person,
    as_organisation,
    from_dossier,
    from_number,
    of_card,
    representative,
)
from cases.web.reception_page import Sheet
from onecua.kernel.cccd import looks_scanned, read_card
from onecua.kernel.errors import BadInput, Refusal
from onecua.ledger.idempotency import Answer, Request, once
from onecua.people.models import Desk
from onecua.people.roles import Role
from procedures.models import ProcedureVersion
from procedures.selectors import receivable
from procedures.timing import office_date

SAID_BY = {"missing": "reason"}  # the form's own name for what a service calls otherwise
NOT_THE_FORM = {"csrfmiddlewaretoken", "draft_version", "window"}
PAPERS = ("paper_", "original_", "copy_", "papers_shown", "extra")


def desk_of(request: HttpRequest) -> Desk:
    """Only who sits at a desk receives; for everybody else there is no such page."""
    acting = acting_of(request)
    if acting.role != Role.RECEPTION or acting.desk_id is None:
        raise Http404
    return Desk.objects.select_related("unit__agency__parent").get(pk=acting.desk_id)


@staff
@never_cache
@require_http_methods(["GET", "POST"])
def receive(request: HttpRequest) -> HttpResponse:
    sheet = Sheet(request, desk_of(request), acting_of(request), now_of(request))
    posted = _kept(request)
    sheet.version = _chosen(sheet, posted)
    kind = AtOnceForm if sheet.immediate else IntakeForm
    if request.method == "GET":
        return _blank(sheet, kind)
    deed = posted.get("deed", "accept")
    if deed in DEEDS and sheet.version is not None:
        return _do(sheet, kind, deed, _with_card(posted))
    return _filled_in(sheet, kind, deed, posted)


@staff
@never_cache
@require_safe
def find_procedure(request: HttpRequest) -> HttpResponse:
    """The list under the search field; as a page of its own where there is no script."""
    desk, words = desk_of(request), request.GET.get("q", "")
    context = {
        "suggestions": suggest(desk, words, office_date(now_of(request))),
        "words": words,
        "as_links": not request.htmx,  # type: ignore[attr-defined]
    }
    name = "suggestions" if request.htmx else "find_procedure"  # type: ignore[attr-defined]
    return render(request, f"reception/{name}.html", context)


def go_on(request: HttpRequest, key: uuid.UUID, kept: drafts.Kept) -> HttpResponse:
    """The form as it was left, whoever of this desk left it."""
    sheet = Sheet(request, desk_of(request), acting_of(request), now_of(request))
    posted = dict(kept.fields) | {"key": str(key), "draft_version": str(kept.draft.version)}
    sheet.version = _chosen(sheet, posted)
    kind = AtOnceForm if sheet.immediate else IntakeForm
    return reception_page.answer(sheet, kind(initial=posted), posted, kept=kept.draft)


@staff
@require_POST
def undo(request: HttpRequest) -> HttpResponse:
    """Hoàn tác: the code stays used; the form opens again for the same person and procedure."""
    desk_of(request)
    dossier = find(request, request.POST.get("code", ""))
    try:
        undo_intake(dossier_id=dossier.pk, acting=acting_of(request), at=now_of(request))
    except Refusal as refusal:
        messages.error(request, refusal.message)
        return redirect("cases:dossier", code=str(dossier))
    messages.success(request, f"Đã hủy tiếp nhận {dossier}; mã này không dùng lại.")
    again = urlencode({"nguoi": str(dossier), "thu-tuc": dossier.procedure.procedure.code})
    return redirect(f"{reverse('cases:receive')}?{again}")


def with_person(request: HttpRequest, typed: str) -> HttpResponse:
    """The form for whoever's card was scanned at the desk's own page."""
    sheet = Sheet(request, desk_of(request), acting_of(request), now_of(request))
    return _filled_in(sheet, IntakeForm, "person", {"identity": typed})


def _blank(sheet: Sheet, kind: type[forms.Form]) -> HttpResponse:
    """An empty form, or one for the same person again (?nguoi=code)."""
    again = sheet.seen(sheet.request.GET.get("nguoi", ""))
    person = from_dossier(again) if again else None
    form = kind(initial=(dict(person.fields) if person else {}) | dict(sheet.begins_with()))
    return reception_page.answer(sheet, form, {}, person=person)


def _filled_in(
    sheet: Sheet, kind: type[forms.Form], deed: str, posted: dict[str, str]
) -> HttpResponse:
    """Nothing is written; what was typed stays, and what was asked for is filled in."""
    person, no_person, no_second = None, "", ""
    if deed == "person" and posted.get("identity", "").strip():
        try:
            person = _person(sheet, posted)
            filled = {name: value for name, value in person.fields.items() if value}
            posted = as_organisation(posted) | filled
        except BadInput as bad:
            no_person = bad.message
    elif deed == "representative" and posted.get("submitter_identity", "").strip():
        try:
            posted |= representative(posted["submitter_identity"])
        except BadInput as bad:
            no_second = bad.message
    form = kind(initial=dict(sheet.begins_with()) | posted)
    refusal = sheet.why_not(posted.get("procedure", "")) if deed in DEEDS else ""
    status = 422 if refusal or no_person or no_second else 200
    return reception_page.answer(
        sheet, form, posted, person=person, no_person=no_person, no_second=no_second,
        refusal=refusal, status=status, everything=deed == "all_papers",
    )  # fmt: skip


def _do(sheet: Sheet, kind: type[forms.Form], deed: str, posted: Mapping[str, str]) -> HttpResponse:
    form = kind(posted)
    if deed != "accept":  # nothing is certified, so nothing of it need be said
        for name in form.fields.keys() - IntakeForm.base_fields.keys():
            form.fields[name].required = False
    if not form.is_valid():
        return _refused(sheet, form, posted, 422)
    at_once = sheet.immediate and deed == "accept"
    name = "complete_at_once" if at_once else deed
    try:
        answer = once(_request(sheet, posted), lambda: _act(sheet, name, form, posted))
    except Refusal as refusal:
        field = SAID_BY.get(getattr(refusal, "field", ""), getattr(refusal, "field", ""))
        form.add_error(field if field in form.fields else None, refusal.message)
        return _refused(sheet, form, posted, refusal.status)
    return redirect(f"{reverse('cases:receive')}?vua={answer['code']}")


def _refused(
    sheet: Sheet, form: forms.Form, posted: Mapping[str, str], status: int
) -> HttpResponse:
    """Leaving this page loses nothing: what was typed is a draft, also without a script."""
    page = page_of(posted)
    if page is not None:
        with suppress(drafts.DraftStale, drafts.DraftFinished, drafts.DraftUnknown):
            kept = drafts.keep(page, posted, acting=sheet.acting, at=sheet.now)
            posted = dict(posted) | {"draft_version": str(kept.version)}
    return reception_page.answer(sheet, form, posted, status=status)


def _act(sheet: Sheet, name: str, form: forms.Form, posted: Mapping[str, str]) -> Answer:
    version = sheet.version or procedure_or_refuse("", office_date(sheet.now))
    if page := page_of(posted):
        drafts.finish(page)
    never_shown = "papers_shown" not in posted
    rows = paper_rows(version, posted, everything=never_shown)
    whole = Counter(form.cleaned_data, version, rows, sheet.desk, sheet.acting, sheet.now)
    return {"code": str(DEEDS[name](whole))}


def _kept(request: HttpRequest) -> dict[str, str]:
    """What was typed; another procedure begins another list of papers."""
    posted = {name: str(value) for name, value in request.POST.items()}
    if picked := posted.pop("pick", ""):
        posted = {name: value for name, value in posted.items() if not name.startswith(PAPERS)}
        posted |= {"procedure": picked, "deed": "pick"}
    return posted


def _chosen(sheet: Sheet, posted: Mapping[str, str]) -> ProcedureVersion | None:
    code = posted.get("procedure") or sheet.request.GET.get("thu-tuc", "")
    rows = receivable(sheet.desk, office_date(sheet.now)).prefetch_related(None)
    return rows.filter(procedure__code=code).prefetch_related("papers").first() if code else None


def _person(sheet: Sheet, posted: Mapping[str, str]) -> Person:
    return from_number(posted["identity"], sheet.acting, posted.get("procedure", ""))


def _with_card(posted: dict[str, str]) -> dict[str, str]:
    """A card scanned and the form sent at once: the card itself fills the form."""
    with suppress(BadInput):  # the field says what is wrong with it
        if looks_scanned(posted.get("submitter_identity", "")):
            posted |= representative(posted["submitter_identity"])
        if looks_scanned(posted.get("identity", "")):
            return posted | of_card(read_card(posted["identity"]))
    return as_organisation(posted)


def page_of(posted: Mapping[str, str]) -> drafts.Page | None:
    """The open form as its hidden fields name it; None where there is no key to keep it by."""
    key = _uuid(posted.get("key", ""))
    version = posted.get("draft_version", "")
    if key is None:
        return None
    return drafts.Page(
        key, _uuid(posted.get("window", "")), int(version) if version.isdecimal() else 0
    )


def _uuid(typed: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(typed)
    except ValueError:
        return None


def _request(sheet: Sheet, posted: Mapping[str, str]) -> Request:
    fields = "\n".join(f"{k}={v}" for k, v in sorted(posted.items()) if k not in NOT_THE_FORM)
    return Request(
        person=sheet.acting.person_id, endpoint=drafts.ENDPOINT, key=posted.get("key", ""),
        body={"form": fields},
    )  # fmt: skip
