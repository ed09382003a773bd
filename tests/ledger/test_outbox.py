from datetime import timedelta

import pytest
from django.db import transaction
from pytest_django import DjangoCaptureOnCommitCallbacks

from onecua.ledger import outbox, tasks
from onecua.ledger.models import Counter, OutboxMessage
from onecua.ledger.numbers import take
from onecua.ledger.office import real_now

KIND = "knock"
Status = OutboxMessage.Status

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _a_door_to_knock_at(monkeypatch: pytest.MonkeyPatch) -> None:
    """Delivering counts the knocks in a number book: what was done twice would show."""
    monkeypatch.setitem(outbox._handlers, KIND, lambda _message: take("knocks"))
    monkeypatch.setitem(outbox._queues, KIND, "slow")


@pytest.fixture
def hints(monkeypatch: pytest.MonkeyPatch) -> list[tuple[int, str]]:
    """The broker: what was announced to which queue, and nothing more."""
    announced: list[tuple[int, str]] = []

    def announce(arguments: tuple[int], *, queue: str) -> None:
        announced.append((arguments[0], queue))

    monkeypatch.setattr(tasks.deliver_message, "apply_async", announce)
    return announced


def ask() -> OutboxMessage:
    with transaction.atomic():
        return outbox.enqueue(KIND, "knock/1", {"door": 1})


def test_a_hint_leaves_only_after_the_commit(
    hints: list[tuple[int, str]], django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        message = ask()
        assert hints == []
    assert hints == [(message.pk, "slow")]


def test_delivered_twice_is_delivered_once() -> None:
    message = ask()
    assert outbox.deliver(message.pk)
    assert not outbox.deliver(message.pk)
    assert Counter.objects.get(name="knocks").value == 1


def test_a_lost_hint_is_found_after_its_lease_and_not_before(
    hints: list[tuple[int, str]], django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    message = ask()
    assert outbox.redrive() == 0
    OutboxMessage.objects.update(due_at=real_now() - timedelta(seconds=1))
    with django_capture_on_commit_callbacks(execute=True):
        assert outbox.redrive() == 1
        assert outbox.redrive() == 0  # leased again: two beats announce it once
    assert hints == [(message.pk, "slow")]


def test_a_failure_is_kept_on_the_row_backs_off_and_dies_at_last(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def fails(_message: OutboxMessage) -> None:
        raise ConnectionError("máy in tắt")

    message = ask()
    monkeypatch.setitem(outbox._handlers, KIND, fails)
    assert not outbox.deliver(message.pk)
    message.refresh_from_db()
    assert (message.status, message.attempts) == (Status.QUEUED, 1)
    assert message.error == "ConnectionError: máy in tắt"
    for _ in range(outbox.MOST_ATTEMPTS - 1):
        outbox.deliver(message.pk)
    message.refresh_from_db()
    assert message.status == Status.DEAD
    assert not outbox.deliver(message.pk)


def test_two_handlers_for_one_kind_are_refused() -> None:
    with pytest.raises(ValueError, match="two handlers"):
        outbox.handles(KIND)(lambda _message: None)
