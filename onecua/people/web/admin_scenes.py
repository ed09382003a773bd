"""What the forms of the organisation's acts offer, begin with, and say they are about."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.timezone import localdate

from onecua.people import holdings
from onecua.people.models import Absence, Agency, Delegation, Person, Post, Unit
from onecua.people.rights import administers, agencies_of
from onecua.people.roles import WORKERS, Role
from onecua.people.validity import standing
from onecua.people.web.doors import Scene
from onecua.people.web.fields import Chosen, offer

UNASSIGNED = "Đơn vị phân công lại"


def nothing_to_prepare(_form: forms.Form, _scene: Scene) -> None:
    return


def from_today(scene: Scene) -> Mapping[str, Any]:
    today = localdate(scene.now)
    return {"valid_from": today, "first_day": today, "last_day": today}


def ends_today(scene: Scene) -> Mapping[str, Any]:
    return {"last_day": localdate(scene.now)}


def ends_at_once(scene: Scene) -> Mapping[str, Any]:
    return {"last_day": localdate(scene.now) - timedelta(days=1)}


def as_known(scene: Scene) -> Mapping[str, Any]:
    person: Person = scene.target
    return {"full_name": person.full_name, "email": person.email, "phone": person.phone}


def successors_of_agency(form: forms.Form, scene: Scene) -> None:
    agency: Agency = scene.target
    others = agencies_of(scene.acting).filter(valid_to=None, kind=agency.kind)
    rows = others.exclude(pk=agency.pk).order_by("name").values_list("pk", "name")
    offer(form, "successor", dict(rows))


def successors_of_unit(form: forms.Form, scene: Scene) -> None:
    unit: Unit = scene.target
    others = unit.agency.units.filter(valid_to=None).exclude(pk=unit.pk)
    offer(form, "successor", dict(others.order_by("name").values_list("pk", "name")))


def colleagues_of_post(form: forms.Form, scene: Scene) -> None:
    post: Post = scene.target
    offer(form, "heir", _colleagues(post.unit_id, post.person_id, scene))


def heirs(form: forms.Form, scene: Scene) -> None:
    """A choice for each unit where the person holds something, with how much it is."""
    person: Person = scene.target
    for held in holdings.of_person(person.pk):
        name = f"heir_{held.unit_id}"
        label = f"{held.count} hồ sơ ở {held.unit} chuyển cho"
        form.fields[name] = Chosen(label, empty=UNASSIGNED, required=False)
        offer(form, name, _colleagues(held.unit_id, person.pk, scene))


def receivers(form: forms.Form, scene: Scene) -> None:
    """Of the same agency, or the heads just below it; the nearest unit first."""
    post: Post = scene.target
    agency, today = post.unit.agency_id, localdate(scene.now)
    standing_now = Post.objects.filter(standing(today), person__is_active=True)
    near = standing_now.filter(unit__agency=agency)
    below = standing_now.filter(unit__agency__parent=agency, role=Role.HEAD)
    others = (near | below).exclude(person=post.person_id)
    offer(form, "receiver", _named(others.order_by("unit__agency", "unit__name", "pk")))


def about(scene: Scene) -> str:
    """Whom or what the page is about, in a line."""
    target = scene.target
    if isinstance(target, Unit):
        return f"{target.name}, {target.agency.name}"
    if isinstance(target, Post):
        return f"{target.person.full_name}, {target.position}, {target.unit.name}"
    if isinstance(target, Delegation):
        return f"{target.giver.person.full_name} cho {target.receiver.person.full_name}"
    if isinstance(target, Absence):
        return f"{target.person.full_name}, {target}"
    return str(target)


def back(scene: Scene) -> str:
    """The page one came from: the agency's, the person's, or one's own."""
    target = scene.target
    if not administers(scene.acting):
        return reverse("people:standing-in")
    if isinstance(target, Agency):
        return reverse("people:agency", args=[target.pk])
    if isinstance(target, Unit):
        return reverse("people:agency", args=[target.agency_id])
    return reverse("people:person", args=[_person_of(target)])


def _person_of(target: Any) -> int:
    if isinstance(target, Person):
        return target.pk
    return int(target.giver.person_id if isinstance(target, Delegation) else target.person_id)


def _colleagues(unit_id: int, person_id: int, scene: Scene) -> dict[int, str]:
    today = localdate(scene.now)
    posts = Post.objects.filter(standing(today), unit=unit_id, role__in=WORKERS)
    others = posts.exclude(person=person_id).order_by("person__full_name")
    rows = others.values_list("person", "person__full_name", "position")
    return {pk: f"{name}, {position}" for pk, name, position in rows}


def _named(posts: QuerySet[Post]) -> dict[int, str]:
    rows = posts.values_list("pk", "person__full_name", "position", "unit__name")
    return {pk: f"{name}, {position}, {unit}" for pk, name, position, unit in rows}
