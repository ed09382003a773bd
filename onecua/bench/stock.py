"""A big stock: the demonstration's dossiers, made by the services, copied by the set.

Each copy has its own id, code, applicant, events (chained by the database as any other), steps,
handovers, apologies and access rows, so every table and index of a list is as big as it would be.
Slips, papers, results and texts are not copied. A copied event is recorded now, so the copies are
there to be listed and counted, not to be replayed.
"""

from dataclasses import dataclass
from typing import Any

from django.core.management import CommandError, call_command
from django.db import connection, models, transaction

from cases.models import Apology, Applicant, Dossier, DossierAccess, Handover, StepRun
from cases.models.dossier import YEAR_FACTOR

OWN = "bench_"  # only a database of this name is filled
AT_ONCE = 10  # copies of the whole demonstration in one transaction
# A copy's numbers lie behind those of all copies before it.
ID_STEP, APPLICANT_STEP, NUMBER_STEP, ENTRY_STEP = 10_000_000, 1_000_000, 10_000, 100_000
MOST_COPIES = YEAR_FACTOR // ID_STEP - 1

_MAP = """
CREATE TEMPORARY TABLE copied ON COMMIT DROP AS
SELECT d.id AS old, d.id + k * %(step)s AS new, d.applicant_id AS applicant, k
FROM cases_dossier d CROSS JOIN generate_series(%(first)s::bigint, %(last)s) k
WHERE d.id %% %(year)s < %(step)s
"""
_EVENTS = """
INSERT INTO ledger_event (stream, kind, version, happened_at, person, post, on_behalf_of, payload)
SELECT c.new, e.kind, e.version, e.happened_at, e.person, e.post, e.on_behalf_of, e.payload
FROM copied c JOIN ledger_event e ON e.stream = c.old ORDER BY c.new, e.seq
"""
_RENUMBERED = "left(t.{0}, -4) || (c.k * {1} + right(t.{0}, 4)::int)"


@dataclass(frozen=True, slots=True)
class Volume:
    dossiers: int
    events: int
    access: int


def grow(to: int) -> Volume:
    """Make the stock at least this big; what is there stays. Refused in anybody's own database."""
    if not str(connection.settings_dict["NAME"]).startswith(OWN):
        raise CommandError("Phép đo này cần cơ sở dữ liệu riêng; hãy chạy: make bench ARGS=list")
    if not Dossier.objects.exists():
        call_command("demonstrate", verbosity=0)
    first, whole = _copies() + 1, Dossier.objects.filter(pk__in=_originals()).count()
    needed = min(-(-to // whole) - 1, MOST_COPIES)
    for start in range(first, needed + 1, AT_ONCE):
        copy_all(start, min(start + AT_ONCE - 1, needed))
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    return Volume(Dossier.objects.count(), _count("ledger_event"), DossierAccess.objects.count())


def _originals() -> models.QuerySet[Dossier, int]:
    tail = models.F("pk") % YEAR_FACTOR
    return Dossier.objects.alias(tail=tail).filter(tail__lt=ID_STEP).values_list("pk", flat=True)


def _copies() -> int:
    newest = Dossier.objects.aggregate(most=models.Max(models.F("pk") % YEAR_FACTOR))["most"]
    return int(newest) // ID_STEP


def copy_all(first: int, last: int) -> None:
    """Events before rows: the row's trigger looks for its event in the same transaction."""
    applicant = f"c.applicant + c.k * {APPLICANT_STEP}"
    statements = (
        _EVENTS,
        _rows(Applicant, "c.applicant", id=applicant),
        _rows(
            Dossier, "c.old", id="c.new", applicant_id=applicant,
            code=_RENUMBERED.format("code", NUMBER_STEP),
            contact=_RENUMBERED.format("contact", NUMBER_STEP),
            entry=f"t.entry + c.k * {ENTRY_STEP}",
        ),
        *(_rows(model, "c.old", "dossier_id", dossier_id="c.new")
          for model in (StepRun, Handover, DossierAccess)),
        _rows(Apology, "c.old", "dossier_id", dossier_id="c.new", slip_id="NULL"),
    )  # fmt: skip
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(_MAP, {"first": first, "last": last, "step": ID_STEP, "year": YEAR_FACTOR})
        for statement in statements:
            cursor.execute(statement)


def _rows(model: type[models.Model], old: str, key: str = "id", **changed: str) -> str:
    """Every column as it is, but for those that are changed; new identities where not said."""
    fields: list[Any] = list(model._meta.concrete_fields)
    columns = [field.column for field in fields if not field.primary_key or field.column in changed]
    said = [changed.get(column, f"t.{column}") for column in columns]
    return (
        f"INSERT INTO {model._meta.db_table} ({', '.join(columns)}) "  # noqa: S608 - our own names
        f"SELECT {', '.join(said)} FROM copied c JOIN {model._meta.db_table} t ON t.{key} = {old}"
    )


def _count(table: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {table}")  # noqa: S608 - our own names
        count: int = cursor.fetchone()[0]
    return count
