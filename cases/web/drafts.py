"""Bản nháp: kept while the clerk types, found again after a killed tab, open to a colleague."""

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from cases.querysets import visible_to
from cases.selectors.procedures import titles
from cases.services import drafts
from cases.services.drafts import DraftFinished, DraftUnknown
from cases.web.doors import acting_of, now_of, staff
from cases.web.reception import desk_of, go_on, page_of
from onecua.kernel.errors import Refusal
from procedures.timing import office_time


@staff
@require_POST
def keep(request: HttpRequest) -> HttpResponse:
    """For the script of the form: {version, saved, address}, or {message} with its status."""
    desk_of(request)
    posted = {name: str(value) for name, value in request.POST.items()}
    page = page_of(posted)
    if page is None:
        return JsonResponse({"message": DraftUnknown.sentence}, status=422)
    try:
        draft = drafts.keep(page, posted, acting=acting_of(request), at=now_of(request))
    except Refusal as refusal:
        return JsonResponse({"message": refusal.message}, status=refusal.status)
    return JsonResponse(
        {
            "version": draft.version,
            "saved": f"Bản nháp lưu {office_time(draft.saved_at):%H:%M:%S}",
            "address": reverse("cases:draft", args=[draft.key]),
        }
    )


@staff
@never_cache
@require_safe
def drafts_of_desk(request: HttpRequest) -> HttpResponse:
    desk = desk_of(request)
    acting = acting_of(request)
    kept = drafts.of_desk(acting)
    names = titles({each.draft.procedure for each in kept})
    rows = [
        {
            "key": each.draft.key,
            "name": each.fields.get("name") or "Chưa có họ tên",
            "procedure": names.get(each.draft.procedure, "Chưa chọn thủ tục"),
            "who": each.draft.person.full_name,
            "mine": each.draft.person_id == acting.person_id,
            "saved": f"{office_time(each.draft.saved_at):%H:%M %d/%m/%Y}",
            "until": f"{office_time(each.draft.saved_at + drafts.LIVES):%d/%m/%Y}",
        }
        for each in kept
    ]
    return render(request, "reception/drafts.html", {"rows": rows, "desk": desk})


@staff
@never_cache
@require_safe
def open_one(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """The form as it was left; one that is done leads to what it became."""
    desk_of(request)
    acting = acting_of(request)
    try:
        return go_on(request, key, drafts.look(key, acting))
    except DraftFinished as done:
        code = str(done.facts["code"])
        mine = visible_to(acting).filter(code=code).exists()
        messages.info(request, done.message)
        return redirect(f"{reverse('cases:receive')}{f'?vua={code}' if mine else ''}")
    except DraftUnknown as gone:
        messages.error(request, gone.message)
        return redirect("cases:drafts")


@staff
@require_POST
def throw_away(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    desk_of(request)
    try:
        drafts.throw_away(key, acting=acting_of(request))
        messages.success(request, "Đã xóa bản nháp.")
    except DraftUnknown as gone:
        messages.error(request, gone.message)
    return redirect("cases:drafts")
