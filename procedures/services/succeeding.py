"""Workflows go on at the desks that succeed: the same paper, the units that went on.

A running dossier keeps its workflow; where the new desk does not receive by it, it is configured
there for the running ones only: in force from and to the same day, so for no new dossier.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, datetime

from onecua.ledger.canonical import JsonObject
from onecua.ledger.writing import Actor
from onecua.people.models import Desk, Unit
from procedures.models import Configuration, ConfiguredStep
from procedures.services._record import record

CHUNK = 2_000


def succeed_workflows(
    desks: Mapping[int, Desk],
    units: Mapping[int, Unit],
    *,
    decision: str,
    effective_on: date,
    actor: Actor,
    at: datetime,
) -> int:
    """desks, units: old id -> new. How many configurations receive from that day.

    A desk that stays and counts on a unit that ended gets the successor in its place.
    """
    old = _concerned(desks, units)
    steps = _steps(old)
    staying = {row.desk_id: row.desk for row in old if row.desk_id not in desks}
    to = {**staying, **desks}
    open_now = {
        (row.desk_id, row.procedure_id)
        for row in Configuration.objects.filter(
            desk__in={desk.pk for desk in desks.values()}, valid_to=None
        )
    }
    in_force = [row.pk for row in old if row.valid_to is None]
    Configuration.objects.filter(pk__in=in_force).update(valid_to=effective_on)
    made, origin = _new(old, to, open_now, effective_on)
    rows = Configuration.objects.bulk_create((new for new, _ in made.values()), batch_size=CHUNK)
    ConfiguredStep.objects.bulk_create(
        (
            ConfiguredStep(
                configuration=new, step_id=step, unit_id=units[unit].pk if unit in units else unit
            )
            for new, (_, row) in zip(rows, made.values(), strict=True)
            for step, unit in steps[row.pk].items()
        ),
        batch_size=CHUNK,
    )
    received = [row for row in rows if row.valid_to is None]
    _tell(received, origin, decision, effective_on, actor, at)
    return len(received)


Made = dict[tuple[int, int], tuple[Configuration, Configuration]]


def _new(
    old: Iterable[Configuration],
    to: Mapping[int, Desk],
    open_now: set[tuple[int, int]],
    effective_on: date,
) -> tuple[Made, Mapping[int, set[int]]]:
    """(new desk, workflow) -> the new configuration and the one it comes from; and whose it was."""
    made: Made = {}
    origin: defaultdict[int, set[int]] = defaultdict(set)
    for row in sorted(old, key=lambda row: row.valid_to is not None):
        desk = to[row.desk_id]
        if (desk.pk, row.workflow_id) in made:
            continue
        receives = row.valid_to is None and (desk.pk, row.procedure_id) not in open_now
        if receives:
            open_now.add((desk.pk, row.procedure_id))
            origin[desk.pk].add(row.desk_id)
        new = Configuration(
            desk=desk, procedure_id=row.procedure_id, workflow_id=row.workflow_id,
            valid_from=effective_on, valid_to=None if receives else effective_on,
        )  # fmt: skip
        made[desk.pk, row.workflow_id] = new, row
    return made, origin


def _concerned(desks: Iterable[int], units: Iterable[int]) -> list[Configuration]:
    """Of the old desks, in force or not; of the others what counts on a unit that ended."""
    rows = Configuration.objects.select_related("desk__unit__agency", "procedure")
    own = list(rows.filter(desk__in=list(desks)).order_by("-valid_from", "pk"))
    seated = ConfiguredStep.objects.filter(unit__in=list(units), configuration__valid_to=None)
    others = rows.filter(pk__in=seated.values("configuration")).exclude(desk__in=list(desks))
    return [*own, *others.order_by("pk")]


def _steps(rows: Iterable[Configuration]) -> dict[int, dict[int, int]]:
    found: dict[int, dict[int, int]] = {row.pk: {} for row in rows}
    seated = ConfiguredStep.objects.filter(configuration__in=list(found))
    for configuration, step, unit in seated.values_list("configuration", "step", "unit"):
        found[configuration][step] = unit
    return found


def _tell(
    rows: Iterable[Configuration],
    origin: Mapping[int, set[int]],
    decision: str,
    effective_on: date,
    actor: Actor,
    at: datetime,
) -> None:
    by_desk: defaultdict[int, list[Configuration]] = defaultdict(list)
    for row in rows:
        by_desk[row.desk_id].append(row)
    for pk, configured in sorted(by_desk.items()):
        facts: JsonObject = {
            "desk": pk,
            "from_desks": sorted(origin[pk]),
            "procedures": len(configured),
            "valid_from": effective_on.isoformat(),
            "decision": decision,
        }
        agency = configured[0].desk.unit.agency
        record(agency, "workflows_succeeded", facts, actor=actor, at=at)
