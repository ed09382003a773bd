"""A calendar change through 100,000 open dossiers, events included, against a bare UPDATE.

Chunk by chunk: ours moves a thousand dossiers as the worker does; the bare side updates the same
columns of a thousand rows of a twin table without triggers, whose new dates cost it nothing.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db import connection, connections, transaction

from cases.models import Dossier
from cases.services.calendar_change import CHUNK, Change, begin_change, carry_on, carry_through
from cases.services.redating import with_a_date
from cases.urgency import urgency
from onecua.bench.office import BenchOffice, bench_office
from onecua.bench.pairs import Ratio, measure
from onecua.ledger.office import office_now
from onecua.ledger.writing import THE_SYSTEM
from procedures.calendar_file import CalendarRows
from procedures.calendars import current_revision, working_calendar
from procedures.timing import (
    DayKind,
    DayRule,
    TimeLimit,
    Unit,
    due_moment,
    late_from,
    office_date,
)

OPEN_DOSSIERS = 100_000
DAYS = 20  # of reception
TERM = TimeLimit(30, Unit.WORKING_DAYS)
WARM_UP = 5

_MAKE = """
WITH numbers AS (
    SELECT %(first)s + n AS id, %(received)s + n * interval '1 second' AS received
    FROM generate_series(1, %(rows)s) AS n
), owners AS (
    INSERT INTO cases_applicant
        (id, kind, name, search, tax_code, sex, address, phone, email, submitter,
         identity_tail)
    SELECT id, 'person', 'Người thứ ' || id, 'nguoi thu ' || id, '', '', '', '', '', '', ''
    FROM numbers RETURNING id
), said AS (
    INSERT INTO ledger_event (stream, kind, happened_at, payload)
    SELECT id, 'accepted', received, %(payload)s FROM numbers ORDER BY id RETURNING stream
), rows AS (
    INSERT INTO cases_dossier
        (id, version, code, check_code, desk_id, agency_id, regime_id, procedure_id,
         calendar_revision, channel, quantity, applicant_id, state, outcome, received_at,
         limit_number, limit_unit, run, generation, promised_due, legal_due, appointed_due,
         late_from, soon_from, apology_from, provisional, timeliness, step, holder_unit_id,
         rescheduled, soon_said, late_said, step_late_said, apology_said, debt_said,
         escalated, lapse, lapse_said)
    SELECT id, 1, 'B-' || id, 'ABCDEFGH', %(desk)s, %(agency)s, %(regime)s, %(procedure)s,
           %(revision)s, 'direct', 1, id, 'received', '', received, 30, 'working_days', 'running',
           1, %(due)s, %(due)s, %(due)s, %(late)s, %(soon)s, %(apology)s, %(provisional)s, '', 1,
           %(unit)s, false, 0, 0, 0, 0, 0, false, '', false
    FROM numbers JOIN said ON said.stream = id JOIN owners USING (id) RETURNING id
)
INSERT INTO cases_dossieraccess (unit_id, dossier_id, relation, is_open, due)
SELECT %(unit)s, id, 'holder', true, %(due)s FROM rows
"""
_TWIN = """
DROP TABLE IF EXISTS bench_twin;
CREATE TABLE bench_twin (LIKE cases_dossier INCLUDING DEFAULTS INCLUDING INDEXES);
INSERT INTO bench_twin SELECT * FROM cases_dossier ORDER BY id;
GRANT SELECT, UPDATE ON bench_twin TO onecua_app;
ANALYZE bench_twin, cases_dossier, ledger_event, cases_dossieraccess;
"""
_BARE = """
UPDATE bench_twin SET version = version + 1, generation = generation + 1,
    calendar_revision = calendar_revision + 1, legal_due = legal_due + interval '1 day',
    appointed_due = appointed_due + interval '1 day', late_from = late_from + interval '1 day',
    soon_from = soon_from + interval '1 day', apology_from = apology_from + interval '1 day',
    provisional = false
WHERE id > %s AND id <= %s
"""


def move_open_dossiers() -> Ratio:
    """One day off more, within the walk of every dossier there is."""
    ground, now = bench_office(), office_now()
    if not Dossier.objects.exists():
        _fill(ground, now)
    carry_through(office_now)
    with connections["owner"].cursor() as owner:
        owner.execute(_TWIN)
    change = begin_change(
        _one_more_day_off(now), agency=ground.desk.unit.agency, actor=THE_SYSTEM, at=now
    )
    ranges = _ranges()
    pairs = change.total // CHUNK - WARM_UP
    ratio = measure(
        lambda: carry_on(change.pk, office_now()),
        lambda: _bare(*next(ranges)),
        pairs=pairs,
        warm_up=WARM_UP,
    )
    carry_through(office_now)
    change.refresh_from_db()
    if change.moved != change.total:
        raise ValueError(f"{change.moved} of {change.total} were moved")
    return ratio


def _fill(ground: BenchOffice, now: datetime) -> None:
    calendar = working_calendar(current_revision())
    payload = f'{{"calendar_revision":{calendar.revision},"desk_unit":{ground.desk.unit_id}}}'
    rows = OPEN_DOSSIERS // DAYS
    for day in range(DAYS):
        received = now - timedelta(days=DAYS - day, hours=3)
        due = due_moment(received, TERM, calendar)
        soon = urgency(received, due, TERM, calendar)
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(
                _MAKE,
                {
                    "first": received.year * 10**10 + day * rows, "rows": rows,
                    "received": received, "payload": payload, "due": due.at,
                    "late": late_from(due, TERM), "soon": soon.soon_from,
                    "apology": soon.apology_from, "provisional": due.provisional,
                    "revision": calendar.revision, "desk": ground.desk.pk,
                    "agency": ground.desk.unit.agency_id, "regime": ground.regime.pk,
                    "procedure": ground.version.pk, "unit": ground.desk.unit_id,
                },
            )  # fmt: skip


def _one_more_day_off(now: datetime) -> Change:
    """The next working day after today, with all that its year says already."""
    calendar = working_calendar(current_revision())
    on = calendar.next_working(office_date(now))
    known = {day: rule for day, rule in calendar.rules.items() if day.year == on.year}
    rows = {**known, on: DayRule(DayKind.OFF, "ngày nghỉ của phép đo", "")}
    return Change(CalendarRows(rows, {}), f"phép đo {on}")


def _ranges() -> Iterator[tuple[int, int]]:
    ids = list(with_a_date().order_by("pk").values_list("pk", flat=True))
    for first in range(0, len(ids), CHUNK):
        chunk = ids[first : first + CHUNK]
        yield chunk[0] - 1, chunk[-1]


def _bare(after: int, until: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(_BARE, [after, until])
