"""The databases of a test run.

The controller starts one throw-away cluster and migrates a template as onecua_owner. Each worker
clones it once, and works as onecua_app. A test that commits cannot be undone by a rollback, and an
append-only table cannot be emptied (TRUNCATE is refused, rightly): it gets a clone of its own.
"""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import asdict, dataclass
from itertools import count
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections
from django.test import TransactionTestCase

from onecua.embedded import EmbeddedServers, ServerFault
from onecua.embedded.roles import APP, DATABASE, OWNER, SUPERUSER, open_autocommit, run
from onecua.settings import env
from onecua.settings.base import ROOT
from tests.support.folders import throwaway_folder

CLUSTER = "ONECUA_TEST_CLUSTER"  # how the controller tells its workers
_numbers = count(1)


@dataclass(frozen=True)
class Cluster:
    """How to log in to a database of the test cluster; {} stands for its name."""

    app: str
    owner: str
    superuser: str

    @classmethod
    def of(cls, servers: EmbeddedServers) -> "Cluster":
        assert servers.postgres
        url = servers.postgres.url
        return cls(url(APP, "{}"), url(OWNER, "{}"), url(SUPERUSER, "{}"))

    @classmethod
    def running(cls) -> "Cluster":
        return cls(**json.loads(os.environ[CLUSTER]))

    def clone(self, name: str, template: str = DATABASE) -> None:
        with closing(open_autocommit(self.superuser.format("postgres"))) as server:
            run(
                server,
                # Copying files beats replaying WAL for a template of a few MB without fsync.
                "CREATE DATABASE {name} TEMPLATE {template} OWNER {owner} STRATEGY FILE_COPY",
                name=name,
                template=template,
                owner=OWNER,
            )

    def drop(self, name: str) -> None:
        with closing(open_autocommit(self.superuser.format("postgres"))) as server:
            run(server, "DROP DATABASE IF EXISTS {name} WITH (FORCE)", name=name)


@contextmanager
def running_cluster() -> Iterator[None]:
    """Owned by the controller, from pytest_configure to pytest_unconfigure."""
    with (
        throwaway_folder(in_memory=True) as folder,
        EmbeddedServers(folder / "home", given={}, durable=False, with_valkey=False) as servers,
    ):
        cluster = Cluster.of(servers)
        os.environ[CLUSTER] = json.dumps(asdict(cluster))
        migrate(cluster.app.format(DATABASE), cluster.owner.format(DATABASE))
        yield


def migrate(app_url: str, owner_url: str) -> None:
    """The way `make run` and production do it: another process, as the owner."""
    done = subprocess.run(
        [sys.executable, "manage.py", "migrate", "--database=owner", "--verbosity=0"],
        cwd=ROOT,
        env=os.environ
        | {
            "DJANGO_SETTINGS_MODULE": "onecua.settings.dev",
            "DATABASE_URL": app_url,
            "DATABASE_OWNER_URL": owner_url,
        },
        check=False,
    )
    if done.returncode:
        raise ServerFault("Không cập nhật được cơ sở dữ liệu thử (migrate); xem lỗi ở trên.")


def point_to(url: str) -> None:
    """Every thread's next connection goes there: the settings are shared, connections are not."""
    connections[DEFAULT_DB_ALIAS].close()
    connections.settings[DEFAULT_DB_ALIAS].update(env.database(url) | {"CONN_MAX_AGE": 0})


@contextmanager
def worker_database(worker: str) -> Iterator[None]:
    cluster, name = Cluster.running(), f"test_{worker}"
    cluster.clone(name)
    point_to(cluster.app.format(name))
    yield
    connections.close_all()
    cluster.drop(name)


class OwnDatabase:
    """Replaces how Django prepares and empties the database around a test that commits."""

    def __init__(self, worker: str) -> None:
        self.worker = worker
        self.name = ""
        self.template: Callable[[], str] = lambda: DATABASE  # of the next test

    def install(self) -> None:
        """TestCase (rollback) overrides both methods, so only committing tests see these."""
        case: Any = TransactionTestCase
        case._fixture_setup = staticmethod(self.set_up)
        case._fixture_teardown = staticmethod(self.tear_down)

    def set_up(self) -> None:
        self.name = f"test_{self.worker}_{next(_numbers)}"
        Cluster.running().clone(self.name, self.template())
        point_to(Cluster.running().app.format(self.name))

    def tear_down(self) -> None:
        cluster = Cluster.running()
        point_to(cluster.app.format(f"test_{self.worker}"))
        cluster.drop(self.name)
