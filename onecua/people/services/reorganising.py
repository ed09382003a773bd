"""Phương án sắp xếp is prepared and corrected row by row; nothing changes yet."""

from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate

from onecua.kernel.text import clean_line
from onecua.ledger.canonical import JsonObject
from onecua.people.acting import Acting
from onecua.people.merging import propose
from onecua.people.models import Agency, Reorganisation, Succession
from onecua.people.roles import Role
from onecua.people.services import reorganisation_errors as errors
from onecua.people.services._guards import require_decision
from onecua.people.services._record import record
from onecua.people.services.errors import NameMissing
from onecua.people.validity import standing


@transaction.atomic
def prepare(
    *, decision: str, issuer: str, issued_on: date, effective_on: date, acting: Acting, at: datetime
) -> Reorganisation:
    """A draft with a row for each agency that stands, filled in from the lists of the merger.

    Raises SystemAdministratorOnly, DecisionMissing, NameMissing, EffectiveBeforeIssued,
    EffectiveTooEarly, AnotherIsOpen.
    """
    require_system_administrator(acting)
    words, by = require_decision(decision), clean_line(issuer)
    if not by:
        raise NameMissing("issuer", what="cơ quan ban hành")
    if effective_on < issued_on:
        raise errors.EffectiveBeforeIssued("effective_on", effective=effective_on, issued=issued_on)
    if effective_on < (today := localdate(at)):
        raise errors.EffectiveTooEarly("effective_on", effective=effective_on, earliest=today)
    if (waiting := Reorganisation.objects.filter(done_at=None).first()) is not None:
        raise errors.AnotherIsOpen(decision=waiting.decision)
    proposal = propose(_standing(effective_on))
    made = Reorganisation.objects.create(
        decision=words, issuer=by, issued_on=issued_on, effective_on=effective_on,
        bodies=proposal.stored, made_by_id=acting.person_id, made_at=at,
    )  # fmt: skip
    Succession.objects.bulk_create(
        Succession(
            reorganisation=made, agency=line.agency, successor=line.successor, stays=line.stays,
            leads=line.leads,
        )
        for line in proposal.lines
    )  # fmt: skip
    facts: JsonObject = {
        "reorganisation": made.pk,
        "decision": words,
        "issued_on": issued_on.isoformat(),
        "effective_on": effective_on.isoformat(),
        "agencies": len(proposal.lines),
    }
    record(acting.agency_id, "reorganisation_prepared", facts, acting=acting, at=at)
    return made


@transaction.atomic
def decide(
    *, row: Succession, successor: str, leads: bool, acting: Acting, at: datetime
) -> Succession:
    """By hand: which body goes on, "" for none: the agency stays. One of a body's agencies leads.

    Raises SystemAdministratorOnly, AppliedAlready, SuccessorUnknown, SucceedsItself, SuccessorEnds.
    """
    require_system_administrator(acting)
    reorganisation = Reorganisation.objects.select_for_update().get(pk=row.reorganisation_id)
    require_not_begun(reorganisation)
    code = clean_line(successor)
    if code == row.agency.code:
        raise errors.SucceedsItself("successor", agency=row.agency.name)
    if code and code not in reorganisation.bodies:
        _require_standing(reorganisation, code)
    others = reorganisation.rows.exclude(pk=row.pk).filter(successor=code)
    if leads and code:
        others.update(leads=False)
    row.successor, row.stays = code, not code
    row.leads = bool(code) and (leads or not others.filter(leads=True).exists())
    row.save(update_fields=["successor", "stays", "leads"])
    facts: JsonObject = {
        "reorganisation": reorganisation.pk,
        "agency": row.agency.code,
        "successor": code,
        "stays": row.stays,
        "leads": row.leads,
    }
    record(row.agency_id, "succession_decided", facts, acting=acting, at=at)
    return row


def require_system_administrator(acting: Acting) -> None:
    if acting.role != Role.SYSTEM_ADMIN:
        raise errors.SystemAdministratorOnly


def require_not_begun(reorganisation: Reorganisation) -> None:
    if reorganisation.begun_at is not None:
        raise errors.AppliedAlready(decision=reorganisation.decision, on=reorganisation.begun_at)


def _require_standing(reorganisation: Reorganisation, code: str) -> None:
    agency = Agency.objects.filter(standing(reorganisation.effective_on), code=code).first()
    if agency is None:
        raise errors.SuccessorUnknown("successor", given=code)
    ending = reorganisation.rows.filter(agency=agency, stays=False)
    if ending.exists():
        raise errors.SuccessorEnds("successor", successor=agency.name)


def _standing(on: date) -> list[Agency]:
    rows = Agency.objects.filter(standing(on)).select_related("parent")
    return list(rows.order_by("pk"))
