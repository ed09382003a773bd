"""What pip cannot bring is installed where allowed; else the words to type are on the screen."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from onecua.checks import libraries_of_the_slips
from onecua.run import machine
from onecua.settings.base import ROOT

THERE = machine.Need("libc.so.6", machine.can_load, "libc6", "mọi thứ")
GONE = machine.Need("libnowhere.so.1", machine.can_load, "libnowhere1", "in phiếu")
SLOWER = machine.Need("libslow.so.1", machine.can_load, "libslow1", "chậm hơn", required=False)


@pytest.fixture
def apt(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An apt-get that only writes down what it was asked; the real one would change the machine."""
    record = tmp_path / "asked"
    program = tmp_path / "apt-get"
    program.write_text(f'#!/bin/sh\necho "$@" >> {record}\n')
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    return record


def need(monkeypatch: pytest.MonkeyPatch, *needs: machine.Need, uid: int = 0) -> None:
    monkeypatch.setitem(machine.NEEDS, "run", needs)
    monkeypatch.setattr(os, "geteuid", lambda: uid)


@pytest.mark.parametrize("purpose", ["run", "tests"])
def test_it_runs_before_there_is_an_environment(purpose: str) -> None:
    bare = [sys.executable, "-I", "-S", "onecua/run/machine.py", purpose]
    path = {"PATH": "/usr/bin:/bin", "NO_BROWSER": "1"}
    told = subprocess.run(bare, cwd=ROOT, env=path, capture_output=True, text=True, check=False)
    assert "Traceback" not in told.stderr
    assert told.returncode in {0, 1}


def test_nothing_missing_asks_nobody(monkeypatch: pytest.MonkeyPatch, apt: Path) -> None:
    need(monkeypatch, THERE)
    assert machine.main("run") == 0
    assert not apt.exists()


def test_root_installs_only_what_is_missing(monkeypatch: pytest.MonkeyPatch, apt: Path) -> None:
    need(monkeypatch, THERE, GONE, SLOWER)
    assert machine.main("run") == 1, "the recorder installs nothing, so it is still missing"
    update, install = apt.read_text().splitlines()
    assert update.startswith("update")
    assert "libnowhere1 libslow1" in install
    assert "libc6" not in install


def test_a_user_is_told_what_to_type(
    monkeypatch: pytest.MonkeyPatch, apt: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    need(monkeypatch, GONE, uid=1000)
    assert machine.main("run") == 1
    said = capsys.readouterr().err
    assert "Máy còn thiếu libnowhere1 (in phiếu)" in said
    assert "sudo apt-get update && sudo apt-get install -y --no-install-recommends" in said
    assert not apt.exists()


def test_what_only_makes_it_faster_stops_nobody(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    need(monkeypatch, THERE, SLOWER, uid=1000)
    assert machine.main("run") == 0
    assert "libslow1 (chậm hơn)" in capsys.readouterr().err


def test_without_the_browser_chromium_is_not_missed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    monkeypatch.delenv("CHROMIUM", raising=False)
    assert machine.BROWSER in machine.missing("tests")
    assert "NO_BROWSER=1 make test" in machine.advice(machine.missing("tests"))
    monkeypatch.setenv("NO_BROWSER", "1")
    assert machine.BROWSER not in machine.missing("tests")


def test_a_system_check_says_that_slips_will_be_slow(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("onecua.checks.LIBRARIES", (THERE, GONE, SLOWER))
    error, warning = libraries_of_the_slips()
    assert (error.id, warning.id) == ("onecua.E004", "onecua.W001")
    assert "apt-get install -y --no-install-recommends libslow1" in str(warning.hint)
