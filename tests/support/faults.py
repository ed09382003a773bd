"""An office on servers of its own, and a hand that kills a part of it every few seconds."""

import os
import random
import signal
import sys
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

from onecua.embedded import EmbeddedServers
from onecua.embedded.postgres import Postgres
from onecua.embedded.process import Child
from onecua.embedded.valkey import Valkey
from onecua.settings.base import ROOT

CELERY = (sys.executable, "-m", "celery", "-A", "onecua", "--quiet")
QUICK = {
    "SWEEP_SECONDS": "1",
    "SWEEP_CHUNK": "25",  # so that a kill falls into the middle of a sweep
    "SEAL_SECONDS": "5",
    "OUTBOX_REDRIVE_SECONDS": "1",
}


class Works:
    """Two beats and three workers over one database and one broker; any of them may die."""

    def __init__(self, servers: EmbeddedServers, seed: int, *, lease: int) -> None:
        self.servers = servers
        self.lease = lease
        self.dice = random.Random(seed)  # noqa: S311 - a story, no secret
        self.kills: Counter[str] = Counter()
        self.children = [self._beat(1), self._beat(2), *(self._worker(n) for n in (1, 2, 3))]

    @property
    def environment(self) -> Mapping[str, str]:
        return (
            os.environ
            | self.servers.addresses
            | QUICK
            | {
                "DJANGO_SETTINGS_MODULE": "onecua.settings.dev",
                "OUTBOX_LEASE_SECONDS": str(self.lease),
                "PYTHONWARNINGS": "ignore",
                "ONECUA_VAR": str(self.files),
            }
        )

    @property
    def files(self) -> Path:
        return self.servers.home.path.parent / "var"

    def start(self) -> None:
        for child in self.children:
            child.start()

    def stop(self) -> None:
        for child in self.children:
            child.kill()

    def kill_one(self) -> str:
        """kill -9, and a new one in its place, as a supervisor would."""
        victim = self.dice.choice([*self.children, *self.servers.all])
        if isinstance(victim, Postgres | Valkey):
            process = victim.child.process
            assert process
            os.kill(process.pid, signal.SIGKILL)
            process.wait()
        else:
            victim.kill()
        victim.start()
        self.kills[victim.name] += 1
        return victim.name

    def _beat(self, number: int) -> Child:
        schedule = self.servers.home.path / f"beat-{number}"
        return self._child(f"beat {number}", "beat", f"--schedule={schedule}", "--pidfile=")

    def _worker(self, number: int) -> Child:
        return self._child(
            f"worker {number}", "worker", f"--hostname=w{number}@fault", "--concurrency=1",
            "--queues=celery,pdf", "--without-gossip", "--without-mingle",
        )  # fmt: skip

    def _child(self, name: str, *arguments: str) -> Child:
        return Child(
            name,
            [*CELERY, *arguments, "--loglevel=ERROR"],
            cwd=ROOT,
            env=self.environment,
            log=self.servers.home.path / f"{name}.log",
            orphan_signal=signal.SIGQUIT,
        )
