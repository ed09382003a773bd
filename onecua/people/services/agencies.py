"""An agency begins, and ends with a successor: by a decision, from a day."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from onecua.kernel.text import clean_line, clean_text
from onecua.ledger.canonical import JsonObject
from onecua.people.acting import Acting
from onecua.people.models import Agency, Unit
from onecua.people.services import errors
from onecua.people.services._closing import require_closable, require_empty, require_successor
from onecua.people.services._guards import A_DAY, require_decision, require_reach
from onecua.people.services._record import record
from onecua.people.services.units import open_unit
from onecua.people.validity import not_yet_over

LEADERSHIP = "Lãnh đạo"


@dataclass(frozen=True, slots=True, kw_only=True)
class NewAgency:
    code: str
    name: str
    printed_name: str
    place: str
    kind: str
    parent: Agency | None
    phone: str = ""


@transaction.atomic
def open_agency(
    new: NewAgency, *, valid_from: date, decision: str, acting: Acting | None, at: datetime
) -> Agency:
    """With its leadership, for an agency without a root unit could be given nobody.

    Raises OutOfReach, DecisionMissing, NameMissing, NameTaken, AgencyNotOpen.
    """
    if new.parent is not None:
        require_reach(acting, new.parent)
    elif acting is not None and Agency.objects.exists():
        raise errors.NameMissing("parent", what="cơ quan cấp trên")
    words, code = require_decision(decision), clean_line(new.code)
    for field, value, what in (("code", code, "mã cơ quan"), ("name", new.name, "tên cơ quan")):
        if not clean_line(value):
            raise errors.NameMissing(field, what=what)
    if Agency.objects.filter(code=code).exists():
        raise errors.NameTaken("code", what="mã cơ quan", given=code)
    if new.parent and new.parent.valid_to and new.parent.valid_to < valid_from:
        raise errors.AgencyNotOpen("parent", agency=new.parent.name, on=valid_from)
    agency = Agency.objects.create(
        code=code, name=clean_line(new.name), kind=new.kind, parent=new.parent,
        printed_name=clean_text(new.printed_name) or clean_line(new.name).upper(),
        place=clean_line(new.place), phone=clean_line(new.phone), valid_from=valid_from,
    )  # fmt: skip
    facts: JsonObject = {
        "agency": code,
        "kind": agency.kind,
        "parent": new.parent.code if new.parent else "",
        "valid_from": valid_from.isoformat(),
        "decision": words,
    }
    record(agency.pk, "agency_opened", facts, acting=acting, at=at)
    open_unit(
        agency=agency, name=LEADERSHIP, kind=Unit.Kind.LEADERSHIP, valid_from=valid_from,
        decision=words, acting=acting, at=at,
    )  # fmt: skip
    return agency


@transaction.atomic
def close_agency(
    *,
    agency: Agency,
    last_day: date,
    successor: Agency | None,
    decision: str,
    acting: Acting | None,
    at: datetime,
) -> Agency:
    """With all its units; no agency stays below it, nobody sits and nothing lies in it.

    Raises as close_unit does.
    """
    require_reach(acting, agency)
    agency = Agency.objects.select_for_update(of=("self",), no_key=True).get(pk=agency.pk)
    words = require_decision(decision)
    require_closable(agency.name, agency.valid_to, last_day, at)
    if below := agency.children.filter(not_yet_over(last_day + A_DAY)).count():
        raise errors.StillHasParts(what=agency.name, parts=f"{below} cơ quan", on=last_day)
    open_units = agency.units.filter(not_yet_over(last_day + A_DAY))
    units = list(open_units.order_by("pk").values_list("pk", flat=True))
    require_empty(agency.name, units, last_day)
    if successor is not None:
        require_successor(agency, successor, last_day)
    facts: JsonObject = {
        "agency": agency.code,
        "last_day": last_day.isoformat(),
        "successor": successor.code if successor else "",
        "decision": words,
        "units": units,
    }
    record(agency.pk, "agency_closed", facts, acting=acting, at=at)
    open_units.update(valid_to=last_day)
    agency.valid_to, agency.successor = last_day, successor
    agency.save(update_fields=["valid_to", "successor"])
    return agency
