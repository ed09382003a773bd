"""From a dossier to the words of the office's own papers: label, fee note and the like."""

from collections.abc import Callable, Mapping
from datetime import datetime

from django.conf import settings

from cases.models import Dossier
from cases.services.control_sheet import control_sheet
from cases.services.corner import corner
from cases.services.look import current_step
from cases.services.paper import applicant, lookup
from cases.slip_contexts.form import SlipContext
from cases.slip_contexts.label import LabelContext
from cases.slip_contexts.notes import FeeContext, SatisfactionContext, UrgingContext
from cases.slip_contexts.parts import Lookup, Signer
from cases.working_words import spell
from onecua.kernel.vietnamese import instant_words
from onecua.people.acting import Acting
from onecua.people.models import Post
from procedures.calendars import working_calendar
from procedures.timing import office_time

DEMAND = (
    "Đề nghị đơn vị giải quyết ngay hồ sơ; nếu chưa giải quyết được, trình lãnh đạo ký phiếu xin "
    "lỗi, hẹn lại ngày trả kết quả và báo về Bộ phận Một cửa trong ngày."
)


def label(dossier: Dossier, _acting: Acting, at: datetime) -> LabelContext:
    received, due = dossier.received_at, dossier.appointed_due or dossier.promised_due
    code = dossier.code or dossier.contact or ""
    return LabelContext(
        issuer=corner(dossier.answering, at, dossier.desk.name).issuer,
        lookup=Lookup(code, "", ""),
        day=f"{office_time(received):%d/%m}" if received else "",
        serial=code.rpartition("-")[2],
        due_at=f"{office_time(due):%H:%M ngày %d/%m/%Y}" if due else "",
        applicant=dossier.applicant.name,
        procedure=dossier.procedure.title,
        to_unit=dossier.holder_unit.name if dossier.holder_unit else "",
        demonstration=settings.DEMONSTRATION,
    )


def fee_note(dossier: Dossier, acting: Acting, at: datetime) -> FeeContext:
    fee = dossier.procedure.fee_vnd
    head = corner(dossier.answering, at, dossier.desk.name)
    return FeeContext(
        issuer=head.issuer,
        place_date=head.place_date,
        lookup=lookup(dossier),
        applicant=applicant(dossier),
        procedure=dossier.procedure.title,
        amount=f"{fee:,}".replace(",", ".") + " đồng" if fee else "không thu",
        note=dossier.procedure.fee_note,
        pay_at=dossier.desk.name,
        officer=_post(acting).person.full_name,
        demonstration=settings.DEMONSTRATION,
    )


def urging_note(dossier: Dossier, acting: Acting, at: datetime) -> UrgingContext:
    """From whoever acts to the unit that holds it; a deputy signs with his own KT."""
    post, step, unit = _post(acting), current_step(dossier), dossier.held_by
    received, due, late = dossier.received_at, dossier.legal_due, dossier.late_from
    head = corner(post.unit.agency, at)
    over = spell(late, at, working_calendar(dossier.calendar_revision)) if late else ""
    return UrgingContext(
        issuer=head.issuer,
        place_date=head.place_date,
        lookup=lookup(dossier),
        to_unit=f"{unit.name}, {unit.agency.name}",
        applicant=dossier.applicant.name,
        procedure=dossier.procedure.title,
        received_at=instant_words(received) if received else "",
        legal_due=instant_words(due) if due else "",
        step=step.name if step else "",
        held_since=instant_words(dossier.held_since or at),
        lateness=f"Hồ sơ đã quá hạn {over}." if over else "Hồ sơ chưa quá hạn.",
        demand=DEMAND,
        recipients=("Như trên;", f"{unit.agency.name} (để chỉ đạo);", "Lưu: VT."),
        signer=Signer(post.position, post.person.full_name, post.authority),
        demonstration=settings.DEMONSTRATION,
    )


def satisfaction(dossier: Dossier, _acting: Acting, at: datetime) -> SatisfactionContext:
    head = corner(dossier.answering, at, dossier.desk.name)
    return SatisfactionContext(
        issuer=head.issuer,
        place_date=head.place_date,
        lookup=lookup(dossier),
        procedure=dossier.procedure.title,
        desk=dossier.desk.name,
        demonstration=settings.DEMONSTRATION,
    )


def _control_sheet(dossier: Dossier, _acting: Acting, at: datetime) -> SlipContext:
    return control_sheet(dossier, at)


def _post(acting: Acting) -> Post:
    return Post.objects.select_related("person", "unit__agency__parent").get(pk=acting.post_id)


Builder = Callable[[Dossier, Acting, datetime], SlipContext]

# form -> who writes it; the order is that of the dossier's page.
PAPERS: Mapping[str, Builder] = {
    "control_sheet": _control_sheet,
    "label": label,
    "fee_note": fee_note,
    "satisfaction": satisfaction,
    "urging_note": urging_note,
}
