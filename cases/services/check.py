"""Every stored projection against the events: rows, access rows, number books."""

from collections.abc import Iterator, Mapping, Sequence
from copy import copy
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.db import connection

from cases.clock import ClockEvent, ClockReading, StepReading
from cases.fold import fold
from cases.history import clock_event, kept_steps, reading
from cases.models import Dossier
from cases.services import access
from cases.services.caches import columns_of, lapse_columns
from cases.services.check_papers import check_papers
from cases.services.check_parts import PARTS, part_differences
from cases.services.check_steps import last_due, step_differences, units_before
from cases.services.look import planned, plans_of
from cases.stay import stay_of
from onecua.ledger.models import Event
from onecua.people.models import Desk
from procedures.models import WorkflowVersion
from procedures.timing import TimingRefused

CHUNK = 500
ONLY_ACCEPTED = (
    "channel",
    "quantity",
    "received_at",
    "calendar_revision",
)  # no event says them of the others

# What bent events make of the replay: found and named, and the others are still checked.
UNREADABLE = (
    TimingRefused, LookupError, ValueError, TypeError, ArithmeticError, ObjectDoesNotExist,
)  # fmt: skip

# Book -> the greatest number that an event, or a slip, has given to somebody.
_ISSUED = """
SELECT 'dossier/' || part[1] || '/' || part[2], max(part[3]::int)
FROM ledger_event, regexp_match(data ->> 'code', '^(.+)-(\\d{6})-(\\d+)$') AS part
WHERE kind = 'accepted' AND part IS NOT NULL GROUP BY 1
UNION ALL
SELECT 'contact/' || part[1] || '/' || part[2], max(part[3]::int)
FROM ledger_event, regexp_match(data ->> 'contact', '^(.+)-(\\d{6})-T(\\d+)$') AS part
WHERE kind IN ('submitted', 'guided', 'intake_refused') AND part IS NOT NULL GROUP BY 1
UNION ALL
SELECT format('register/%s/20%s', desk.id, substr(part[1], 1, 2)), max((data ->> 'entry')::int)
FROM ledger_event JOIN people_desk desk ON desk.unit_id = (data ->> 'desk_unit')::bigint,
     regexp_match(data ->> 'code', '-(\\d{6})-\\d+$') AS part
WHERE kind = 'accepted' AND part IS NOT NULL GROUP BY 1
UNION ALL
SELECT book, max(number) FROM cases_slip WHERE number IS NOT NULL GROUP BY 1
"""
_COUNTED = """
SELECT name, value FROM ledger_counter WHERE split_part(name, '/', 1) = ANY(%s)
"""
_BOOKS = ["dossier", "contact", "register", "slip"]


@dataclass(frozen=True, slots=True)
class Difference:
    dossier: str
    column: str
    row: Any
    events: Any

    def __str__(self) -> str:
        return f"{self.dossier}: {self.column} là {self.row}, sổ cái nói {self.events}"


def check_clocks(as_of: datetime) -> Iterator[Difference]:
    """Every dossier's row against its events, its access rows against its row, every book,
    and the papers that events name."""
    related = ("desk", "entry_desk", "procedure", "workflow")
    rows = Dossier.objects.select_related(*related).order_by("pk")
    dossiers = rows.prefetch_related("steps", *[part.related for part in PARTS])
    reached = 0
    while chunk := list(dossiers.filter(pk__gt=reached)[:CHUNK]):
        events = _events_of([dossier.pk for dossier in chunk])
        for dossier in chunk:
            try:
                yield from differences(dossier, events.get(dossier.pk, []), as_of)
            except UNREADABLE as error:
                yield Difference(str(dossier), "sự kiện", "không đọc được", error)
        reached = chunk[-1].pk
    yield from _without_a_row()
    yield from _book_differences()
    for wrong in check_papers():
        yield Difference(_code_of(wrong.stream), wrong.what, wrong.row, wrong.events)


def _code_of(stream: int) -> str:
    dossier = Dossier.objects.filter(pk=stream).first()
    return str(dossier) if dossier else f"luồng {stream}"


def differences(
    dossier: Dossier, events: list[ClockEvent], as_of: datetime
) -> Iterator[Difference]:
    clock = clock_of(dossier, events, as_of)
    stays = stays_of(dossier, events, clock)
    for column, value in wanted(dossier, events, clock, stays).items():
        if getattr(dossier, column) != value:
            yield Difference(str(dossier), column, getattr(dossier, column), value)
    if clock:
        for what, row, said in part_differences(dossier, events, clock):
            yield Difference(str(dossier), what, row, said)
    for what, row, said in step_differences(dossier, stays):
        yield Difference(str(dossier), what, row, said)
    yield from _access_differences(dossier)


def clock_of(dossier: Dossier, events: list[ClockEvent], as_of: datetime) -> ClockReading | None:
    """As the events alone have it; None of what was never received."""
    told = _as_told(dossier, asdict(fold(events)))
    return reading(told, events, as_of) if told.code is not None and events else None


