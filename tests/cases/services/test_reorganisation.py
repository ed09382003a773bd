"""A province is merged, its districts end: prepared, seen before, applied, checked."""

from collections.abc import Mapping
from datetime import date

import pytest

from cases.models import Apology, Dossier, Handover, RegisterVolume
from cases.querysets import visible_to
from cases.selectors.lookup import look_up
from cases.selectors.timeline import lines_of
from cases.services import handover, intake, reorganisation, result, steps
from cases.services.check import check_clocks
from cases.services.rebuild import rebuild
from cases.services.reorganisation_preview import preview
from onecua.kernel.errors import Refusal
from onecua.ledger.models import Event
from onecua.ledger.verification import verify_ledger
from onecua.people.models import Agency, Desk, Reorganisation, Succession
from onecua.people.services import reorganising
from onecua.people.succession import plan_of
from tests.support.lives import a_result
from tests.support.merging import (
    COMMUNE,
    DAY,
    DECISION,
    apply,
    give_the_province_a_signer,
    now_acting,
    prepare,
)
from tests.support.office import BUILDING, Office

pytestmark = pytest.mark.django_db(transaction=True)


def row_of(plan: Reorganisation, code: str) -> Succession:
    return plan.rows.get(agency__code=code)


def refused(call: Mapping[str, object], office: Office, plan: Reorganisation) -> str:
    with pytest.raises(Refusal) as refusal:
        reorganising.decide(
            row=row_of(plan, str(call["row"])), successor=str(call["to"]), leads=True,
            acting=office[str(call.get("who", "admin"))], at=office.now,
        )  # fmt: skip
    return refusal.value.code


def test_what_is_wrong_is_refused_with_a_sentence(office: Office) -> None:
    with pytest.raises(Refusal) as refusal:
        prepare(office, effective_on=date(2021, 3, 5), issued_on=DAY)
    assert refusal.value.code == "effective-before-issued"
    plan = prepare(office)
    cases = (
        ({"row": "000.01.21.H34", "to": "000.01.21.H34"}, "succeeds-itself"),
        ({"row": "000.01.21.H34", "to": "000.00.21.H34"}, "successor-ends"),
        ({"row": "000.01.21.H34", "to": "khong-co"}, "successor-unknown"),
        ({"row": "000.01.21.H34", "to": COMMUNE, "who": "unit_admin"},
         "reorganisation-system-administrator"),
    )  # fmt: skip
    assert [refused(call, office, plan) for call, _ in cases] == [code for _, code in cases]
    with pytest.raises(Refusal, match="Chưa đến ngày hiệu lực 08/03/2021"):
        apply(office, plan)
    office.travel("2021-03-08T08:00")
    with pytest.raises(Refusal, match="chưa có vị trí được ký"):
        apply(office, plan)
    with pytest.raises(Refusal, match="chưa áp dụng xong"):
        prepare(office)
    assert Agency.objects.filter(valid_to__isnull=False).count() == 0


def test_dossiers_go_on_and_nothing_of_them_is_rewritten(office: Office) -> None:
    give_the_province_a_signer(office)
    offered = office.accept()
    handover.hand_over(dossier_id=offered.pk, acting=office["reception"], at=office.now)
    worked = office.with_officer(BUILDING)
    done = office.with_clerk(name="Y Hạnh")
    result.record_result(
        dossier_id=done.pk, result=a_result(office), acting=office["clerk"], at=office.now
    )
    before = {each.pk: (each.code, each.regime_id, each.legal_due, each.workflow_id)
              for each in Dossier.objects.all()}  # fmt: skip
    office.travel("2021-03-08T08:00")
    plan = prepare(office)
    seen = preview(plan)
    assert (seen.faults, seen.dossiers, seen.handovers, seen.founded) == ([], 3, 1, 2)
    apply_and_check(office, plan, before)
    offered.refresh_from_db()
    assert offered.handovers.get().outcome == Handover.Outcome.CANCELLED
    assert offered.answering.code == COMMUNE
    assert offered.agency.code == "000.01.21.H34"
    assert RegisterVolume.objects.get().last_entry == 3
    head = now_acting(office, "head")
    assert set(visible_to(head)) == set(Dossier.objects.all())
    words = [line.sentence for line in lines_of(list(Event.objects.filter(stream=worked.pk)))]
    told = look_up(str(worked), "").goes_on
    assert told.startswith(
        "UBND thị trấn Đắk Hà hoạt động đến hết ngày 07/03/2021 theo " + DECISION
    )
    assert "Ủy ban nhân dân xã Đăk Hà tiếp tục giải quyết hồ sơ này" in told
    assert words[-1] == f"Ủy ban nhân dân xã Đăk Hà tiếp tục giải quyết theo {DECISION}."
    work_goes_on(office, offered, worked, done)
    assert list(check_clocks(office.now)) == []
    the_row_comes_again_from_its_events(office, worked)


