"""What `make run` promises: prefixed words, fallen children restarted, nothing left behind."""

import os
import signal
import subprocess
import sys

import pytest

from onecua.embedded import ServerFault
from onecua.embedded.process import Child
from onecua.run import supervisor as supervising
from onecua.run.supervisor import Supervisor
from onecua.settings.base import ROOT
from tests.support.processes import wait_until_gone

ORPHANING = """
import subprocess, time
from pathlib import Path
from onecua.embedded.process import Child
child = Child("sleeper", ["sleep", "100"], cwd=Path("/"))
child.start()
print(child.process.pid, flush=True)
time.sleep(100)
"""
PARENT = "import subprocess; p = subprocess.Popen(['sleep', '100']); print(p.pid); p.wait()"


def python(code: str, name: str = "child") -> Child:
    return Child(name, [sys.executable, "-u", "-c", code], cwd=ROOT)


@pytest.fixture(autouse=True)
def _no_pause(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(supervising, "RESTART_PAUSE", 0.0)


def test_words_carry_the_name_of_who_said_them(
    capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(supervising, "TICK", 10.0)  # at most: the first word ends the wait
    child = python("import time; print('xin chào'); time.sleep(100)", "web")
    with Supervisor([child]) as supervisor:
        supervisor.tick()
    assert "     web | xin chào" in capfd.readouterr().out


def test_a_fallen_child_is_restarted() -> None:
    child = python("import time; time.sleep(100)")
    with Supervisor([child]) as supervisor:
        assert child.process
        first = child.process.pid
        os.kill(first, signal.SIGKILL)
        child.process.wait()
        supervisor.tick()
        assert child.running
        assert child.process.pid != first


def test_one_that_always_falls_stops_all_with_a_sentence() -> None:
    steady, falling = python("import time; time.sleep(100)"), python("exit(1)", "beat")
    with (
        pytest.raises(ServerFault, match="beat đã ngã quá nhiều lần"),
        Supervisor([steady, falling]) as supervisor,
    ):
        supervisor.watch()
    assert not steady.running


def test_its_own_children_go_with_it() -> None:
    child = python(
        "import subprocess; p = subprocess.Popen(['sleep', '100']); print(p.pid); p.wait()"
    )
    child.start()
    assert child.voice
    with child.voice:
        grandchild = int(child.voice.readline())
        child.stop()
    wait_until_gone([grandchild])


def test_even_a_killed_supervisor_leaves_nothing_behind() -> None:
    with subprocess.Popen(
        [sys.executable, "-c", ORPHANING], cwd=ROOT, stdout=subprocess.PIPE, text=True
    ) as killed:
        assert killed.stdout
        orphan = int(killed.stdout.readline())
        killed.kill()
    wait_until_gone([orphan])
