"""PURE. When each step of a workflow is due, if a dossier is received at an instant."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal

from procedures.importers.desk_files import StepFacts
from procedures.limits import TimeLimit, Unit
from procedures.step_dues import StepTerm, planned_along, step_unit
from procedures.timing import DueMoment, WorkCalendar
from procedures.workflow_shape import HOURS, longest_ways


def simulate(
    steps: Sequence[StepFacts],
    received: datetime,
    limit: TimeLimit | None,
    calendar: WorkCalendar,
    day_hours: Decimal,
) -> Mapping[int, DueMoment]:
    """Step number -> kế hoạch, along the longest way to it; nothing where terms cannot be added.

    Raises CalendarNotDeclared past the calendar.
    """
    unit = step_unit(limit.unit if limit else Unit.WORKING_DAYS)
    ways = longest_ways(steps, in_hours=unit is Unit.WORKING_HOURS, day_hours=day_hours)
    terms = {no: [_term(each) for each in way] for no, way in ways.items()}
    return planned_along(received, unit, terms, calendar)


def _term(step: StepFacts) -> StepTerm:
    return StepTerm(step.term, step.term_unit == HOURS)
