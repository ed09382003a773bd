"""From a dossier to the words of its letters under TT 03/2025, and of the notice that it stops."""

from django.conf import settings

from cases.models import Apology
from cases.services._apply import Work
from cases.services.corner import corner
from cases.services.paper import applicant, competent_agency, lookup, signer
from cases.slip_contexts.extension import ExtensionContext
from cases.slip_contexts.parts import Contact
from cases.slip_contexts.stop_notice import StopContext
from onecua.kernel.vietnamese import date_words, instant_words
from procedures.timing import office_date


def extension(work: Work, late: Apology, *, number: str) -> ExtensionContext:
    """Mẫu số 04 of TT 03/2025: the apology that asks for more time."""
    dossier, agency = work.dossier, late.agency
    head = corner(agency, work.at)
    due = dossier.appointed_due or dossier.promised_due or work.at
    return ExtensionContext(
        issuer=head.issuer,
        number=number,
        place_date=head.place_date,
        lookup=lookup(dossier),
        applicant=applicant(dossier),
        desk=dossier.desk.name,
        received_on=date_words(office_date(dossier.received_at or work.at)),
        procedure=dossier.procedure.title,
        agency=agency.name,
        due_at=instant_words(due),
        already_late=dossier.late_from is not None and dossier.late_from <= work.at,
        reason=late.reason,
        finished_at=instant_words(dossier.ended_at) if dossier.ended_at else "",
        new_due_at=instant_words(late.new_due) if late.new_due else "",
        return_place=dossier.desk.name,
        recipients=("Như trên;", "Lưu: VT."),
        signer=signer(work),
        demonstration=settings.DEMONSTRATION,
    )


def stop_notice(work: Work, *, number: str, ground: str, document: str, reason: str) -> StopContext:
    """Mẫu số 05 of TT 03/2025. `ground` and `document` as they stand after "Căn cứ"."""
    dossier, agency = work.dossier, competent_agency(work)
    head = corner(agency, work.at)
    return StopContext(
        issuer=head.issuer,
        number=number,
        place_date=head.place_date,
        lookup=lookup(dossier),
        applicant=applicant(dossier),
        desk=dossier.desk.name,
        received_on=date_words(office_date(dossier.received_at or work.at)),
        procedure=dossier.procedure.title,
        agency=agency.name,
        ground=ground,
        document=document,
        stopped_at=instant_words(work.at),
        reason=reason.strip(),
        contact=Contact(dossier.desk.name, dossier.desk.phone),
        recipients=("Như trên;", f"{dossier.desk.name};", "Lưu: VT."),
        signer=signer(work),
        demonstration=settings.DEMONSTRATION,
    )
