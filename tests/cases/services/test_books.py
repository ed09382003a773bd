"""Books: dense numbers, nothing torn out, volumes closed and reopened by signature."""

import hashlib
from datetime import datetime

import pytest
from django.db import transaction

from cases.models import Dossier, PrintJob, RegisterVolume, Slip
from cases.selectors.dossier_lines import slip_lines
from cases.services import intake, register_volumes, slips
from cases.services._apply import begin, finish
from cases.services.check import check_clocks
from cases.services.errors import ReasonMissing
from cases.services.files import read
from cases.services.print_errors import MaySignBooksOnly, NothingToPrint, RegisterGoesOn
from onecua.ledger.models import Event
from onecua.ledger.verification import verify_ledger
from procedures.timing import OFFICE_ZONE
from tests.support.office import Office, open_office
from tests.support.printing import the_printer_works
from tests.support.sessions import LogIn

pytestmark = pytest.mark.django_db(transaction=True)


def close(office: Office, who: str = "head", year: int = 2021) -> RegisterVolume:
    return register_volumes.close_volume(
        desk=office.desk, year=year, acting=office[who], at=office.now
    )


def reopen(office: Office, volume: RegisterVolume, reason: str = "Khóa nhầm") -> RegisterVolume:
    return register_volumes.reopen_volume(
        volume_id=volume.pk, reason=reason, acting=office["head"], at=office.now
    )


def place(dossier: Dossier) -> tuple[int | None, int | None, int | None]:
    return dossier.register_year, dossier.book, dossier.entry


@pytest.mark.usefixtures("transactional_db")
def test_each_year_begins_again_with_01(log_in: LogIn) -> None:
    office = open_office(log_in, datetime(2021, 12, 31, 9, tzinfo=OFFICE_ZONE))
    assert place(office.accept()) == (2021, 1, 1)
    office.travel("2022-01-04T08:00")
    assert place(office.accept()) == (2022, 1, 1)
    assert [slip.numbered for slip in Slip.objects.order_by("pk")] == ["01/TNHS", "01/TNHS"]


def test_a_new_volume_goes_on_with_the_number_of_the_closed_one(office: Office) -> None:
    office.accept(), office.accept()
    volume = close(office)
    assert (volume.no, volume.first_entry, volume.last_entry) == (1, 1, 2)
    assert place(office.accept()) == (2021, 2, 3)
    assert close(office).first_entry == 3
    assert list(verify_ledger()) == []
    assert list(check_clocks(office.now)) == []


def test_what_stood_in_a_closed_volume_is_sealed_and_stays(office: Office) -> None:
    office.accept(name="Y Blui")
    volume = close(office)
    the_printer_works()
    job = PrintJob.objects.get(pk=volume.job_id)
    event = Event.objects.get(kind="register_closed")
    assert event.stream == office.desk.unit.agency_id
    assert event.data["seal"] == volume.seal == hashlib.sha256(job.context.encode()).hexdigest()
    assert job.file
    sealed = read(job.file)
    office.accept()
    assert read(PrintJob.objects.get(pk=job.pk).file or job.file) == sealed


def test_only_who_signs_for_the_agency_closes_its_books(office: Office) -> None:
    office.accept()
    for who in ("reception", "officer", "far_head", "admin"):
        with pytest.raises(MaySignBooksOnly):
            close(office, who)
    assert not RegisterVolume.objects.exists()


def test_an_empty_volume_is_not_closed(office: Office) -> None:
    with pytest.raises(NothingToPrint):
        close(office)
    office.accept()
    close(office)
    with pytest.raises(NothingToPrint):
        close(office)


def test_a_volume_closed_by_mistake_is_reopened_with_a_reason_and_goes_on(office: Office) -> None:
    office.accept()
    volume = close(office)
    with pytest.raises(ReasonMissing):
        reopen(office, volume, reason=" ")
    reopen(office, volume)
    assert place(office.accept()) == (2021, 1, 2)
    assert Event.objects.filter(kind="register_reopened").count() == 1
    assert close(office).last_entry == 2


def test_a_volume_with_a_successor_is_not_reopened(office: Office) -> None:
    office.accept()
    volume = close(office)
    office.accept()
    with pytest.raises(RegisterGoesOn):
        reopen(office, volume)


def test_a_voided_receipt_keeps_its_number_and_is_marked(office: Office) -> None:
    wrong = office.accept()
    intake.void_intake(
        dossier_id=wrong.pk, reason="Nhập nhầm", acting=office["reception"], at=office.now
    )
    slip = wrong.slips.get()
    assert slip.voided_at
    assert slip.numbered == "01/TNHS"
    assert office.accept().slips.get().number == (slip.number or 0) + 1


def reissued(office: Office, dossier: Dossier) -> Slip:
    work = begin("note", dossier_id=dossier.pk, acting=office["reception"], at=office.now)
    slip = slips.issue_receipt(work, replaces=True)
    finish(work, due_at=False)
    return slip


def test_a_corrected_receipt_is_a_new_version_that_names_the_old(office: Office) -> None:
    dossier = office.accept()
    with transaction.atomic():
        new = reissued(office, dossier)
    old = dossier.slips.exclude(pk=new.pk).get()
    assert new.replaces == old
    assert f"Giấy số {old.numbered} ngày 01/03/2021" in new.context
    assert [(line.slip, line.replacement) for line in slip_lines([new, old])] == [
        (new, ""),
        (old, new.numbered),
    ]
    assert new.number != old.number


def test_a_reprint_is_the_same_file_and_is_counted_in_the_ledger(office: Office) -> None:
    dossier = office.accept()
    the_printer_works()
    slip = dossier.slips.select_related("file").get()
    assert slip.file
    before = read(slip.file)
    for times in (1, 2):
        slips.reprint(
            dossier_id=dossier.pk, slip_id=slip.pk, acting=office["reception"], at=office.now
        )
        event = Event.objects.filter(kind="slip_reprinted").latest("seq")
        assert event.data == {
            "form": "Mẫu số 01", "number": 1, "slip": slip.pk, "times": times,
        }  # fmt: skip
    slip.refresh_from_db()
    assert slip.reprints == 2
    assert slip.file
    assert read(slip.file) == before
    assert list(check_clocks(office.now)) == []
