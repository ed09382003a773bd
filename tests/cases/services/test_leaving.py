"""Who leaves hands on what he holds; who stands in acts for another, and the paper says so."""

import json
from datetime import date, timedelta
from typing import Any

import pytest

from cases.models import Dossier
from cases.selectors.dossier import newest_first
from cases.selectors.timeline import Line, lines_of
from cases.selectors.worklist import TABS, listed
from cases.services import apology, handover, result, steps, supplement
from cases.services.check import check_clocks
from cases.services.errors import NotASigner, NotInUnit
from onecua.ledger.models import Event
from onecua.ledger.verification import verify_ledger
from onecua.people import holdings
from onecua.people.models import Person, Post
from onecua.people.roles import Role
from onecua.people.services import errors, people, posts, units
from onecua.people.services.posts import NewPost
from onecua.people.signatures import Authority
from onecua.people.standing_in import standings_of
from procedures.models import Configuration
from tests.people.services.test_standing_in import PAPER, deputy, lend
from tests.support.office import BUILDING, Office

pytestmark = pytest.mark.django_db(transaction=True)
TODAY = date(2021, 3, 1)
YESTERDAY = TODAY - timedelta(days=1)


def timeline(stream: int) -> list[Line]:
    return lines_of(newest_first(Event.objects.filter(stream=stream)))


def person_of(office: Office, who: str) -> Person:
    return Person.objects.get(pk=office[who].person_id)


def leave(office: Office, heir: str | None) -> int:
    unit = office.units["division"].pk
    return people.deactivate(
        person=person_of(office, "officer"),
        heirs={unit: office[heir].person_id if heir else None},
        decision="21/QĐ-UBND", acting=office["unit_admin"], at=office.now,
    )  # fmt: skip


def test_the_page_can_say_what_a_person_holds_and_where(office: Office) -> None:
    first, _second = office.with_officer(), office.with_officer()
    held = holdings.of_person(office["officer"].person_id)
    assert [(each.unit, each.count) for each in held] == [("Công chức chuyên môn", 2)]
    assert holdings.of_units([office.units["division"].pk]) == 2
    steps.complete_step(dossier_id=first.pk, acting=office["officer"], at=office.now)
    assert holdings.of_units([office.units["leadership"].pk]) == 1  # on its way there


def test_the_heir_gets_every_dossier_with_one_event_each(office: Office) -> None:
    mine = [office.with_officer() for _ in range(3)]
    others = handover.assign(
        dossier_id=office.with_officer().pk, person_id=office["officer2"].person_id,
        acting=office["officer"], at=office.now,
    )  # fmt: skip
    assert leave(office, "officer2") == 3
    for dossier in mine:
        dossier.refresh_from_db()
        event = Event.objects.get(stream=dossier.pk, seq=dossier.version)
        assert (event.kind, event.post) == ("holder_moved", office["unit_admin"].post_id)
        assert dossier.holder_person_id == office["officer2"].person_id
        assert dossier.steps.get(ended_at=None).person_id == office["officer2"].person_id
    assert not Event.objects.filter(stream=others.pk, kind="holder_moved").exists()
    said = timeline(mine[0].pk)[0].sentence
    assert said == "Nguyễn Văn Hùng thôi giữ hồ sơ tại Công chức chuyên môn; Y Hương tiếp tục."
    moved = Event.objects.get(kind="person_deactivated").data["moved"]
    assert (moved, list(check_clocks(office.now)), list(verify_ledger())) == (3, [], [])


def test_without_an_heir_the_unit_assigns_anew(office: Office) -> None:
    dossier = office.with_officer()
    assert leave(office, None) == 1
    dossier.refresh_from_db()
    assert (dossier.holder_person, dossier.holder_unit) == (None, office.units["division"])
    assert dossier in listed(office["officer2"], TABS["can-lam"], office.now)
    assert "Công chức chuyên môn phân công lại" in timeline(dossier.pk)[0].sentence


def test_a_stranger_inherits_nothing_and_nothing_is_half_done(office: Office) -> None:
    office.with_officer()
    events = Event.objects.count()
    for heir in ("clerk", "far_officer", "officer"):
        with pytest.raises(NotInUnit, match="không giữ vị trí nào ở Công chức chuyên môn"):
            leave(office, heir)
    assert Event.objects.count() == events
    assert person_of(office, "officer").is_active


def test_ending_one_post_moves_what_lies_in_that_unit(office: Office) -> None:
    dossier = office.with_officer()
    moved = posts.end_post(
        post=Post.objects.get(pk=office["officer"].post_id), last_day=YESTERDAY,
        heir=office["officer2"].person_id, decision="9/QĐ", acting=office["unit_admin"],
        at=office.now,
    )  # fmt: skip
    dossier.refresh_from_db()
    assert (moved, dossier.holder_person_id) == (1, office["officer2"].person_id)


def end(office: Office, who: str) -> None:
    posts.end_post(
        post=Post.objects.get(pk=office[who].post_id), last_day=YESTERDAY, heir=None,
        decision="9/QĐ", acting=office["unit_admin"], at=office.now,
    )  # fmt: skip


def test_the_last_one_at_a_step_of_a_workflow_stays(office: Office) -> None:
    end(office, "officer2")
    with pytest.raises(errors.LastOfUnit, match="chuyên môn, đơn vị đang làm bước của 5 thủ tục"):
        end(office, "officer")
    with pytest.raises(errors.LastOfUnit):
        leave(office, None)
    posts.appoint(
        person=person_of(office, "clerk"), decision="9/QĐ", acting=office["unit_admin"],
        new=NewPost(unit=office.units["division"], role=Role.OFFICER, position="",
                    valid_from=TODAY),
        at=office.now,
    )  # fmt: skip
    assert leave(office, "clerk") == 0


