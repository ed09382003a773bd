"""What an act's page knows before the act: what it will do to the clock, and what may be chosen."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django import forms

from cases.models import Dossier
from cases.services.look import current_step, newest_apology, planned
from cases.services.proposal import propose
from onecua.people.acting import Acting
from onecua.people.models import Agency, Post
from onecua.people.roles import Role
from onecua.people.selectors import absent_until
from procedures.calendars import working_calendar
from procedures.models import Need
from procedures.timing import office_date

ANSWER_DAYS = 30


@dataclass(frozen=True, slots=True)
class Scene:
    act: str
    dossier: Dossier
    acting: Acting
    now: datetime


# What the form begins with.


def empty(_scene: Scene) -> Mapping[str, Any]:
    return {}


def in_a_month(scene: Scene) -> Mapping[str, Any]:
    calendar = working_calendar(scene.dossier.calendar_revision)
    wanted = office_date(scene.now) + timedelta(days=ANSWER_DAYS)
    return {"answer_by": calendar.working_on_or_after(wanted)}


def the_draft(scene: Scene) -> Mapping[str, Any]:
    draft = newest_apology(scene.dossier)
    due = draft.new_due if draft else propose(scene.dossier, scene.now).new_due
    return {
        "reason": draft.reason if draft else "",
        "new_due_on": office_date(due) if due else None,
    }


def the_owner(scene: Scene) -> Mapping[str, Any]:
    return {"recipient": scene.dossier.applicant.name, "recipient_is_owner": True}


def result_of_today(scene: Scene) -> Mapping[str, Any]:
    return {"signed_on": office_date(scene.now), "quantity": scene.dossier.quantity}


# What may be chosen.


def a_day_only_without_result(form: forms.Form, scene: Scene) -> None:
    """An apology for what is finished names no other day."""
    if scene.dossier.ended_at:
        form.fields.pop("new_due_on", None)


def nothing_to_prepare(_form: forms.Form, _scene: Scene) -> None:
    return


def colleagues(form: forms.Form, scene: Scene) -> None:
    """Who holds a working post in the unit today, and until when he is away."""
    today = office_date(scene.now)
    posts = Post.objects.filter(
        unit=scene.dossier.holder_unit_id, role__in=[Role.OFFICER, Role.HEAD], valid_from__lte=today
    ).exclude(valid_to__lt=today)
    rows = posts.order_by("person__full_name").values_list(
        "person", "person__full_name", "position"
    )
    away = absent_until(today, people=[pk for pk, _name, _position in rows])
    words = {pk: f" (vắng đến {day:%d/%m/%Y})" for pk, day in away.items()}
    offered = {pk: f"{name}, {position}{words.get(pk, '')}" for pk, name, position in rows}
    _offer(form, "person_id", offered)


def earlier_steps(form: forms.Form, scene: Scene) -> None:
    steps = planned(scene.dossier)
    now = current_step(scene.dossier, steps)
    allowed = set(re.findall(r"\d+", now.step.may_return_to)) if now else set()
    offered = {step.no: f"{step.no}. {step.name}" for step in steps if str(step.no) in allowed}
    _offer(form, "to_step", offered)


def other_agencies(form: forms.Form, scene: Scene) -> None:
    """Every agency that is still there but the one that asks."""
    agencies = Agency.objects.filter(valid_to=None).exclude(pk=scene.acting.agency_id)
    _offer(form, "agency_id", dict(agencies.order_by("name").values_list("pk", "name")))


def what_the_result_needs(form: forms.Form, scene: Scene) -> None:
    """What this procedure's result must have is marked; what it cannot have is not asked."""
    procedure = scene.dossier.procedure
    needs = {
        "number": procedure.result_number,
        "signer": procedure.result_signer,
        "signed_on": procedure.result_signer,
        "file": procedure.result_file,
    }
    for name, need in needs.items():
        if need == Need.REQUIRED:
            form.fields[name].label = f"{form.fields[name].label} *"


def _offer(form: forms.Form, name: str, offered: Mapping[int, str]) -> None:
    field = form.fields[name]
    if isinstance(field, forms.TypedChoiceField):
        field.choices = [("", "– Chọn –"), *offered.items()]
