"""Real threads on one database: the order of locks holds, and who meets a deadlock is told."""

import threading
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import OperationalError, connection, transaction

from cases.models import Dossier, Slip
from cases.services import apology, note
from cases.services.check import check_clocks
from cases.services.sweep import sweep
from onecua.kernel.errors import Refusal
from onecua.ledger.idempotency import Request, once
from onecua.ledger.models import Event, OutboxMessage
from onecua.ledger.patience import SomebodyWasFaster, patiently
from onecua.ledger.verification import verify_ledger
from tests.concurrency.test_acts_that_compete import refusals, together
from tests.support.office import BIRTH, Office

pytestmark = pytest.mark.django_db(transaction=True)
MONDAY_AFTER = date(2021, 3, 8)


def late_dossiers(office: Office, number: int) -> list[Dossier]:
    dossiers = [office.with_officer(BIRTH, f"Người {each}") for each in range(number)]
    office.travel("2021-03-03T09:30")
    return dossiers


def test_a_sweep_leaves_what_an_act_holds_and_takes_it_the_next_time(office: Office) -> None:
    held, free = late_dossiers(office, 2)
    now = office.now
    locked, swept = threading.Event(), threading.Event()

    def act() -> None:
        with transaction.atomic():
            note.note(dossier_id=held.pk, text="Đang xem", acting=office["officer"], at=now)
            locked.set()
            assert swept.wait(120), "the sweep waited for a clerk"

    def tick() -> None:
        assert locked.wait(120)
        sweep(now)
        swept.set()

    assert refusals(together(act, tick)) == []
    late = Event.objects.filter(kind="became_late")
    assert [event.stream for event in late] == [free.pk]
    sweep(office.now)
    assert {event.stream for event in late.all()} == {held.pk, free.pk}
    assert list(check_clocks(office.now)) == []


def test_three_sweeps_and_two_people_share_fifty_dossiers(office: Office) -> None:
    dossiers = late_dossiers(office, 50)
    now = office.now

    def write(some: list[Dossier]) -> Callable[[], None]:
        def run() -> None:
            for dossier in some:
                note.note(dossier_id=dossier.pk, text="Đã gọi", acting=office["officer"], at=now)

        return run

    def tick() -> Any:
        return sweep(now)

    answers = together(tick, tick, tick, write(dossiers), write(dossiers[::-1]))
    assert refusals(answers) == []
    sweep(office.now)
    for kind in ("soon_due", "became_late", "slip_debt", "apology_drafted"):
        assert Event.objects.filter(kind=kind).count() == 50, kind
    for kind in ("soon_due", "became_late", "slip_debt"):
        assert OutboxMessage.objects.filter(key__startswith=f"notice/{kind}/").count() == 50, kind
    assert list(check_clocks(office.now)) == []
    assert list(verify_ledger()) == []


def test_many_against_many_in_opposite_order_of_picking(office: Office) -> None:
    """Each row is a transaction of its own, ids ascend: nobody waits in a circle."""
    dossiers = late_dossiers(office, 20)
    sweep(office.now)

    def sign(picked: list[Dossier], key: str) -> Callable[[], list[str]]:
        def one(dossier: Dossier) -> str:
            asked = Request(
                person=office["head"].person_id, endpoint=f"sign/{dossier.pk}", key=key, body={}
            )

            def act() -> dict[str, int]:
                apology.sign_apology(
                    dossier_id=dossier.pk, reason="Quá tải", new_due_on=MONDAY_AFTER,
                    acting=office["head"], at=office.now,
                )  # fmt: skip
                return {"dossier": dossier.pk}

            try:
                once(asked, act)
            except Refusal as refusal:
                return refusal.code
            return "done"

        return lambda: [one(dossier) for dossier in sorted(picked, key=lambda each: each.pk)]

    first, second = together(sign(dossiers, "a"), sign(dossiers[::-1], "b"))
    assert sorted([*first, *second]) == ["act-refused"] * 20 + ["done"] * 20
    numbers = Slip.objects.filter(form="apology").values_list("number", flat=True)
    assert sorted(number or 0 for number in numbers) == list(range(1, 21))
    assert list(check_clocks(office.now)) == []


class Circle:
    """Two acts that take two rows in opposite order, so often that they must meet."""

    def __init__(self, times: int) -> None:
        self.times = times
        self.meeting = threading.Barrier(2)
        self.tries = {"one": 0, "two": 0}
        self.done = threading.Event()

    def takes(self, who: str, *ids: int) -> Callable[[], str]:
        def act() -> str:
            self.tries[who] += 1
            if self.tries[who] > 1 and sum(self.tries.values()) == self.times + 1:
                self.done.wait(120)  # else the victim may lock again before the other wakes
            with transaction.atomic(), connection.cursor() as cursor:
                for place, pk in enumerate(ids):
                    cursor.execute("SELECT 1 FROM cases_dossier WHERE id = %s FOR UPDATE", [pk])
                    if place == 0 and sum(self.tries.values()) <= self.times:
                        self.meeting.wait(120)
            self.done.set()
            return "done"

        return lambda: patiently(act)


def test_a_deadlock_is_tried_once_more_by_itself(office: Office) -> None:
    one, two = office.accept().pk, office.accept().pk
    circle = Circle(times=2)
    answers = together(circle.takes("one", one, two), circle.takes("two", two, one))
    assert answers == ["done", "done"]
    assert sorted(circle.tries.values()) == [1, 2], "the victim did it again, and only he"


def deadlock(tries: list[int], fails: int) -> Callable[[], str]:
    """What PostgreSQL tells its victim, as Django hands it on."""

    def act() -> str:
        tries.append(1)
        if len(tries) <= fails:
            with connection.cursor() as cursor:
                cursor.execute("DO $$ BEGIN RAISE deadlock_detected; END $$")
        return "done"

    return act


@pytest.mark.parametrize(("fails", "tries"), [(0, 1), (1, 2)])
@pytest.mark.usefixtures("office")
def test_once_more_is_enough(fails: int, tries: int) -> None:
    counted: list[int] = []
    assert patiently(deadlock(counted, fails)) == "done"
    assert len(counted) == tries


def test_the_second_deadlock_is_answered_with_409_and_nothing_is_written(office: Office) -> None:
    dossier = office.with_officer()
    version = Dossier.objects.get(pk=dossier.pk).version
    tries: list[int] = []
    asked = Request(person=1, endpoint="note", key="form-1", body={})

    def act() -> dict[str, int]:
        note.note(dossier_id=dossier.pk, text="Đã gọi", acting=office["officer"], at=office.now)
        deadlock(tries, 9)()
        return {}

    with pytest.raises(SomebodyWasFaster) as told:
        once(asked, act)
    assert told.value.status == 409
    assert "chưa có gì được ghi" in told.value.message
    assert len(tries) == 2
    assert Dossier.objects.get(pk=dossier.pk).version == version


@pytest.mark.usefixtures("office")
def test_another_trouble_of_the_server_is_not_hidden() -> None:
    def act() -> None:
        with connection.cursor() as cursor:
            cursor.execute("DO $$ BEGIN RAISE query_canceled; END $$")

    with pytest.raises(OperationalError):
        patiently(act)
