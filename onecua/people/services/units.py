"""Units of an agency and their one-stop desks begin and end."""

from datetime import date, datetime

from django.db import transaction

from onecua.kernel.text import clean_line
from onecua.ledger.canonical import JsonObject
from onecua.people.acting import Acting
from onecua.people.models import Agency, Desk, Unit
from onecua.people.services import errors
from onecua.people.services._closing import require_closable, require_empty, require_successor
from onecua.people.services._guards import (
    A_DAY,
    require_decision,
    require_open,
    require_reach,
)
from onecua.people.services._record import record
from onecua.people.validity import not_yet_over


@transaction.atomic
def open_unit(
    *,
    agency: Agency,
    name: str,
    kind: str,
    valid_from: date,
    decision: str,
    acting: Acting | None,
    at: datetime,
    workflow_role: str = "",
) -> Unit:
    """Below the agency's leadership; the leadership itself is the root, and there is one.

    Raises OutOfReach, DecisionMissing, NameMissing, NameTaken, RootUnitExists, AgencyNotOpen.
    """
    require_reach(acting, agency)
    Agency.objects.select_for_update(no_key=True).get(pk=agency.pk)
    title, words = clean_line(name), require_decision(decision)
    if not title:
        raise errors.NameMissing("name", what="tên đơn vị")
    root = agency.units.filter(parent=None).first()
    if kind == Unit.Kind.LEADERSHIP and root is not None:
        raise errors.RootUnitExists("kind", agency=agency.name)
    if agency.units.filter(name=title).exists():
        raise errors.NameTaken("name", what="đơn vị", given=title)
    unit = Unit(
        agency=agency, name=title, kind=kind, parent=root, valid_from=valid_from,
        workflow_role=clean_line(workflow_role),
    )  # fmt: skip
    require_open(unit, valid_from, agency.valid_to)
    unit.save()
    facts: JsonObject = {
        "units": [unit.pk],
        "valid_from": valid_from.isoformat(),
        "decision": words,
    }
    record(agency.pk, "units_opened", facts, acting=acting, at=at)
    return unit


@transaction.atomic
def open_desk(
    *, unit: Unit, name: str, address: str, phone: str, acting: Acting | None, at: datetime
) -> Desk:
    """Raises OutOfReach, NameMissing, NameTaken."""
    require_reach(acting, unit.agency)
    if not clean_line(name):
        raise errors.NameMissing("name", what="tên bộ phận một cửa")
    if Desk.objects.filter(unit=unit).exists():
        raise errors.NameTaken("name", what="bộ phận một cửa", given=unit.name)
    desk = Desk.objects.create(
        unit=unit, name=clean_line(name), address=clean_line(address), phone=clean_line(phone)
    )
    record(unit.agency_id, "desks_opened", {"desks": [desk.pk]}, acting=acting, at=at)
    return desk


@transaction.atomic
def close_unit(
    *,
    unit: Unit,
    last_day: date,
    successor: Unit | None,
    decision: str,
    acting: Acting | None,
    at: datetime,
) -> Unit:
    """Nobody sits there longer and nothing lies there: both are moved before.

    Raises OutOfReach, DecisionMissing, TooFarBack, AlreadyClosed, StillHasParts, StillHolds,
    SuccessorWrong.
    """
    require_reach(acting, unit.agency)
    unit = (
        Unit.objects.select_for_update(of=("self",), no_key=True)
        .select_related("agency")
        .get(pk=unit.pk)
    )
    words = require_decision(decision)
    require_closable(unit.name, unit.valid_to, last_day, at)
    require_empty(unit.name, [unit.pk], last_day)
    if successor is not None:
        require_successor(unit, successor, last_day)
    if unit.parent_id is None and (below := unit.children.filter(not_yet_over(last_day + A_DAY))):
        raise errors.StillHasParts(what=unit.name, parts=f"{len(below)} đơn vị", on=last_day)
    facts: JsonObject = {
        "unit": unit.pk,
        "last_day": last_day.isoformat(),
        "successor": successor.pk if successor else None,
        "decision": words,
    }
    record(unit.agency_id, "unit_closed", facts, acting=acting, at=at)
    unit.valid_to, unit.successor = last_day, successor
    unit.save(update_fields=["valid_to", "successor"])
    return unit
