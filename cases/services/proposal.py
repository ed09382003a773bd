"""The new date an apology proposes, and how it was found.

What four of five dossiers took from this step to their result, in this unit, else in the province;
where too few were done, what the approved terms give the remaining steps. The signer is told which.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from cases.lanes import Plan, block_at
from cases.models import Dossier
from cases.services.step_history import Learned, learned
from cases.services.step_runs import calendar_of, terms_along
from procedures.calendars import working_calendar
from procedures.selectors import PlannedStep, plan
from procedures.step_dues import planned_along, step_unit
from procedures.timing import Unit, WorkCalendar, office_date

TERMS = "Theo thời hạn của các bước còn lại trong quy trình đã phê duyệt"
FINISHED = "Hồ sơ đã có kết quả, không hẹn lại ngày trả"
HISTORY = (
    "Theo thực tế 12 tháng qua: từ bước này, 8 trong 10 hồ sơ {where} có kết quả trong {days:02d}"
    " ngày làm việc (tính trên {n} hồ sơ)"
)


class Case(NamedTuple):
    """All that a proposal depends on; dossiers of one case get one date."""

    workflow_id: int | None
    desk_id: int
    step: int
    unit_id: int | None  # holds the step
    calendar_revision: int
    limit_unit: str
    legal_on: date | None


@dataclass(frozen=True, slots=True)
class Proposal:
    new_due: datetime | None  # none where the result is there
    method: str  # for people
    way: str  # for the ledger: unit_history, province_history, workflow_terms, finished


def propose(dossier: Dossier, at: datetime) -> Proposal:
    if dossier.ended_at:
        return Proposal(None, FINISHED, "finished")
    legal_on = office_date(dossier.legal_due) if dossier.legal_due else None
    case = Case(
        dossier.workflow_id,
        dossier.desk_id,
        dossier.step,
        dossier.holder_unit_id,
        dossier.calendar_revision,
        dossier.limit_unit,
        legal_on,
    )
    return propose_for(case, at)


def propose_for(case: Case, at: datetime) -> Proposal:
    """Never earlier than the closing of the next working day, nor than the legal due date's."""
    calendar = working_calendar(case.calendar_revision)
    today = office_date(at)
    known = learned(case.workflow_id, case.step, case.unit_id) if case.workflow_id else None
    if known:
        wanted = calendar.add_working_days(today, known.days)
    else:
        wanted = _by_terms(case, at, calendar) or today
    earliest = calendar.next_working(max(today, case.legal_on or today))
    on = calendar.working_on_or_after(max(wanted, earliest))
    return Proposal(calendar.closes_at(on), *_said(known))


def _by_terms(case: Case, at: datetime, calendar: WorkCalendar) -> date | None:
    steps = plan(case.workflow_id, case.desk_id) if case.workflow_id else []
    ways = terms_along(remaining(steps, case.step))
    dues = planned_along(at, step_unit(Unit(case.limit_unit)), ways, calendar)
    return max((due.on for due in dues.values()), default=None)


def remaining(plan_of: Plan, no: int) -> list[PlannedStep]:
    """From a step on, with the other lanes of its block: they run beside it, not after it."""
    block = block_at(plan_of, no)
    beside = (
        {step.no for lane in block.lanes for step in lane if all(each.no != no for each in lane)}
        if block
        else set()
    )
    return [step for step in plan_of if step.no >= no or step.no in beside]


def _said(known: Learned | None) -> tuple[str, str]:
    if known is None:
        return TERMS, "workflow_terms"
    where = "của đơn vị này" if known.of_unit else "toàn tỉnh"
    words = HISTORY.format(where=where, days=known.days, n=known.n)
    return words, "unit_history" if known.of_unit else "province_history"


def closing(dossier: Dossier, on: date) -> datetime:
    """The end of office hours of a working day: what an appointed day means."""
    calendar = calendar_of(dossier)
    return calendar.closes_at(calendar.working_on_or_after(on))


def is_working(dossier: Dossier, on: date) -> bool:
    return calendar_of(dossier).is_working(on)
