"""Rights are given by a decision, by somebody else, from a day; and never all taken away."""

from datetime import date, timedelta
from threading import Barrier, Thread
from typing import Any

import pytest
from django.contrib.auth import authenticate
from django.db import IntegrityError, connection, transaction

from onecua.ledger.models import Event
from onecua.people.acting import acting_on, posts_of
from onecua.people.models import Person, Post, Unit
from onecua.people.roles import Role
from onecua.people.services import errors, people, posts, units
from onecua.people.services.posts import NewPost
from tests.support.office import BEGINNING, PASSWORD, Office

pytestmark = pytest.mark.django_db(transaction=True)
TODAY = date(2021, 3, 1)
YESTERDAY = TODAY - timedelta(days=1)
DECISION = "15/QĐ-UBND"


def a_post(
    office: Office, role: str = Role.OFFICER, unit: str = "division", **more: Any
) -> NewPost:
    facts: dict[str, Any] = {
        "unit": office.units[unit], "role": role, "position": "Chuyên viên", "valid_from": TODAY,
    }  # fmt: skip
    return NewPost(**(facts | more))


def hire(office: Office, who: str = "unit_admin", username: str = "moi", **more: Any) -> Person:
    person, _secret = people.hire(
        username=username, full_name="Y Nhung", new=a_post(office, **more), decision=DECISION,
        acting=office[who], at=office.now,
    )  # fmt: skip
    return person


def appoint(office: Office, person: Person, who: str = "unit_admin", **more: Any) -> Post:
    return posts.appoint(
        person=person, new=a_post(office, **more), decision=DECISION, acting=office[who],
        at=office.now,
    )  # fmt: skip


def end(office: Office, post: Post, on: date = YESTERDAY, who: str = "admin") -> int:
    return posts.end_post(
        post=post, last_day=on, heir=None, decision=DECISION, acting=office[who], at=office.now
    )


def person_of(office: Office, who: str) -> Person:
    return Person.objects.get(pk=office[who].person_id)


def post_of(office: Office, who: str) -> Post:
    return Post.objects.get(pk=office[who].post_id)


def test_a_new_colleague_gets_an_account_a_post_and_one_event_in_the_agencys_stream(
    office: Office,
) -> None:
    person = hire(office)
    post = person.posts.get()
    assert acting_on(post).unit_id == office.units["division"].pk
    event = Event.objects.get(stream=office.units["division"].agency_id, kind="posts_given")
    assert event.data == {
        "decision": DECISION,
        "posts": [{
            "post": post.pk, "person": person.pk, "unit": post.unit_id, "role": "officer",
            "signs": False, "valid_from": "2021-03-01", "valid_to": None,
        }],
    }  # fmt: skip
    assert "Nhung" not in event.payload


@pytest.mark.parametrize("given", ["ab", "có dấu", "hai chữ", "a" * 61, "<b>"])
def test_a_username_is_plain_letters(office: Office, given: str) -> None:
    with pytest.raises(errors.UsernameWrong, match="không dùng được"):
        hire(office, username=given)


def test_a_username_is_given_once(office: Office) -> None:
    with pytest.raises(errors.NameTaken, match="“chuyenmon” đã có"):
        hire(office, username="ChuyenMon")


def test_nobody_gives_rights_to_himself(office: Office) -> None:
    with pytest.raises(errors.NotToOneself, match="Không ai tự giao quyền"):
        appoint(office, person_of(office, "unit_admin"), role=Role.HEAD, unit="leadership")
    with pytest.raises(errors.NotToOneself):
        appoint(office, person_of(office, "admin"), who="admin", role=Role.INSPECTOR)
    with pytest.raises(errors.NotToOneself, match="đặt lại mật khẩu"):
        people.reset_password(
            person=person_of(office, "admin"), acting=office["admin"], at=office.now
        )


@pytest.mark.parametrize("role", [Role.SYSTEM_ADMIN, Role.INSPECTOR, Role.PROVINCE_OFFICE])
def test_a_unit_administrator_cannot_give_what_sees_everything(office: Office, role: Role) -> None:
    with pytest.raises(errors.RoleReserved, match=role.label):
        appoint(office, person_of(office, "officer"), role=role)
    assert appoint(office, person_of(office, "officer"), who="admin", role=role).role == role


