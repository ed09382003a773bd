"""The key is at a service: it is sent a digest and sends back a signature, and is not trusted."""

import base64
import json
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.hazmat.primitives.asymmetric.utils import Prehashed

from cases.models import Slip
from cases.services.files import read
from cases.slips.verifying import Judgement
from onecua.ledger.models import Event, OutboxMessage
from onecua.ledger.outbox import deliver
from tests.support.listener import listening
from tests.support.office import Office
from tests.support.signing import Signers, open_signers, signed_apology, the_verdict

pytestmark = pytest.mark.django_db(transaction=True)
Status = OutboxMessage.Status


@pytest.fixture
def signers(tmp_path: Path, settings: Any) -> Signers:
    settings.SIGNING_SERVICE_TOKEN = "bí mật".encode().hex()
    return open_signers(tmp_path, settings)


def answering(key: rsa.RSAPrivateKey) -> Any:
    """The service: signs whatever digest it is sent."""

    def reply(body: bytes) -> bytes:
        digest = base64.b64decode(json.loads(body)["digest"])
        made = key.sign(digest, padding.PKCS1v15(), Prehashed(hashes.SHA256()))
        return json.dumps({"signature": base64.b64encode(made).decode()}).encode()

    return reply


def tried(slip: Slip) -> OutboxMessage:
    message = OutboxMessage.objects.get(key=f"render_slip/{slip.pk}")
    deliver(message.pk)
    message.refresh_from_db()
    slip.refresh_from_db()
    return message


def test_the_service_gets_a_digest_and_no_document(
    office: Office, signers: Signers, settings: Any
) -> None:
    key = signers.give_remote_key()
    slip = signed_apology(office)
    with listening(reply=answering(key)) as service:
        settings.SIGNING_SERVICE_URL = service.url
        assert tried(slip).status == Status.SENT
    (body,) = service.bodies
    assert set(body) == {"key", "algorithm", "digest"}
    assert (body["key"], body["algorithm"]) == ("thue-bao-17", "sha256")
    assert len(base64.b64decode(body["digest"])) == 32
    assert service.heard[0][0]["Authorization"] == f"Bearer {settings.SIGNING_SERVICE_TOKEN}"
    assert slip.file
    assert the_verdict(read(slip.file), now=office.now).judgement == Judgement.VALID


def test_a_service_that_is_down_makes_the_slip_wait_and_it_comes_out_once(
    office: Office, signers: Signers, settings: Any
) -> None:
    key = signers.give_remote_key()
    slip = signed_apology(office)
    settings.SIGNING_SERVICE_URL = "http://127.0.0.1:9"  # nobody listens there
    message = tried(slip)
    assert (message.status, slip.file) == (Status.QUEUED, None)
    assert "không kết nối được" in message.error
    with listening(503, reply=answering(key)) as service:
        settings.SIGNING_SERVICE_URL = service.url
        assert "HTTP 503" in tried(slip).error
        assert tried(slip).status == Status.SENT
        tried(slip)
    assert len(service.bodies) == 2, "what is signed is not asked for again"
    assert Event.objects.filter(kind="slip_signed", stream=slip.dossier_id).count() == 1


@pytest.mark.parametrize(
    ("reply", "said"),
    [
        (b"", "không đúng định dạng"),
        (b"<html>", "không đúng định dạng"),
        (b'{"signature": 7}', "không đúng định dạng"),
        (b'{"signature": "AAAA"}', "không khớp với chứng thư số"),
        (b"[]", "không đúng định dạng"),
    ],
)
def test_what_is_no_signature_of_his_is_not_put_under_his_name(
    office: Office, signers: Signers, settings: Any, reply: bytes, said: str
) -> None:
    signers.give_remote_key()
    slip = signed_apology(office)
    with listening(reply=lambda _body: reply) as service:
        settings.SIGNING_SERVICE_URL = service.url
        message = tried(slip)
    assert (message.status, slip.file) == (Status.QUEUED, None)
    assert said in message.error


def test_another_persons_signature_is_refused(
    office: Office, signers: Signers, settings: Any
) -> None:
    signers.give_remote_key()
    slip = signed_apology(office)
    stranger = rsa.generate_private_key(65537, 2048)
    with listening(reply=answering(stranger)) as service:
        settings.SIGNING_SERVICE_URL = service.url
        assert "không khớp với chứng thư số" in tried(slip).error
    assert slip.file is None


def test_without_the_services_address_the_slip_says_what_is_missing(
    office: Office, signers: Signers
) -> None:
    signers.give_remote_key()
    assert "SIGNING_SERVICE_URL" in tried(signed_apology(office)).error
