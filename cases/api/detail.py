"""A dossier gathered for the API: the page's own selectors, before they become words."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.urls import reverse
from rest_framework import serializers

from cases.api.act_bodies import BODIES
from cases.api.fields import Body, Day, Instant
from cases.clock import ClockReading
from cases.history import limit_of, reading
from cases.models import Applicant, Dossier, Slip
from cases.selectors.clock_view import clock_events_of, walk
from cases.selectors.deadlines import deadline, stopped_since, went_late
from cases.selectors.debt import owes_apology
from cases.selectors.dossier import available_acts, newest_first, read_whole
from cases.selectors.dossier_lines import unit_names
from cases.selectors.timeline import lines_of
from cases.services.look import planned
from cases.states import Act, State
from onecua.people.acting import Acting
from procedures.timing import TimeLimit

TYPES: tuple[tuple[type[serializers.Field[Any, Any, Any, Any]], str], ...] = (
    (Instant, "instant"),
    (Day, "date"),
    (serializers.BooleanField, "boolean"),
    (serializers.IntegerField, "integer"),
    (serializers.ChoiceField, "choice"),
    (serializers.BaseSerializer, "object"),
)


def row(dossier: Dossier, now: datetime, *, stopped_at: datetime | None = None) -> dict[str, Any]:
    """stopped_at: of the open pause, for the words of the deadline."""
    return {
        "code": dossier.code,
        "contact": dossier.contact,
        "version": dossier.version,
        "state": dossier.state,
        "state_label": State(dossier.state).label,
        "procedure": dossier.procedure.procedure.code,
        "procedure_title": dossier.procedure.short_title,
        "applicant": dossier.applicant.name,
        "channel": dossier.channel,
        "holder_unit": dossier.holder_unit.name if dossier.holder_unit else None,
        "received_at": dossier.received_at,
        "promised_due": dossier.promised_due,
        "legal_due": dossier.legal_due,
        "appointed_due": dossier.appointed_due,
        "late": went_late(dossier, now),
        "deadline": deadline(dossier, now, stopped_at=stopped_at).text,
        "address": reverse("api:dossier", args=[str(dossier)]),
    }


def rows(dossiers: Sequence[Dossier], now: datetime) -> list[dict[str, Any]]:
    stopped = stopped_since(dossiers)
    return [row(dossier, now, stopped_at=stopped.get(dossier.pk)) for dossier in dossiers]


def detail(dossier: Dossier, acting: Acting, now: datetime) -> dict[str, Any]:
    events = read_whole(dossier)
    steps = planned(dossier)
    limit = limit_of(dossier)
    clock = reading(dossier, clock_events_of(events), now) if limit else None
    holder = dossier.holder_person
    return rows([dossier], now)[0] | {
        "outcome": dossier.outcome,
        "agency": dossier.agency.name,
        "desk": dossier.desk.name,
        "quantity": dossier.quantity,
        "provisional": dossier.provisional,
        "step": dossier.step,
        "step_due": dossier.step_due,
        "holder_person": holder.full_name if holder else None,
        "at_desk_since": dossier.at_desk_since,
        "owes_apology": owes_apology(dossier, now),
        "applicant_details": _applicant(dossier.applicant),
        "papers": dossier.papers.all(),
        "clock": _clock(clock, limit) if clock and limit else None,
        "explanation": walk(clock, limit, now) if clock and limit else [],
        "timeline": lines_of(newest_first(events), unit_names(dossier, steps)),
        "slips": [_slip(slip) for slip in reversed(dossier.slips.all())],
        "available_acts": [
            act_answer(act, dossier)
            for act in available_acts(dossier, acting, now, steps)
            if act.name in BODIES
        ],
    }


def _slip(slip: Slip) -> dict[str, Any]:
    return {
        "id": slip.pk,
        "form": slip.form,
        "number": slip.number,
        "issued_at": slip.issued_at,
        "address": reverse("cases:slip", args=[slip.pk]),
    }


def act_answer(act: Act, dossier: Dossier) -> dict[str, Any]:
    return {
        "name": act.name,
        "label": act.label,
        "effect": act.effect.value,
        "address": reverse(f"api:act-{act.name}", args=[str(dossier)]),
        "fields": _fields(BODIES[act.name]()),
    }


def _fields(body: Body, prefix: str = "") -> list[dict[str, Any]]:
    """Flat, with dots for what lies inside: result.number."""
    told: list[dict[str, Any]] = []
    for name, field in body.fields.items():
        if isinstance(field, Body):
            told += _fields(field, f"{prefix}{name}.")
            continue
        told.append(
            {
                "name": prefix + name,
                "label": field.label or "",
                "type": next((word for kind, word in TYPES if isinstance(field, kind)), "text"),
                "required": field.required,
                "choices": dict(getattr(field, "choices", {})),
            }
        )
    return told


def _clock(clock: ClockReading, limit: TimeLimit) -> dict[str, Any]:
    return {
        "run": clock.run.value,
        "limit": str(limit),
        "generation": clock.generation,
        "started_at": clock.started_at,
        "projection": clock.projection.at if clock.projection else None,
        "late_from": clock.late_from,
        "late_days": clock.late_days,
        "used_minutes": clock.used // timedelta(minutes=1),
        "left_minutes": clock.left // timedelta(minutes=1),
        "timeliness": clock.timeliness.value if clock.timeliness else None,
        "pauses": [
            {"began_at": pause.from_, "ended_at": pause.to, "ground": pause.ground}
            for pause in clock.pauses
        ],
    }  # fmt: skip


def _applicant(applicant: Applicant) -> dict[str, Any]:
    return {
        "name": applicant.name,
        "kind": applicant.kind,
        "identity": f"•••{applicant.identity_tail}" if applicant.identity_tail else "",
        "address": applicant.address,
        "phone": applicant.phone,
        "submitter": applicant.submitter,
    }
