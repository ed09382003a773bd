"""Ink: the page waits for the scan and keeps it. A key: the page says whether it still holds."""

from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile

from cases.models import Slip
from cases.services import supplement
from cases.services.files import place, read
from onecua.ledger.models import Event, OutboxMessage
from onecua.ledger.outbox import deliver
from procedures.timing import office_date
from tests.support.office import Office
from tests.support.signing import Signers, open_signers, signed_apology
from tests.web.walking import Walker

pytestmark = pytest.mark.django_db(transaction=True)

SCAN = b"%PDF-1.7 the scan of a signed paper"


def letter(office: Office) -> Slip:
    """Mẫu 02 after acceptance: a letter of the agency."""
    dossier = office.with_officer()
    supplement.request_supplement(
        dossier_id=dossier.pk, missing="Giấy chứng sinh", reason="Thiếu bản chính",
        answer_by=office_date(office.now).replace(day=31), acting=office["officer"], at=office.now,
    )  # fmt: skip
    return dossier.slips.get(form="supplement")


def upload(content: bytes = SCAN, name: str = "ban-ky.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def test_a_letter_waits_for_its_signed_copy_and_then_has_it(office: Office) -> None:
    slip = letter(office)
    officer, address = Walker(office, "officer"), f"/phieu/{slip.pk}/chu-ky/"
    assert "chờ bản ký" in officer.reads(f"/ho-so/{slip.dossier}/")
    assert "Chờ bản ký." in officer.reads(address)
    page = officer.sends(address, {"file": upload()})
    assert officer.status == 302
    assert "Đã lưu bản ký." in page
    assert "Đã có bản ký." in page
    assert "đã có bản ký" in officer.reads(f"/ho-so/{slip.dossier}/")
    event = Event.objects.get(stream=slip.dossier_id, kind="slip_scanned")
    slip.refresh_from_db()
    assert slip.scan
    assert event.data["file"] == slip.scan.digest
    assert "Lưu bản đã ký của" in officer.reads(f"/ho-so/{slip.dossier}/")


def test_who_sees_the_dossier_sees_the_signed_copy_and_nobody_else(office: Office) -> None:
    slip = letter(office)
    Walker(office, "officer").sends(f"/phieu/{slip.pk}/chu-ky/", {"file": upload()})
    for who, status in (("reception", 200), ("inspector", 200), ("far_officer", 404)):
        reader = Walker(office, who)
        reader.reads(f"/phieu/{slip.pk}/ban-ky/")
        assert reader.status == status, who
    answer = Walker(office, "reception").client.get(f"/phieu/{slip.pk}/ban-ky/")
    assert b"".join(answer.streaming_content) == SCAN  # type: ignore[attr-defined]


def test_who_only_looks_is_not_offered_the_form_and_may_not_send_it(office: Office) -> None:
    slip = letter(office)
    inspector, address = Walker(office, "inspector"), f"/phieu/{slip.pk}/chu-ky/"
    assert "Lưu bản ký" not in inspector.reads(address)
    inspector.sends(address, {"file": upload()})
    assert inspector.status == 403
    assert not Slip.objects.exclude(scan=None).exists()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"PK\x03\x04 word/document.xml", "bản quét: PDF, JPG, PNG hoặc TIF"),
        (b"MZ a program", "chỉ nhận PDF"),
        (b"", "tệp rỗng"),
    ],
)
def test_what_is_no_scan_is_refused_in_words(office: Office, content: bytes, said: str) -> None:
    slip = letter(office)
    officer = Walker(office, "officer")
    page = officer.sends(f"/phieu/{slip.pk}/chu-ky/", {"file": upload(content)})
    assert officer.status == 422
    assert said in page
    assert not Slip.objects.exclude(scan=None).exists()


def test_a_receipt_waits_for_no_signed_copy(office: Office) -> None:
    dossier = office.accept()
    assert "chờ bản ký" not in Walker(office, "reception").reads(f"/ho-so/{dossier}/")


@pytest.fixture
def signers(tmp_path: Path, settings: Any) -> Signers:
    return open_signers(tmp_path, settings)


def test_the_page_of_a_signed_apology_says_who_signed_and_that_it_holds(
    office: Office, signers: Signers
) -> None:
    signers.give_key()
    slip = signed_apology(office)
    deliver(OutboxMessage.objects.get(key=f"render_slip/{slip.pk}").pk)
    reader = Walker(office, "reception")
    assert "đã ký số" in reader.reads(f"/ho-so/{slip.dossier}/")
    page = reader.reads(f"/phieu/{slip.pk}/chu-ky/")
    assert "Chữ ký số hợp lệ" in page
    assert "A Thành" in page
    assert "Lưu bản ký" not in page
    reader.sends(f"/phieu/{slip.pk}/chu-ky/", {"file": upload()})
    assert reader.status == 422, "what is signed by a key has no scan"


def test_an_apology_that_could_not_be_signed_waits_before_everybodys_eyes(
    office: Office, signers: Signers
) -> None:
    signers.give_key(last="2021-03-10")
    slip = signed_apology(office)
    deliver(OutboxMessage.objects.get(key=f"render_slip/{slip.pk}").pk)
    reader = Walker(office, "reception")
    for address in (f"/ho-so/{slip.dossier}/", f"/phieu/{slip.pk}/", f"/phieu/{slip.pk}/chu-ky/"):
        page = reader.reads(address)
        assert "hờ ký số" in page, address
        assert "cần gia hạn chứng thư số" in page, address
    assert reader.client.get(f"/phieu/{slip.pk}/").status_code == 202


def test_a_stored_file_that_was_changed_is_called_so(office: Office, signers: Signers) -> None:
    signers.give_key()
    slip = signed_apology(office)
    deliver(OutboxMessage.objects.get(key=f"render_slip/{slip.pk}").pk)
    slip.refresh_from_db()
    assert slip.file
    pdf = read(slip.file)
    bent = bytearray(pdf)
    bent[pdf.index(b"/MediaBox") + 12] ^= 1
    with default_storage.open(place(slip.file.digest), "wb") as kept:
        kept.write(bent)
    try:
        page = Walker(office, "reception").reads(f"/phieu/{slip.pk}/chu-ky/")
    finally:
        default_storage.delete(place(slip.file.digest))
    assert "Tệp đã bị thay đổi sau khi ký" in page
    assert "Chữ ký số hợp lệ" not in page
