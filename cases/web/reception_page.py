"""The reception page in words: the due date before saving, the papers, what was done last."""

import uuid
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from cases.deadline_words import instant
from cases.models import Dossier, ReceptionDraft
from cases.querysets import named, visible_to
from cases.selectors.certified import next_number
from cases.selectors.procedures import note_of, pinned, suggest
from cases.services import drafts
from cases.services.errors import ProcedureNotConfigured
from cases.services.intake import UNDO
from cases.services.opening import procedure_or_refuse
from cases.states import State
from cases.web.intake_forms import missing, paper_rows
from cases.web.persons import Person
from onecua.kernel.errors import Refusal
from onecua.kernel.vietnamese import dong_words
from onecua.people.acting import Acting
from onecua.people.models import Desk, Post
from procedures.calendars import current_revision, working_calendar
from procedures.models import ProcedureVersion
from procedures.selectors import term
from procedures.timing import (
    TimeLimit,
    TimingRefused,
    due_moment,
    explain,
    office_date,
    office_time,
)

BESIDE = ("channel", "quantity", "reason", "copies", "number", "last_number", "signer", "recipient")
ON_PAPER = ("received_at", "late_reason")
FOLDED = ("email", "kind", "tax_code")


class Sheet:
    """One request at a desk."""

    def __init__(self, request: HttpRequest, desk: Desk, acting: Acting, now: datetime) -> None:
        self.request, self.desk, self.acting, self.now = request, desk, acting, now
        self.version: ProcedureVersion | None = None

    @property
    def immediate(self) -> bool:
        return bool(self.version and self.version.kind == ProcedureVersion.Kind.IMMEDIATE)

    def seen(self, code: str) -> Dossier | None:
        """A dossier of this desk by its code or number, if one was named."""
        if not code:
            return None
        rows = visible_to(self.acting).filter(named(code), desk=self.desk)
        return rows.select_related("applicant", "procedure__procedure").first()

    def signer(self) -> str:
        """Who usually signs here; the clerk may write another name."""
        post = Post.objects.filter(unit__agency=self.desk.unit.agency_id, signs=True)
        first = post.filter(valid_to=None).select_related("person").order_by("pk").first()
        return first.person.full_name if first else ""

    def begins_with(self) -> Mapping[str, str]:
        """What a certificate given at once usually says; the clerk may write another."""
        if not self.immediate:
            return {}
        return {"signer": self.signer(), "number": next_number(self.desk, self.now)}

    def why_not(self, code: str) -> str:
        """Why a procedure cannot be received here, and whom to ask."""
        if not code:
            return "Chọn một thủ tục trước khi tiếp nhận."
        try:
            version = procedure_or_refuse(code, office_date(self.now))
        except Refusal as refusal:
            return refusal.message
        return ProcedureNotConfigured(
            "procedure", title=version.short_title, desk=self.desk.name
        ).message


def answer(
    sheet: Sheet,
    form: forms.Form,
    posted: Mapping[str, str],
    *,
    person: Person | None = None,
    no_person: str = "",
    no_second: str = "",
    refusal: str = "",
    status: int = 200,
    everything: bool = False,
    kept: ReceptionDraft | None = None,
) -> HttpResponse:
    asked = posted.get("procedure") or sheet.request.GET.get("thu-tuc", "")
    context: dict[str, Any] = {
        "form": form,
        "version": sheet.version,
        "desk": sheet.desk,
        "key": posted.get("key") or uuid.uuid4(),
        "window": posted.get("window") or uuid.uuid4(),
        "draft_version": posted.get("draft_version") or "0",
        "kept": f"Bản nháp lưu {office_time(kept.saved_at):%H:%M:%S %d/%m}" if kept else "",
        "unfinished": _unfinished(sheet) if not posted else None,
        "posted": posted,
        "person": person,
        "no_person": no_person,
        "no_second": no_second,
        "refusal": refusal or (sheet.why_not(asked) if asked and not sheet.version else ""),
        "pins": pinned(sheet.desk, office_date(sheet.now)),
        "suggestions": suggest(sheet.desk, posted.get("q", ""), office_date(sheet.now))
        if not sheet.version
        else (),
        "words": posted.get("q", ""),
        "as_links": not posted,
        "on_paper": [] if sheet.immediate else [form[name] for name in ON_PAPER],
        "beside": [form[name] for name in BESIDE if name in form.fields],
        "folded": [form[name] for name in FOLDED],
        "just": _just(sheet),
        "focus": _focus(sheet, posted),
    }
    if sheet.version is not None:
        context |= _of_version(sheet, sheet.version, form, posted, everything=everything)
    return render(sheet.request, "reception/receive.html", context, status=status)


