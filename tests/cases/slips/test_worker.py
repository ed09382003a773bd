"""A real worker on a real broker: warm when it is ready, and clean when it has gone."""

import os
import signal
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from onecua.embedded import EmbeddedServers
from onecua.embedded.process import Child
from onecua.settings.base import ROOT
from tests.support.databases import Cluster
from tests.support.folders import throwaway_folder

PATIENCE = 300.0


@pytest.fixture
def folder() -> Iterator[Path]:
    with throwaway_folder() as made:
        yield made


def printing_worker(folder: Path, broker: str) -> Child:
    (folder / "tmp").mkdir()
    environment = {
        "DJANGO_SETTINGS_MODULE": "onecua.settings.dev",
        "DATABASE_URL": Cluster.running().app.format("onecua"),
        "REDIS_URL": broker,
        "PYTHONWARNINGS": "ignore",
        "TMPDIR": str(folder / "tmp"),
    }
    return Child(
        "worker",
        [sys.executable, "-m", "celery", "-A", "onecua", "worker", "--concurrency=1",
         "--loglevel=INFO", "--queues=pdf", "--without-gossip", "--without-mingle"],
        cwd=ROOT,
        env=os.environ | environment,
        log=folder / "worker.log",
        orphan_signal=signal.SIGQUIT,
    )  # fmt: skip


def fonts_kept(folder: Path) -> list[Path]:
    return list((folder / "tmp").glob("weasyprint-*"))


def wait_until(condition: Callable[[], bool], folder: Path) -> None:
    deadline = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < deadline, (folder / "worker.log").read_text()
        time.sleep(0.05)


def is_ready(folder: Path) -> bool:
    log = folder / "worker.log"
    return log.exists() and " ready." in log.read_text()


@pytest.fixture
def broker(folder: Path) -> Iterator[str]:
    given = {"DATABASE_URL": "given", "DATABASE_OWNER_URL": "given"}
    with EmbeddedServers(folder / "home", given=given) as servers:
        yield servers.addresses["REDIS_URL"]


def test_a_worker_that_prints_is_warm_before_its_first_slip(folder: Path, broker: str) -> None:
    worker = printing_worker(folder, broker)
    worker.start()
    try:
        wait_until(lambda: bool(fonts_kept(folder)), folder)
        wait_until(lambda: is_ready(folder), folder)
    finally:
        worker.stop(PATIENCE)
    assert fonts_kept(folder) == [], "a pool process ends without Python's exit handlers"
