"""`make run` as a person meets it: started twice, killed, stopped with Ctrl-C."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from onecua.embedded.servers import free_port
from onecua.run.probe import answers
from onecua.settings.base import ROOT
from tests.support.folders import throwaway_folder
from tests.support.processes import descendants, wait_until_gone

READY = "Sẵn sàng sau"
Run = subprocess.Popen[str]


@pytest.fixture
def environment() -> Iterator[dict[str, str]]:
    """A clone's folder and port of our own; no demonstration, which takes its minutes."""
    with throwaway_folder() as folder:
        yield os.environ | {
            "ONECUA_VAR": str(folder / "var"),
            "PORT": str(free_port()),
            "DEMONSTRATION": "0",
        }


@contextmanager
def make_run(environment: dict[str, str]) -> Iterator[Run]:
    command = [sys.executable, "-m", "onecua.run"]
    with subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True
    ) as running:
        try:
            yield running
        finally:
            running.kill()


def wait_until_ready(running: Run) -> None:
    said = []
    while READY not in (line := running.stdout.readline() if running.stdout else ""):
        said.append(line)
        assert line, f"it ended: {said}"


def test_killed_started_again_refused_twice_and_stopped(environment: dict[str, str]) -> None:
    addresses = Path(environment["ONECUA_VAR"]) / "servers.json"
    port = int(environment["PORT"])
    with make_run(environment) as killed:
        wait_until_ready(killed)
        assert answers(port)
        orphans = descendants(killed.pid)
        killed.kill()
    assert addresses.exists(), "a killed one cannot tidy up; the next start must not mind"

    with make_run(environment) as again:  # at once: the orphans may still be going
        wait_until_ready(again)
        wait_until_gone(orphans)
        assert set(json.loads(addresses.read_text())) > {"DATABASE_URL", "REDIS_URL"}

        third = environment | {"PORT": str(free_port())}
        with make_run(third) as refused:
            assert refused.stdout
            assert "đang chạy trong một cửa sổ khác" in refused.stdout.read()
            assert refused.wait() == 1
        assert addresses.exists(), "the refused one must not take the running one's addresses away"

        children = descendants(again.pid)
        assert len(children) >= len(("postgres", "valkey", "web", "worker", "beat"))
        again.send_signal(signal.SIGINT)
        assert again.wait(timeout=300) == 0
    wait_until_gone(children)
    assert not addresses.exists()


def test_a_stop_while_it_starts_leaves_nothing_behind(environment: dict[str, str]) -> None:
    with make_run(environment) as running:
        deadline = time.monotonic() + 300
        while not (children := descendants(running.pid)):
            assert time.monotonic() < deadline
            time.sleep(0.01)
        running.terminate()
        assert running.wait(timeout=300) == 0
    wait_until_gone(children)


def test_reset_forgets_the_data(environment: dict[str, str]) -> None:
    var = Path(environment["ONECUA_VAR"])
    (var / "files").mkdir(parents=True)
    reset = [sys.executable, "-m", "onecua.run", "reset"]
    assert subprocess.run(reset, cwd=ROOT, env=environment, check=False).returncode == 0
    assert not var.exists()
