"""A POST to a real server: what it says decides whether we come again."""

import hashlib
import hmac

import pytest

from onecua.embedded.servers import free_port
from onecua.ledger.http_post import NotDelivered, Post, send, signature
from onecua.ledger.outbox import Hopeless
from tests.support.listener import listening


def test_what_is_sent_arrives_as_it_was_written() -> None:
    body = '{"text": "Hồ sơ đã về quầy"}'.encode()
    with listening() as server:
        send(Post(f"{server.url}/sms?v=1", body, {"Idempotency-Key": "abc"}))
    [(headers, arrived)] = server.heard
    assert arrived == body
    assert headers["Idempotency-Key"] == "abc"
    assert headers["Content-Type"] == "application/json; charset=utf-8"


@pytest.mark.parametrize("status", [500, 502, 503, 408, 409, 425, 429, 302])
def test_a_passing_trouble_is_tried_again(status: int) -> None:
    with listening(status) as server, pytest.raises(NotDelivered, match=str(status)):
        send(Post(server.url, b"{}"))
    assert len(server.heard) == 1, "a redirect is not followed: it could lead anywhere"


@pytest.mark.parametrize("status", [400, 401, 404, 413, 422])
def test_a_refusal_for_good_is_not(status: int) -> None:
    with listening(status) as server, pytest.raises(Hopeless, match=str(status)):
        send(Post(server.url, b"{}"))


def test_a_server_that_is_gone_is_tried_again_and_its_address_is_not_told() -> None:
    with pytest.raises(NotDelivered) as told:
        send(Post(f"http://127.0.0.1:{free_port()}/secret-path", b"{}"))
    assert "secret" not in str(told.value)


def test_an_address_that_is_none_is_hopeless() -> None:
    with pytest.raises(Hopeless):
        send(Post("ftp://example.vn/x", b"{}"))


def test_a_receiver_can_recompute_the_signature() -> None:
    body = b'{"a":1}'
    expected = hmac.new(b"secret", b"1614560400." + body, hashlib.sha256).hexdigest()
    assert signature("secret", 1614560400, body) == f"sha256={expected}"
    assert signature("secret", 1614560401, body) != f"sha256={expected}", "an old one is not reused"
