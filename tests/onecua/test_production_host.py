"""docker-compose.yml and what stands beside it, as far as they can be tried without an engine."""

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import psycopg2
import pytest
import yaml

from onecua.embedded import EmbeddedServers
from onecua.embedded.postgres import INITDB
from onecua.embedded.roles import APP, OWNER, RIGHTS, SUPERUSER, open_autocommit, run
from onecua.settings.base import ROOT
from tests.support.folders import throwaway_folder

COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
PRODUCTION = ROOT / "docs" / "production"
INSIDE = "/run/secrets/"


@pytest.fixture
def secrets() -> Iterator[Path]:
    """What an administrator gets by following docs/production.md, in a folder of our own."""
    with throwaway_folder() as folder:
        here = folder / "docs" / "production"
        here.mkdir(parents=True)
        script = shutil.copy(PRODUCTION / "make-secrets.sh", here)
        first = subprocess.run([script], capture_output=True, text=True, check=True)
        assert len(first.stdout.splitlines()) == len(COMPOSE["secrets"])
        made = {file.name: file.read_text() for file in (folder / "secrets").iterdir()}
        subprocess.run([script], check=True)
        again = {file.name: file.read_text() for file in (folder / "secrets").iterdir()}
        assert made == again, "a second run must not change a key"
        yield folder / "secrets"


def environment_of(service: str, secrets: Path) -> dict[str, str]:
    written: dict[str, str] = SERVICES[service]["environment"]
    given = {"${SITE_HOST:-}": "motcua.example.vn", INSIDE: f"{secrets}/"}
    found = {}
    for name, value in written.items():
        for what, by in given.items():
            value = value.replace(what, by)  # noqa: PLW2901 - step by step
        found[name] = re.sub(r"\$\{\w+:-([^}]*)\}", r"\1", value)  # compose's own defaults
    return found


def test_every_service_that_stays_is_watched_and_comes_back() -> None:
    staying = {name: service for name, service in SERVICES.items() if name != "migrate"}
    assert set(staying) == {
        "proxy", "web", "worker", "pdf", "beat", "postgres", "redis", "backup",
    }  # fmt: skip
    for name, service in staying.items():
        assert service["healthcheck"]["test"], name
        assert service["restart"] == "unless-stopped", name
    assert "container_name" in SERVICES["beat"], "a second beat could be started"


def test_each_secret_a_service_reads_is_given_to_it(secrets: Path) -> None:
    assert {file.name for file in secrets.iterdir()} == set(COMPOSE["secrets"])
    for name, service in SERVICES.items():
        read = {
            value.removeprefix(INSIDE)
            for value in service.get("environment", {}).values()
            if value.startswith(INSIDE)
        }
        assert read <= set(service.get("secrets", [])), name


@pytest.mark.parametrize("service", ["web", "worker", "pdf", "beat", "migrate"])
def test_production_starts_on_what_compose_gives(service: str, secrets: Path) -> None:
    command = [
        sys.executable,
        "-c",
        "import django; django.setup(); from django.conf import settings as s;"
        "print(s.DATABASES.keys(), s.DATABASES['default']['PASSWORD'], s.CELERY_BROKER_URL)",
    ]
    told = subprocess.run(
        command,
        cwd=ROOT,
        env=environment_of(service, secrets),
        capture_output=True,
        text=True,
        check=False,
    )
    assert told.returncode == 0, told.stderr
    assert (secrets / "app_password").read_text() in told.stdout
    assert ("owner" in told.stdout) == (service == "migrate"), "only it may know the owner"


def test_the_database_is_made_as_it_is_here() -> None:
    in_production = set(SERVICES["postgres"]["environment"]["POSTGRES_INITDB_ARGS"].split())
    ours = {word for word in INITDB if word.startswith(("--encoding", "--l", "--builtin"))}
    assert ours <= in_production


@pytest.fixture
def servers() -> Iterator[EmbeddedServers]:
    with (
        throwaway_folder() as folder,
        EmbeddedServers(folder / "home", given={}, durable=False, with_valkey=False) as running,
    ):
        yield running


def test_the_postgres_image_makes_the_same_two_logins(
    servers: EmbeddedServers, secrets: Path
) -> None:
    """Its two start-up scripts through psql, in a database without our roles' names."""
    assert servers.postgres
    url = servers.postgres.url
    with closing(open_autocommit(url(SUPERUSER, "postgres"))) as session:
        run(session, "ALTER ROLE {app} RENAME TO old_app", app=APP)
        run(session, "ALTER ROLE {owner} RENAME TO old_owner", owner=OWNER)
        run(session, "ALTER DATABASE onecua RENAME TO old_onecua")
        run(session, "CREATE DATABASE onecua")
    scripts = [PRODUCTION / "logins.sql", RIGHTS]
    for script in scripts:
        words = script.read_text().replace(INSIDE, f"{secrets}/")
        subprocess.run(
            [servers.postgres.binaries / "psql", "--set=ON_ERROR_STOP=1", "--quiet", "--no-psqlrc",
             url(SUPERUSER)],
            input=words, text=True, check=True,
        )  # fmt: skip

    def log_in(role: str, secret: str) -> psycopg2.extensions.connection:
        password = (secrets / secret).read_text()
        return psycopg2.connect(
            host="127.0.0.1", port=servers.postgres.port if servers.postgres else 0,
            user=role, password=password, dbname="onecua",
        )  # fmt: skip

    with (
        closing(log_in(OWNER, "owner_password")) as owner,
        closing(log_in(APP, "app_password")) as app,
    ):
        owner.cursor().execute("CREATE TABLE made (n int)")
        owner.commit()
        app.cursor().execute("INSERT INTO made VALUES (1)")
        app.commit()
        with pytest.raises(psycopg2.errors.InsufficientPrivilege):
            app.cursor().execute("CREATE TABLE forbidden (n int)")
