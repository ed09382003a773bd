"""The new date an apology proposes: what the remaining steps are allowed to take, from now.

The step history (P80 of the remaining steps in this unit) will be asked first once it is kept; the
approved terms are the fallback, and the method is shown to the signer.
"""

from dataclasses import dataclass
from datetime import date, datetime

from cases.clock_steps import planned_step_dues
from cases.models import Dossier
from cases.services.look import planned
from cases.services.step_runs import calendar_of, term_of, unit_of
from procedures.timing import BadLimit, office_date

METHOD = "Theo thời hạn của các bước còn lại trong quy trình đã phê duyệt"


@dataclass(frozen=True, slots=True)
class Proposal:
    new_due: datetime
    method: str


def propose(dossier: Dossier, at: datetime) -> Proposal:
    """Never earlier than the closing of the next working day, nor than the legal due date's."""
    calendar = calendar_of(dossier)
    remaining = [term_of(step) for step in planned(dossier) if step.no >= dossier.step]
    try:
        dues = planned_step_dues(at, unit_of(dossier), remaining, calendar)
    except BadLimit:
        dues = ()
    wanted = dues[-1].on if dues else office_date(at)
    legal = office_date(dossier.legal_due) if dossier.legal_due else office_date(at)
    earliest = calendar.next_working(max(office_date(at), legal))
    return Proposal(closing(dossier, max(wanted, earliest)), METHOD)


def closing(dossier: Dossier, on: date) -> datetime:
    """The end of office hours of a working day: what an appointed day means."""
    calendar = calendar_of(dossier)
    return calendar.closes_at(calendar.working_on_or_after(on))


def is_working(dossier: Dossier, on: date) -> bool:
    return calendar_of(dossier).is_working(on)
