"""`manage.py demonstrate` as `make run` calls it: another process, with the owner's login."""

import os
import subprocess
import sys
from collections.abc import Mapping

import pytest
from django.db import connection

from cases.models import Dossier, Handover
from onecua.ledger.models import Event
from onecua.ledger.office import offset
from onecua.people.models import Agency, Desk, Person, Unit
from onecua.settings.base import ROOT
from procedures.models import CalendarRevision, Configuration, ProcedureVersion, Regime
from tests.support.databases import Cluster
from tests.support.sessions import LogIn

pytestmark = pytest.mark.django_db(transaction=True)


COMMAND = (sys.executable, "manage.py", "demonstrate")


def environment() -> Mapping[str, str]:
    name = connection.settings_dict["NAME"]
    return os.environ | {
        "DJANGO_SETTINGS_MODULE": "onecua.settings.dev",
        "DATABASE_URL": Cluster.running().app.format(name),
        "DATABASE_OWNER_URL": Cluster.running().owner.format(name),
    }


def demonstrate(*words: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [*COMMAND, *words],
        cwd=ROOT,
        env=environment(),
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_week_of_the_province_is_built_once_and_everybody_has_work_today() -> None:
    done = demonstrate("--weeks", "1")
    assert done.returncode == 0, done.stderr
    assert "0 sai khác" in done.stdout
    assert "không làm được" not in done.stdout
    assert "tiepnhan.dakha" in done.stdout
    assert offset().total_seconds() == 0, "the walk ends on real time"

    assert (Agency.objects.count(), Unit.objects.count(), Desk.objects.count()) == (178, 1344, 135)
    assert len(set(Person.objects.values_list("password", flat=True))) == 1
    assert ProcedureVersion.objects.count() == 546 + 91
    assert Configuration.objects.count() > 3_000
    assert CalendarRevision.objects.get().provisional_until.year == 2029
    assert set(Regime.objects.values_list("code", flat=True)) == {"tt01-2018", "tt03-2025"}
    assert set(Dossier.objects.values_list("regime__code", flat=True)) == {"tt01-2018"}
    streams = Agency.objects.values("pk")
    assert Event.objects.filter(kind="agency_opened", stream__in=streams).count() == 178

    desk = Unit.objects.get(agency__code="000.00.47.H34", kind=Unit.Kind.DESK)
    waiting = Dossier.objects.filter(desk__unit=desk, state="received")
    assert waiting.exclude(handovers__outcome="pending").exists(), "to hand over"
    at_desk = Dossier.objects.filter(desk__unit=desk, state="result_ready")
    assert at_desk.filter(at_desk_since=None).exists(), "to fetch"
    assert at_desk.exclude(at_desk_since=None).exists(), "to return"
    civil = Unit.objects.get(agency__code="000.01.47.H34", name="Công chức tư pháp - hộ tịch")
    assert Handover.objects.filter(to_unit=civil, outcome="pending").exists()
    assert Dossier.objects.filter(holder_unit=civil, state="processing").exists()

    secret = Dossier.objects.filter(procedure__procedure__code="3.000333").first()
    assert secret
    heads = secret.access.filter(unit__kind=Unit.Kind.LEADERSHIP).values_list("unit__agency__name")
    assert list(heads) == [("Sở Tư pháp",)], "who leads, and not the centre that received it"

    before = Event.objects.count()
    again = demonstrate()
    assert again.returncode == 0, again.stderr
    assert "tiepnhan.dakha" in again.stdout
    assert Event.objects.count() == before, "a second time only says who may enter"


def test_a_build_that_was_killed_goes_on_where_it_stood() -> None:
    with subprocess.Popen(
        [*COMMAND, "--weeks", "1"], cwd=ROOT, env=environment(), stdout=subprocess.PIPE, text=True
    ) as killed:
        assert killed.stdout
        assert any("tuần từ" in line for line in killed.stdout), "it never came to the dossiers"
        killed.kill()
    assert offset().total_seconds() < 0, "in the middle of the walk"
    known = set(Dossier.objects.values_list("pk", flat=True))

    done = demonstrate()
    assert done.returncode == 0, done.stderr
    assert "0 sai khác" in done.stdout
    assert offset().total_seconds() == 0
    assert known < set(Dossier.objects.values_list("pk", flat=True))
    assert Agency.objects.count() == 178
    waiting = {"submitted", "received", "processing", "result_ready"}
    assert waiting <= set(Dossier.objects.values_list("state", flat=True)), "work for today"


def test_a_database_with_a_life_of_its_own_is_left_alone(log_in: LogIn) -> None:
    with log_in("app") as session, session.cursor() as cursor:
        cursor.execute(
            "INSERT INTO ledger_event (stream, kind, happened_at) VALUES (1, 'noted', now())"
        )
    refused = demonstrate()
    assert refused.returncode == 1
    assert "đã có sự kiện" in refused.stderr
    assert not Agency.objects.exists()
