"""Prints of one dossier, of a pile and of a list: ordered by a form, laid out by a worker."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from cases.models import Dossier
from cases.selectors.printing import job_line, my_jobs, printer_of
from cases.services import office_lists, prints
from cases.services.files import read
from cases.services.office_papers import PAPERS
from cases.slip_contexts.forms import FORMS, OWN, Form
from cases.slips.pile import for_printer
from cases.states import State
from cases.web.doors import acting_of, find, only_for, staff
from onecua.ledger.office import office_now
from onecua.people.acting import Acting
from onecua.people.models import Desk, Unit
from onecua.people.roles import Role

PRINTERS = (Role.RECEPTION, Role.OFFICER, Role.HEAD, Role.PROVINCE_OFFICE)
WAIT_SECONDS = 2
TENTHS = 10


@staff
@require_POST
def paper(request: HttpRequest, code: str) -> HttpResponse:
    """One of the office's own papers of a dossier, as it stands now."""
    dossier = find(request, code)
    if refused := only_for(request, *PRINTERS, what="In giấy tờ của hồ sơ"):
        return refused
    name = request.POST.get("form", "")
    if name not in PAPERS:
        raise Http404
    form = _form(dossier.regime.form_set, name)
    acting, now = acting_of(request), office_now()
    context = PAPERS[name](dossier, acting, now)
    job = prints.order(
        form=form, context=context, title=f"{form.title}, hồ sơ {dossier}", acting=acting, at=now,
        dossier=dossier,
    )  # fmt: skip
    return redirect("cases:print-job", job.pk)


@staff
@require_POST
def handover_list(request: HttpRequest) -> HttpResponse:
    """What lies between two units and has not been confirmed; either side may print it."""
    if refused := only_for(request, *PRINTERS, what="In danh sách bàn giao"):
        return refused
    acting, now = acting_of(request), office_now()
    giver, receiver = _unit(request, "giver"), _unit(request, "receiver")
    if acting.unit_id not in {giver.pk, receiver.pk}:
        raise Http404
    context = office_lists.handover_list(giver=giver, receiver=receiver, at=now)
    if context is None:
        messages.info(request, "Không còn hồ sơ nào chờ nhận giữa hai đơn vị này.")
        return redirect("cases:handovers")
    form = FORMS[OWN, "handover_list"]
    title = f"{form.title} cho {receiver.name}"
    job = prints.order(form=form, context=context, title=title, acting=acting, at=now)
    return redirect("cases:print-job", job.pk)


@staff
@require_POST
def result_list(request: HttpRequest) -> HttpResponse:
    """Results on their way: the desk prints for a unit, a unit prints its own."""
    if refused := only_for(request, *PRINTERS, what="In danh sách bàn giao kết quả"):
        return refused
    acting, now = acting_of(request), office_now()
    giver, desk = _unit(request, "giver"), _desk(request)
    if acting.unit_id not in {giver.pk, desk.unit_id}:
        raise Http404
    context = office_lists.result_list(giver=giver, desk=desk, acting=acting, at=now)
    if context is None:
        messages.info(request, "Không còn kết quả nào chờ chuyển về quầy.")
        return redirect("cases:worklist")
    form = FORMS[OWN, "result_list"]
    title = f"{form.title} của {giver.name}"
    job = prints.order(form=form, context=context, title=title, acting=acting, at=now)
    return redirect("cases:print-job", job.pk)


@staff
@never_cache
@require_safe
def job(request: HttpRequest, job_id: int) -> HttpResponse:
    """202 and a page that looks again, with n/N, while workers lay it out; then the file."""
    acting = acting_of(request)
    found = get_object_or_404(my_jobs(acting), pk=job_id)
    if found.file is None:
        line = job_line(found)
        waiting = render(request, "cases/print_waiting.html", {"line": line}, status=202)
        waiting["Refresh"] = str(WAIT_SECONDS)
        return waiting
    return pdf_answer(request, read(found.file), f"{found.form}-{found.pk}")


def papers_of(dossier: Dossier, acting: Acting) -> list[tuple[str, str]]:
    """What this post may print of a dossier that was received: name and title of each paper."""
    if acting.role not in PRINTERS or dossier.code is None:
        return []
    return [(name, _form(dossier.regime.form_set, name).title) for name in PAPERS]


def result_goes_back(dossier: Dossier, acting: Acting) -> bool:
    """The unit that recorded the result prints the list it sends along."""
    return (
        dossier.state == State.RESULT_READY
        and dossier.at_desk_since is None
        and dossier.holder_unit_id == acting.unit_id != dossier.desk.unit_id
    )


def pdf_answer(request: HttpRequest, pdf: bytes, name: str) -> HttpResponse:
    """The stored bytes; `?may-in=1`: laid on the desk's paper for its printer."""
    if request.GET.get("may-in"):
        setup = printer_of(acting_of(request))
        pdf = for_printer(
            pdf,
            two_up=setup.two_up,
            right=setup.right_tenths / TENTHS,
            down=setup.down_tenths / TENTHS,
        )
    answer = HttpResponse(pdf, content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    return answer


def _form(form_set: str, name: str) -> Form:
    return FORMS.get((OWN, name)) or FORMS[form_set, name]


def _unit(request: HttpRequest, field: str) -> Unit:
    given = request.POST.get(field, "")
    found = Unit.objects.select_related("agency__parent")
    return get_object_or_404(found, pk=int(given) if given.isdecimal() else 0)


def _desk(request: HttpRequest) -> Desk:
    given = request.POST.get("desk", "")
    found = Desk.objects.select_related("unit__agency")
    return get_object_or_404(found, pk=int(given) if given.isdecimal() else 0)
