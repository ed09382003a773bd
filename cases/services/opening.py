"""How a dossier's row comes to be: what `accept`, `guide` and the like have in common."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from cases.facts import WORDS, Facts, immediate
from cases.models import Dossier, DossierPaper
from cases.permissions import Relation
from cases.services import applicants, numbering
from cases.services._apply import Work, refuse_if_not_allowed
from cases.services.applicants import ApplicantData
from cases.services.errors import (
    ActRefused,
    NoRegime,
    ProcedureNotInForce,
    ProcedureUnknown,
    QuantityOutOfRange,
)
from cases.states import ACTS, is_lawful
from onecua.kernel.checkcode import new_check_code
from onecua.people.acting import Acting
from onecua.people.models import Desk
from procedures.calendars import current_revision
from procedures.models import ChannelTerm, ProcedureVersion, Regime
from procedures.selectors import newest_version, regime_on, version_in_force
from procedures.timing import office_date

MOST_SETS = 999


@dataclass(frozen=True, slots=True)
class PaperData:
    name: str
    originals: int = 0
    copies: int = 0
    present: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Intake:
    """What lies on the counter."""

    procedure: str  # code
    applicant: ApplicantData
    channel: str = ChannelTerm.Channel.DIRECT
    quantity: int = 1
    papers: tuple[PaperData, ...] = field(default=())


def procedure_or_refuse(code: str, on: date) -> ProcedureVersion:
    """The version in force. Raises ProcedureUnknown, ProcedureNotInForce."""
    version = version_in_force(code, on)
    if version is not None:
        return version
    gone = newest_version(code)
    if gone is None:
        raise ProcedureUnknown("procedure", given=code)
    since = gone.valid_to if gone.valid_to and gone.valid_to <= on else None
    words = f"ngày {since:%d/%m/%Y}" if since else f"trước ngày {gone.valid_from:%d/%m/%Y}"
    raise ProcedureNotInForce("procedure", title=gone.short_title, since=words)


def begin_new(
    name: str,
    *,
    intake: Intake,
    desk: Desk,
    acting: Acting | None,
    at: datetime,
    version: ProcedureVersion | None = None,
) -> Work:
    """A new dossier's row in memory, with its stream number; written by `create`.

    version: in force now, where that has been asked already.

    Raises NotAllowed, ActRefused, ProcedureUnknown, ProcedureNotInForce, NoRegime, BadInput.
    """
    act, today = ACTS[name], office_date(at)
    new = acting is not None and acting.desk_id == desk.pk
    refuse_if_not_allowed(act, acting, frozenset({Relation.NEW} if new else ()))
    version = version or procedure_or_refuse(intake.procedure, today)
    facts = Facts(immediate=version.kind == ProcedureVersion.Kind.IMMEDIATE)
    if not is_lawful(act, None, facts):
        raise ActRefused(label=act.label, why=f"{version.short_title}: {WORDS[immediate]}")
    if not 1 <= intake.quantity <= MOST_SETS:
        raise QuantityOutOfRange("quantity", most=MOST_SETS, given=intake.quantity)
    dossier = Dossier(
        id=numbering.next_stream(today.year),
        check_code=new_check_code(),
        desk=desk,
        agency=desk.unit.agency,
        regime=_regime_or_refuse(today),
        procedure=version,
        calendar_revision=current_revision(desk.unit.agency),
        channel=intake.channel,
        quantity=intake.quantity,
        applicant=applicants.write(intake.applicant, today=today),
    )
    return Work(act, dossier, acting, at, facts, new=True)


def _regime_or_refuse(today: date) -> Regime:
    try:
        return regime_on(today)
    except Regime.DoesNotExist:
        raise NoRegime(on=today) from None


def create(work: Work, intake: Intake, **columns: Any) -> Dossier:
    """Insert the row; its event is there already. Papers come with it."""
    work.set(**columns)
    work.dossier.save(force_insert=True)
    work.papers = DossierPaper.objects.bulk_create(
        DossierPaper(
            dossier=work.dossier,
            no=number,
            name=paper.name,
            originals=paper.originals,
            copies=paper.copies,
            present=paper.present,
        )
        for number, paper in enumerate(intake.papers, 1)
    )
    return work.dossier