def test_an_administrator_reaches_his_agency_and_below_and_nobody_else_gives_rights(
    office: Office,
) -> None:
    for who in ("head", "officer", "inspector", "office", "far_head"):
        with pytest.raises(errors.OutOfReach):
            appoint(office, person_of(office, "clerk"), who=who)
    far = Unit.objects.get(pk=office["far_officer"].unit_id)
    with pytest.raises(errors.OutOfReach, match="UBND huyện Đắk Hà không thuộc phạm vi"):
        posts.appoint(
            person=person_of(office, "officer"),
            new=NewPost(unit=far, role=Role.OFFICER, position="", valid_from=TODAY),
            decision=DECISION, acting=office["unit_admin"], at=office.now,
        )  # fmt: skip


def test_the_same_post_is_not_held_twice_at_a_time_not_even_by_sql(office: Office) -> None:
    officer = person_of(office, "officer")
    with pytest.raises(errors.PostHeldAlready, match="từ 01/01/2018"):
        appoint(office, officer)
    with pytest.raises(IntegrityError, match="post_once_at_a_time"), transaction.atomic():
        Post.objects.create(
            person=officer, unit=office.units["division"], role=Role.OFFICER, position="x",
            valid_from=TODAY,
        )  # fmt: skip
    end(office, post_of(office, "officer"))
    assert appoint(office, officer).valid_from == TODAY


def test_no_post_in_a_unit_that_has_ended_or_before_it_began(office: Office) -> None:
    closing = units.open_unit(
        agency=office.desk.unit.agency, name="Tổ dự án", kind=Unit.Kind.DIVISION,
        valid_from=TODAY, decision=DECISION, acting=office["admin"], at=office.now,
    )  # fmt: skip
    units.close_unit(
        unit=closing, last_day=TODAY, successor=None, decision=DECISION, acting=office["admin"],
        at=office.now,
    )  # fmt: skip
    officer = person_of(office, "officer")
    for first, last in ((TODAY + timedelta(days=1), None), (TODAY, None)):
        with pytest.raises(errors.UnitNotOpen, match="Tổ dự án không hoạt động"):
            posts.appoint(
                person=officer, acting=office["admin"], at=office.now, decision=DECISION,
                new=NewPost(unit=closing, role=Role.OFFICER, position="", valid_from=first,
                            valid_to=last),
            )  # fmt: skip


def test_only_heads_sign_and_dates_run_forward(office: Office) -> None:
    officer = person_of(office, "officer")
    with pytest.raises(errors.OnlyHeadsSign, match="Chỉ vị trí lãnh đạo"):
        appoint(office, officer, unit="clerk", signs=True)
    with pytest.raises(errors.DatesWrong, match="trước ngày"):
        appoint(office, officer, unit="clerk", valid_to=YESTERDAY)
    with pytest.raises(errors.BackDated, match="ghi từ 01/03/2021 trở đi"):
        appoint(office, officer, unit="clerk", valid_from=BEGINNING)


def test_an_ended_post_opens_no_door_from_that_moment(office: Office) -> None:
    end(office, post_of(office, "officer"))
    assert list(posts_of(office["officer"].person_id, on=TODAY)) == []
    with pytest.raises(errors.AlreadyClosed, match="28/02/2021"):
        end(office, post_of(office, "officer"), TODAY)


def test_a_post_that_was_to_begin_later_is_withdrawn_whole(office: Office) -> None:
    later = appoint(office, person_of(office, "officer"), unit="clerk",
                    valid_from=TODAY + timedelta(days=30))  # fmt: skip
    end(office, later)
    again = appoint(office, person_of(office, "officer"), unit="clerk",
                    valid_from=TODAY + timedelta(days=30))  # fmt: skip
    assert again.pk != later.pk


def test_the_last_system_administrator_stays(office: Office) -> None:
    only = post_of(office, "admin")
    with pytest.raises(errors.LastSystemAdministrator, match="cuối cùng"):
        end(office, only)
    person, _ = people.hire(
        username="hethong2", full_name="Bùi Thị Sáu", decision=DECISION, acting=office["admin"],
        new=NewPost(unit=only.unit, role=Role.SYSTEM_ADMIN, position="", valid_from=TODAY),
        at=office.now,
    )  # fmt: skip
    other = acting_on(person.posts.get())
    assert (
        people.deactivate(
            person=person_of(office, "admin"),
            heirs={},
            decision=DECISION,
            acting=other,
            at=office.now,
        )
        == 0
    )
    with pytest.raises(errors.LastSystemAdministrator):
        end(office, person.posts.get())


