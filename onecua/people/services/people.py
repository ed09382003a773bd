"""People come with their first post, and go; a password given to them is changed by them."""

from collections.abc import Mapping
from datetime import date, datetime

from django.contrib.auth.hashers import check_password, make_password
from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.crypto import get_random_string
from django.utils.timezone import localdate

from onecua.kernel.text import clean_line, fold
from onecua.ledger.canonical import JsonObject
from onecua.people import holdings
from onecua.people.acting import Acting
from onecua.people.models import Person, Post
from onecua.people.rights import people_of
from onecua.people.services import errors
from onecua.people.services._guards import (
    A_DAY,
    require_another,
    require_another_system_administrator,
    require_decision,
    require_somebody_left,
    require_whole_reach,
)
from onecua.people.services._record import record
from onecua.people.services.posts import NewPost, appoint, close
from onecua.people.staff_rows import USERNAME
from onecua.people.validity import not_yet_over

LEAST = 10  # characters of a password
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # read aloud and typed without a mistake
CORRECTABLE = ("full_name", "email", "phone")


@transaction.atomic
def hire(
    *,
    username: str,
    full_name: str,
    new: NewPost,
    decision: str,
    acting: Acting | None,
    at: datetime,
    email: str = "",
    phone: str = "",
) -> tuple[Person, str]:
    """A new account with its first post, and the temporary password, which is shown once.

    Raises UsernameWrong, NameMissing, NameTaken, and what `appoint` raises.
    """
    name, login = clean_line(full_name), username_of(username)
    if not name:
        raise errors.NameMissing("full_name", what="họ và tên")
    if Person.objects.filter(username=login).exists():
        raise errors.NameTaken("username", what="tên đăng nhập", given=login)
    secret = temporary_password()
    person = Person.objects.create(
        username=login, full_name=name, email=clean_line(email), phone=clean_line(phone),
        search=search_text(name, login), password=make_password(secret), password_temporary=True,
    )  # fmt: skip
    appoint(person=person, new=new, decision=decision, acting=acting, at=at)
    return person, secret


@transaction.atomic
def correct(
    *, person: Person, given: Mapping[str, str], acting: Acting | None, at: datetime
) -> Person:
    """Name, mail, telephone; the event says which, not what. Raises NameMissing, HoldsElsewhere."""
    person = Person.objects.select_for_update(no_key=True).get(pk=person.pk)
    require_whole_reach(acting, person, localdate(at))
    wanted = {name: clean_line(given[name]) for name in CORRECTABLE if name in given}
    if wanted.get("full_name") == "":
        raise errors.NameMissing("full_name", what="họ và tên")
    changed = [name for name, value in wanted.items() if getattr(person, name) != value]
    if not changed:
        return person
    facts: JsonObject = {"person": person.pk, "fields": sorted(changed)}
    record(home_of(person), "person_corrected", facts, acting=acting, at=at)
    for name in changed:
        setattr(person, name, wanted[name])
    person.search = search_text(person.full_name, person.username)
    person.save(update_fields=[*changed, "search"])
    return person


@transaction.atomic
def reset_password(*, person: Person, acting: Acting | None, at: datetime) -> str:
    """A temporary password, shown once: its owner must change it, and every session of his ends.

    Raises NotToOneself (one changes one's own by its old one), HoldsElsewhere, PersonInactive.
    """
    person = Person.objects.select_for_update(no_key=True).get(pk=person.pk)
    require_another(acting, person.pk, "đặt lại mật khẩu")
    require_whole_reach(acting, person, localdate(at))
    if not person.is_active:
        raise errors.PersonInactive("person", username=person.username)
    secret = temporary_password()
    record(home_of(person), "password_reset", {"person": person.pk}, acting=acting, at=at)
    person.password, person.password_temporary = make_password(secret), True
    person.save(update_fields=["password", "password_temporary"])
    return secret


