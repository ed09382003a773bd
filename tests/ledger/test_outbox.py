from datetime import timedelta

import pytest
from django.db import transaction
from pytest_django import DjangoCaptureOnCommitCallbacks

from onecua.ledger import outbox, outbox_care, tasks
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

    def announce(arguments: tuple[list[int]], *, queue: str) -> None:
        announced.extend((message_id, queue) for message_id in arguments[0])

    monkeypatch.setattr(tasks.deliver_messages, "apply_async", announce)
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


def test_what_cannot_be_helped_dies_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(_message: OutboxMessage) -> None:
        raise outbox.Hopeless("không có máy in nào")

    message = ask()
    monkeypatch.setitem(outbox._handlers, KIND, refused)
    outbox.deliver(message.pk)
    message.refresh_from_db()
    assert (message.status, message.attempts) == (Status.DEAD, 1)


def test_what_need_not_be_sent_any_more_is_kept_with_the_reason(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def needless(_message: OutboxMessage) -> None:
        take("knocks")
        raise outbox.NoLonger("cửa đã mở")

    message = ask()
    monkeypatch.setitem(outbox._handlers, KIND, needless)
    assert not outbox.deliver(message.pk)
    message.refresh_from_db()
    assert (message.status, message.error) == (Status.VOID, "cửa đã mở")
    assert not Counter.objects.filter(name="knocks").exists(), "its half-done work is undone"


def test_the_pauses_between_attempts_grow_to_an_hour() -> None:
    message = OutboxMessage(due_at=real_now())
    pauses = []
    for attempt in range(1, outbox.MOST_ATTEMPTS):
        message.attempts = attempt
        before = real_now()
        outbox._note_failure(message, OSError())
        pauses.append(round((message.due_at - before).total_seconds()))
    assert pauses == [15, 30, 60, 120, 240, 480, 960, 1920, 3600, 3600, 3600]


def line(number: int, *, recipient: str = "person/1", stream: int = 7) -> OutboxMessage:
    return outbox.enqueue(KIND, f"knock/{number}", {}, stream=stream, recipient=recipient)


def test_first_in_first_out_for_each_dossier_and_recipient() -> None:
    first, second = line(1), line(2)
    others = [line(3, recipient="person/2"), line(4, stream=8)]
    assert not outbox.deliver(second.pk)
    second.refresh_from_db()
    assert (second.status, second.attempts) == (Status.QUEUED, 0), "waiting is no failure"
    assert all(outbox.deliver(other.pk) for other in others)
    assert outbox.deliver(first.pk)
    assert outbox.deliver(second.pk)


def test_a_dead_letter_does_not_hold_up_the_line() -> None:
    first, second = line(1), line(2)
    OutboxMessage.objects.filter(pk=first.pk).update(status=Status.DEAD)
    assert outbox.deliver(second.pk)


def test_a_reminder_waits_for_its_hour(hints: list[tuple[int, str]]) -> None:
    tomorrow = real_now() + timedelta(hours=14)
    message = outbox.enqueue(KIND, "knock/1", {}, not_before=tomorrow)
    assert not outbox.deliver(message.pk)
    assert outbox.redrive() == 0
    OutboxMessage.objects.update(not_before=real_now(), due_at=real_now())
    assert outbox.redrive() == 1
    assert hints == [(message.pk, "slow")]
    assert outbox.deliver(message.pk)


def test_the_same_key_is_one_row_and_has_one_stable_id() -> None:
    assert ask().pk == ask().pk
    assert outbox.stable_id(ask()) == outbox.stable_id(OutboxMessage(key="knock/1"))
    assert outbox.stable_id(ask()) != outbox.stable_id(OutboxMessage(key="knock/2"))


def test_many_rows_go_in_few_hints(monkeypatch: pytest.MonkeyPatch) -> None:
    sizes: list[tuple[str, int]] = []

    def announce(arguments: tuple[list[int]], *, queue: str) -> None:
        sizes.append((queue, len(arguments[0])))

    monkeypatch.setattr(tasks.deliver_messages, "apply_async", announce)
    outbox.announce([(number, KIND) for number in range(120)] + [(500, "other")])
    assert sizes == [("celery", 1), ("slow", 50), ("slow", 50), ("slow", 20)]


def test_a_dead_letter_is_sent_again_with_all_its_attempts_before_it(
    hints: list[tuple[int, str]], django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    dead, alive = line(1), line(2, recipient="person/2")
    OutboxMessage.objects.filter(pk=dead.pk).update(status=Status.DEAD, attempts=12)
    assert outbox_care.state().dead == 1
    with django_capture_on_commit_callbacks(execute=True):
        assert outbox_care.resend([dead.pk, alive.pk]) == [dead.pk]
    dead.refresh_from_db()
    assert (dead.status, dead.attempts) == (Status.QUEUED, 0)
    assert hints == [(dead.pk, "slow")]


def test_a_queue_that_nobody_touches_is_seen() -> None:
    message = line(1)
    line(2)
    assert not outbox_care.state().is_stuck
    long_ago = real_now() - timedelta(minutes=6)
    OutboxMessage.objects.update(created_at=long_ago)
    assert outbox_care.state().untouched_since == long_ago
    assert outbox_care.state().is_stuck
    OutboxMessage.objects.filter(pk=message.pk).update(attempts=3)
    assert not outbox_care.state().is_stuck, "tried and waiting, and another one waits behind it"
    assert outbox_care.state().retried == 1


def test_two_handlers_for_one_kind_are_refused() -> None:
    with pytest.raises(ValueError, match="two handlers"):
        outbox.handles(KIND)(lambda _message: None)
