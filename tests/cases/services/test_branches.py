"""The district is asked for its opinion while the commune works on: a branch with its own clock."""

import pytest

from cases.models import Branch, Dossier
from cases.querysets import visible_to
from cases.services import branches, pause, result
from cases.services.calendar_change import Change, begin_change, carry_through
from cases.services.check import check_clocks
from cases.services.errors import AskedAlready, BranchTermWrong, NobodyThere, TextMissing
from onecua.kernel.errors import Refusal
from onecua.ledger.models import Event
from onecua.ledger.verification import verify_ledger
from onecua.people.models import Agency
from procedures.calendar_file import CalendarRows
from procedures.timing import DayKind, DayRule
from tests.support.calendars import at, on, vietnam
from tests.support.office import BUILDING, Office

pytestmark = pytest.mark.django_db(transaction=True)


def district() -> Agency:
    return Agency.objects.get(kind="district")


def asked(office: Office, days: int = 3) -> Dossier:
    dossier = office.with_officer(BUILDING)
    return branches.consult(
        dossier_id=dossier.pk, agency_id=district().pk, days=days,
        question="Khu đất có trong quy hoạch không?", acting=office["officer"], at=office.now,
    )  # fmt: skip


def test_an_agency_that_is_asked_sees_the_dossier_and_answers_in_its_own_time(
    office: Office,
) -> None:
    dossier = asked(office)
    branch = dossier.branches.get()
    assert (branch.due, branch.run, branch.agency) == (
        at("2021-03-04T17:30"),
        "running",
        district(),
    )
    assert not visible_to(office["far_officer"]).filter(pk=dossier.pk).exists()
    assert visible_to(office["far_head"]).filter(pk=dossier.pk).exists()
    office.travel("2021-03-05T08:00")
    branches.answer(
        dossier_id=dossier.pk, answer="Có trong quy hoạch.", acting=office["far_head"],
        at=office.now,
    )  # fmt: skip
    branch.refresh_from_db()
    assert (branch.timeliness, branch.answer) == ("late", "Có trong quy hoạch.")
    dossier.refresh_from_db()
    assert (dossier.run, dossier.legal_due) == ("running", at("2021-03-15T17:30"))
    assert visible_to(office["far_head"]).filter(pk=dossier.pk).exists()  # it has held a part
    with pytest.raises(Refusal):
        branches.answer(
            dossier_id=dossier.pk, answer="Lần nữa", acting=office["far_head"], at=office.now
        )
    assert list(check_clocks(office.now)) == []
    assert list(verify_ledger()) == []


def test_the_stop_of_the_dossier_does_not_stop_who_was_asked(office: Office) -> None:
    dossier = asked(office)
    pause.suspend(
        dossier_id=dossier.pk, ground="council", document="1/TB", acting=office["officer"],
        at=office.now,
    )  # fmt: skip
    branch = dossier.branches.get()
    assert (branch.run, branch.due) == ("running", at("2021-03-04T17:30"))


def test_the_end_of_the_dossier_ends_what_was_asked(office: Office) -> None:
    dossier = asked(office)
    result.refuse(
        dossier_id=dossier.pk, reason="Không đủ điều kiện", legal_basis="Đ 5",
        acting=office["head"], at=office.now,
    )  # fmt: skip
    branch = dossier.branches.get()
    assert (branch.run, branch.timeliness) == ("ended", "early")


def test_a_new_day_off_moves_the_branch_of_a_dossier_it_moves(office: Office) -> None:
    dossier = asked(office)
    known = {day: rule for day, rule in vietnam().rules.items() if day.year == 2021}
    new = {on("2021-03-03"): DayRule(DayKind.OFF, "nghỉ bão", "CV 12")}
    province = Agency.objects.get(kind="province")
    change = Change(CalendarRows({**known, **new}, {}), "CV 12")
    begin_change(change, agency=province, actor=office["admin"].actor, at=office.now)
    carry_through(lambda: office.now)
    assert dossier.branches.get().due == at("2021-03-05T17:30")


@pytest.mark.parametrize(
    ("given", "refusal"),
    [
        ({"question": "  "}, TextMissing),
        ({"days": 0}, BranchTermWrong),
        ({"days": -3}, BranchTermWrong),
        ({"days": 61}, BranchTermWrong),
        ({"agency_id": 0}, NobodyThere),
    ],
)
def test_what_cannot_be_asked_is_refused_and_nothing_written(
    office: Office, given: dict[str, object], refusal: type[Refusal]
) -> None:
    dossier = office.with_officer(BUILDING)
    before = Event.objects.count()
    arguments = {"agency_id": district().pk, "days": 3, "question": "Ý kiến?"} | given
    with pytest.raises(refusal):
        branches.consult(
            dossier_id=dossier.pk,
            acting=office["officer"],
            at=office.now,
            **arguments,  # type: ignore[arg-type]
        )
    assert (Event.objects.count(), Branch.objects.count()) == (before, 0)


def test_nobody_is_asked_twice_and_an_empty_answer_is_none(office: Office) -> None:
    dossier = asked(office)
    with pytest.raises(AskedAlready, match="đang được hỏi ý kiến"):
        branches.consult(
            dossier_id=dossier.pk, agency_id=district().pk, days=2, question="Thế nào?",
            acting=office["officer"], at=office.now,
        )  # fmt: skip
    with pytest.raises(TextMissing, match="nội dung trả lời"):
        branches.answer(dossier_id=dossier.pk, answer=" ", acting=office["far_head"], at=office.now)
    fresh = office.with_officer(BUILDING)
    with pytest.raises(Refusal):
        branches.answer(dossier_id=fresh.pk, answer="Có", acting=office["far_head"], at=office.now)
