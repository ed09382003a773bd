"""From a filled form to the service, and what is said of it: one function an act."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.urls import reverse

from onecua.people.models import Agency, Person, Post, Unit
from onecua.people.services import absences, agencies, delegations, errors, people, posts, units
from onecua.people.services.agencies import NewAgency
from onecua.people.services.delegations import NewDelegation
from onecua.people.services.posts import NewPost
from onecua.people.web.admin_forms import HeirsForm
from onecua.people.web.admin_scenes import back
from onecua.people.web.doors import Scene

Given = dict[str, Any]
POST_FACTS = ("role", "position", "signs", "authority", "valid_from", "valid_to")


@dataclass(frozen=True, slots=True)
class Done:
    words: str
    back: str
    secret: str = ""  # a temporary password
    username: str = ""


def open_agency(scene: Scene, given: Given, _form: forms.Form) -> Done:
    when = {name: given.pop(name) for name in ("valid_from", "decision")}
    new = NewAgency(parent=scene.target, **given)
    agency = agencies.open_agency(new, **when, **_by(scene))
    return Done(f"Đã lập {agency.name}.", reverse("people:agency", args=[agency.pk]))


def open_unit(scene: Scene, given: Given, _form: forms.Form) -> Done:
    unit = units.open_unit(agency=scene.target, **given, **_by(scene))
    return Done(f"Đã lập {unit.name}.", back(scene))


def open_desk(scene: Scene, given: Given, _form: forms.Form) -> Done:
    desk = units.open_desk(unit=scene.target, **given, **_by(scene))
    return Done(f"Đã mở {desk.name}.", back(scene))


def close_agency(scene: Scene, given: Given, _form: forms.Form) -> Done:
    successor = Agency.objects.filter(pk=given.pop("successor")).first()
    closed = agencies.close_agency(agency=scene.target, successor=successor, **given, **_by(scene))
    return Done(f"{closed.name} hoạt động đến hết {closed.valid_to:%d/%m/%Y}.", back(scene))


def close_unit(scene: Scene, given: Given, _form: forms.Form) -> Done:
    successor = Unit.objects.filter(pk=given.pop("successor")).first()
    closed = units.close_unit(unit=scene.target, successor=successor, **given, **_by(scene))
    return Done(f"{closed.name} hoạt động đến hết {closed.valid_to:%d/%m/%Y}.", back(scene))


def hire(scene: Scene, given: Given, _form: forms.Form) -> Done:
    new = _new_post(scene, given)
    person, secret = people.hire(new=new, **given, **_by(scene))
    words = f"Đã thêm {person.full_name} vào {scene.target.name}."
    return Done(words, _page_of(person), secret, person.username)


def appoint(scene: Scene, given: Given, _form: forms.Form) -> Done:
    username = given.pop("username").strip().lower()
    person = Person.objects.filter(username=username).first()
    if person is None:
        raise errors.UsernameUnknown("username", given=username)
    new = _new_post(scene, given)
    posts.appoint(person=person, new=new, **given, **_by(scene))
    return Done(f"Đã giao vị trí cho {person.full_name}.", back(scene))


def end_post(scene: Scene, given: Given, _form: forms.Form) -> Done:
    moved = posts.end_post(post=scene.target, **given, **_by(scene))
    words = f"Vị trí có hiệu lực đến hết {given['last_day']:%d/%m/%Y}; {moved} hồ sơ đã chuyển."
    return Done(words, back(scene))


def delegate(scene: Scene, given: Given, _form: forms.Form) -> Done:
    everyone = Post.objects.select_related("person", "unit__agency")
    receiver = everyone.get(pk=given.pop("receiver"))
    new = NewDelegation(giver=scene.target, receiver=receiver, **given)
    delegations.delegate(new, **_by(scene))
    return Done(f"Đã ủy quyền cho {receiver.person.full_name}.", back(scene))


def end_delegation(scene: Scene, given: Given, _form: forms.Form) -> Done:
    delegations.end_delegation(delegation=scene.target, **given, **_by(scene))
    return Done("Đã thu hồi ủy quyền.", back(scene))


def correct(scene: Scene, given: Given, _form: forms.Form) -> Done:
    people.correct(person=scene.target, given=given, **_by(scene))
    return Done("Đã lưu thông tin.", back(scene))


def reset_password(scene: Scene, _given: Given, _form: forms.Form) -> Done:
    person: Person = scene.target
    secret = people.reset_password(person=person, **_by(scene))
    words = f"Đã đặt lại mật khẩu của {person.full_name}."
    return Done(words, back(scene), secret, person.username)


def hand_on(scene: Scene, _given: Given, form: forms.Form) -> Done:
    moved = people.hand_on(person=scene.target, heirs=_heirs(form), **_by(scene))
    return Done(f"Đã chuyển {moved} hồ sơ.", back(scene))


def deactivate(scene: Scene, given: Given, form: forms.Form) -> Done:
    person: Person = scene.target
    moved = people.deactivate(
        person=person, heirs=_heirs(form), decision=given["decision"], **_by(scene)
    )
    return Done(f"Đã ngừng tài khoản {person.username}; {moved} hồ sơ đã chuyển.", back(scene))


def reactivate(scene: Scene, given: Given, _form: forms.Form) -> Done:
    person, secret = people.reactivate(person=scene.target, **given, **_by(scene))
    return Done(f"Đã mở lại tài khoản {person.username}.", back(scene), secret, person.username)


def declare_absence(scene: Scene, given: Given, _form: forms.Form) -> Done:
    absence = absences.declare_absence(person=scene.target, **given, **_by(scene))
    return Done(f"Đã ghi vắng mặt {absence}.", back(scene))


def withdraw_absence(scene: Scene, _given: Given, _form: forms.Form) -> Done:
    absences.withdraw_absence(absence=scene.target, **_by(scene))
    return Done("Đã bỏ ngày vắng mặt.", back(scene))


def _by(scene: Scene) -> dict[str, Any]:
    return {"acting": scene.acting, "at": scene.now}


def _new_post(scene: Scene, given: Given) -> NewPost:
    return NewPost(unit=scene.target, **{name: given.pop(name) for name in POST_FACTS})


def _heirs(form: forms.Form) -> dict[int, int | None]:
    return form.heirs() if isinstance(form, HeirsForm) else {}


def _page_of(person: Person) -> str:
    return reverse("people:person", args=[person.pk])
