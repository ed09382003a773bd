"""The key is on a token: it signs there, and what goes wrong with it makes the slip wait."""

import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from cases.services.files import read
from cases.slips.verifying import Judgement, verdict_on
from onecua.ledger.models import OutboxMessage
from onecua.ledger.outbox import deliver
from tests.support.office import Office
from tests.support.signing import Signers, open_signers, signed_apology

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
    pem = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    (tmp_path / "key.pem").write_bytes(pem)
    util("--init-token", "--free", "--label", "dau-ubnd", "--so-pin", PIN, "--pin", PIN)
    util("--import", str(tmp_path / "key.pem"), "--token", "dau-ubnd", "--label", "chu-tich",
         "--id", "01", "--pin", PIN)  # fmt: skip
    found.list_head("pkcs11", "dau-ubnd/chu-tich")
    settings.PKCS11_PIN = PIN
    return found


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
    assert verdict_on(read(slip.file), now=office.now).judgement == Judgement.VALID