def stays_of(
    dossier: Dossier, events: list[ClockEvent], clock: ClockReading | None
) -> Sequence[StepReading]:
    """Each stay at a step, with its dates, as the events alone have it. clock: of `clock_of`."""
    if clock is None:
        return ()
    told = _as_told(dossier, asdict(fold(events)))
    plans = plans_of(dossier, events)
    return kept_steps(told, events, clock, plans, units_before(dossier, events))


def wanted(
    dossier: Dossier,
    events: list[ClockEvent],
    clock: ClockReading | None,
    stays: Sequence[StepReading],
) -> dict[str, Any]:
    """Column -> value, from the events alone. clock, stays: of `clock_of`, `stays_of`."""
    columns = asdict(fold(events))
    del columns["giver_id"]  # the fold's own memory
    columns |= _desks(dossier, columns.pop("desk_unit_id"), columns.pop("entry_unit_id"))
    if columns["code"] is None and columns["continuing_id"]:
        columns["agency_id"] = columns["continuing_id"]  # not received yet: the heir receives it
    if number := columns.pop("workflow_number"):
        columns["workflow_id"] = _version_of(dossier, number)
    if columns["code"] is None:
        columns = {name: value for name, value in columns.items() if name not in ONLY_ACCEPTED}
    columns["step_due"] = last_due(stays)
    if clock:
        columns |= columns_of(_as_told(dossier, columns), clock)
    columns |= _stay_columns(dossier, events)
    columns |= lapse_columns(_as_told(dossier, columns))
    return columns | {"lapse_said": _lapse_said(columns["lapse"], columns["lapses_at"], events)}


def _version_of(dossier: Dossier, number: int) -> int | None:
    """Which version of its procedure's workflow the events name."""
    if dossier.workflow and dossier.workflow.number == number:
        return dossier.workflow_id
    versions = WorkflowVersion.objects.filter(procedure=dossier.procedure.procedure_id)
    return versions.filter(number=number).values_list("pk", flat=True).first()


def _desks(dossier: Dossier, desk: int | None, entry: int | None) -> dict[str, Any]:
    """The desks of these units; the database is asked only where the row says another."""
    told = {}
    for column, unit in (("desk", desk), ("entry_desk", entry)):
        held: Desk | None = getattr(dossier, column)
        if unit is None and column == "desk":
            continue  # nothing was received, nothing moved: no event says its desk
        if (held.unit_id if held else None) != unit:
            told[f"{column}_id"] = Desk.objects.get(unit=unit).pk if unit else None
    return told


def _stay_columns(dossier: Dossier, events: list[ClockEvent]) -> dict[str, Any]:
    """A held_since that no event says exactly stays as it is."""
    plan = planned(dossier)
    stay = asdict(stay_of(events, plan[0].no if plan else 0))
    return {name: value for name, value in stay.items() if value is not None}


def _lapse_said(kind: str, at: datetime | None, events: list[ClockEvent]) -> bool:
    return at is not None and any(
        event.kind == kind and event.instant("due_at") == at for event in events
    )


def _as_told(dossier: Dossier, columns: Mapping[str, Any]) -> Dossier:
    """A copy in memory that says what the events say, whatever its row does."""
    told = copy(dossier)
    for name, value in columns.items():
        setattr(told, name, value)
    return told


def _events_of(streams: list[int]) -> dict[int, list[ClockEvent]]:
    found: dict[int, list[ClockEvent]] = {}
    for row in Event.objects.filter(stream__in=streams).order_by("stream", "seq"):
        found.setdefault(row.stream, []).append(clock_event(row))
    return found


def _access_differences(dossier: Dossier) -> Iterator[Difference]:
    known = dict(dossier.access.values_list("unit_id", "relation"))
    due = dossier.legal_due or access.NEVER
    now = access.wanted(dossier, known)
    for unit in sorted(known.keys() | now.keys()):
        if known.get(unit) != now.get(unit):
            yield Difference(
                str(dossier), f"quyền xem của đơn vị {unit}", known.get(unit), now.get(unit)
            )
    wrong = dossier.access.exclude(due=due).count()
    if wrong:
        yield Difference(str(dossier), "hạn trong quyền xem", f"{wrong} dòng sai", due)


def _without_a_row() -> Iterator[Difference]:
    """A dossier whose row somebody took away: its events are still there."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT coalesce(data ->> 'code', data ->> 'contact') FROM ledger_event"
            " WHERE seq = 1 AND kind IN"
            " ('accepted', 'taken_over', 'submitted', 'guided', 'intake_refused')"
            " AND NOT EXISTS (SELECT FROM cases_dossier WHERE id = stream) ORDER BY stream"
        )
        for (code,) in cursor.fetchall():
            yield Difference(code, "dòng hồ sơ", "không có", "có")


def _book_differences() -> Iterator[Difference]:
    """A book stands where its last number says: no gap, no number beyond it."""
    with connection.cursor() as cursor:
        cursor.execute(_ISSUED)
        issued: Mapping[str, int] = dict(cursor.fetchall())
        cursor.execute(_COUNTED, [_BOOKS])
        counted: Mapping[str, int] = dict(cursor.fetchall())
    for book in sorted(issued.keys() | counted.keys()):
        if counted.get(book, 0) != issued.get(book, 0):
            yield Difference(f"sổ {book}", "số cuối", counted.get(book, 0), issued.get(book, 0))
