"""Guessing has an end, however it is tried."""

from datetime import timedelta

import pytest

from onecua.ledger.office import real_now
from onecua.people import attempts
from onecua.people.attempts import Limit
from onecua.people.models import Attempts

pytestmark = pytest.mark.django_db

THREE = Limit("test", most=3, locked_for=timedelta(minutes=10))


def tries(count: int, *about: str) -> list[bool]:
    return [attempts.may_try(THREE, *about) for _ in range(count)]


def age(by: timedelta) -> None:
    Attempts.objects.update(last_at=real_now() - by)


def test_the_fourth_wrong_try_is_not_made_and_another_name_is_free() -> None:
    assert tries(5, "an", "10.0.0.1") == [True, True, True, False, False]
    assert tries(1, "an", "10.0.0.2") == [True]


def test_a_lock_ends_and_is_not_made_longer_by_knocking() -> None:
    tries(3, "an")
    age(timedelta(minutes=9))
    assert tries(2, "an") == [False, False]
    age(timedelta(minutes=10))
    assert tries(1, "an") == [True]


def test_a_right_try_takes_back_itself_or_everything() -> None:
    tries(2, "an")
    attempts.may_try(THREE, "an")
    attempts.forgive(THREE, "an")
    assert tries(2, "an") == [True, False]
    attempts.forget(THREE, "an")
    assert tries(3, "an") == [True, True, True]


def test_nobody_can_read_whose_it_was_and_old_rows_go() -> None:
    tries(1, "tiepnhan", "10.0.0.1")
    assert "tiepnhan" not in Attempts.objects.get().key
    age(timedelta(days=2))
    tries(1, "khac")
    assert Attempts.objects.count() == 1
