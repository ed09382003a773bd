"""At the counter: what is received, what is not, and why."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from cases.models import Applicant, Dossier, Slip
from cases.services import identity, intake
from cases.services.applicants import ApplicantData, last_known
from cases.services.errors import (
    ActRefused,
    BirthInFuture,
    NameMissing,
    NotAllowed,
    NothingMissing,
    ProcedureNotConfigured,
    ProcedureNotInForce,
    ProcedureUnknown,
    QuantityOutOfRange,
    ReasonMissing,
    ReceivedInFuture,
    TermUnknown,
)
from cases.states import State
from onecua.kernel.errors import Refusal
from onecua.kernel.identity import BadIdentityNumber
from onecua.ledger.kept_rows import FIRST_DOSSIER_STREAM
from onecua.ledger.models import Counter, Event
from onecua.ledger.office import office_now
from onecua.ledger.writing import THE_SYSTEM, append
from procedures.models import Configuration, ProcedureVersion
from procedures.timing import OFFICE_ZONE, NaiveInstant
from tests.support.lives import at_once, guided, not_accepted, submitted
from tests.support.office import BIRTH, COPIES, HOURS, Office

pytestmark = pytest.mark.django_db(transaction=True)


def refused(office: Office, **changed: object) -> Refusal:
    """What the desk is told; and nothing is kept of the attempt."""
    data = replace(office.intake(), **changed)  # type: ignore[arg-type]
    with pytest.raises(Refusal) as refusal:
        intake.accept(intake=data, desk=office.desk, acting=office["reception"], at=office.now)
    assert not Dossier.objects.exists()
    assert not Applicant.objects.exists()
    assert not Event.objects.filter(stream__gte=FIRST_DOSSIER_STREAM).exists()
    assert not Counter.objects.exists()
    return refusal.value


def person(**changed: object) -> ApplicantData:
    return ApplicantData(**{"name": "Nguyễn Văn An", **changed})  # type: ignore[arg-type]


def test_the_receipt_carries_what_the_event_says(office: Office) -> None:
    dossier = office.accept()
    event = Event.objects.get(stream=dossier.pk, kind="accepted")
    assert event.data["code"] == dossier.code
    assert event.data["due_at"] == "2021-03-02T17:30:00+07:00"
    slip = Slip.objects.get(dossier=dossier)
    assert "17 giờ 30 phút, ngày 02 tháng 3 năm 2021" in slip.context
    assert dossier.check_code in slip.context
    assert (dossier.book, dossier.entry) == (1, 1)


def test_a_term_in_hours_runs_from_the_instant(office: Office) -> None:
    dossier = office.accept(HOURS)
    office.travel("2021-03-01T08:30")
    later = office.accept(HOURS)
    assert dossier.promised_due
    assert later.promised_due
    assert later.promised_due.astimezone(OFFICE_ZONE).replace(second=0, microsecond=0) == datetime(
        2021, 3, 2, 8, 30, tzinfo=OFFICE_ZONE
    )
    assert later.promised_due > dossier.promised_due


def test_papers_that_came_earlier_start_the_clock_earlier(office: Office) -> None:
    """A paper block: the code is of the day of recording, the clock of the day of receipt."""
    friday = datetime(2021, 2, 26, 9, 0, tzinfo=OFFICE_ZONE)
    dossier = intake.accept(
        intake=office.intake(), desk=office.desk, acting=office["reception"], at=office.now,
        received_at=friday,
    )  # fmt: skip
    assert dossier.code == "000.01.21.H34-210301-0001"
    assert f"{dossier.promised_due:%d/%m}" == "01/03"
    event = Event.objects.get(stream=dossier.pk, kind="accepted")
    assert event.happened_at == friday
    assert event.recorded_at > event.happened_at


def test_a_claimed_receipt_lies_in_the_past_and_has_a_zone(office: Office) -> None:
    for claimed, refusal in (
        (office.now + timedelta(hours=1), ReceivedInFuture),
        (datetime(2021, 2, 26, 9, 0), NaiveInstant),  # noqa: DTZ001 - that is the point
    ):
        with pytest.raises(refusal):
            intake.accept(
                intake=office.intake(), desk=office.desk, acting=office["reception"],
                at=office.now, received_at=claimed,
            )  # fmt: skip


def test_an_unknown_procedure(office: Office) -> None:
    refusal = refused(office, procedure="9.999999")
    assert isinstance(refusal, ProcedureUnknown)
    assert "Chọn thủ tục trong danh sách" in refusal.message


def test_a_repealed_procedure_says_since_when(office: Office) -> None:
    version = ProcedureVersion.objects.get(procedure__code=BIRTH)
    version.valid_to = date(2021, 1, 1)
    version.save()
    refusal = refused(office)
    assert isinstance(refusal, ProcedureNotInForce)
    assert "không còn hiệu lực từ ngày 01/01/2021" in refusal.message


def test_a_procedure_without_a_configured_workflow_says_whom_to_ask(office: Office) -> None:
    Configuration.objects.filter(procedure__code=BIRTH).update(valid_to=date(2021, 2, 1))
    refusal = refused(office)
    assert isinstance(refusal, ProcedureNotConfigured)
    assert "Báo quản trị đơn vị" in refusal.message


def test_a_procedure_without_a_unit_for_its_term(office: Office) -> None:
    office.rewrite_terms(BIRTH)
    assert isinstance(refused(office), TermUnknown)


@pytest.mark.parametrize("number", ["06219537915", "0621953791533", "06219537915x", "123"])
def test_an_identity_number_that_cannot_be(office: Office, number: str) -> None:
    refusal = refused(office, applicant=person(identity=number))
    assert isinstance(refusal, BadIdentityNumber)
    digits = sum(letter.isdigit() for letter in number)
    assert f"12 chữ số (CMND cũ: 9 chữ số), hiện có {digits}" in refusal.message


def test_a_birth_date_in_the_future_a_missing_name_and_an_absurd_quantity(office: Office) -> None:
    assert isinstance(refused(office, applicant=person(born_on=date(2021, 3, 2))), BirthInFuture)
    assert isinstance(refused(office, applicant=person(name=" \u200b ")), NameMissing)
    assert isinstance(refused(office, quantity=0), QuantityOutOfRange)
    assert isinstance(refused(office, quantity=1_000), QuantityOutOfRange)


def test_only_this_desks_reception_receives(office: Office) -> None:
    for who in ("officer", "head", "far_reception", "office", "inspector", "admin"):
        with pytest.raises(NotAllowed):
            intake.accept(
                intake=office.intake(), desk=office.desk, acting=office[who], at=office.now
            )


def test_an_immediate_procedure_gets_no_receipt_and_others_are_not_immediate(
    office: Office,
) -> None:
    dossier = at_once(office)
    kinds = list(Event.objects.filter(stream=dossier.pk).order_by("seq").values_list("kind"))
    assert kinds == [("accepted",), ("result_recorded",), ("returned",)]
    assert (dossier.state, dossier.outcome, dossier.timeliness) == ("returned", "granted", "early")
    assert not dossier.slips.exists()
    assert (dossier.results.get().number, dossier.results.get().last_number) == ("101", "105")
    with pytest.raises(ActRefused):
        office.accept(COPIES)


def test_guided_and_refused_get_a_contact_number_and_paper_but_no_clock(office: Office) -> None:
    first, second = guided(office), not_accepted(office)
    assert (first.contact, second.contact) == (
        "000.01.21.H34-210301-T0001", "000.01.21.H34-210301-T0002",
    )  # fmt: skip
    assert (first.code, first.run, first.promised_due) == (None, "not_started", None)
    assert [slip.form for slip in Slip.objects.order_by("pk")] == ["supplement", "refusal"]
    with pytest.raises(NothingMissing):
        intake.guide(
            intake=office.intake(), missing=" ", reason="", desk=office.desk,
            acting=office["reception"], at=office.now,
        )  # fmt: skip
    with pytest.raises(ReasonMissing):
        intake.refuse_intake(
            intake=office.intake(), reason="\n", desk=office.desk, acting=office["reception"],
            at=office.now,
        )  # fmt: skip


def test_an_online_dossier_gets_its_code_only_when_it_is_accepted(office: Office) -> None:
    dossier = submitted(office)
    assert (dossier.code, dossier.state) == (None, State.SUBMITTED)
    accepted = intake.accept_submitted(
        dossier_id=dossier.pk, intake=office.intake(), acting=office["reception"], at=office.now
    )
    assert accepted.pk == dossier.pk
    assert accepted.code == "000.01.21.H34-210301-0001"
    assert accepted.contact == "000.01.21.H34-210301-T0001"


def test_a_voided_code_stays_used(office: Office) -> None:
    first = office.accept()
    intake.void_intake(
        dossier_id=first.pk, reason="Nhập nhầm", acting=office["reception"], at=office.now
    )
    assert office.accept().code == "000.01.21.H34-210301-0002"


def test_the_identity_number_is_sealed_and_found_again(office: Office) -> None:
    dossier = office.accept()
    row = Applicant.objects.get(pk=dossier.applicant_id)
    assert b"062195379153" not in bytes(row.identity_sealed or b"")
    assert identity.read(row) == "062195379153"
    assert row.identity_tail == "153"
    known = last_known("062 195 379 153".replace(" ", ""))
    assert known
    assert known.pk == row.pk
    payloads = " ".join(Event.objects.values_list("payload", flat=True))
    assert "062195379153" not in payloads
    assert "Hồng Vân" not in payloads


def test_the_database_refuses_two_dossiers_of_one_code(office: Office) -> None:
    first, second = office.accept(), office.accept()
    with pytest.raises(IntegrityError), transaction.atomic():
        second.code = first.code
        _with_an_event(second)


def _with_an_event(dossier: Dossier) -> None:
    append(dossier.pk, "noted", {}, actor=THE_SYSTEM, at=office_now())
    dossier.save(update_fields=["code"])
