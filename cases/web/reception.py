"""Reception on one page: choose the procedure, fill in the rest, and paper lies on the counter."""

import uuid
from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from cases.deadline_words import instant
from cases.models import Dossier
from cases.services import immediate, intake
from cases.services.applicants import ApplicantData
from cases.services.opening import Intake, PaperData
from cases.services.result import ResultData
from cases.web.act_forms import LINE, TEXT, VietnameseDate
from cases.web.dossier import acting_of
from onecua.kernel.errors import BadInput, Refusal
from onecua.ledger.idempotency import Answer, Request, once
from onecua.ledger.office import office_now
from onecua.people.models import Desk
from onecua.people.roles import Role
from procedures.calendars import current_revision, working_calendar
from procedures.models import ChannelTerm, ProcedureVersion
from procedures.selectors import receivable, term
from procedures.timing import due_moment, explain, office_date


class IntakeForm(forms.Form):
    name = forms.CharField(label="Họ tên người nộp", max_length=250, widget=LINE)
    identity = forms.CharField(label="Số CCCD", max_length=20, widget=LINE, required=False)
    born_on = VietnameseDate(label="Ngày sinh", required=False)
    sex = forms.ChoiceField(
        label="Giới tính", choices=[("", "–"), ("Nam", "Nam"), ("Nữ", "Nữ")], required=False,
        widget=forms.Select({"class": "input"}),
    )  # fmt: skip
    address = forms.CharField(label="Địa chỉ", max_length=300, widget=LINE, required=False)
    phone = forms.CharField(label="Điện thoại", max_length=20, widget=LINE, required=False)
    channel = forms.ChoiceField(
        label="Cách nộp", choices=ChannelTerm.Channel.choices, initial="direct",
        widget=forms.Select({"class": "input"}),
    )  # fmt: skip
    quantity = forms.IntegerField(
        label="Số bộ", initial=1, widget=forms.NumberInput({"class": "input"})
    )
    reason = forms.CharField(
        label="Giấy tờ thiếu hoặc lý do từ chối", widget=TEXT, required=False,
        help_text="Chỉ cần khi yêu cầu bổ sung hoặc từ chối.",
    )  # fmt: skip


class AtOnceForm(IntakeForm):
    copies = forms.IntegerField(
        label="Số bản", initial=1, widget=forms.NumberInput({"class": "input"})
    )
    number = forms.CharField(label="Số chứng thực đầu", max_length=60, widget=LINE)
    last_number = forms.CharField(
        label="Số chứng thực cuối", max_length=60, widget=LINE, required=False
    )
    signer = forms.CharField(label="Người ký", max_length=120, widget=LINE)


@login_required
@require_http_methods(["GET", "POST"])
def receive(request: HttpRequest) -> HttpResponse:
    acting = acting_of(request)
    if acting.role != Role.RECEPTION or acting.desk_id is None:
        raise Http404
    desk = Desk.objects.select_related("unit__agency__parent").get(pk=acting.desk_id)
    version = _chosen(request, desk)
    kind = AtOnceForm if version and version.kind == "immediate" else IntakeForm
    form = kind(request.POST or None)
    if request.method == "GET" or version is None:
        return _page(request, desk, version, kind(), status=200)
    if not form.is_valid():
        return _page(request, desk, version, form, status=422)
    try:
        answer = once(_request(request, acting.person_id), _deed(request, form, version, desk))
    except BadInput as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, refusal.message)
        return _page(request, desk, version, form, status=refusal.status)
    except Refusal as refusal:
        form.add_error(None, refusal.message)
        return _page(request, desk, version, form, status=refusal.status)
    messages.success(request, str(answer["said"]))
    return redirect("cases:dossier", code=str(answer["code"]))


def _chosen(request: HttpRequest, desk: Desk) -> ProcedureVersion | None:
    code = request.POST.get("procedure") or request.GET.get("thu-tuc", "")
    today = office_date(office_now())
    return receivable(desk, today).filter(procedure__code=code).first() if code else None


def _request(request: HttpRequest, person: int) -> Request:
    body = {name: value for name, value in request.POST.items() if name != "csrfmiddlewaretoken"}
    fields = "\n".join(f"{name}={value}" for name, value in sorted(body.items()))
    return Request(
        person=person, endpoint="tiep-nhan", key=request.POST.get("key", ""), body={"form": fields}
    )


def _deed(
    request: HttpRequest, form: forms.Form, version: ProcedureVersion, desk: Desk
) -> Callable[[], Answer]:
    """What the pressed button does. Guiding and refusing retype nothing."""
    data, acting = form.cleaned_data, acting_of(request)
    given = _intake(data, version)
    facts: dict[str, Any] = {"desk": desk, "acting": acting, "at": office_now()}
    deed = request.POST.get("deed", "accept")

    def run() -> Answer:
        if deed == "guide":
            dossier = intake.guide(
                intake=given, missing=data["reason"], reason="Chưa đủ thành phần hồ sơ", **facts
            )
        elif deed == "refuse":
            dossier = intake.refuse_intake(intake=given, reason=data["reason"], **facts)
        elif isinstance(form, AtOnceForm):
            result = ResultData(
                number=data["number"], last_number=data["last_number"], signer=data["signer"],
                signed_on=office_date(facts["at"]), quantity=data["copies"],
            )  # fmt: skip
            dossier = immediate.complete_at_once(
                intake_data=given, result=result, recipient=data["name"], **facts
            )
        else:
            dossier = intake.accept(intake=given, **facts)
        return {"code": str(dossier), "said": _said(dossier)}

    return run


def _said(dossier: Dossier) -> str:
    if dossier.code is None:
        return f"Đã ghi nhận {dossier}: {dossier.applicant.name}. In phiếu ở mục Phiếu."
    if dossier.state == "returned":
        return f"Đã trả kết quả ngay: {dossier}."
    return (
        f"Đã tiếp nhận {dossier} · {dossier.applicant.name} · hẹn {instant(dossier.promised_due)}."
    )


def _intake(data: dict[str, Any], version: ProcedureVersion) -> Intake:
    names = ("name", "identity", "born_on", "sex", "address", "phone")
    return Intake(
        procedure=version.procedure.code,
        applicant=ApplicantData(**{name: data[name] for name in names}),
        channel=data["channel"],
        quantity=data["quantity"],
        papers=tuple(
            PaperData(paper.name, paper.originals, paper.copies + paper.certified_copies)
            for paper in version.papers.all()
            if paper.required
        ),
    )


def _page(
    request: HttpRequest, desk: Desk, version: ProcedureVersion | None, form: forms.Form, *,
    status: int,
) -> HttpResponse:  # fmt: skip
    now = office_now()
    context: dict[str, Any] = {
        "form": form, "version": version, "desk": desk,
        "key": request.POST.get("key") or uuid.uuid4(),
    }  # fmt: skip
    if version is None:
        context["versions"] = receivable(desk, office_date(now)).order_by("short_title")
        context["unknown"] = request.POST.get("procedure") or request.GET.get("thu-tuc", "")
    elif limit := term(version, form["channel"].value() or "direct"):
        calendar = working_calendar(current_revision())
        context |= {
            "limit": str(limit),
            "due": instant(due_moment(now, limit, calendar).at),
            "days": explain(now, limit, calendar),
        }
    return render(request, "cases/receive.html", context, status=status)
