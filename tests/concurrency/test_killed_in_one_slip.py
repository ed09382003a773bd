"""A worker dies with one slip in its hands: the slip waits, keeps its number and comes out once."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.db import connection

from cases.models import Slip, StoredFile
from cases.services.files import place
from onecua.ledger.models import Event, OutboxMessage
from onecua.settings.base import ROOT
from tests.support.databases import Cluster
from tests.support.office import Office

pytestmark = pytest.mark.django_db(transaction=True)

# A process of its own, as a worker is. It dies with the bytes laid out and not yet stored, or with
# them stored and not yet marked.
WORKER = """
import os, signal, sys
import django

django.setup()
from cases.services import files
from onecua.ledger.outbox import deliver

def die(*_, **__):
    os.kill(os.getpid(), signal.SIGKILL)

def store_and_die(name, data, store=files._write):
    store(name, data)
    die()

if sys.argv[2] == "laid-out":
    files.keep = die
if sys.argv[2] == "stored":
    files._write = store_and_die
sys.exit(0 if deliver(int(sys.argv[1])) else 7)
"""
LOCKED = 7
PATIENCE = 300.0


def worker(message: OutboxMessage, dies: str, var: Path) -> int:
    database = Cluster.running().app.format(connection.settings_dict["NAME"])
    return subprocess.run(
        [sys.executable, "-W", "ignore", "-c", WORKER, str(message.pk), dies],
        cwd=ROOT,
        env=os.environ
        | {
            "DJANGO_SETTINGS_MODULE": "onecua.settings.dev",
            "DATABASE_URL": database,
            "ONECUA_VAR": str(var),
        },
        check=False,
    ).returncode


def the_next_worker(message: OutboxMessage, var: Path) -> None:
    """The server frees the row as soon as it sees that the dead one is gone."""
    deadline = time.monotonic() + PATIENCE
    while (code := worker(message, "never", var)) == LOCKED:
        assert time.monotonic() < deadline
    assert code == 0


@pytest.mark.parametrize("dies", ["laid-out", "stored"])
def test_a_worker_killed_inside_a_slip_loses_and_doubles_nothing(
    office: Office, tmp_path: Path, dies: str
) -> None:
    slip: Slip = office.accept().slips.get()
    message = OutboxMessage.objects.get(key=f"render_slip/{slip.pk}")
    assert worker(message, dies, tmp_path) == -signal.SIGKILL
    slip.refresh_from_db()
    message.refresh_from_db()
    assert (slip.number, slip.file, message.status) == (1, None, OutboxMessage.Status.QUEUED)
    left = [path for path in (tmp_path / "files").rglob("*") if path.is_file()]
    assert len(left) == (dies == "stored")
    the_next_worker(message, tmp_path)
    slip.refresh_from_db()
    assert (slip.number, slip.file is None) == (1, False)
    assert slip.file
    stored = tmp_path / "files" / place(slip.file.digest)
    assert stored.read_bytes().startswith(b"%PDF-")
    assert left in ([], [stored]), "what the dead one stored is what the next one keeps"
    assert StoredFile.objects.count() == 1
    assert Event.objects.filter(stream=slip.dossier_id, kind="slip_issued").count() == 1
    assert worker(message, "never", tmp_path) == LOCKED, "a second time there is nothing to do"
