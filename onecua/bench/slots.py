"""A stock of dossiers built in SQL: each with its event, its chain, its row; nothing is simulated.

They fall due in slots of a minute, so that a sweep at its end finds exactly one slot of them.
"""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any, NamedTuple

from django.db import connections, transaction

from cases.services.sweep import sweep
from onecua.bench.office import bench_office
from onecua.settings import env
from procedures.calendars import current_revision

SMALL, LARGE = 10_000, env.number("BENCH_DOSSIERS", 1_000_000, at_least=100_000)
SLOT = LARGE // 200  # of a million 5,000: what the sweep takes in one transaction
AT_ONCE = 50_000
FIRST = 20_210_000_000_000  # ids of 2021
FIRST_SLOT = datetime(2021, 3, 2, 17, tzinfo=UTC)  # 03/03 00:00 at the office


class Place(NamedTuple):
    agency: int
    unit: int
    desk: int
    regime: int
    version: int
    workflow: int
    revision: int


_STOCK = """
WITH applicants AS (
    INSERT INTO cases_applicant (kind, name, search, identity_tail, tax_code, sex, address, phone,
                                 email, submitter)
    SELECT 'person', 'Người thứ ' || n, '', '', '', '', '', '', '', ''
    FROM generate_series(%(from)s, %(to)s) AS n
    RETURNING id
), people AS (
    SELECT id AS applicant, row_number() OVER (ORDER BY id) + %(from)s - 1 AS n FROM applicants
), said AS (
    INSERT INTO ledger_event (stream, kind, happened_at, payload)
    SELECT %(first)s + n, 'accepted', '2021-03-01 08:00+07', '{"code":"H34-' || n || '"}'
    FROM people ORDER BY n
    RETURNING stream
)
SELECT count(*) FROM said
"""
# The event is there already: the row's trigger looks for it in the same transaction.
_ROWS = """
INSERT INTO cases_dossier (
    id, version, code, check_code, desk_id, agency_id, regime_id, procedure_id, workflow_id,
    calendar_revision, channel, quantity, applicant_id, register_year, book, entry,
    state, outcome, received_at,
    limit_number, limit_unit, run, generation, promised_due, legal_due, appointed_due, late_from,
    soon_from, apology_from, debt_from, provisional, timeliness, step, step_due, holder_unit_id,
    held_since, lapse, rescheduled, soon_said, late_said, step_late_said, apology_said, debt_said,
    escalated, lapse_said)
SELECT %(first)s + n, 1, 'H34-' || n, 'ABCDEFGH', %(desk)s, %(agency)s, %(regime)s, %(version)s,
    %(workflow)s, %(revision)s, 'direct', 1, a.id, 2021, 1, n, 'processing', '',
    '2021-03-01 08:00+07',
    1, 'working_days', 'running', 1, slot.at, slot.at, slot.at, slot.at, slot.at, slot.at,
    slot.at, false, '', 1, slot.at, %(unit)s, '2021-03-01 09:00+07', '', false, 1, 0, 1, 0, 1,
    false, false
FROM (SELECT id, row_number() OVER (ORDER BY id) + %(from)s - 1 AS n
      FROM (SELECT id FROM cases_applicant ORDER BY id DESC LIMIT %(count)s) AS newest) AS a,
     LATERAL (SELECT %(slot)s + make_interval(mins => ((n - 1) / %(size)s)::int) AS at) AS slot
"""


class Stock:
    """How far it is built, and which slot comes next."""

    def __init__(self) -> None:
        self.place = _place()
        self.size = 0
        self._slots = self._count_slots()

    def grow(self, to: int) -> None:
        while self.size < to:
            start, end = self.size + 1, min(self.size + AT_ONCE, to)
            numbers: dict[str, Any] = {
                "from": start, "to": end, "count": end - start + 1, "first": FIRST,
                "slot": FIRST_SLOT, "size": SLOT,
            }  # fmt: skip
            with transaction.atomic(), connections["default"].cursor() as cursor:
                cursor.execute(_STOCK, numbers)
                cursor.execute(_ROWS, numbers | self.place._asdict())
            self.size = end
        with connections["owner"].cursor() as cursor:
            cursor.execute("VACUUM ANALYZE cases_dossier")
            cursor.execute("VACUUM ANALYZE ledger_streamhead")

    def copy_few(self) -> None:
        """The first ten thousand again, with the same indexes, in a schema of their own."""
        with connections["owner"].cursor() as cursor:
            cursor.execute(_FEW, [SMALL])
            cursor.execute("VACUUM ANALYZE few.cases_dossier")

    def next_slot(self, slots: int = 1) -> datetime:
        """The moment at which that many slots more have just become late."""
        for _ in range(slots):
            moment = next(self._slots)
        return moment

    def sweep(self, slots: int = 1) -> int:
        """Ours: flag, chained event, apology draft with its event, notices. Rows."""
        swept = sweep(self.next_slot(slots))
        _expect(swept.said["became_late"], slots)
        _expect(swept.drafted, slots)
        return swept.drafted

    def bare(self, slots: int = 1) -> int:
        """The same flags on the same table with its indexes, its triggers off."""
        moment = self.next_slot(slots)
        with transaction.atomic(using="owner"), connections["owner"].cursor() as cursor:
            cursor.execute(_OFF)
            cursor.execute(_BARE, [moment])
            found = len(cursor.fetchall())
            cursor.execute(_ON)
        _expect(found, slots)
        return found

    def _count_slots(self) -> Iterator[datetime]:
        """A second after each slot's minute."""
        moment = FIRST_SLOT + timedelta(seconds=1)
        while True:
            yield moment
            moment += timedelta(minutes=1)


_FEW = """
CREATE SCHEMA few;
CREATE TABLE few.cases_dossier (LIKE public.cases_dossier INCLUDING ALL);
INSERT INTO few.cases_dossier SELECT * FROM public.cases_dossier ORDER BY id LIMIT %s;
GRANT USAGE ON SCHEMA few TO onecua_app;
GRANT SELECT, UPDATE ON few.cases_dossier TO onecua_app;
"""
_BARE = """
UPDATE cases_dossier SET late_said = generation, apology_said = generation
WHERE run = 'running' AND late_said < generation AND late_from < %s
RETURNING id
"""
_OFF = "ALTER TABLE cases_dossier DISABLE TRIGGER dossier_change_requires_event"
_ON = "ALTER TABLE cases_dossier ENABLE ALWAYS TRIGGER dossier_change_requires_event"


@cache
def stock() -> Stock:
    """One for all measurements of a run."""
    return Stock()


def _expect(found: int, slots: int) -> None:
    if found != slots * SLOT:
        raise RuntimeError(f"{found} dossiers instead of {slots * SLOT}: nothing was measured")


def _place() -> Place:
    office = bench_office()
    desk, version = office.desk, office.version
    return Place(
        desk.unit.agency_id, desk.unit_id, desk.pk, office.regime.pk, version.pk,
        office.configured.workflow_id, current_revision(),
    )  # fmt: skip
