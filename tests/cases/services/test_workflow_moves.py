"""A new version of the workflow: dossiers on their way go over by a decision, or stay."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cases.models import Dossier, WorkflowMove
from cases.services import branches, handover, pause, rebuild, steps, workflow_moves
from cases.services.check import check_clocks
from cases.services.step_history import draw_history
from cases.services.sweep import sweep
from cases.services.workflow_moves import (
    DecidedLater,
    NothingToMove,
    NotOfOneProcedure,
    OnlyTheOfficeMoves,
    begin_move,
    preview,
)
from cases.tasks import carry_workflow_moves
from onecua.ledger.models import Event
from onecua.ledger.verification import verify_ledger
from onecua.people.models import Person
from onecua.people.services.errors import DecisionMissing
from procedures.models import (
    Configuration,
    ConfiguredStep,
    Procedure,
    WorkflowStep,
    WorkflowVersion,
)
from tests.support.calendars import at, on
from tests.support.office import BIRTH, BUILDING, Office

pytestmark = pytest.mark.django_db(transaction=True)

# The building permit anew: checked by a second look, signed in one day.
NEW: Sequence[tuple[str, str, str, str]] = (
    ("Tiếp nhận, chuyển hồ sơ", "desk", "0.5", "document"),
    ("Xem xét ban đầu", "clerk", "1", "document"),
    ("Thẩm định", "division", "4", "document"),
    ("Lãnh đạo ký duyệt", "leadership", "1", "document"),
    ("Vào số, đóng dấu", "clerk", "1", "result"),
    ("Trả kết quả", "desk", "0.5", "none"),
)


def approved(
    office: Office, shape: Sequence[tuple[str, str, str, str]] = NEW, *, configured: bool = True
) -> WorkflowVersion:
    procedure = Procedure.objects.get(code=BUILDING)
    workflow = WorkflowVersion.objects.create(
        procedure=procedure, number=procedure.workflows.count() + 1, approval="88/QĐ-UBND",
        approved_on=on("2021-03-01"),
    )  # fmt: skip
    Configuration.objects.filter(procedure=procedure, valid_to=None).update(
        valid_to=on("2021-03-02")
    )
    place = configured and Configuration.objects.create(
        desk=office.desk, procedure=procedure, workflow=workflow, valid_from=on("2021-03-02")
    )
    for no, (name, kind, days, evidence) in enumerate(shape, 1):
        step = WorkflowStep.objects.create(
            workflow=workflow, no=no, name=name, unit_role=kind, post_role=kind,
            term=Decimal(days), term_unit="days", evidence=evidence,
        )  # fmt: skip
        if place:
            ConfiguredStep.objects.create(configuration=place, step=step, unit=office.units[kind])
    return workflow


def old_one() -> WorkflowVersion:
    return WorkflowVersion.objects.get(procedure__code=BUILDING, number=1)


def begin(
    office: Office, new: WorkflowVersion, *, who: str = "office", **facts: Any
) -> WorkflowMove:
    given: dict[str, Any] = {
        "old": old_one(), "new": new, "agency": office.desk.unit.agency, "chosen": None,
        "decision": "90/QĐ-UBND", "decided_on": on("2021-03-01"),
    }  # fmt: skip
    return begin_move(**(given | facts), acting=office[who], at=office.now)


def moved(office: Office, new: WorkflowVersion, **facts: Any) -> WorkflowMove:
    made = begin(office, new, **facts)
    workflow_moves.carry_through(lambda: office.now)
    made.refresh_from_db()
    return made


def why(office: Office, new: WorkflowVersion, dossier: Dossier) -> str:
    found = preview(old_one(), new, office.desk.unit.agency, office.now)
    return next(line.why for line in found.shown if line.dossier.pk == dossier.pk)


def sound(office: Office) -> None:
    assert [str(each) for each in check_clocks(office.now)] == []
    assert list(verify_ledger()) == []


def test_each_goes_to_the_step_of_the_same_work_and_what_was_done_keeps_its_dates(
    office: Office,
) -> None:
    desk, working = office.accept(BUILDING), office.with_officer(BUILDING)
    signing = office.with_officer(BUILDING)
    steps.complete_step(dossier_id=signing.pk, acting=office["officer"], at=office.now)
    handover.confirm(dossier_id=signing.pk, acting=office["head"], at=office.now)
    stopped = office.with_officer(BUILDING)
    office.travel("2021-03-02T09:00")
    pause.suspend(
        dossier_id=stopped.pk, ground="field_check", document="16/BB", acting=office["officer"],
        at=office.now,
    )  # fmt: skip
    new = approved(office)
    dues = dict(Dossier.objects.values_list("pk", "legal_due"))
    before = {run.pk: (run.due, run.planned_due) for run in working.steps.filter(no=1)}
    found = preview(old_one(), new, office.desk.unit.agency, office.now)
    assert {(line.dossier.pk, line.to.no if line.to else 0) for line in found.shown} == {
        (desk.pk, 1), (working.pk, 3), (signing.pk, 4), (stopped.pk, 3),
    }  # fmt: skip
    made = moved(office, new)
    assert (made.total, made.seen, made.moved, made.stayed) == (4, 4, 4, 0)
    assert dict(Dossier.objects.values_list("pk", "legal_due")) == dues
    working.refresh_from_db()
    run = working.steps.get(ended_at=None)
    assert (working.workflow_id, working.step, run.no, run.name) == (new.pk, 3, 3, "Thẩm định")
    assert run.due == working.step_due == at("2021-03-05T17:30")  # four days from 1 March
    assert run.planned_due == at("2021-03-09T11:30")  # five and a half
    assert {old.pk: (old.due, old.planned_due) for old in working.steps.filter(no=1)} == before
    event = Event.objects.get(stream=working.pk, kind="workflow_moved")
    assert event.person == office["office"].person_id
    assert (event.data["from_step"], event.data["to_step"]) == (2, 3)
    sound(office)
    # The work goes on along the new one, with its stop resumed, and a row lost is rebuilt.
    pause.resume(dossier_id=stopped.pk, document="17/BB", acting=office["officer"], at=office.now)
    office.travel("2021-03-04T10:00")
    steps.complete_step(dossier_id=working.pk, acting=office["officer"], at=office.now)
    handover.confirm(dossier_id=working.pk, acting=office["head"], at=office.now)
    working.refresh_from_db()
    assert working.step == 4
    sound(office)
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM cases_steprun WHERE dossier_id = %s AND no = 3", [working.pk])
    assert rebuild.rebuild(dossier_id=working.pk, at=office.now)
    sound(office)
    assert draw_history(office.now) == 0


def test_what_cannot_be_mapped_stays_and_is_named(office: Office) -> None:
    waits = office.with_officer(BUILDING)
    steps.complete_step(dossier_id=waits.pk, acting=office["officer"], at=office.now)
    asked = office.with_officer(BUILDING)
    branches.consult(
        dossier_id=asked.pk, agency_id=office["far_head"].agency_id, days=2, question="Ý kiến?",
        acting=office["officer"], at=office.now,
    )  # fmt: skip
    late, clerk = office.with_officer(BUILDING), office.with_clerk(BUILDING)
    office.travel("2021-03-10T09:00")
    sweep(office.now)
    fresh = office.with_officer(BUILDING)
    shape = (*NEW[:4], ("Lưu hồ sơ", "clerk", "1", "document"), ("Trao", "desk", "0.5", "result"))
    found = preview(old_one(), approved(office, shape), office.desk.unit.agency, office.now)
    said = {line.dossier.pk: line.why for line in found.shown}
    assert said == {
        waits.pk: "đang chờ bên nhận xác nhận bàn giao",
        asked.pk: "đang lấy ý kiến hoặc có phần việc làm song song",
        late.pk: "đang chậm bước 2; làm xong bước này rồi mới chuyển",
        clerk.pk: "đang chậm bước 4; làm xong bước này rồi mới chuyển",
        fresh.pk: "",
    }
    nowhere = approved(office, configured=False)
    assert (
        why(office, nowhere, fresh)
        == "quy trình 3 chưa được cấu hình ở Bộ phận Một cửa thị trấn Đắk Hà"
    )
    shuffled = approved(office, (NEW[0], ("Xét", "division", "3", "none"), *NEW[3:]))
    assert (
        why(office, shuffled, fresh)
        == "bước 2 “Thẩm định” không có bước tương ứng trong quy trình 4"
    )
    made = moved(office, WorkflowVersion.objects.get(procedure__code=BUILDING, number=2))
    assert (made.total, made.seen, made.moved, made.stayed) == (5, 5, 1, 4)
    assert Dossier.objects.filter(workflow=old_one()).count() == 4
    done = Event.objects.get(kind="workflow_move_done")
    assert (done.stream, done.data["moved"], done.data["stayed"]) == (
        office.desk.unit.agency_id, 1, 4,
    )  # fmt: skip
    sound(office)


def test_only_those_chosen_by_the_office_by_a_decision_in_chunks(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second, third = (office.with_officer(BUILDING) for _ in range(3))
    new = approved(office)
    birth = WorkflowVersion.objects.get(procedure__code=BIRTH)
    cases: list[tuple[type[Exception], dict[str, Any]]] = [
        (OnlyTheOfficeMoves, {"who": "unit_admin"}),
        (NotOfOneProcedure, {"new": birth}),
        (NotOfOneProcedure, {"new": old_one()}),
        (DecisionMissing, {"decision": "  "}),
        (DecidedLater, {"decided_on": on("2021-03-02")}),
        (NothingToMove, {"chosen": []}),
    ]
    for refused, facts in cases:
        with pytest.raises(refused):
            begin(office, facts.pop("new", new), **facts)
    assert not WorkflowMove.objects.exists()
    monkeypatch.setattr(workflow_moves, "CHUNK", 1)
    made = begin(office, new, chosen=[first.pk, third.pk])
    assert workflow_moves.carry_on(made.pk, office.now)  # killed here, it goes on where it was
    made.refresh_from_db()
    assert (made.reached, made.moved, made.done_at) == (first.pk, 1, None)
    workflow_moves.carry_through(lambda: office.now)
    moved_now = set(Dossier.objects.filter(workflow=new).values_list("pk", flat=True))
    assert moved_now == {first.pk, third.pk}
    second.refresh_from_db()
    assert second.workflow_id == old_one().pk
    sound(office)


def test_a_version_that_no_event_names_is_found_and_put_right(office: Office) -> None:
    dossier = office.with_officer(BUILDING)
    new = approved(office)
    switch = "ALTER TABLE cases_dossier {} TRIGGER dossier_change_requires_event"
    bent = f"UPDATE cases_dossier SET workflow_id = {new.pk} WHERE id = {dossier.pk}"
    for statement in (switch.format("DISABLE"), bent, switch.format("ENABLE ALWAYS")):
        with office.owner, office.owner.cursor() as cursor:
            cursor.execute(statement)
    assert "workflow_id" in {each.column for each in check_clocks(office.now)}
    assert rebuild.rebuild(dossier_id=dossier.pk, at=office.now)
    dossier.refresh_from_db()
    assert dossier.workflow_id == old_one().pk
    sound(office)


def test_the_office_looks_ahead_on_a_page_and_others_do_not(office: Office) -> None:
    dossier, new = office.with_officer(BUILDING), approved(office)
    page, agency = f"/quy-trinh/ban/{old_one().pk}/chuyen-ho-so/", office.desk.unit.agency_id
    client = Client()
    client.force_login(Person.objects.get(pk=office["office"].person_id))
    assert (
        "Chuyển hồ sơ đang giải quyết" in client.get(page[: -len("chuyen-ho-so/")]).content.decode()
    )
    assert "(1 hồ sơ)" in client.get(page).content.decode()
    ahead = f"{page}?sang={new.pk}&co_quan={agency}"
    with CaptureQueriesContext(connection) as asked:
        words = client.get(ahead).content.decode()
    assert len(asked) <= 20
    for part in (str(dossier), "2. Thẩm định", "3. Thẩm định", "<b>1</b> trong 1 hồ sơ"):
        assert part in words
    sent = {"decision": "90/QĐ-UBND", "decided_on": "02/03/2021", "pham_vi": "chon"}
    refused = client.post(ahead, sent)
    assert (refused.status_code, "chưa đến" in refused.content.decode()) == (422, True)
    sent["decided_on"] = "01/03/2021"
    nobody = client.post(ahead, sent)
    assert (nobody.status_code, "Không có hồ sơ nào" in nobody.content.decode()) == (422, True)
    done = client.post(ahead, sent | {"ho_so": str(dossier.pk)}, follow=True)
    assert "Đã ghi quyết định" in done.content.decode()
    carry_workflow_moves()
    dossier.refresh_from_db()
    assert dossier.workflow_id == new.pk
    shown = client.get(page).content.decode()
    assert "90/QĐ-UBND ngày 01/03/2021" in shown
    assert "xong" in shown
    assert client.get(f"{page}?sang=1&co_quan=x").status_code == 422
    officer = Client()
    officer.force_login(Person.objects.get(pk=office["officer"].person_id))
    told = officer.get(f"/ho-so/{dossier}/").content.decode()
    assert "sang quy trình 2, bước 3, theo 90/QĐ-UBND ngày 01/03/2021" in told
