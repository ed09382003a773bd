"""Sổ theo dõi hồ sơ of a desk: its volumes of a year, printed, closed and reopened."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from cases.selectors.register import desks_of, newest_entry, register_years
from cases.services import prints, register_volumes
from cases.services.register_volumes import Span, register_print, volumes
from cases.web.doors import acting_of, only_for, staff
from onecua.kernel.errors import Refusal
from onecua.kernel.vietnamese import count_words
from onecua.ledger.office import office_now
from onecua.people.models import Desk
from onecua.people.roles import Role
from procedures.timing import office_date

READERS = (Role.RECEPTION, Role.HEAD)


@staff
@require_safe
def register(request: HttpRequest) -> HttpResponse:
    if refused := only_for(request, *READERS, what="Sổ theo dõi hồ sơ"):
        return refused
    acting, desks = acting_of(request), list(desks_of(acting_of(request)))
    desk = next((each for each in desks if str(each.pk) == request.GET.get("quay")), desks[0])
    year = _year(request.GET.get("nam", ""))
    spans = volumes(desk, year, newest_entry(desk, year))
    context = {
        "desk": desk,
        "desks": desks,
        "year": year,
        "years": register_years(desk, year),
        "spans": spans,
        "open": spans[-1],
        "last_closed": spans[-2].closed if len(spans) > 1 and spans[-1].entries < 1 else None,
        "signs": acting.signs,
    }
    return render(request, "cases/register.html", context)


@staff
@require_POST
def print_volume(request: HttpRequest) -> HttpResponse:
    """A volume or some entries of it, as they stand now; a closed one also has its sealed print."""
    if refused := only_for(request, *READERS, what="In Sổ theo dõi hồ sơ"):
        return refused
    acting, now = acting_of(request), office_now()
    desk, year = _desk(request), _year(request.POST.get("nam", ""))
    span = _span(request, desk, year)
    if span.entries < 1:
        messages.error(request, "Không có số nào trong khoảng đã chọn.")
        return _back(desk, year)
    form, context = register_print(desk, year, span, at=now)
    title = f"{form.title}, {context.subject}, {context.period}"
    job = prints.order_pages(
        form=form, context=context, title=title, acting=acting, at=now, unit_id=acting.unit_id
    )
    return redirect("cases:print-job", job.pk)


@staff
@require_POST
def close(request: HttpRequest) -> HttpResponse:
    if refused := only_for(request, *READERS, what="Khóa Sổ theo dõi hồ sơ"):
        return refused
    desk, year = _desk(request), _year(request.POST.get("nam", ""))
    try:
        volume = register_volumes.close_volume(
            desk=desk, year=year, acting=acting_of(request), at=office_now()
        )
    except Refusal as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, f"Đã khóa quyển số {count_words(volume.no)}; bản in có dấu niêm.")
    return _back(desk, year)


@staff
@require_POST
def reopen(request: HttpRequest) -> HttpResponse:
    if refused := only_for(request, *READERS, what="Mở lại Sổ theo dõi hồ sơ"):
        return refused
    desk, year = _desk(request), _year(request.POST.get("nam", ""))
    closed = volumes(desk, year, newest_entry(desk, year))[:-1]
    if not closed or closed[-1].closed is None:
        raise Http404
    try:
        register_volumes.reopen_volume(
            volume_id=closed[-1].closed.pk, reason=request.POST.get("reason", ""),
            acting=acting_of(request), at=office_now(),
        )  # fmt: skip
    except Refusal as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, f"Đã mở lại quyển số {count_words(closed[-1].no)}.")
    return _back(desk, year)


def _desk(request: HttpRequest) -> Desk:
    """Another agency's desk is not there."""
    desk = desks_of(acting_of(request)).filter(pk=_number(request.POST.get("quay", ""))).first()
    if desk is None:
        raise Http404
    return desk


def _span(request: HttpRequest, desk: Desk, year: int) -> Span:
    """The asked volume, narrowed to the asked entries."""
    no = _number(request.POST.get("quyen", ""))
    found = volumes(desk, year, newest_entry(desk, year))
    span = next((each for each in found if each.no == no), found[-1])
    first = _number(request.POST.get("tu", "")) or span.first
    last = _number(request.POST.get("den", "")) or span.last
    return Span(span.no, max(first, span.first), min(last, span.last))


def _back(desk: Desk, year: int) -> HttpResponse:
    answer = redirect("cases:register")
    answer["Location"] += f"?quay={desk.pk}&nam={year}"
    return answer


def _year(words: str) -> int:
    year = _number(words)
    return year if 2000 < year < 2100 else office_date(office_now()).year  # noqa: PLR2004


def _number(words: str) -> int:
    return int(words) if words.isdecimal() and len(words) < 10 else 0  # noqa: PLR2004
