"""Độ phủ: published → workflow approved → configured → received here. One definition of each.

A *pair* is an agency and a procedure it has to receive; a figure is a condition on pairs, so a
number and the list behind it are the same rows. To the communes and districts belongs what is
published for their level; to other agencies what names them as the one that resolves it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

from django.db import connection

from procedures.models import ProcedureVersion
from procedures.timing import midnight, office_date

APART = (ProcedureVersion.Kind.KEPT.value, ProcedureVersion.Kind.VERTICAL.value)
MOST = 1_000  # rows of one list; more is said, not shown

_PAIRS = """
WITH pairs AS (
    SELECT a.id AS agency, a.name AS agency_name, s.name AS sector,
        v.kind = ANY(%(apart)s) AS apart,
        p.code, v.short_title AS title,
        EXISTS (SELECT FROM procedures_workflowversion w
                WHERE w.procedure_id = p.id AND w.approved_on <= %(today)s) AS approved,
        EXISTS (SELECT FROM procedures_configuration c
                JOIN people_desk d ON d.id = c.desk_id JOIN people_unit u ON u.id = d.unit_id
                WHERE u.agency_id = a.id AND c.procedure_id = p.id AND c.valid_from <= %(today)s
                AND (c.valid_to IS NULL OR c.valid_to > %(today)s)) AS configured,
        EXISTS (SELECT FROM cases_dossier x
                JOIN procedures_procedureversion xv ON xv.id = x.procedure_id
                WHERE x.agency_id = a.id AND xv.procedure_id = p.id AND x.entry IS NOT NULL
                AND x.received_at >= %(first)s AND x.received_at < %(end)s) AS received
    FROM people_agency a
    JOIN procedures_procedureversion v ON CASE a.kind
        WHEN 'commune' THEN v.level LIKE '%%xã%%'
        WHEN 'district' THEN v.level LIKE '%%huyện%%'
        ELSE v.agency_text ILIKE '%%' || a.name || '%%' END
    JOIN procedures_procedure p ON p.id = v.procedure_id
    JOIN procedures_sector s ON s.id = v.sector_id
    WHERE a.id = ANY(%(agencies)s) AND v.valid_from <= %(today)s
        AND (v.valid_to IS NULL OR v.valid_to > %(today)s)
        AND EXISTS (SELECT FROM people_desk d JOIN people_unit u ON u.id = d.unit_id
                    WHERE u.agency_id = a.id)
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


def lines(agencies: Sequence[int], period: Period, now: datetime, *, by_sector: bool) -> list[Line]:
    """One line an agency, or one a sector; what is kept apart has lines of its own."""
    label = "sector" if by_sector else "agency_name"
    counts = ", ".join(f"count(*) FILTER (WHERE {stage.where})" for stage in STAGES.values())
    statement = (
        f"{_PAIRS} SELECT agency, {label}, apart, {counts} FROM pairs"  # noqa: S608 - our own words
        f" GROUP BY 1, 2, 3 ORDER BY apart, {label}"
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, _facts(agencies, period, now))
        return [
            Line(agency, words, apart, dict(zip(STAGES, numbers, strict=True)))
            for agency, words, apart, *numbers in cursor.fetchall()
        ]


def pairs(
    stage: Stage,
    agencies: Sequence[int],
    period: Period,
    now: datetime,
    *,
    sector: str,
    apart: bool,
) -> list[Pair]:
    """Exactly the rows of one number. sector: "" is all."""
    statement = (
        f"{_PAIRS} SELECT agency_name, sector, code, title FROM pairs"  # noqa: S608 - our own words
        f" WHERE ({stage.where}) AND apart = %(is_apart)s"
        " AND (%(sector)s = '' OR sector = %(sector)s)"
        " ORDER BY 1, 2, 4, 3"
    )
    facts = _facts(agencies, period, now) | {"sector": sector, "is_apart": apart}
    with connection.cursor() as cursor:
        cursor.execute(statement, facts)
        return [Pair(*row) for row in cursor.fetchall()]


def received(agencies: Sequence[int], period: Period) -> dict[int, int]:
    """Agency -> dossiers received here in the period; those taken over were received elsewhere."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT agency_id, count(*) FROM cases_dossier WHERE agency_id = ANY(%s)"
            " AND entry IS NOT NULL AND received_at >= %s AND received_at < %s GROUP BY 1",
            [list(agencies), midnight(period.first), midnight(period.end)],
        )
        return dict(cursor.fetchall())


def _facts(agencies: Sequence[int], period: Period, now: datetime) -> dict[str, Any]:
    return {
        "agencies": list(agencies), "today": office_date(now), "apart": list(APART),
        "first": midnight(period.first), "end": midnight(period.end),
    }  # fmt: skip
