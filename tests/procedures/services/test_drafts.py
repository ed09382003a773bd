"""A workflow's way: drafted by its agency, submitted, approved by a decision, then configured."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from onecua.kernel.errors import Refusal
from onecua.ledger.models import Event
from onecua.people.models import Agency, Post
from onecua.people.services.errors import DecisionMissing, NotToOneself, OutOfReach
from procedures.models import Procedure, WorkflowDraft, WorkflowVersion
from procedures.services import drafts
from procedures.services.configuration import DeskWorkflow, NobodyThere, UnitOver, configure
from procedures.services.workflows import WorkflowRefused
from procedures.workflow_text import read
from tests.support.office import BIRTH, Office

pytestmark = pytest.mark.django_db(transaction=True)


def begun(office: Office, who: str = "unit_admin") -> WorkflowDraft:
    procedure = Procedure.objects.get(code=BIRTH)
    return drafts.start(
        agency=office.desk.unit.agency, procedure=procedure, based_on=procedure.workflows.get(),
        acting=office[who], at=office.now,
    )  # fmt: skip


def shorter(office: Office, draft: WorkflowDraft, hours: str = "3") -> WorkflowDraft:
    """The officer's step takes less time than it did."""
    steps = list(read(draft.steps))
    steps[1] = replace(steps[1], term=Decimal(hours))
    return drafts.save(
        draft=draft, edition=draft.edition, steps=steps, acting=office["unit_admin"],
        at=office.now,
    )  # fmt: skip


def submitted(office: Office) -> WorkflowDraft:
    draft = shorter(office, begun(office))
    return drafts.submit(draft=draft, acting=office["unit_admin"], at=office.now)


def approved(office: Office) -> WorkflowVersion:
    return drafts.approve_draft(
        draft=submitted(office), decision="12/QĐ-UBND", approved_on=date(2021, 2, 26),
        acting=office["office"], at=office.now,
    )  # fmt: skip


def kinds(agency: Agency) -> list[str]:
    rows = Event.objects.filter(stream=agency.pk, kind__startswith="workflow")
    return list(rows.order_by("seq").values_list("kind", flat=True))


def test_a_draft_becomes_the_next_version_and_leaves_its_events(office: Office) -> None:
    version = approved(office)
    draft = WorkflowDraft.objects.get()
    assert (draft.state, draft.approved, version.number) == ("approved", version, 2)
    assert [str(each.term.normalize()) for each in version.steps.order_by("no")][:2] == ["1", "3"]
    assert kinds(office.desk.unit.agency) == [
        "workflow_drafted", "workflow_edited", "workflow_submitted", "workflow_accepted",
    ]  # fmt: skip
    assert kinds(Agency.objects.get(pk=office["office"].agency_id))[-1:] == ["workflow_approved"]


def test_who_submits_does_not_approve_and_only_the_provinces_office_does(office: Office) -> None:
    draft = submitted(office)
    for who in ("unit_admin", "admin", "head", "inspector"):
        with pytest.raises(drafts.OnlyTheOffice):
            decide(office, draft, who)
    both = replace(office["office"], person_id=office["unit_admin"].person_id)
    with pytest.raises(NotToOneself):
        drafts.approve_draft(
            draft=draft, decision="12/QĐ-UBND", approved_on=date(2021, 2, 26), acting=both,
            at=office.now,
        )  # fmt: skip
    assert WorkflowVersion.objects.filter(procedure=draft.procedure).count() == 1


def decide(
    office: Office, draft: WorkflowDraft, who: str = "office", number: str = "12/QĐ-UBND",
    on: date = date(2021, 2, 26),
) -> WorkflowVersion:  # fmt: skip
    return drafts.approve_draft(
        draft=draft, decision=number, approved_on=on, acting=office[who], at=office.now
    )


def test_an_approval_names_its_decision_and_no_day_to_come(office: Office) -> None:
    draft = submitted(office)
    with pytest.raises(DecisionMissing):
        decide(office, draft, number="  ")
    with pytest.raises(drafts.ApprovedLater):
        decide(office, draft, on=date(2021, 3, 2))
    with pytest.raises(drafts.DraftFaulty, match="đã phê duyệt"):
        WorkflowVersion.objects.filter(number=1).update(approval="12/QĐ-UBND")
        decide(office, draft)


