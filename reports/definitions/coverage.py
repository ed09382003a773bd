"""Độ phủ: published → workflow approved → configured → received here. One definition of each.

A *pair* is an agency and a procedure it has to receive; a figure is a condition on pairs, so a
number and the list behind it are the same rows. To the communes and districts belongs what is
published for their level; to other agencies what names them as the one that resolves it.

HOMES say at which agency each one counts: at the one that goes on with its work, or (`then`) at
itself, for the agencies that stood in the period, as they were on their last day of it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from django.db import connection

from procedures.models import ProcedureVersion
from procedures.timing import midnight, office_date

APART = (ProcedureVersion.Kind.KEPT.value, ProcedureVersion.Kind.VERTICAL.value)
MOST = 1_000  # rows of one list; more is said, not shown

_PAIRS = """
WITH counted AS (
    SELECT * FROM unnest(%(agencies)s::bigint[], %(homes)s::bigint[]) AS each (agency, home)
), seen AS (
    SELECT a.id, a.name, a.kind, least(%(today)s, coalesce(a.valid_to, %(today)s)) AS day
    FROM people_agency a
    WHERE a.id = ANY(%(homes)s) AND a.valid_from < %(until)s
        AND (a.valid_to IS NULL OR a.valid_to >= %(since)s)
        AND EXISTS (SELECT FROM people_desk d JOIN people_unit u ON u.id = d.unit_id
                    WHERE u.agency_id = a.id)
), approved AS (
    SELECT procedure_id, min(approved_on) AS since FROM procedures_workflowversion GROUP BY 1
), configured AS (
    SELECT DISTINCT u.agency_id, c.procedure_id
    FROM procedures_configuration c JOIN people_desk d ON d.id = c.desk_id
    JOIN people_unit u ON u.id = d.unit_id JOIN seen ON seen.id = u.agency_id
    WHERE c.valid_from <= day AND (c.valid_to IS NULL OR c.valid_to > day)
), received AS (
    SELECT DISTINCT home AS agency_id, v.procedure_id
    FROM cases_dossier x JOIN counted ON counted.agency = x.agency_id
    JOIN procedures_procedureversion v ON v.id = x.procedure_id
    WHERE x.entry IS NOT NULL AND x.received_at >= %(first)s AND x.received_at < %(end)s
), pairs AS (
    SELECT a.id AS agency, a.name AS agency_name, s.name AS sector,
        v.kind = ANY(%(apart)s) AS apart, p.code, v.short_title AS title,
        coalesce(approved.since <= a.day, false) AS approved,
        configured.agency_id IS NOT NULL AS configured, received.agency_id IS NOT NULL AS received
    FROM seen a
    JOIN procedures_procedureversion v ON CASE a.kind
        WHEN 'commune' THEN v.level LIKE '%%xã%%'
        WHEN 'district' THEN v.level LIKE '%%huyện%%'
        ELSE v.agency_text ILIKE '%%' || a.name || '%%' END
    JOIN procedures_procedure p ON p.id = v.procedure_id
    JOIN procedures_sector s ON s.id = v.sector_id
    LEFT JOIN approved ON approved.procedure_id = p.id
    LEFT JOIN configured ON configured.agency_id = a.id AND configured.procedure_id = p.id
    LEFT JOIN received ON received.agency_id = a.id AND received.procedure_id = p.id
    WHERE v.valid_from <= day AND (v.valid_to IS NULL OR v.valid_to > day)
)
"""


@dataclass(frozen=True, slots=True)
class Stage:
    name: str  # in addresses
    label: str
    where: str  # SQL on a pair
    says: str


STAGES: Mapping[str, Stage] = {
    stage.name: stage
    for stage in (
        Stage("cong-bo", "Đã công bố", "true", "Thủ tục có hiệu lực mà cơ quan phải tiếp nhận."),
        Stage("phe-duyet", "Có quy trình duyệt", "approved", "Đã có quy trình nội bộ được duyệt."),
        Stage("cau-hinh", "Đã cấu hình", "configured", "Đã cấu hình quy trình cho quầy."),
        Stage("co-ho-so", "Có tiếp nhận", "received", "Trong kỳ có hồ sơ tiếp nhận tại đây."),
        Stage("thieu-quy-trinh", "Thiếu quy trình", "NOT approved",
              "Đã công bố nhưng chưa có quy trình nội bộ được duyệt."),
        Stage("thieu-cau-hinh", "Thiếu cấu hình", "approved AND NOT configured",
              "Đã có quy trình được duyệt nhưng quầy chưa cấu hình nên chưa tiếp nhận được."),
        Stage("khong-ho-so", "Chưa có hồ sơ", "configured AND NOT received",
              "Đã cấu hình nhưng trong kỳ không có hồ sơ nào tại đây."),
    )
}  # fmt: skip


class Period(NamedTuple):
    """A month: its first day, and the first day of the next."""

    first: date
    end: date

    @classmethod
    def of(cls, day: date) -> "Period":
        first = day.replace(day=1)
        return cls(first, date(first.year + first.month // 12, first.month % 12 + 1, 1))


class Asked(NamedTuple):
    """homes: agency -> the one at which it counts. then: as they were, each at itself."""

    homes: Mapping[int, int]
    period: Period
    now: datetime
    then: bool = False

    def at_home(self, counts: Mapping[int, int]) -> dict[int, int]:
        found: dict[int, int] = {}
        for agency, count in counts.items():
            home = self.homes[agency]
            found[home] = found.get(home, 0) + count
        return found


class Line(NamedTuple):
    """Of an agency, or of one sector of it. counts: by the name of the stage."""

    agency: int
    label: str
    apart: bool
    counts: Mapping[str, int]


class Pair(NamedTuple):
    agency: str
    sector: str
    code: str
    title: str


def lines(asked: Asked, *, by_sector: bool) -> list[Line]:
    """One line an agency, or one a sector; what is kept apart has lines of its own."""
    label = "sector" if by_sector else "agency_name"
    counts = ", ".join(f"count(*) FILTER (WHERE {stage.where})" for stage in STAGES.values())
    statement = (
        f"{_PAIRS} SELECT agency, {label}, apart, {counts} FROM pairs"  # noqa: S608 - our own words
        f" GROUP BY 1, 2, 3 ORDER BY apart, {label}"
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, _facts(asked))
        return [
            Line(agency, words, apart, dict(zip(STAGES, numbers, strict=True)))
            for agency, words, apart, *numbers in cursor.fetchall()
        ]


def pairs(stage: Stage, asked: Asked, *, sector: str, apart: bool) -> list[Pair]:
    """Exactly the rows of one number. sector: "" is all."""
    statement = (
        f"{_PAIRS} SELECT agency_name, sector, code, title FROM pairs"  # noqa: S608 - our own words
        f" WHERE ({stage.where}) AND apart = %(is_apart)s"
        " AND (%(sector)s = '' OR sector = %(sector)s)"
        " ORDER BY 1, 2, 4, 3"
    )
    facts = _facts(asked) | {"sector": sector, "is_apart": apart}
    with connection.cursor() as cursor:
        cursor.execute(statement, facts)
        return [Pair(*row) for row in cursor.fetchall()]


def received(asked: Asked) -> dict[int, int]:
    """Agency -> dossiers received here in the period; those taken over were received elsewhere."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT agency_id, count(*) FROM cases_dossier WHERE agency_id = ANY(%s)"
            " AND entry IS NOT NULL AND received_at >= %s AND received_at < %s GROUP BY 1",
            [list(asked.homes), midnight(asked.period.first), midnight(asked.period.end)],
        )
        return asked.at_home(dict(cursor.fetchall()))


def _facts(asked: Asked) -> dict[str, Any]:
    today = office_date(asked.now)
    return {
        "agencies": list(asked.homes), "homes": list(asked.homes.values()), "today": today,
        "apart": list(APART),
        "first": midnight(asked.period.first), "end": midnight(asked.period.end),
        "since": asked.period.first if asked.then else today,
        "until": asked.period.end if asked.then else today + timedelta(days=1),
    }  # fmt: skip