@transaction.atomic
def change_password(
    *, person: Person, old: str, new: str, acting: Acting | None, at: datetime
) -> Person:
    """By its owner, who knows the old one. Raises PasswordWrong, PasswordWeak."""
    person = Person.objects.select_for_update(no_key=True).get(pk=person.pk)
    if not check_password(old, person.password):
        raise errors.PasswordWrong("old")
    if why := _why_weak(new, old, person.username):
        raise errors.PasswordWeak("new", why=why, least=LEAST)
    record(home_of(person), "password_changed", {"person": person.pk}, acting=acting, at=at)
    person.password, person.password_temporary = make_password(new), False
    person.save(update_fields=["password", "password_temporary"])
    return person


@transaction.atomic
def hand_on(
    *, person: Person, heirs: Mapping[int, int | None], acting: Acting | None, at: datetime
) -> int:
    """What the person holds goes to the heirs; he stays. Raises OutOfReach."""
    if acting is not None and not people_of(acting).filter(pk=person.pk).exists():
        raise errors.OutOfReach(what=person.full_name)
    return holdings.move(person.pk, heirs, acting=acting, at=at)


@transaction.atomic
def deactivate(
    *,
    person: Person,
    heirs: Mapping[int, int | None],
    decision: str,
    acting: Acting | None,
    at: datetime,
) -> int:
    """The account and every post end at once; what the person holds goes to the heirs. How many.

    heirs: unit -> person; a unit that is not named assigns anew what lies there.
    Raises NotToOneself, HoldsElsewhere, DecisionMissing, LastSystemAdministrator, LastOfUnit.
    """
    require_another(acting, person.pk, "ngừng tài khoản")
    words, today = require_decision(decision), localdate(at)
    person = Person.objects.select_for_update(no_key=True).get(pk=person.pk)
    require_whole_reach(acting, person, today)
    if not person.is_active:
        raise errors.PersonInactive("person", username=person.username)
    posts = _posts_not_over(person, today)
    require_another_system_administrator({post.pk for post in posts}, today)
    require_somebody_left(posts, today)
    held = {each.unit_id: heirs.get(each.unit_id) for each in holdings.of_person(person.pk)}
    moved = holdings.move(person.pk, held, acting=acting, at=at)
    for post in posts:
        close(post, today - A_DAY, decision=words, acting=acting, at=at)
    facts: JsonObject = {"person": person.pk, "moved": moved, "decision": words}
    record(home_of(person), "person_deactivated", facts, acting=acting, at=at)
    person.is_active = False
    person.save(update_fields=["is_active"])
    return moved


@transaction.atomic
def reactivate(
    *, person: Person, decision: str, acting: Acting | None, at: datetime
) -> tuple[Person, str]:
    """The account again, with a new password and without any post. Raises as reset_password."""
    words = require_decision(decision)
    person = Person.objects.select_for_update(no_key=True).get(pk=person.pk)
    require_whole_reach(acting, person, localdate(at))
    facts: JsonObject = {"person": person.pk, "decision": words}
    record(home_of(person), "person_reactivated", facts, acting=acting, at=at)
    person.is_active = True
    person.save(update_fields=["is_active"])
    return person, reset_password(person=person, acting=acting, at=at)


def home_of(person: Person) -> int:
    """Whose stream tells of this person: the agency of the newest post; else the office's own."""
    newest = person.posts.order_by("-valid_from", "-pk").select_related("unit").first()
    return newest.unit.agency_id if newest else 0


def username_of(given: str) -> str:
    """Raises UsernameWrong."""
    username = clean_line(given).lower()
    if not USERNAME.fullmatch(username):
        raise errors.UsernameWrong("username", given=clean_line(given))
    return username


def search_text(full_name: str, username: str) -> str:
    return fold(f"{full_name} {username}")


def temporary_password() -> str:
    return get_random_string(12, _LETTERS)


def _posts_not_over(person: Person, on: date) -> list[Post]:
    posts = person.posts.filter(not_yet_over(on)).select_related("unit__agency")
    return list(posts.order_by("pk"))


def _why_weak(new: str, old: str, username: str) -> str:
    if len(new) < LEAST:
        return f"ngắn hơn {LEAST} ký tự"
    if fold(username) in fold(new) or new == old:
        return "trùng với tên đăng nhập hoặc mật khẩu cũ"
    try:
        CommonPasswordValidator().validate(new)
    except ValidationError:
        return "nằm trong danh sách hay bị đoán"
    return ""