def test_two_administrators_who_end_each_other_take_turns(office: Office) -> None:
    first = post_of(office, "admin")
    person, _ = people.hire(
        username="hethong2", full_name="Bùi Thị Sáu", decision=DECISION, acting=office["admin"],
        new=NewPost(unit=first.unit, role=Role.SYSTEM_ADMIN, position="", valid_from=TODAY),
        at=office.now,
    )  # fmt: skip
    second, together, refused = person.posts.get(), Barrier(2, timeout=30), []

    def end_the(post: Post) -> None:
        together.wait()
        try:
            posts.end_post(post=post, last_day=YESTERDAY, heir=None, decision=DECISION,
                           acting=None, at=office.now)  # fmt: skip
        except errors.LastSystemAdministrator:
            refused.append(post.pk)
        finally:
            connection.close()

    both = [Thread(target=end_the, args=(post,)) for post in (first, second)]
    for thread in both:
        thread.start()
    for thread in both:
        thread.join(60)
    standing = Post.objects.filter(role=Role.SYSTEM_ADMIN, valid_to=None)
    assert (len(refused), standing.count()) == (1, 1)


def test_a_reset_password_is_shown_once_ends_the_old_one_and_must_be_changed(
    office: Office,
) -> None:
    officer = person_of(office, "officer")
    secret = people.reset_password(person=officer, acting=office["unit_admin"], at=office.now)
    officer.refresh_from_db()
    assert officer.password_temporary
    assert authenticate(username="chuyenmon", password=PASSWORD) is None
    assert authenticate(username="chuyenmon", password=secret) == officer
    assert not Event.objects.filter(payload__contains=secret).exists()
    for new, why in (("ngan", "ngắn hơn"), ("chuyenmon-2021", "trùng"), ("1q2w3e4r5t", "hay bị"),
                     (secret, "trùng")):  # fmt: skip
        with pytest.raises(errors.PasswordWeak, match=why):
            people.change_password(person=officer, old=secret, new=new, acting=None, at=office.now)
    with pytest.raises(errors.PasswordWrong):
        people.change_password(
            person=officer, old=PASSWORD, new="khoai-mon-xanh", acting=None, at=office.now
        )
    changed = people.change_password(
        person=officer, old=secret, new="khoai-mon-xanh", acting=None, at=office.now
    )
    assert not changed.password_temporary
    assert authenticate(username="chuyenmon", password="khoai-mon-xanh") == officer  # noqa: S106


def test_a_commune_cannot_enter_as_somebody_who_also_sits_higher(office: Office) -> None:
    officer = person_of(office, "officer")
    posts.appoint(
        person=officer, decision=DECISION, acting=office["admin"], at=office.now,
        new=NewPost(unit=post_of(office, "office").unit, role=Role.PROVINCE_OFFICE, position="",
                    valid_from=TODAY),
    )  # fmt: skip
    with pytest.raises(errors.HoldsElsewhere, match="UBND tỉnh Kon Tum"):
        people.reset_password(person=officer, acting=office["unit_admin"], at=office.now)
    with pytest.raises(errors.HoldsElsewhere):
        people.deactivate(
            person=officer, heirs={}, decision=DECISION, acting=office["unit_admin"], at=office.now
        )


def test_a_deactivated_account_does_not_open_and_can_come_back_without_its_rights(
    office: Office,
) -> None:
    officer = person_of(office, "officer")
    acting = office["unit_admin"]
    people.deactivate(person=officer, heirs={}, decision=DECISION, acting=acting, at=office.now)
    assert authenticate(username="chuyenmon", password=PASSWORD) is None
    with pytest.raises(errors.PersonInactive, match="Mở lại tài khoản"):
        appoint(office, officer)
    back, secret = people.reactivate(
        person=officer, decision=DECISION, acting=office["admin"], at=office.now
    )
    assert authenticate(username="chuyenmon", password=secret) == back
    assert list(posts_of(officer.pk, on=TODAY)) == []


def test_a_name_is_corrected_and_the_ledger_says_only_that_it_was(office: Office) -> None:
    officer = person_of(office, "officer")
    given = {"full_name": "Nguyễn Văn Hưng", "phone": "0905 000 999"}
    people.correct(person=officer, given=given, acting=office["unit_admin"], at=office.now)
    officer.refresh_from_db()
    assert (officer.full_name, officer.search) == ("Nguyễn Văn Hưng", "nguyen van hung chuyenmon")
    event = Event.objects.get(kind="person_corrected")
    assert event.data == {"person": officer.pk, "fields": ["full_name", "phone"]}
    people.correct(person=officer, given=given, acting=office["unit_admin"], at=office.now)
    assert Event.objects.filter(kind="person_corrected").count() == 1
    with pytest.raises(errors.NameMissing, match="họ và tên"):
        people.correct(
            person=officer, given={"full_name": " "}, acting=office["unit_admin"], at=office.now
        )
