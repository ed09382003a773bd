"""The health page says what is not well, and what to do."""

from datetime import timedelta

import pytest
from django.test import Client
from pytest_django import Settings

from cases.models import SetAside
from cases.tasks import sweep
from onecua.ledger.models import Event, OutboxMessage
from onecua.ledger.office import real_now
from onecua.ledger.seals import seal_ledger
from onecua.ledger.tasks import deliver_messages, redrive_outbox
from onecua.people.models import Person
from procedures.models import CalendarRevision
from reports.health import TASKS, health
from reports.models import Pulse
from reports.pulses import beat, pulses
from tests.support.office import Office
from tests.support.sealing import wait_until_ended

pytestmark = pytest.mark.django_db(transaction=True)


def unwell(office: Office) -> set[str]:
    return {line.name for line in health(office.now) if not line.well}


@pytest.fixture
def alive(office: Office) -> Office:
    """Each task of the schedule has just ended well."""
    for _, _, task, _, _ in TASKS:
        beat(task)
    return office


def test_a_quiet_office_is_well(alive: Office) -> None:
    assert unwell(alive) == set()


def test_a_task_that_ran_leaves_its_sign_of_life_and_another_does_not(office: Office) -> None:
    assert unwell(office) == {"worker", "sweep", "keep"}
    redrive_outbox.apply(throw=True)
    sweep.apply(throw=True)
    deliver_messages.apply(([0],), throw=True)
    assert set(pulses()) == {"onecua.ledger.tasks.redrive_outbox", "cases.tasks.sweep"}
    assert unwell(office) == {"keep"}


def test_a_worker_that_has_gone_quiet_is_told(alive: Office) -> None:
    Pulse.objects.update(at=real_now() - timedelta(minutes=6))
    assert unwell(alive) == {"worker", "sweep", "keep"}


def test_a_broker_that_does_not_answer_is_told_and_the_page_lives(
    alive: Office, settings: Settings
) -> None:
    settings.CELERY_BROKER_URL = "redis://127.0.0.1:1/0"  # nobody listens on that port
    assert unwell(alive) == {"broker"}


def test_what_waits_too_long_for_its_seal_is_told(alive: Office) -> None:
    alive.accept()
    alive.travel("2021-03-01T08:20")
    assert "seals" not in unwell(alive)
    alive.travel("2021-03-01T09:00")
    assert "seals" in unwell(alive)
    wait_until_ended(Event.objects.latest("id").xact)  # other tests of the run write as well
    seal_ledger()
    assert "seals" not in unwell(alive)


def test_what_cannot_leave_and_what_was_set_aside_is_told(alive: Office) -> None:
    dossier = alive.accept()
    assert unwell(alive) == set()
    SetAside.objects.create(dossier=dossier, what="draft_apology", error="hỏng", at=alive.now)
    OutboxMessage.objects.create(
        kind="mail", key="mail/1", status=OutboxMessage.Status.DEAD, due_at=real_now()
    )
    alive.travel("2021-03-01T08:20")
    assert unwell(alive) == {"outbox", "set_aside", "slips"}


def test_sixty_days_before_the_declared_calendar_ends_it_is_red(alive: Office) -> None:
    declared = CalendarRevision.objects.get().declared_until
    last_good = alive.now.replace(
        year=declared.year, month=declared.month, day=declared.day
    ) - timedelta(days=61)
    red = [
        any(line.name == "calendar" and not line.well for line in health(now))
        for now in (last_good, last_good + timedelta(days=1))
    ]
    assert red == [False, True]


@pytest.mark.parametrize(
    ("who", "status"), [("admin", 200), ("office", 200), ("head", 404), ("reception", 404)]
)
def test_it_is_for_those_who_run_the_machine(office: Office, who: str, status: int) -> None:
    client = Client()
    client.force_login(Person.objects.get(pk=office[who].person_id))
    assert client.get("/suc-khoe/").status_code == status


def test_a_program_gets_the_same_with_503(alive: Office) -> None:
    client = Client()
    client.force_login(Person.objects.get(pk=alive["admin"].person_id))
    assert client.get("/suc-khoe/?dinh-dang=json").json()["well"] is True
    SetAside.objects.create(dossier=alive.accept(), what="x", error="hỏng", at=alive.now)
    answer = client.get("/suc-khoe/?dinh-dang=json")
    assert (answer.status_code, answer.json()["well"]) == (503, False)