def test_a_commune_drafts_for_itself_alone(office: Office) -> None:
    far = Agency.objects.get(pk=office["far_officer"].agency_id)
    procedure = Procedure.objects.get(code=BIRTH)
    with pytest.raises(OutOfReach):
        drafts.start(
            agency=far, procedure=procedure, based_on=None, acting=office["unit_admin"],
            at=office.now,
        )  # fmt: skip
    with pytest.raises(OutOfReach):
        begun(office, "officer")
    begun(office)
    with pytest.raises(drafts.DraftOpenAlready):
        begun(office)


def test_terms_beyond_the_law_are_not_submitted_and_the_step_is_named(office: Office) -> None:
    draft = shorter(office, begun(office), "12")
    with pytest.raises(drafts.DraftFaulty, match="Bước 2 “Thẩm tra, dự thảo kết quả”: cộng đến"):
        drafts.submit(draft=draft, acting=office["unit_admin"], at=office.now)
    draft.refresh_from_db()
    assert draft.state == "draft"
    assert kinds(office.desk.unit.agency) == ["workflow_drafted", "workflow_edited"]


def test_nobody_saves_over_what_another_has_just_saved(office: Office) -> None:
    draft = begun(office)
    shorter(office, draft)
    with pytest.raises(drafts.DraftMoved, match="lần 2, bạn đang xem lần 1"):
        shorter(office, draft, "2")


def test_what_is_submitted_is_not_edited_until_it_comes_back(office: Office) -> None:
    draft = submitted(office)
    with pytest.raises(drafts.DraftNotThere, match="Đã trình"):
        shorter(office, draft, "2")
    with pytest.raises(drafts.ReasonWanted):
        drafts.send_back(draft=draft, reason=" ", acting=office["office"], at=office.now)
    back = drafts.send_back(
        draft=draft, reason="Bước 3 ghi rõ người ký", acting=office["office"], at=office.now
    )
    assert (back.state, back.sent_back) == ("draft", "Bước 3 ghi rõ người ký")
    shorter(office, back, "2")
    with pytest.raises(drafts.DraftNotThere):
        decide(office, back)


def test_in_force_only_where_somebody_works_at_every_step(office: Office) -> None:
    version, today = approved(office), office.now.date()
    units = dict(enumerate(("desk", "division", "leadership", "clerk", "desk"), 1))
    wanted = [
        DeskWorkflow(
            office.desk, version, {no: office.units[kind].pk for no, kind in units.items()}
        )
    ]

    def make() -> int:
        return configure(wanted, valid_from=today, actor=office["unit_admin"].actor, at=office.now)

    clerk = office.units["clerk"]
    Post.objects.filter(unit=clerk).update(role="unit_admin")  # sits there, and works not
    with pytest.raises(NobodyThere, match="bước 4 “Vào số, đóng dấu”"):
        make()
    Post.objects.filter(unit=clerk).update(role="officer")
    type(clerk).objects.filter(pk=clerk.pk).update(valid_to=today - timedelta(days=1))
    with pytest.raises(UnitOver, match="bước 4 “Vào số, đóng dấu”"):
        make()
    type(clerk).objects.filter(pk=clerk.pk).update(valid_to=None)
    version.steps.filter(no=3).update(term=Decimal(20))
    with pytest.raises(WorkflowRefused, match="Bước 3 “Ký kết quả”: cộng đến đây"):
        make()
    version.steps.filter(no=3).update(term=Decimal(2))
    assert make() == 1


def test_every_refusal_is_a_sentence(office: Office) -> None:
    with pytest.raises(Refusal) as refused:
        decide(office, begun(office))
    assert refused.value.message.endswith(".")


def test_a_draft_is_discarded_before_it_is_submitted_and_the_event_keeps_its_print(
    office: Office,
) -> None:
    draft = shorter(office, begun(office))
    by = {"acting": office["unit_admin"], "at": office.now}
    with pytest.raises(drafts.DraftMoved):
        drafts.discard(draft=draft, edition=1, **by)  # type: ignore[arg-type]
    with pytest.raises(OutOfReach):
        drafts.discard(draft=draft, edition=2, acting=office["far_head"], at=office.now)
    drafts.discard(draft=draft, edition=2, **by)  # type: ignore[arg-type]
    assert not WorkflowDraft.objects.exists()
    told = Event.objects.get(kind="workflow_discarded")
    edited = Event.objects.get(kind="workflow_edited")
    assert told.data["digest"] == edited.data["digest"]
    sent = submitted(office)  # there is room for another one
    with pytest.raises(drafts.DraftNotThere):
        drafts.discard(draft=sent, edition=2, **by)  # type: ignore[arg-type]
