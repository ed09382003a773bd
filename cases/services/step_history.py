"""Step history: how many working days the steps took, in this unit and in the province.

Drawn anew in one statement from the stays at the steps of the year before; a dossier whose clock
was stopped tells nothing of how long the work takes, and is left out; so is one that was moved to
another version of its workflow.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import connection, transaction
from django.db.models import F, Q

from cases.clock_events import EFFECTS, Effect
from cases.models import StepHistory
from cases.services.look import MOVED
from procedures.calendars import current_revision, working_calendar
from procedures.timing import WorkCalendar, midnight, office_date

YEAR = timedelta(days=365)
DAY = timedelta(days=1)
ENOUGH = 20  # dossiers; fewer say nothing
# A stop says nothing of the work; steps of two versions are not numbered alike.
_UNLIKE = [kind for kind, rule in EFFECTS.items() if rule.effect is Effect.STOP] + [MOVED]

# rank: how many working days the calendar has up to the day. The day something began is not
# counted.
_DRAW = """
WITH days (day, rank) AS (
    SELECT * FROM unnest(%(days)s::date[], %(ranks)s::int[])
), done AS (
    SELECT id, workflow_id, ended_at FROM cases_dossier d
    WHERE workflow_id IS NOT NULL AND timeliness <> ''
      AND ended_at >= %(since)s AND ended_at < %(until)s
      AND NOT EXISTS (SELECT FROM ledger_event e WHERE e.stream = d.id AND e.kind = ANY(%(stops)s))
), stays AS (
    SELECT d.id, d.workflow_id, r.no, r.unit_id, d.ended_at, r.started_at,
           least(coalesce(r.ended_at, d.ended_at), d.ended_at) AS left_at
    FROM done d JOIN cases_steprun r ON r.dossier_id = d.id WHERE r.started_at <= d.ended_at
), counted AS (
    SELECT s.id, s.workflow_id, s.no, s.unit_id, sum(b.rank - a.rank) AS own,
           max(c.rank) - min(a.rank) AS rest
    FROM stays s
    JOIN days a ON a.day = (s.started_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date
    JOIN days b ON b.day = (s.left_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date
    JOIN days c ON c.day = (s.ended_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date
    GROUP BY s.id, s.workflow_id, s.no, s.unit_id
)
INSERT INTO cases_stephistory
    (workflow_id, no, unit_id, n, norm, median, p80, rest_median, rest_p80, as_of)
SELECT c.workflow_id, c.no, c.unit_id, count(*), min(w.term),
       percentile_disc(0.5) WITHIN GROUP (ORDER BY own),
       percentile_disc(0.8) WITHIN GROUP (ORDER BY own),
       percentile_disc(0.5) WITHIN GROUP (ORDER BY rest),
       percentile_disc(0.8) WITHIN GROUP (ORDER BY rest), %(as_of)s
FROM counted c
JOIN procedures_workflowstep w ON w.workflow_id = c.workflow_id AND w.no = c.no
GROUP BY GROUPING SETS ((c.workflow_id, c.no, c.unit_id), (c.workflow_id, c.no))
"""


@dataclass(frozen=True, slots=True)
class Learned:
    """days: within which four of five dossiers went from this step to their result."""

    days: int
    n: int
    of_unit: bool


@transaction.atomic
def draw_history(now: datetime) -> int:
    """How many rows. Of what ended in the year before the office's day of `now`, and not in it."""
    as_of = office_date(now)
    days = _days_until(working_calendar(current_revision()), as_of)
    values: dict[str, Any] = {
        "days": list(days),
        "ranks": list(days.values()),
        "since": midnight(as_of - YEAR),
        "until": midnight(as_of),
        "stops": _UNLIKE,
        "as_of": as_of,
    }
    with connection.cursor() as cursor:
        cursor.execute("LOCK TABLE cases_stephistory IN SHARE ROW EXCLUSIVE MODE")
        cursor.execute("DELETE FROM cases_stephistory")
        cursor.execute(_DRAW, values)
        rows: int = cursor.rowcount
    return rows


def learned(workflow_id: int, step: int, unit_id: int | None) -> Learned | None:
    """Of this unit where it has done enough of them, else of the province, else nothing."""
    known = StepHistory.objects.filter(
        Q(unit=unit_id) | Q(unit=None), workflow=workflow_id, no=step, n__gte=ENOUGH
    )
    row = known.order_by(F("unit").asc(nulls_last=True)).first()
    return Learned(row.rest_p80, row.n, row.unit_id is not None) if row else None


def _days_until(calendar: WorkCalendar, last: date) -> dict[date, int]:
    found, day = {}, calendar.starts
    while day <= last:
        found[day] = calendar.rank(day)
        day += DAY
    return found
