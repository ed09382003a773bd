"""A head with a key signs by it: one more revision of the slip, which other tools verify."""

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from cases.models import PrintJob, Slip
from cases.services import slips
from cases.services.check import check_clocks
from cases.services.files import read
from cases.slips.verifying import Judgement
from cases.slips.writing import DATA_NAME
from onecua.demonstration.keys import ensure_keys
from onecua.ledger.models import Event, OutboxMessage
from onecua.ledger.outbox import deliver
from onecua.ledger.verification import verify_ledger
from onecua.people.models import Post
from tests.cases.slips.reading import reader, text
from tests.support.office import Office
from tests.support.signing import Signers, day, open_signers, signed_apology, the_verdict
from tests.web.walking import Walker

pytestmark = pytest.mark.django_db(transaction=True)
needs_tools = pytest.mark.skipif(
    any(shutil.which(tool) is None for tool in ("pdfsig", "qpdf", "pdffonts")),
    reason="needs qpdf and poppler-utils: apt-get install qpdf poppler-utils",
)


@pytest.fixture
def signers(tmp_path: Path, settings: Any) -> Signers:
    return open_signers(tmp_path, settings)


def printed(slip: Slip) -> bytes:
    slip.refresh_from_db()
    assert slip.file
    return read(slip.file)


def tried(slip: Slip) -> OutboxMessage:
    """One attempt of the printer, whatever becomes of it."""
    message = OutboxMessage.objects.get(key=f"render_slip/{slip.pk}")
    deliver(message.pk)
    message.refresh_from_db()
    return message


def test_without_a_key_the_head_signs_in_ink(office: Office, signers: Signers) -> None:
    slip = signed_apology(office)
    tried(slip)
    assert not slip.digital
    assert b"/ByteRange" not in printed(slip)
    assert signers.folder.exists()


def test_an_apology_signed_by_a_key_says_so_and_is_valid(office: Office, signers: Signers) -> None:
    signers.give_key()
    slip = signed_apology(office)
    assert slip.digital
    tried(slip)
    pdf = printed(slip)
    words = text(pdf)
    assert "Ký số bởi: A Thành" in words
    assert "Thời gian ký: 12/03/2021 08:00" in words
    verdict = the_verdict(pdf, now=office.now)
    assert verdict.judgement == Judgement.VALID
    facts = dict(verdict.facts)
    assert (facts["Người ký"], facts["Cơ quan"]) == ("A Thành", "UBND thị trấn Đắk Hà")
    event = Event.objects.get(stream=slip.dossier_id, kind="slip_signed")
    assert slip.file
    assert (event.data["file"], event.data["certificate"]) == (
        slip.file.digest, facts["Số chứng thư"],
    )  # fmt: skip
    assert list(verify_ledger()) == []
    assert list(check_clocks(office.now)) == []


@needs_tools
def test_other_tools_verify_it_and_find_the_archive_file_whole(
    office: Office, signers: Signers, tmp_path: Path
) -> None:
    signers.give_key()
    slip = signed_apology(office)
    tried(slip)
    (tmp_path / "slip.pdf").write_bytes(printed(slip))

    def said(*command: str) -> str:
        return subprocess.run(
            command, cwd=tmp_path, check=True, capture_output=True, text=True
        ).stdout

    judged = said("pdfsig", "-nocert", "slip.pdf")
    assert "Signature Validation: Signature is Valid." in judged
    assert "Total document signed" in judged
    assert "ETSI.CAdES.detached" in judged  # PAdES
    said("qpdf", "--check", "slip.pdf")
    data = json.loads(said("qpdf", f"--show-attachment={DATA_NAME}", "slip.pdf"))
    assert data["context"] == json.loads(slip.context)
    for line in said("pdffonts", "slip.pdf").splitlines()[2:]:
        assert line.split()[-5:-2] == ["yes", "yes", "yes"]


def test_the_signature_stands_at_the_signers_block_and_keeps_the_archive_format(
    office: Office, signers: Signers
) -> None:
    signers.give_key()
    slip = signed_apology(office)
    tried(slip)
    catalogue: Any = reader(printed(slip)).trailer["/Root"]
    assert "pdfaid" in catalogue["/Metadata"].get_object().get_data().decode()
    (field,) = (each.get_object() for each in catalogue["/AcroForm"]["/Fields"])
    left, low, right, high = (float(each) for each in field["/Rect"])
    page: Any = reader(printed(slip)).pages[0]
    assert left > float(page.mediabox.width) / 2 - 1, "the right half"
    assert (high - low, right > left) == (57, True)  # 20 mm
    assert int(field["/F"]) & 4, "it prints"
    assert "/N" in field["/AP"]
    assert "/Version" not in catalogue, "it stays a PDF 1.7, as PDF/A-3 is"


