"""Everything is killed in the middle of the work; nothing is lost, nothing is done twice."""

import os
import signal
import sys
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

import psycopg2
import pytest
from django.db import OperationalError
from pytest_django import DjangoDbBlocker, Settings

from cases.facts import ApologyState
from cases.models import Apology, Slip
from cases.services import apology
from cases.services.check import check_clocks
from cases.services.files import place
from cases.services.sweep import sweep
from onecua.embedded import EmbeddedServers
from onecua.embedded.process import Child
from onecua.embedded.roles import OWNER
from onecua.ledger.models import OutboxMessage
from onecua.ledger.office import real_now
from onecua.ledger.verification import verify_ledger
from onecua.run.commands import ALONE
from onecua.settings.base import ROOT
from tests.support.databases import Cluster, migrate, point_to
from tests.support.folders import throwaway_folder
from tests.support.office import BIRTH, Office, open_office

DOSSIERS = 200
QUICK = {"OUTBOX_REDRIVE_SECONDS": "1", "OUTBOX_LEASE_SECONDS": "2"}


@pytest.fixture
def servers(
    django_db_setup: None,  # noqa: ARG001 - it must come first, for we change what it set
    django_db_blocker: DjangoDbBlocker,
    worker: str,
) -> Iterator[EmbeddedServers]:
    """Durable servers of this test alone; Django is pointed at them for as long."""
    with (
        throwaway_folder() as folder,
        EmbeddedServers(folder / "home", given={}) as running,
        django_db_blocker.unblock(),
    ):
        migrate(running.addresses["DATABASE_URL"], running.addresses["DATABASE_OWNER_URL"])
        point_to(running.addresses["DATABASE_URL"])
        yield running
        point_to(Cluster.running().app.format(f"test_{worker}"))


def celery(servers: EmbeddedServers) -> Child:
    return Child(
        "worker",
        [sys.executable, "-m", "celery", "-A", "onecua", "--quiet", "worker", "--beat",
         f"--schedule={servers.home.path / 'beat'}", "--concurrency=2", "--queues=celery,pdf",
         "--loglevel=ERROR", *ALONE],
        cwd=ROOT,
        env=os.environ
        | servers.addresses
        | QUICK
        | {
            "DJANGO_SETTINGS_MODULE": "onecua.settings.dev",
            "PYTHONWARNINGS": "ignore",
            "ONECUA_VAR": str(printed(servers)),
        },
        log=servers.home.path / "worker.log",
        orphan_signal=signal.SIGQUIT,
    )  # fmt: skip


def wait_for(condition: Callable[[], bool], seconds: float = 900) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.05)


def rendered() -> int:
    """Apologies with a file: the slips of the receptions are in the same queue."""
    return Slip.objects.filter(form="apology").exclude(file=None).count()


def printed(servers: EmbeddedServers) -> Path:
    """Where the worker keeps its files."""
    return servers.home.path.parent / "var"


def owner_url(servers: EmbeddedServers) -> str:
    assert servers.postgres
    return servers.postgres.url(OWNER)


def kill_everything(servers: EmbeddedServers, worker: Child) -> None:
    worker.kill()
    for server in servers.all:
        assert server.child.process
        os.kill(server.child.process.pid, signal.SIGKILL)
        server.child.process.wait()


def sign_next(office: Office, count: int) -> None:
    waiting = Apology.objects.filter(state=ApologyState.DRAFTED).order_by("dossier")
    for dossier_id in list(waiting.values_list("dossier", flat=True)[:count]):
        apology.sign_apology(
            dossier_id=dossier_id, reason="Quá tải hồ sơ đầu tháng",
            new_due_on=date(2021, 3, 9), acting=office["head"], at=office.now,
        )  # fmt: skip


def test_a_killed_worker_broker_and_database_lose_no_apology(
    servers: EmbeddedServers, settings: Settings
) -> None:
    settings.OUTBOX_LEASE_SECONDS = int(QUICK["OUTBOX_LEASE_SECONDS"])
    office = open_office(lambda _role: psycopg2.connect(owner_url(servers)))
    for number in range(DOSSIERS):
        office.with_officer(BIRTH, f"Người thứ {number}")
    office.travel("2021-03-03T08:00")
    OutboxMessage.objects.update(due_at=real_now() + timedelta(days=1))  # the receipts can wait
    assert sweep(office.now).drafted == DOSSIERS
    sign_next(office, DOSSIERS // 2)
    worker = celery(servers)
    worker.start()
    try:
        # The tests' own broker is memory: every hint is lost, and the re-drive must find all.
        wait_for(lambda: rendered() >= DOSSIERS // 10)
        kill_everything(servers, worker)
        with pytest.raises(OperationalError):
            sign_next(office, 1)
        for server in servers.all:
            server.start()
        point_to(servers.addresses["DATABASE_URL"])
        assert 0 < rendered() < DOSSIERS // 2, "the kill came too late to prove anything"
        worker = celery(servers)
        worker.start()
        sign_next(office, DOSSIERS)
        wait_for(lambda: rendered() == DOSSIERS)
    finally:
        worker.stop()
    slips = Slip.objects.filter(form="apology")
    assert sorted(slip.number or 0 for slip in slips) == list(range(1, DOSSIERS + 1))
    files = {slip.file.digest for slip in slips.select_related("file") if slip.file}
    assert len(files) == DOSSIERS
    for digest in files:
        assert (printed(servers) / "files" / place(digest)).read_bytes()[:5] == b"%PDF-"
    assert list(verify_ledger()) == []
    assert list(check_clocks(office.now)) == []
