"""The new date an apology proposes: what the remaining steps are allowed to take, from now.

The step history (P80 of the remaining steps in this unit) will be asked first once it is kept; the
approved terms are the fallback, and the method is shown to the signer.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from cases.models import Dossier
from cases.services.step_runs import calendar_of, term_of
from procedures.calendars import working_calendar
from procedures.selectors import plan
from procedures.step_dues import planned_step_dues, step_unit
from procedures.timing import BadLimit, Unit, office_date

METHOD = "Theo thời hạn của các bước còn lại trong quy trình đã phê duyệt"


class Case(NamedTuple):
    """All that a proposal depends on; dossiers of one case get one date."""

    workflow_id: int | None
    desk_id: int
    step: int
    calendar_revision: int
    limit_unit: str
    legal_on: date | None


@dataclass(frozen=True, slots=True)
class Proposal:
    new_due: datetime
    method: str


def propose(dossier: Dossier, at: datetime) -> Proposal:
    legal_on = office_date(dossier.legal_due) if dossier.legal_due else None
    case = Case(
        dossier.workflow_id,
        dossier.desk_id,
        dossier.step,
        dossier.calendar_revision,
        dossier.limit_unit,
        legal_on,
    )
    return propose_for(case, at)


def propose_for(case: Case, at: datetime) -> Proposal:
    """Never earlier than the closing of the next working day, nor than the legal due date's."""
    calendar = working_calendar(case.calendar_revision)
    unit = Unit(case.limit_unit)
    steps = plan(case.workflow_id, case.desk_id) if case.workflow_id else []
    remaining = [term_of(step) for step in steps if step.no >= case.step]
    try:
        dues = planned_step_dues(at, step_unit(unit), remaining, calendar)
    except BadLimit:
        dues = ()
    today = office_date(at)
    wanted = dues[-1].on if dues else today
    earliest = calendar.next_working(max(today, case.legal_on or today))
    on = calendar.working_on_or_after(max(wanted, earliest))
    return Proposal(calendar.closes_at(on), METHOD)


def closing(dossier: Dossier, on: date) -> datetime:
    """The end of office hours of a working day: what an appointed day means."""
    calendar = calendar_of(dossier)
    return calendar.closes_at(calendar.working_on_or_after(on))


def is_working(dossier: Dossier, on: date) -> bool:
    return calendar_of(dossier).is_working(on)
