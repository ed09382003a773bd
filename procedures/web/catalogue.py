"""Danh mục thủ tục: what applied on a day, a procedure's versions, and how two of them differ."""

from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate
from django.views.decorators.http import require_http_methods, require_safe

from onecua.kernel.errors import BadInput, Refusal
from onecua.kernel.text import fold
from onecua.ledger.office import office_now
from onecua.people.web.doors import acting_of, signed_in
from onecua.people.web.fields import Day
from procedures.history import between, fee_words, open_dossiers, paper_words, versions_of
from procedures.importers.comparison import Abolished, Preview
from procedures.importers.words import CHANNEL_LABELS
from procedures.models import ProcedureVersion
from procedures.selectors import in_force
from procedures.services import catalogue as acts
from procedures.services._versions import facts_of
from procedures.web.doors import KEEPERS, keeps, only_for
from procedures.web.forms import AbolishForm

PAGE = 50
LONGEST_SEARCH = 100


@signed_in
@require_safe
def catalogue(request: HttpRequest) -> HttpResponse:
    """In force on a day, by code from a key: the next page costs what the first does."""
    day, wrong = _day(request)
    words = request.GET.get("q", "").strip()[:LONGEST_SEARCH]
    rows = in_force(day).select_related("procedure", "sector", "decision")
    for word in fold(words).split():
        rows = rows.filter(search__contains=word)
    if after := request.GET.get("sau", ""):
        rows = rows.filter(procedure__code__gt=after)
    found = list(rows.prefetch_related("terms").order_by("procedure__code")[: PAGE + 1])
    query = {"q": words, "ngay": request.GET.get("ngay", "")}
    more = urlencode(query | {"sau": found[PAGE - 1].procedure.code}) if found[PAGE:] else ""
    context = {"rows": found[:PAGE], "day": day, "words": words, "wrong": wrong, "more": more,
               "after": after, "keeps": keeps(request)}  # fmt: skip
    return render(request, "procedures/catalogue.html", context)


@signed_in
@require_safe
def procedure(request: HttpRequest, code: str) -> HttpResponse:
    versions = list(versions_of(code))
    if not versions:
        raise Http404
    day, wrong = _day(request)
    shown = next((each for each in versions if _holds(each, day)), None)
    by_number = {str(each.number): each for each in versions}
    old = by_number.get(request.GET.get("cu", ""))
    new = by_number.get(request.GET.get("moi", ""))
    if old and new and old.number > new.number:
        old, new = new, old
    context: dict[str, Any] = {
        "code": code,
        "newest": versions[0],
        "versions": versions,
        "day": day,
        "wrong": wrong,
        "shown": shown,
        "old": old,
        "new": new,
        "lines": between(old, new) if old and new else [],
        "keeps": keeps(request),
        "open": versions[0].valid_to is None,
    }
    if shown:
        facts = facts_of(shown)
        fees = (fee_words(facts.fee_vnd), facts.fee_note)
        context["fee"] = "; ".join(filter(None, fees))
        context["papers"] = [paper_words(paper) for paper in facts.papers]
        context["terms"] = [
            (CHANNEL_LABELS[channel], limit) for channel, limit in facts.terms.items()
        ]
    return render(request, "procedures/procedure.html", context)


@only_for(*KEEPERS, what="Bãi bỏ, thay thế thủ tục")
@require_http_methods(["GET", "HEAD", "POST"])
def abolish(request: HttpRequest, code: str) -> HttpResponse:
    """By a decision. Dossiers that are open keep the version of their reception."""
    version = versions_of(code).filter(valid_to=None).first()
    if version is None:
        raise Http404
    form = AbolishForm(request.POST or None)
    refusal, status = "", 200
    if request.method == "POST" and form.is_valid():
        ended = Abolished(facts_of(version), replaced_by=form.cleaned_data["replaced_by"])
        try:
            acts.apply(
                Preview((), (), (), (), (ended,)), form.said(),
                actor=acting_of(request).actor, at=office_now(),
            )  # fmt: skip
        except Refusal as refused:
            status = refused.status
            if isinstance(refused, BadInput) and refused.field in form.fields:
                form.add_error(refused.field, refused.message)
            else:
                refusal = refused.message
        else:
            messages.success(request, f"Đã ghi: thủ tục {code} hết hiệu lực theo quyết định.")
            return redirect("procedures:procedure", code=code)
    still = open_dossiers([code]).get(code, 0)
    context = {"version": version, "form": form, "refusal": refusal, "still": still}
    status = 422 if form.errors else status
    return render(request, "procedures/abolish.html", context, status=status)


def _holds(version: ProcedureVersion, day: date) -> bool:
    return version.valid_from <= day and (version.valid_to is None or day < version.valid_to)


def _day(request: HttpRequest) -> tuple[date, str]:
    """The day asked for, or today with the sentence why not."""
    today = localdate(office_now())
    typed = request.GET.get("ngay", "").strip()
    if not typed:
        return today, ""
    try:
        return Day("Ngày").clean(typed), ""
    except ValidationError as error:
        return today, " ".join(error.messages)
