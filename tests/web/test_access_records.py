"""Who looked, printed and signed in is on record before the answer is out, whatever dies then."""

import os
import signal
import subprocess
import sys
from datetime import timedelta

import psycopg2
import pytest
from django.db import connection
from django.test import Client

from onecua.ledger.models import AccessRecord
from onecua.people.models import Person
from onecua.settings.base import ROOT
from tests.support.databases import Cluster
from tests.support.office import PASSWORD, Office
from tests.support.sessions import LogIn

pytestmark = pytest.mark.django_db(transaction=True)

READER = """
import django
django.setup()
from django.test import Client
from onecua.people.models import Person
client = Client()
client.force_login(Person.objects.get(username="tiepnhan"))
while True:
    print(client.get("/ho-so/{code}/", headers={{"host": "localhost"}}).status_code, flush=True)
"""


def told() -> list[tuple[str, str]]:
    return list(AccessRecord.objects.order_by("pk").values_list("what", "subject"))


def test_views_prints_and_sign_ins_are_recorded_and_lists_are_not(office: Office) -> None:
    dossier = office.with_officer()
    slip = dossier.slips.get()
    client = Client()
    client.post("/dang-nhap/", {"username": "tiepnhan", "password": "sai"})
    client.post("/dang-nhap/", {"username": "tiepnhan", "password": PASSWORD})
    client.get("/viec/")
    client.get(f"/ho-so/{dossier}/")
    client.get(f"/phieu/{slip.pk}/")
    client.get("/ho-so/000.01.21.H34-210301-9999/")  # nothing was seen
    client.post("/dang-xuat/")
    assert told() == [
        ("sign_in_failed", ""), ("sign_in", ""), ("view", str(dossier)), ("print", str(slip.pk)),
        ("sign_out", ""),
    ]  # fmt: skip
    person = Person.objects.get(username="tiepnhan").pk
    assert set(AccessRecord.objects.values_list("person", flat=True)) == {None, person}
    seen = AccessRecord.objects.get(what="view")
    assert seen.post == office["reception"].post_id
    assert office.now - seen.at < timedelta(minutes=1)


def test_a_view_that_was_answered_is_on_record_though_the_process_is_killed(office: Office) -> None:
    dossier = office.accept()
    address = Cluster.running().app.format(connection.settings_dict["NAME"])
    with subprocess.Popen(
        [sys.executable, "-c", READER.format(code=dossier)],
        cwd=ROOT,
        env=os.environ | {"DJANGO_SETTINGS_MODULE": "onecua.settings.dev", "DATABASE_URL": address},
        stdout=subprocess.PIPE,
        text=True,
    ) as reader:
        assert reader.stdout
        answers = [reader.stdout.readline() for _ in range(5)]
        os.kill(reader.pid, signal.SIGKILL)
        answers += reader.stdout.readlines()
    whole = [answer for answer in answers if answer == "200\n"]
    assert len(whole) >= 5
    assert AccessRecord.objects.filter(what="view", subject=str(dossier)).count() >= len(whole)


def test_a_record_is_kept_for_24_months_and_then_only_the_owner_lets_it_go(
    office: Office, log_in: LogIn
) -> None:
    AccessRecord.objects.create(person=1, what="view", subject="x")
    forget = "DELETE FROM ledger_accessrecord"
    with pytest.raises(psycopg2.errors.RestrictViolation, match="24 months"), log_in("owner") as s:
        s.cursor().execute(forget)
    office.travel("2023-03-02T08:00")
    with pytest.raises(psycopg2.errors.InsufficientPrivilege), log_in("app") as session:
        session.cursor().execute(forget)
    with log_in("owner") as session:
        session.cursor().execute(forget)
    assert told() == []


def test_replay_never_reads_a_record(office: Office) -> None:
    """No module of the dossiers' life knows the table."""
    assert office.desk
    readers = [
        path.relative_to(ROOT).as_posix()
        for folder in ("cases", "procedures")
        for path in (ROOT / folder).rglob("*.py")
        if "AccessRecord" in path.read_text()
    ]
    assert readers == []
