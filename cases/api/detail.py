"""A dossier gathered for the API: the page's own selectors, before they become words."""

from datetime import datetime, timedelta
from typing import Any

from django.urls import reverse
from rest_framework import serializers

from cases.api.act_bodies import BODIES
from cases.api.fields import Body, Day, Instant
from cases.clock import ClockReading
from cases.history import clock_events, limit_of, reading
from cases.models import Applicant, Dossier
from cases.selectors.dossier import available_acts, deadline, owes_apology
from cases.selectors.timeline import timeline
from cases.states import Act, State
from onecua.people.acting import Acting
from procedures.calendars import working_calendar
from procedures.timing import Pause, explain

TYPES: tuple[tuple[type[serializers.Field[Any, Any, Any, Any]], str], ...] = (
    (Instant, "instant"),
    (Day, "date"),
    (serializers.BooleanField, "boolean"),
    (serializers.IntegerField, "integer"),
    (serializers.ChoiceField, "choice"),
    (serializers.BaseSerializer, "object"),
)


def row(dossier: Dossier, now: datetime) -> dict[str, Any]:
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
        "late": is_late(dossier, now),
        "deadline": deadline(dossier, now).text,
        "address": reverse("api:dossier", args=[str(dossier)]),
    }


def is_late(dossier: Dossier, now: datetime) -> bool:
    if dossier.ended_at is not None:
        return dossier.timeliness == Dossier.Timeliness.LATE
    return dossier.late_from is not None and dossier.late_from <= now


def detail(dossier: Dossier, acting: Acting, now: datetime) -> dict[str, Any]:
    clock = _reading(dossier, now)
    return row(dossier, now) | {
        "outcome": dossier.outcome,
        "agency": dossier.agency.name,
        "desk": dossier.desk.name,
        "quantity": dossier.quantity,
        "provisional": dossier.provisional,
        "step": dossier.step,
        "step_due": dossier.step_due,
        "holder_person": dossier.holder_person.full_name if dossier.holder_person else None,
        "at_desk_since": dossier.at_desk_since,
        "owes_apology": owes_apology(dossier, now),
        "applicant_details": _applicant(dossier.applicant),
        "papers": dossier.papers.values("name", "originals", "copies", "present"),
        "clock": _clock(dossier, clock) if clock else None,
        "explanation": _explanation(dossier, clock, now) if clock else [],
        "timeline": timeline(dossier.pk),
        "slips": [
            {"form": slip.form, "number": slip.number, "issued_at": slip.issued_at,
             "address": reverse("cases:slip", args=[slip.pk])}
            for slip in dossier.slips.order_by("pk")
        ],
        "available_acts": [
            act_answer(act, dossier)
            for act in available_acts(dossier, acting, now)
            if act.name in BODIES
        ],
    }  # fmt: skip


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


def _reading(dossier: Dossier, now: datetime) -> ClockReading | None:
    if dossier.limit_number is None:
        return None
    return reading(dossier, clock_events(dossier.pk), now)


def _clock(dossier: Dossier, clock: ClockReading) -> dict[str, Any]:
    return {
        "run": clock.run.value,
        "limit": str(limit_of(dossier)),
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


def _explanation(dossier: Dossier, clock: ClockReading, now: datetime) -> list[dict[str, Any]]:
    """While the clock is stopped: the walk to the projection, as if it went on now."""
    limit = limit_of(dossier)
    if limit is None or clock.started_at is None:
        return []
    pauses = [Pause(each.from_, each.to or max(now, each.from_)) for each in clock.pauses]
    calendar = working_calendar(clock.calendar_revision)
    starts_as = "ngày tiếp nhận" if clock.started_at == _received(clock) else "ngày tính lại từ đầu"
    return [
        {"on": day.on, "counted": day.counted, "number": day.number, "reason": day.reason}
        for day in explain(clock.started_at, limit, calendar, pauses, starts_as=starts_as)
    ]


def _received(clock: ClockReading) -> datetime | None:
    """A term that was started again began when the last pause ended."""
    ends = {pause.to for pause in clock.pauses}
    return None if clock.started_at in ends else clock.started_at


def _applicant(applicant: Applicant) -> dict[str, Any]:
    return {
        "name": applicant.name,
        "kind": applicant.kind,
        "identity": f"•••{applicant.identity_tail}" if applicant.identity_tail else "",
        "address": applicant.address,
        "phone": applicant.phone,
        "submitter": applicant.submitter,
    }
