"""Who stands in for whom: work for some days, along a short chain; a signature by a paper, once."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from onecua.ledger.models import Event
from onecua.people.models import Absence, Delegation, Person, Post
from onecua.people.roles import Role
from onecua.people.services import absences, delegations, errors, posts
from onecua.people.services.delegations import NewDelegation
from onecua.people.services.posts import NewPost
from onecua.people.signatures import Authority, Signature, signature
from onecua.people.standing_in import Standing, standings_of
from tests.support.office import Office

pytestmark = pytest.mark.django_db(transaction=True)
TODAY = date(2021, 3, 1)
YESTERDAY = TODAY - timedelta(days=1)
FRIDAY = date(2021, 3, 5)
PAPER: dict[str, Any] = {"document": "08/QĐ-UBND", "document_on": date(2021, 2, 26)}


def post_of(office: Office, who: str) -> Post:
    posts = Post.objects.select_related("unit__agency", "person")
    return posts.get(pk=office[who].post_id)


def lend(
    office: Office, giver: str, receiver: str, kind: Authority = Authority.WORK, *,
    by: str = "", **more: Any,
) -> Delegation:  # fmt: skip
    facts: dict[str, Any] = {"valid_from": TODAY, "valid_to": FRIDAY} | more
    new = NewDelegation(
        kind=kind, giver=post_of(office, giver), receiver=post_of(office, receiver), **facts
    )
    return delegations.delegate(new, acting=office[by or giver], at=office.now)


def standings(office: Office, who: str, on: date = TODAY) -> dict[str, Standing]:
    found = standings_of(office[who].person_id, on=on)
    return {each.position: each for each in found}


def deputy(office: Office) -> None:
    """A second head beside the chairman, who does not sign of his own right."""
    person = Person.objects.create(username="phochutich", full_name="Y Blenh")
    post = posts.appoint(
        person=person, decision="1/QĐ", acting=office["admin"], at=office.now,
        new=NewPost(unit=office.units["leadership"], role=Role.HEAD, position="Phó Chủ tịch",
                    valid_from=TODAY),
    )  # fmt: skip
    office.people["deputy"] = Standing(post, str(post.pk), post).acting(person.pk)


def test_for_some_days_a_colleague_may_do_the_work_of_the_absent_one(office: Office) -> None:
    lend(office, "officer", "clerk")
    mine = standings(office, "clerk")
    assert list(mine) == ["Chuyên môn", "thay Nguyễn Văn Hùng, Chuyên môn"]
    acting = mine["thay Nguyễn Văn Hùng, Chuyên môn"].acting(office["clerk"].person_id)
    officer = office["officer"]
    assert (acting.person_id, acting.on_behalf_of) == (office["clerk"].person_id, officer.person_id)
    assert (acting.unit_id, acting.post_id, acting.signs) == (
        officer.unit_id, officer.post_id, False,
    )  # fmt: skip
    assert acting.keeper_id == officer.person_id
    assert list(standings(office, "clerk", FRIDAY + timedelta(days=1))) == ["Chuyên môn"]
    assert Event.objects.get(kind="delegation_given").data["valid_to"] == "2021-03-05"


def test_work_passes_on_along_a_chain_that_has_an_end_and_no_circle(office: Office) -> None:
    lend(office, "officer", "officer2")
    lend(office, "officer2", "clerk")
    assert list(standings(office, "clerk")) == [
        "Chuyên môn", "thay Y Hương, Chuyên môn", "thay Nguyễn Văn Hùng, Chuyên môn",
    ]  # fmt: skip
    with pytest.raises(errors.DelegationCycle, match="cho Phạm Thị Hoa"):
        lend(office, "clerk", "officer")
    with pytest.raises(errors.DelegationCycle):
        lend(office, "officer2", "officer")
    lend(office, "clerk", "reception")
    with pytest.raises(errors.ChainTooLong, match="chỉ có 3 lần"):
        lend(office, "reception", "reception2")
    next_week: dict[str, Any] = {
        "valid_from": FRIDAY + timedelta(days=3),
        "valid_to": FRIDAY + timedelta(days=7),
    }
    assert lend(office, "clerk", "officer", **next_week).pk


def test_a_signature_is_lent_by_a_paper_and_shows_who_signs_for_whom(office: Office) -> None:
    deputy(office)
    with pytest.raises(errors.DocumentMissing, match="số và ngày của văn bản"):
        lend(office, "head", "deputy", Authority.DEPUTY)
    lend(office, "head", "deputy", Authority.DEPUTY, valid_to=None, **PAPER)
    mine = standings(office, "deputy")
    assert list(mine) == ["Phó Chủ tịch", "Phó Chủ tịch, ký KT. Chủ tịch Phó Chủ tịch"]
    acting = list(mine.values())[1].acting(office["deputy"].person_id)
    assert acting.signs
    assert acting.signature == signature(Authority.DEPUTY, head="Chủ tịch", own="Phó Chủ tịch")
    assert acting.post_id == office["deputy"].post_id
    assert acting.on_behalf_of == office["head"].person_id
    assert acting.keeper_id == office["deputy"].person_id


def test_a_lent_signature_never_passes_on(office: Office) -> None:
    deputy(office)
    lend(office, "head", "deputy", Authority.AUTHORISED, **PAPER)
    with pytest.raises(errors.DelegationRefused, match="người ký thay không giao lại"):
        lend(office, "deputy", "head", Authority.DEPUTY, **PAPER)
    with pytest.raises(errors.DelegationRefused, match="phải giữ vị trí lãnh đạo"):
        lend(office, "head", "officer", Authority.BY_ORDER, **PAPER)
    with pytest.raises(errors.EndMissing, match="TUQ"):
        lend(office, "head", "deputy", Authority.AUTHORISED, valid_to=None, **PAPER)
    lend(office, "deputy", "officer")  # his work, without the signature
    lent = list(standings(office, "officer").values())[1].acting(office["officer"].person_id)
    assert lent.signs is False
    assert lent.signature == Signature("Chuyên môn")  # over his name stands what he is


@pytest.mark.parametrize(
    ("kind", "authority", "position"),
    [
        (Authority.DEPUTY, "KT. Giám đốc", "Phó Giám đốc"),
        (Authority.BY_ORDER, "TL. Giám đốc", "Phó Giám đốc"),
        (Authority.AUTHORISED, "TUQ. Giám đốc", "Phó Giám đốc"),
        (Authority.ACTING_HEAD, "", "Q. Giám đốc"),
        (Authority.WORK, "", "Phó Giám đốc"),
    ],
)
def test_the_lines_over_a_signature(kind: Authority, authority: str, position: str) -> None:
    lines = signature(kind, head="Giám đốc", own="Phó Giám đốc")
    assert (lines.authority, lines.position) == (authority, position)


def test_only_the_holder_or_his_administrator_lends_and_nobody_to_himself(office: Office) -> None:
    for who in ("reception", "far_head", "inspector"):
        with pytest.raises(errors.NotYourPost, match="Chỉ người giữ vị trí đó"):
            lend(office, "officer", "clerk", by=who)
    with pytest.raises(errors.NotToOneself, match="nhận ủy quyền"):
        lend(office, "head", "unit_admin", by="unit_admin")
    with pytest.raises(errors.DelegationRefused, match="không cùng cơ quan"):
        lend(office, "officer", "far_officer")
    assert lend(office, "officer", "clerk", by="unit_admin").pk
    with pytest.raises(errors.DelegatedAlready, match="từ 01/03/2021"):
        lend(office, "officer", "clerk")


def test_it_ends_when_it_is_taken_back_or_when_a_post_ends(office: Office) -> None:
    lent = lend(office, "officer", "clerk")
    with pytest.raises(errors.NotYourPost):
        delegations.end_delegation(
            delegation=lent, last_day=YESTERDAY, acting=office["clerk"], at=office.now
        )
    delegations.end_delegation(
        delegation=lent, last_day=YESTERDAY, acting=office["officer"], at=office.now
    )
    assert list(standings(office, "clerk")) == ["Chuyên môn"]
    again = lend(office, "officer", "clerk")
    posts.end_post(
        post=post_of(office, "officer"), last_day=YESTERDAY, heir=None, decision="2/QĐ",
        acting=office["unit_admin"], at=office.now,
    )  # fmt: skip
    again.refresh_from_db()
    assert again.valid_to == YESTERDAY
    assert Event.objects.filter(kind="delegation_ended").count() == 2


def test_the_database_refuses_what_the_services_would(office: Office) -> None:
    giver, receiver = post_of(office, "head"), post_of(office, "officer")
    bad = (
        {"kind": "kt", "receiver": receiver, "valid_to": FRIDAY},
        {"kind": "work", "receiver": receiver, "valid_to": None},
        {"kind": "work", "receiver": giver, "valid_to": FRIDAY},
    )
    for facts in bad:
        with pytest.raises(IntegrityError, match="delegation_"), transaction.atomic():
            Delegation.objects.create(giver=giver, valid_from=TODAY, **facts)


def test_an_absence_is_said_by_the_person_or_his_administrator(office: Office) -> None:
    officer = Person.objects.get(pk=office["officer"].person_id)
    days = {"first_day": TODAY, "last_day": FRIDAY}

    def declare(who: str, **other: date) -> Absence:
        return absences.declare_absence(
            person=officer, acting=office[who], at=office.now, **(days | other)
        )

    with pytest.raises(errors.OutOfReach, match="Nguyễn Văn Hùng"):
        declare("reception")
    absence = declare("officer")
    with pytest.raises(errors.AbsentAlready, match="từ 01/03/2021 đến 05/03/2021"):
        declare("unit_admin", last_day=TODAY)
    with pytest.raises(errors.AbsenceOver):
        declare("officer", first_day=YESTERDAY, last_day=YESTERDAY)
    absences.withdraw_absence(absence=absence, acting=office["unit_admin"], at=office.now)
    told = Event.objects.filter(kind__startswith="absence").order_by("seq")
    assert [event.kind for event in told] == ["absence_declared", "absence_withdrawn"]
