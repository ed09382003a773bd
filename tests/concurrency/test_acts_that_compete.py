"""Two real threads on one database: one wins, the other is told; numbers stay dense."""

import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection

from cases.models import Dossier, Slip
from cases.services import apology, handover, intake
from cases.services.check import check_clocks
from cases.services.errors import StaleForm
from cases.services.sweep import sweep
from onecua.kernel.errors import Refusal
from onecua.ledger.idempotency import Request, once
from onecua.ledger.models import Event
from onecua.ledger.verification import verify_ledger
from procedures.timing import office_date
from tests.support.office import BIRTH, Office

pytestmark = pytest.mark.django_db(transaction=True)


def together(*acts: Callable[[], Any]) -> list[Any]:
    """Run each in a thread of its own, from the same instant; what each returned or raised."""
    start = threading.Barrier(len(acts))
    answers: list[Any] = [None] * len(acts)

    def run(number: int, act: Callable[[], Any]) -> None:
        start.wait()
        try:
            answers[number] = act()
        except Exception as error:  # noqa: BLE001 - the answer is what the test looks at
            answers[number] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(n, act)) for n, act in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


def refusals(answers: list[Any]) -> list[Exception]:
    return [answer for answer in answers if isinstance(answer, Exception)]


def test_two_desks_receiving_at_once_get_dense_codes_and_entries(office: Office) -> None:
    def receive() -> None:
        for _ in range(10):
            office.accept()

    assert refusals(together(receive, receive)) == []
    codes = sorted(map(str, Dossier.objects.values_list("code", flat=True)))
    assert codes == [f"000.01.21.H34-210301-{n:04d}" for n in range(1, 21)]
    assert sorted(entry or 0 for entry in Dossier.objects.values_list("entry", flat=True)) == list(
        range(1, 21)
    )
    numbers = Slip.objects.filter(form="receipt").values_list("number", flat=True)
    assert sorted(number or 0 for number in numbers) == list(range(1, 21))
    assert list(verify_ledger()) == []


def test_two_officers_take_over_the_same_bundle_and_one_is_told(office: Office) -> None:
    dossier = office.accept()
    dossier = handover.hand_over(dossier_id=dossier.pk, acting=office["reception"], at=office.now)

    def take(who: str) -> Callable[[], Any]:
        return lambda: handover.confirm(
            dossier_id=dossier.pk, acting=office[who], at=office.now, version=dossier.version
        )

    told = refusals(together(take("officer"), take("officer2")))
    assert [type(each) for each in told] == [StaleForm]
    assert Event.objects.filter(stream=dossier.pk, kind="handover_confirmed").count() == 1


def test_a_double_press_makes_one_dossier(office: Office) -> None:
    request = Request(
        person=office["reception"].person_id, endpoint="accept", key="form-1", body={"name": "A"}
    )

    def press() -> Any:
        return once(request, lambda: {"code": office.accept().code})

    answers = together(press, press)
    told = refusals(answers)
    assert all(isinstance(each, Refusal) for each in told)
    assert Dossier.objects.count() == 1
    assert once(request, lambda: {"code": "another"}) == {"code": Dossier.objects.get().code}


def test_two_sweeps_at_once_say_each_thing_at_most_once_and_the_next_beat_the_rest(
    office: Office,
) -> None:
    """What one of them holds the other leaves: both may miss a kind, and the beat follows."""
    for n in range(12):
        office.with_officer(BIRTH, f"Người {n}")
    office.travel("2021-03-03T08:00")
    now = office.now
    answers = together(lambda: sweep(now), lambda: sweep(now))
    assert refusals(answers) == []
    answers += [sweep(now)]
    for kind in ("became_late", "apology_drafted"):
        said = Event.objects.filter(kind=kind).values_list("stream", flat=True)
        assert sorted(said) == sorted(Dossier.objects.values_list("pk", flat=True))
        assert sum(answer.said[kind] for answer in answers) == 12
    assert sum(sweep(now).said.values()) == 0
    assert list(check_clocks(office.now)) == []


def test_a_sweep_and_people_at_once(office: Office) -> None:
    dossiers = [office.with_officer(BIRTH, f"Người {n}") for n in range(8)]
    office.travel("2021-03-03T08:00")
    now = office.now

    def note_all() -> None:
        for dossier in reversed(dossiers):
            handover.assign(
                dossier_id=dossier.pk, person_id=office["officer2"].person_id,
                acting=office["head"], at=now,
            )  # fmt: skip

    assert refusals(together(lambda: sweep(now), note_all, lambda: sweep(now))) == []
    sweep(office.now)
    assert Event.objects.filter(kind="became_late").count() == 8
    assert Event.objects.filter(kind="apology_drafted").count() == 8
    assert list(check_clocks(office.now)) == []
    assert list(verify_ledger()) == []


def test_two_heads_signing_number_their_slips_densely(office: Office) -> None:
    dossiers = [office.with_officer(BIRTH, f"Người {n}") for n in range(10)]
    office.travel("2021-03-03T08:00")
    sweep(office.now)
    next_week = office_date(office.now).replace(day=9)

    def sign(some: list[Dossier]) -> Callable[[], Any]:
        def run() -> None:
            for dossier in some:
                apology.sign_apology(
                    dossier_id=dossier.pk, reason="Quá tải", new_due_on=next_week,
                    acting=office["head"], at=office.now,
                )  # fmt: skip

        return run

    assert refusals(together(sign(dossiers[:5]), sign(dossiers[5:]))) == []
    slips = Slip.objects.filter(form="apology").values_list("number", flat=True)
    assert sorted(number or 0 for number in slips) == list(range(1, 11))


def test_voiding_and_confirming_at_once_leaves_one_truth(office: Office) -> None:
    dossier = office.accept()
    handover.hand_over(dossier_id=dossier.pk, acting=office["reception"], at=office.now)
    told = refusals(
        together(
            lambda: intake.void_intake(
                dossier_id=dossier.pk, reason="Nhầm", acting=office["reception"], at=office.now
            ),
            lambda: handover.confirm(
                dossier_id=dossier.pk, acting=office["officer"], at=office.now
            ),
        )
    )
    assert len(told) == 1
    assert list(check_clocks(office.now)) == []
