"""The servers of one clone: started together, locked against a second start, made known."""

import fcntl
import json
import os
import socket
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import IO, Self

from onecua.embedded.faults import ServerFault, explain_os_error
from onecua.embedded.home import open_home
from onecua.embedded.postgres import Postgres
from onecua.embedded.roles import APP, OWNER
from onecua.embedded.valkey import Valkey


class EmbeddedServers:
    """`with EmbeddedServers(folder) as servers:` - the servers run inside the block.

    DATABASE_URL or REDIS_URL in the environment replaces the server of that kind.
    """

    def __init__(
        self,
        wanted: Path,
        *,
        given: Mapping[str, str] = os.environ,
        durable: bool = True,
        with_valkey: bool = True,
    ) -> None:
        if "DATABASE_URL" in given and "DATABASE_OWNER_URL" not in given:
            raise ServerFault(
                "Có DATABASE_URL (onecua_app) thì cần cả DATABASE_OWNER_URL (onecua_owner)."
            )
        try:
            self.home = open_home(wanted)
            self._lock = lock_or_refuse(self.home.path)
            self.postgres = (
                None
                if "DATABASE_URL" in given
                else Postgres(self.home, free_port(), durable=durable)
            )
            wanted_valkey = with_valkey and "REDIS_URL" not in given
            self.valkey = Valkey(self.home, free_port()) if wanted_valkey else None
        except OSError as error:
            raise explain_os_error(error, wanted) from error
        self.given = given

    @property
    def all(self) -> list[Postgres | Valkey]:
        return [server for server in (self.postgres, self.valkey) if server is not None]

    @property
    def addresses(self) -> dict[str, str]:
        """What settings read; the same names a production host sets."""
        found = {}
        if self.postgres:
            found["DATABASE_URL"] = self.postgres.url(APP)
            found["DATABASE_OWNER_URL"] = self.postgres.url(OWNER)
        if self.valkey:
            found["REDIS_URL"] = self.valkey.url
        return found

    def __enter__(self) -> Self:
        try:
            for server in self.all:
                server.start()
        except OSError as error:
            self.stop()
            raise explain_os_error(error, self.home.path) from error
        except BaseException:
            self.stop()
            raise
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()

    def stop(self) -> None:
        for server in reversed(self.all):
            server.stop()
        self._lock.close()


def lock_or_refuse(home: Path) -> IO[str]:
    """The kernel frees this lock when its holder dies, so it is never stale."""
    lock = (home / "lock").open("a")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        lock.close()
        raise ServerFault(
            f"Các máy chủ ở {home} đang chạy trong một cửa sổ khác: "
            "hãy dừng nó (Ctrl-C) rồi chạy lại."
        ) from None
    return lock


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def publish(file: Path, addresses: Mapping[str, str]) -> None:
    """Let `manage.py` in another terminal find the running servers."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.unlink(missing_ok=True)
    file.touch(mode=0o600)
    file.write_text(json.dumps(addresses, indent=2))
