"""The key is on a token: it signs there, and what goes wrong with it makes the slip wait."""

import shutil
import subprocess
from pathlib import Path
from typing import Any

import pkcs11
import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from cases.services.check import check_clocks
from cases.services.files import read
from cases.slips.verifying import Judgement, verdicts_on
from onecua.ledger.models import Event, OutboxMessage
from onecua.ledger.outbox import deliver
from onecua.ledger.verification import verify_ledger
from tests.support.office import Office
from tests.support.signing import Signers, open_signers, signed_apology, the_verdict
from tests.web.walking import Walker

TOOL = shutil.which("softhsm2-util") or ""
pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(not TOOL, reason="needs softhsm2: apt-get install softhsm2"),
]
MODULE = "/usr/lib/softhsm/libsofthsm2.so"
PIN = "4321"


@pytest.fixture
def signers(tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Signers:
    """A token of the agency, with the key that belongs to the head's certificate."""
    (tmp_path / "tokens").mkdir()
    (tmp_path / "softhsm2.conf").write_text(f"directories.tokendir = {tmp_path / 'tokens'}\n")
    monkeypatch.setenv("SOFTHSM2_CONF", str(tmp_path / "softhsm2.conf"))
    found = open_signers(tmp_path, settings)
    key = found.give_key()
    util("--init-token", "--free", "--label", "dau-ubnd", "--so-pin", PIN, "--pin", PIN)
    put_on_the_token(key, "chu-tich", "01", tmp_path)
    found.list_head("pkcs11", "dau-ubnd/chu-tich")
    pkcs11.lib(MODULE).reinitialize()  # a test before this one had other tokens
    settings.PKCS11_PIN = PIN
    return found


def put_on_the_token(key: rsa.RSAPrivateKey, label: str, number: str, folder: Path) -> None:
    pem = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    (folder / "key.pem").write_bytes(pem)
    util("--import", str(folder / "key.pem"), "--token", "dau-ubnd", "--label", label,
         "--id", number, "--pin", PIN)  # fmt: skip


def util(*words: str) -> None:
    subprocess.run([TOOL, *words], check=True, capture_output=True)


def test_a_token_signs_and_a_wrong_pin_or_a_missing_library_makes_the_slip_wait(
    office: Office, signers: Signers, settings: Any
) -> None:
    slip = signed_apology(office)
    message = OutboxMessage.objects.get(key=f"render_slip/{slip.pk}")

    def error() -> str:
        deliver(message.pk)
        message.refresh_from_db()
        return message.error

    assert "PKCS11_MODULE" in error()
    settings.PKCS11_MODULE, settings.PKCS11_PIN = MODULE, "0000"
    assert "thiết bị ký không ký được (PinIncorrect)" in error()
    settings.PKCS11_PIN = PIN
    signers.list_head("pkcs11", "dau-ubnd/khong-co")
    assert "thiết bị ký không ký được (NoSuchKey)" in error()
    signers.list_head("pkcs11", "dau-ubnd/chu-tich")
    assert error() == ""
    slip.refresh_from_db()
    assert slip.file
    assert the_verdict(read(slip.file), now=office.now).judgement == Judgement.VALID


def test_the_agencys_seal_signs_after_its_head_and_waits_for_its_token(
    office: Office, signers: Signers, settings: Any, tmp_path: Path
) -> None:
    """The head's key is at hand, the seal's not yet: he is not asked to sign a second time."""
    settings.PKCS11_MODULE = MODULE
    commune = office.desk.unit.agency
    seal = signers.give_seal(commune.code)
    slip = signed_apology(office)
    assert slip.seal_of == commune

    def tried(kind: str) -> str:
        message = OutboxMessage.objects.get(key=f"{kind}/{slip.pk}")
        deliver(message.pk)
        message.refresh_from_db()
        slip.refresh_from_db()
        return message.error

    assert tried("render_slip") == ""
    assert (slip.file, slip.signed_file is None) == (None, False)
    assert "thiết bị ký không ký được (NoSuchKey)" in tried("seal_slip")
    assert slip.file is None, "without the seal nothing comes out"
    waiting = Walker(office, "reception").reads(f"/phieu/{slip.pk}/chu-ky/")
    assert "chờ con dấu số của cơ quan" in waiting
    assert "NoSuchKey" in waiting
    put_on_the_token(seal, "con-dau", "02", tmp_path)
    assert tried("seal_slip") == ""
    assert slip.file
    pdf = read(slip.file)
    assert pdf.startswith(read(slip.signed_file)), "what he signed is as it was"
    head, sealed = verdicts_on(pdf, now=office.now, sealed=True)
    assert (head.whose, head.judgement) == ("Người ký", Judgement.VALID)
    assert (sealed.whose, sealed.judgement) == ("Con dấu của cơ quan", Judgement.VALID)
    assert dict(sealed.facts)["Người ký"] == "UBND thị trấn Đắk Hà"
    kinds = Event.objects.filter(stream=slip.dossier_id, kind__in=["slip_signed", "slip_sealed"])
    assert list(kinds.order_by("seq").values_list("kind", flat=True)) == [
        "slip_signed", "slip_sealed",
    ]  # fmt: skip
    assert list(verify_ledger()) == []
    assert list(check_clocks(office.now)) == []
    page = Walker(office, "reception").reads(f"/phieu/{slip.pk}/chu-ky/")
    assert page.count("Chữ ký số hợp lệ") == 2
    said_by_another_tool(pdf, tmp_path)
    only_what_both_signed_holds(pdf, read(slip.signed_file), office)


def said_by_another_tool(pdf: bytes, folder: Path) -> None:
    (folder / "slip.pdf").write_bytes(pdf)
    judged = subprocess.run(
        ["pdfsig", "-nocert", "slip.pdf"],  # noqa: S607
        cwd=folder, check=True, capture_output=True, text=True,
    ).stdout  # fmt: skip
    assert judged.count("Signature Validation: Signature is Valid.") == 2
    assert (judged.count("Total document signed"), judged.count("Not total")) == (1, 1)
    subprocess.run(["qpdf", "--check", "slip.pdf"], cwd=folder, check=True, capture_output=True)  # noqa: S607


def only_what_both_signed_holds(pdf: bytes, half: bytes, office: Office) -> None:
    def judged(file: bytes) -> list[Judgement]:
        return [each.judgement for each in verdicts_on(file, now=office.now, sealed=True)]

    assert judged(half) == [Judgement.VALID, Judgement.UNSEALED]
    bent = bytearray(pdf)
    bent[pdf.index(b"/MediaBox") + 12] ^= 1
    assert judged(bytes(bent)) == [Judgement.CHANGED, Judgement.CHANGED]
    assert Judgement.VALID not in judged(pdf + b"\n% one line more\n%%EOF\n")[1:]
    unasked = [each.judgement for each in verdicts_on(pdf, now=office.now)]
    assert unasked == [Judgement.CHANGED], "a second signature where none belongs"