def _of_version(
    sheet: Sheet, version: ProcedureVersion, form: forms.Form, posted: Mapping[str, str], *,
    everything: bool,
) -> dict[str, Any]:  # fmt: skip
    rows = paper_rows(version, posted, everything=everything)
    required = sum(row.required for row in rows)
    facts = {
        "about": note_of(version),
        "papers": rows,
        "lacking": missing(rows) if any(row.present for row in rows) else [],
        "papers_note": f"đủ {required - len(missing(rows))}/{required} giấy tờ bắt buộc",
        "immediate": sheet.immediate,
        "fee": dong_words(version.fee_vnd) if version.fee_vnd else "",
    }
    limit = term(version, form["channel"].value() or "direct")
    if limit is None:
        return facts
    try:
        return facts | _due(sheet, limit, _since(sheet, form))
    except TimingRefused as refused:
        return facts | {"uncounted": refused.message}


def _since(sheet: Sheet, form: forms.Form) -> datetime:
    """When the term begins: now, or when the papers came on a paper block."""
    typed = form["received_at"].value()
    try:
        given = form.fields["received_at"].clean(typed) if typed else None
    except ValidationError:
        given = None  # its own field says what is wrong
    return given if given and given < sheet.now else sheet.now


def _due(sheet: Sheet, limit: TimeLimit, since: datetime) -> dict[str, Any]:
    """Raises TimingRefused."""
    calendar = working_calendar(current_revision())
    due = due_moment(since, limit, calendar)
    begins = office_time(since)
    today = "hôm nay " if office_date(since) == office_date(sheet.now) else ""
    return {
        "limit": str(limit),
        "due": instant(due.at),
        "due_at": due.at,
        "provisional": due.provisional,
        "from": f"tính từ {begins:%H:%M} {today}{begins:%d/%m}",
        "days": explain(since, limit, calendar),
    }


def _unfinished(sheet: Sheet) -> Mapping[str, str] | None:
    """The clerk's own form that was left open: said above the next empty one."""
    found = drafts.newest_of(sheet.acting)
    if found is None:
        return None
    return {
        "key": str(found.draft.key),
        "name": found.fields.get("name") or "chưa có họ tên",
        "saved": f"{office_time(found.draft.saved_at):%H:%M %d/%m}",
    }


def _just(sheet: Sheet) -> dict[str, Any] | None:
    """What was done a moment ago (?vua=code): said above the next empty form."""
    dossier = sheet.seen(sheet.request.GET.get("vua", ""))
    if dossier is None:
        return None
    slip = dossier.slips.order_by("-pk").first()
    return {
        "dossier": dossier,
        "said": _SAID.get(State(dossier.state), "Đã ghi nhận"),
        "due": instant(dossier.appointed_due) if dossier.state == State.RECEIVED else "",
        "slip": slip,
        "slip_name": _SLIPS.get(slip.form, "In phiếu") if slip else "",
        "may_void": dossier.state == State.RECEIVED,
        "undo_seconds": _undo_seconds(dossier, sheet.now),
    }


def _undo_seconds(dossier: Dossier, now: datetime) -> int:
    """How long the button may still be pressed; the service decides again."""
    if dossier.state != State.RECEIVED or dossier.held_since is None:
        return 0
    return max(0, int((dossier.held_since + UNDO - now).total_seconds()))


_SAID = {
    State.RECEIVED: "Đã tiếp nhận",
    State.RETURNED: "Đã trả kết quả ngay",
    State.GUIDED: "Đã ghi phiếu yêu cầu bổ sung",
    State.NOT_ACCEPTED: "Đã ghi phiếu từ chối tiếp nhận",
}
_SLIPS = {"receipt": "In giấy hẹn", "supplement": "In phiếu bổ sung", "refusal": "In phiếu từ chối"}


def _focus(sheet: Sheet, posted: Mapping[str, str]) -> str:
    """Where the hand goes on: the procedure, then the person, then what is left."""
    if sheet.version is None:
        return "procedure"
    if not posted.get("identity") and not posted.get("name"):
        return "person"
    return {"person": "phone", "pick": "phone"}.get(posted.get("deed", ""), "")
