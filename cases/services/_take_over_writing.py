"""Dossiers of an older system written down, set-based: events first, then what repeats them."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal

from cases.clock_taken_over import old_supplements
from cases.events import check_payload
from cases.models import Applicant, Dossier, DossierAccess, StepRun, Supplement
from cases.services import access, caches, identity, numbering, step_runs
from cases.services._take_over_judging import Candidate
from cases.urgency import Soon
from onecua.kernel.checkcode import new_check_code
from onecua.kernel.text import fold
from onecua.ledger.writing import Actor, append_each
from procedures.timing import office_date

ASKED = "Theo yêu cầu bổ sung của hệ thống cũ."


def write(found: Sequence[Candidate], actor: Actor, at: datetime) -> None:
    """In the caller's transaction."""
    years = [office_date(each.row.received).year for each in found]
    streams = numbering.next_streams(years)
    for each in found:
        check_payload("taken_over", each.payload)
    said = [(stream, each.payload) for stream, each in zip(streams, found, strict=True)]
    append_each("taken_over", said, actor=actor, at=at)
    applicants = Applicant.objects.bulk_create(_applicant(each) for each in found)
    rules: dict[tuple[int, date], Soon] = {}
    dossiers = [
        _dossier(stream, each, applicant, rules, at)
        for stream, each, applicant in zip(streams, found, applicants, strict=True)
    ]
    Dossier.objects.bulk_create(dossiers)
    pairs = list(zip(found, dossiers, strict=True))
    StepRun.objects.bulk_create(_run(each, dossier, at) for each, dossier in pairs)
    Supplement.objects.bulk_create(
        Supplement(dossier=dossier, ordinal=ordinal, missing=ASKED, **old._asdict())
        for each, dossier in pairs
        for ordinal, old in enumerate(old_supplements(each.event), 1)
    )
    DossierAccess.objects.bulk_create(_access(dossiers))


def _applicant(each: Candidate) -> Applicant:
    row = each.row
    return Applicant(
        name=row.applicant,
        search=fold(row.applicant),
        phone=row.phone,
        address=row.address,
        **identity.columns(row.identity),
    )


def _dossier(
    stream: int,
    each: Candidate,
    applicant: Applicant,
    rules: dict[tuple[int, date], Soon],
    at: datetime,
) -> Dossier:
    dossier = Dossier(
        id=stream, version=1, code=each.row.code, check_code=new_check_code(), desk=each.desk,
        agency=each.desk.unit.agency, regime=each.regime, procedure=each.version,
        workflow=each.workflow, channel=str(each.payload["channel"]), quantity=each.row.quantity,
        applicant=applicant, state=each.state.value, received_at=each.row.received,
        calendar_revision=each.clock.calendar_revision,
        limit_number=Decimal(each.limit.number), limit_unit=each.limit.unit.value,
        step=each.step.no, holder_unit_id=each.unit_id, holder_person_id=each.person_id,
        held_since=at,
    )  # fmt: skip
    key = (dossier.agency_id, office_date(each.row.received))
    if key not in rules:
        rules[key] = caches.soon_of(dossier)
    for name, value in caches.columns_of(dossier, each.clock, rules[key]).items():
        setattr(dossier, name, value)
    for name, value in caches.lapse_columns(dossier, each.row.answer_by).items():
        setattr(dossier, name, value)
    dossier.step_due, _plan = step_runs.first_dates(
        dossier, each.clock, each.step.no, each.plan, at
    )
    return dossier


def _run(each: Candidate, dossier: Dossier, at: datetime) -> StepRun:
    """Its own term begins now: what the office before did with it is not counted here."""
    due, planned_due = step_runs.first_dates(dossier, each.clock, each.step.no, each.plan, at)
    return StepRun(
        dossier=dossier,
        no=each.step.no,
        name=each.step.name,
        unit_id=each.unit_id,
        person_id=each.person_id,
        started_at=at,
        planned_due=planned_due,
        due=due,
    )


def _access(dossiers: Sequence[Dossier]) -> list[DossierAccess]:
    known: dict[tuple[int, int | None, int], dict[int, str]] = {}
    rows = []
    for dossier in dossiers:
        narrow = dossier.procedure_id if dossier.procedure.confidential else 0
        key = (dossier.desk_id, dossier.holder_unit_id, narrow)
        if key not in known:
            known[key] = access.wanted(dossier, {}, new=True)
        rows += [
            DossierAccess(
                unit_id=unit, dossier=dossier, relation=relation, is_open=True,
                due=dossier.legal_due or access.NEVER,
            )
            for unit, relation in known[key].items()
        ]  # fmt: skip
    return rows
