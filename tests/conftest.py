import os
from collections.abc import Iterator
from contextlib import ExitStack

import psycopg2
import pytest
from django.db import connection

from onecua.embedded import ServerFault
from onecua.embedded.roles import DATABASE
from tests.support import browser as browsers
from tests.support.databases import Cluster, OwnDatabase, running_cluster, worker_database
from tests.support.furnished import Furnished
from tests.support.office import Office
from tests.support.sessions import LogIn, Session

_CLUSTER = pytest.StashKey[ExitStack]()
WORKER = os.environ.get("PYTEST_XDIST_WORKER", "main")
OWN_DATABASE = OwnDatabase(WORKER)
FURNISHED = Furnished(WORKER)


def pytest_configure(config: pytest.Config) -> None:
    if hasattr(config, "workerinput"):
        return
    config.stash[_CLUSTER] = ExitStack()
    try:
        config.stash[_CLUSTER].enter_context(running_cluster())
    except ServerFault as fault:
        raise pytest.UsageError(str(fault)) from fault


def pytest_unconfigure(config: pytest.Config) -> None:
    if cluster := config.stash.get(_CLUSTER, None):
        cluster.close()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    browsers.leave_out_if_asked(items)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Before any fixture: pytest-django prepares the database first of all."""
    in_office = "office" in getattr(item, "fixturenames", ())
    OWN_DATABASE.template = FURNISHED.template if in_office else lambda: DATABASE


@pytest.fixture(scope="session")
def worker() -> str:
    return WORKER


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment: None) -> Iterator[None]:  # noqa: ARG001
    """Replaces pytest-django's: no CREATE and migrate per worker, but one clone."""
    OWN_DATABASE.install()
    with worker_database(WORKER):
        yield


@pytest.fixture
def log_in() -> Iterator[LogIn]:
    """A further session in the test's own database: log_in("app"), log_in("owner")."""
    opened: list[Session] = []

    def open_session(role: str) -> Session:
        url: str = getattr(Cluster.running(), role)
        opened.append(psycopg2.connect(url.format(connection.settings_dict["NAME"])))
        return opened[-1]

    yield open_session
    for session in opened:
        session.close()


@pytest.fixture
def office(transactional_db: None, log_in: LogIn) -> Office:  # noqa: ARG001 - it comes first
    """A small office on Monday 01/03/2021, in a database of this test alone."""
    return FURNISHED.enter(log_in)


browser = browsers.browser