def test_a_unit_that_holds_a_dossier_does_not_close(office: Office) -> None:
    office.with_officer()
    Configuration.objects.update(valid_to=TODAY)  # its workflows were configured elsewhere
    for who in ("officer", "officer2"):
        end(office, who)
    with pytest.raises(errors.StillHolds, match="còn giữ 1 hồ sơ chưa xong"):
        units.close_unit(
            unit=office.units["division"], last_day=TODAY, successor=None, decision="9/QĐ",
            acting=office["admin"], at=office.now,
        )  # fmt: skip


def test_who_stands_in_works_on_the_absent_ones_dossiers_under_his_own_name(
    office: Office,
) -> None:
    dossier = office.with_officer()
    lend(office, "officer", "clerk")
    acting = standings_of(office["clerk"].person_id, on=TODAY)[1].acting(office["clerk"].person_id)
    assert dossier in listed(acting, TABS["can-lam"], office.now)
    steps.complete_step(dossier_id=dossier.pk, acting=acting, at=office.now)
    event = Event.objects.filter(stream=dossier.pk, kind="step_completed").get()
    clerk, officer = office["clerk"].person_id, office["officer"].person_id
    assert (event.person, event.on_behalf_of) == (clerk, officer)
    done = next(line for line in timeline(dossier.pk) if "làm xong bước" in line.sentence)
    assert done.who == "Phạm Thị Hoa thay Nguyễn Văn Hùng, Chuyên môn, Công chức chuyên môn"


def late_dossier(office: Office) -> Dossier:
    dossier = office.with_officer()
    office.travel("2021-03-05T09:00")
    apology.draft_apology(dossier_id=dossier.pk, acting=None, at=office.now)
    return dossier


@pytest.mark.parametrize(
    ("kind", "authority", "position"),
    [
        (Authority.DEPUTY, "KT. Chủ tịch", "Phó Chủ tịch"),
        (Authority.AUTHORISED, "TUQ. Chủ tịch", "Phó Chủ tịch"),
        (Authority.ACTING_HEAD, "", "Q. Chủ tịch"),
    ],
)
def test_the_apology_is_signed_as_the_paper_lends_it(
    office: Office, kind: Authority, authority: str, position: str
) -> None:
    deputy(office)
    lend(office, "head", "deputy", kind, valid_to=date(2021, 3, 31), **PAPER)
    dossier = late_dossier(office)
    own, lent = standings_of(office["deputy"].person_id, on=date(2021, 3, 5))
    facts: dict[str, Any] = {
        "reason": "Chờ xác minh",
        "new_due_on": date(2021, 3, 9),
        "at": office.now,
    }
    with pytest.raises(NotASigner):
        apology.sign_apology(
            dossier_id=dossier.pk, acting=own.acting(office["deputy"].person_id), **facts
        )
    signed = apology.sign_apology(
        dossier_id=dossier.pk, acting=lent.acting(office["deputy"].person_id), **facts
    )
    slip = signed.apologies.get().slip
    assert slip is not None
    assert json.loads(slip.context)["signer"] == {
        "authority": authority, "name": "Y Blenh", "position": position,
    }  # fmt: skip
    event = Event.objects.get(stream=dossier.pk, kind="apology_issued")
    assert event.on_behalf_of == office["head"].person_id


def test_what_a_stand_in_hands_out_carries_his_own_name_and_title(office: Office) -> None:
    dossier = office.with_officer(BUILDING)
    lend(office, "officer", "clerk")
    acting = standings_of(office["clerk"].person_id, on=TODAY)[1].acting(office["clerk"].person_id)
    asked = supplement.request_supplement(
        dossier_id=dossier.pk, missing="Bản vẽ", reason="Thiếu", answer_by=date(2021, 3, 30),
        acting=acting, at=office.now,
    )  # fmt: skip
    context = json.loads(asked.slips.get(form="supplement").context)
    assert context["signer"] == {
        "authority": "", "name": "Phạm Thị Hoa", "position": "Chuyên môn",
    }  # fmt: skip


def test_who_stands_in_for_a_head_refuses_nobody(office: Office) -> None:
    dossier = office.with_officer(BUILDING)
    lend(office, "head", "officer")
    acting = standings_of(office["officer"].person_id, on=TODAY)[1]
    with pytest.raises(NotASigner, match="Chuyển cho người đứng đầu"):
        result.refuse(
            dossier_id=dossier.pk, reason="Không đủ điều kiện", legal_basis="Luật Xây dựng",
            acting=acting.acting(office["officer"].person_id), at=office.now,
        )  # fmt: skip


def test_standing_in_for_a_head_is_work_and_signs_nothing(office: Office) -> None:
    lend(office, "head", "officer", valid_to=date(2021, 3, 31))
    dossier = late_dossier(office)
    acting = standings_of(office["officer"].person_id, on=date(2021, 3, 5))[1]
    with pytest.raises(NotASigner):
        apology.sign_apology(
            dossier_id=dossier.pk, acting=acting.acting(office["officer"].person_id),
            reason="Chờ", new_due_on=date(2021, 3, 9), at=office.now,
        )  # fmt: skip