def the_row_comes_again_from_its_events(office: Office, worked: Dossier) -> None:
    """Desk, register, continuing agency and the unit before: as the decision left them."""
    worked.refresh_from_db()
    columns = ("desk_id", "entry_desk_id", "continuing_id", "held_before_id", "holder_unit_id")
    before = [getattr(worked, name) for name in columns]
    assert worked.desk_id != worked.entry_desk_id == office.desk.pk
    bent = (
        "ALTER TABLE cases_dossier DISABLE TRIGGER USER",
        "UPDATE cases_dossier SET desk_id = entry_desk_id, entry_desk_id = NULL,"
        f" continuing_id = NULL, held_before_id = NULL WHERE id = {worked.pk}",
        "ALTER TABLE cases_dossier ENABLE TRIGGER USER",
    )
    for statement in bent:
        with office.owner, office.owner.cursor() as cursor:
            cursor.execute(statement)
    found = {each.column for each in rebuild(dossier_id=worked.pk, at=office.now)}
    assert {"desk_id", "entry_desk_id", "continuing_id", "held_before_id"} <= found
    worked = Dossier.objects.get(pk=worked.pk)
    assert [getattr(worked, name) for name in columns] == before
    assert list(check_clocks(office.now)) == []


def apply_and_check(
    office: Office, plan: Reorganisation, before: Mapping[int, tuple[object, ...]]
) -> None:
    done = apply(office, plan)
    assert (done.moved, done.handovers, done.done_at is not None) == (3, 1, True)
    after = {each.pk: (each.code, each.regime_id, each.legal_due, each.workflow_id)
             for each in Dossier.objects.all()}  # fmt: skip
    assert after == before
    assert [str(each) for each in check_clocks(office.now)] == []
    assert list(verify_ledger()) == []
    with pytest.raises(Refusal, match="Không áp dụng hai lần"):
        reorganisation.begin_reorganisation(
            reorganisation_id=plan.pk, acting=now_acting(office, "admin"), at=office.now
        )


def work_goes_on(office: Office, offered: Dossier, worked: Dossier, done: Dossier) -> None:
    """The same people, in the new commune; new codes and a new book for what comes in now."""
    reception, officer = now_acting(office, "reception"), now_acting(office, "officer")
    handover.hand_over(dossier_id=offered.pk, acting=reception, at=office.now)
    handover.confirm(dossier_id=offered.pk, acting=officer, at=office.now)
    steps.complete_step(dossier_id=worked.pk, acting=officer, at=office.now)
    result.arrive_at_desk(dossier_id=done.pk, acting=reception, at=office.now)
    given = result.return_result(
        dossier_id=done.pk, recipient="Y Hạnh", proof="CCCD", recipient_is_owner=True,
        acting=reception, at=office.now,
    )  # fmt: skip
    assert (given.state, given.entry_desk_id) == ("returned", office.desk.pk)
    new = intake.accept(
        intake=office.intake(), desk=Desk.objects.get(unit=reception.unit_id), acting=reception,
        at=office.now,
    )  # fmt: skip
    assert (new.code, new.entry) == (f"{COMMUNE}-210308-0001", 1)


def test_a_draft_is_re_headed_and_the_job_goes_on_where_it_was(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    give_the_province_a_signer(office)
    monkeypatch.setattr(reorganisation, "CHUNK", 1)
    late = [office.with_officer(), office.with_officer(name="Y Ngọc")]
    office.travel("2021-03-09T08:00")
    from cases.services.sweep import sweep  # noqa: PLC0415

    sweep(office.now)
    assert Apology.objects.filter(agency__code="000.01.21.H34").count() == len(late)
    plan = prepare(office, effective_on=date(2021, 3, 9), issued_on=DAY)
    reorganisation.begin_reorganisation(
        reorganisation_id=plan.pk, acting=office["admin"], at=office.now
    )
    assert reorganisation.carry_on(plan.pk, office.now)
    assert Dossier.objects.filter(continuing=None).count() == 1
    reorganisation.carry_through(lambda: office.now)
    assert Apology.objects.filter(agency__code=COMMUNE).count() == len(late)
    assert list(check_clocks(office.now)) == []


def test_a_commune_nobody_could_match_is_decided_by_hand(office: Office) -> None:
    give_the_province_a_signer(office)
    commune = Agency.objects.get(code="000.01.21.H34")
    commune.name = "UBND xã Ngọc Lây"
    commune.save()
    plan = prepare(office)
    blank = row_of(plan, commune.code)
    assert (blank.successor, blank.stays) == ("", False)
    assert "chưa chọn cơ quan kế thừa" in next(iter(plan_of(plan).faults()))
    reorganising.decide(
        row=blank, successor=COMMUNE, leads=True, acting=office["admin"], at=office.now
    )
    assert list(plan_of(plan).faults()) == []
    assert not row_of(plan, "000.00.21.H34").leads