def test_a_reprint_is_the_same_signed_file(office: Office, signers: Signers) -> None:
    signers.give_key()
    slip = signed_apology(office)
    tried(slip)
    first = printed(slip)
    slips.reprint(
        dossier_id=slip.dossier_id, slip_id=slip.pk, acting=office["reception"], at=office.now
    )
    tried(slip)
    assert printed(slip) == first


def test_what_was_changed_after_signing_is_found(office: Office, signers: Signers) -> None:
    signers.give_key()
    slip = signed_apology(office)
    tried(slip)
    pdf = printed(slip)
    bent = bytearray(pdf)
    bent[pdf.index(b"/MediaBox") + 12] ^= 1
    assert the_verdict(bytes(bent), now=office.now).judgement == Judgement.CHANGED
    longer = pdf + b"\n% one line more\n%%EOF\n"
    assert the_verdict(longer, now=office.now).judgement != Judgement.VALID
    assert the_verdict(b"%PDF-1.7 nothing", now=office.now).judgement == Judgement.UNREADABLE


def test_a_certificate_that_expires_later_is_said(office: Office, signers: Signers) -> None:
    signers.give_key(last="2021-04-01")
    slip = signed_apology(office)
    tried(slip)
    found = the_verdict(printed(slip), now=day("2021-05-01"))
    assert found.judgement == Judgement.EXPIRED


def test_an_issuer_nobody_knows_is_said(office: Office, signers: Signers, settings: Any) -> None:
    signers.give_key()
    slip = signed_apology(office)
    tried(slip)
    settings.SIGNING_ROOTS = ""
    assert the_verdict(printed(slip), now=office.now).judgement == Judgement.UNKNOWN


def test_with_an_expired_certificate_the_slip_waits_and_comes_out_once_it_is_renewed(
    office: Office, signers: Signers
) -> None:
    signers.give_key(last="2021-03-10")
    slip = signed_apology(office)
    message = tried(slip)
    assert message.status == OutboxMessage.Status.QUEUED
    assert "đến 10/03/2021; cần gia hạn chứng thư số" in message.error
    slip.refresh_from_db()
    assert (slip.number, slip.file, slip.signed_at) == (1, None, None), "it keeps its number"
    signers.give_key(first="2021-03-11")
    assert tried(slip).status == OutboxMessage.Status.SENT
    first = printed(slip)
    tried(slip)
    assert printed(slip) == first
    assert Event.objects.filter(kind="slip_signed", stream=slip.dossier_id).count() == 1
    assert the_verdict(first, now=office.now).judgement == Judgement.VALID


def test_a_key_in_a_file_signs_nothing_outside_the_demonstration(
    office: Office, signers: Signers, settings: Any
) -> None:
    signers.give_key()
    slip = signed_apology(office)
    settings.DEMONSTRATION = False
    assert "PKCS#12 chỉ dùng cho bản minh họa" in tried(slip).error


def test_a_signer_who_is_taken_off_the_list_signs_nothing(office: Office, signers: Signers) -> None:
    signers.give_key()
    slip = signed_apology(office)
    (signers.folder / "signers.json").write_text("{}")
    assert "không còn trong danh sách" in tried(slip).error


def test_many_in_one_file_carry_the_mark_and_what_is_not_signed_is_left_out(
    office: Office, signers: Signers
) -> None:
    signers.give_key()
    slip = signed_apology(office)
    receipt = slip.dossier.slips.get(form="receipt")
    unsigned = the_pile(office, [receipt, slip])
    assert "Không in được" in unsigned
    assert "Sự chậm trễ này" not in unsigned
    tried(slip)
    slip.refresh_from_db()
    pile = the_pile(office, [receipt, slip])
    assert "Không in được" not in pile
    assert "Sự chậm trễ này" in pile
    assert "Ký số bởi: A Thành" in pile


def test_set_up_makes_a_key_once_for_each_who_signs(office: Office, tmp_path: Path) -> None:
    posts = list(Post.objects.select_related("person", "unit__agency"))
    folder = tmp_path / "made"
    assert ensure_keys(folder, posts, at=office.now) == len([post for post in posts if post.signs])
    assert ensure_keys(folder, posts, at=office.now) == 0
    assert (folder / "chutich.p12").stat().st_mode & 0o777 == 0o600
    assert json.loads((folder / "signers.json").read_text())["chutich"]["way"] == "pkcs12"


def the_pile(office: Office, wanted: list[Slip]) -> str:
    span = {"start": "2021-03-01", "end": "2021-03-31"}
    Walker(office, "reception").sends(
        "/hang-in/in/", {"slip": [str(slip.pk) for slip in wanted]} | span
    )
    job = PrintJob.objects.latest("pk")
    for message in OutboxMessage.objects.filter(kind="print_part", status="queued"):
        assert deliver(message.pk)
    job.refresh_from_db()
    assert job.file
    return text(read(job.file))
