"""The manager itself, on real servers of its own."""

import os
import shutil
import signal
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import psycopg2
import pytest

from onecua.embedded import EmbeddedServers, ServerFault
from onecua.embedded.roles import open_autocommit
from tests.support.folders import throwaway_folder


@pytest.fixture
def folder() -> Iterator[Path]:
    with throwaway_folder() as made:
        yield made


def ask(servers: EmbeddedServers, query: str) -> tuple[object, ...] | None:
    with closing(open_autocommit(servers.addresses["DATABASE_OWNER_URL"])) as session:
        cursor = session.cursor()
        cursor.execute(query)
        return cursor.fetchone() if cursor.description else None


def kill(servers: EmbeddedServers) -> None:
    assert servers.postgres
    assert servers.postgres.child.process
    os.kill(servers.postgres.child.process.pid, signal.SIGKILL)
    servers.postgres.child.process.wait()


def test_the_server_is_what_the_design_asks_for(folder: Path) -> None:
    with EmbeddedServers(folder / "home", given={}) as servers:
        assert ask(servers, "SELECT lower('ĐẶNG'), upper('ế'), current_user") == (
            "đặng", "Ế", "onecua_owner",
        )  # fmt: skip
        assert ask(servers, "CREATE EXTENSION pg_trgm; SELECT show_trgm('Đ') = show_trgm('x')") == (
            False,
        )
        assert servers.postgres
        stranger = servers.postgres.url("onecua_app").replace(
            servers.home.secret("onecua_app"), "x"
        )
        with pytest.raises(psycopg2.OperationalError, match="password authentication failed"):
            psycopg2.connect(stranger)
        assert os.stat(servers.home.path).st_mode & 0o077 == 0


def test_data_outlives_a_stop_and_three_kills(folder: Path) -> None:
    with EmbeddedServers(folder / "home", given={}, with_valkey=False) as servers:
        assert servers.postgres
        ask(servers, "CREATE TABLE kept (n int)")
        for _ in range(3):
            ask(servers, "INSERT INTO kept VALUES (1)")
            kill(servers)
            servers.postgres.start()
    with EmbeddedServers(folder / "home", given={}, with_valkey=False) as again:
        assert ask(again, "SELECT count(*) FROM kept") == (3,)


def test_a_second_start_on_the_same_data_is_refused(folder: Path) -> None:
    with (
        EmbeddedServers(folder / "home", given={}, with_valkey=False),
        pytest.raises(ServerFault, match="đang chạy trong một cửa sổ khác"),
    ):
        EmbeddedServers(folder / "home", given={})


def test_a_lock_file_left_behind_is_no_obstacle(folder: Path) -> None:
    with EmbeddedServers(folder / "home", given={}, with_valkey=False) as servers:
        kill(servers)
        assert servers.postgres
        lock = servers.postgres.data / "postmaster.pid"
        stale = lock.read_text().splitlines()
    lock.write_text("\n".join([str(2**22 - 3), *stale[1:]]))
    servers.home.give(lock)
    with EmbeddedServers(folder / "home", given={}, with_valkey=False) as again:
        assert ask(again, "SELECT 1") == (1,)


def test_addresses_in_the_environment_replace_the_servers(folder: Path) -> None:
    given = {"DATABASE_URL": "postgres://elsewhere/x", "REDIS_URL": "redis://elsewhere"}
    with pytest.raises(ServerFault, match="DATABASE_OWNER_URL"):
        EmbeddedServers(folder / "home", given=given)
    given["DATABASE_OWNER_URL"] = "postgres://elsewhere/x"
    with EmbeddedServers(folder / "home", given=given) as servers:
        assert servers.all == []
        assert servers.addresses == {}


def test_a_full_disk_at_the_start_ends_in_a_sentence(folder: Path) -> None:
    home = folder / "home"
    home.mkdir()
    (home / "secrets.new").symlink_to("/dev/full")  # the kernel's own "No space left on device"
    with (
        pytest.raises(ServerFault, match=r"Đĩa đầy.*chạy lại"),
        EmbeddedServers(home, given={}, with_valkey=False),
    ):
        pytest.fail("it started on a full disk")


@pytest.mark.skipif(os.geteuid() != 0, reason="only root needs another account")
def test_root_below_a_closed_folder_moves_out_and_opens_nothing(folder: Path) -> None:
    closed = folder / "closed"
    closed.mkdir(mode=0o700)
    with EmbeddedServers(closed / "clone" / "home", given={}, with_valkey=False) as servers:
        assert closed not in servers.home.path.parents
        assert ask(servers, "SELECT 1") == (1,)
    shutil.rmtree(servers.home.path)
    assert closed.stat().st_mode & 0o777 == 0o700
