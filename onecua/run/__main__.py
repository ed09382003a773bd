"""The whole of `make run`, top to bottom; `bench` and `reset` beside it."""

import os
import shutil
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

from onecua.bench.registry import by_ground
from onecua.embedded import EmbeddedServers, ServerFault
from onecua.embedded.faults import explain_os_error
from onecua.embedded.home import where
from onecua.embedded.roles import APP, OWNER, throwaway_copy
from onecua.embedded.servers import publish
from onecua.run import VAR, commands
from onecua.run.ports import chosen_port, free_or_refuse, wait_until_it_answers
from onecua.run.seal_key import ensure_seal_key
from onecua.run.supervisor import Supervisor, stop_on_signals
from onecua.settings import env

HOME = VAR / "embedded"
BENCH_HOME = VAR / "bench"  # big stocks stay out of the demonstration
BENCH_DATABASE = "bench_run"  # stock.py fills no database of another name
ADDRESSES = VAR / "servers.json"


def run() -> None:
    started = time.monotonic()
    port = chosen_port(os.environ.get("PORT", "8000"))
    free_or_refuse(port)
    with EmbeddedServers(HOME) as servers, known_to_other_terminals(servers):
        say(f"Dữ liệu ở {servers.home.path}")
        page = {"PUBLIC_ADDRESS": f"http://localhost:{port}"}
        environment = page | os.environ | servers.addresses | commands.DEVELOPMENT
        ensure_seal_key(VAR)
        commands.migrate(environment)
        if env.flag("DEMONSTRATION", default=True):
            commands.demonstrate(environment)
        services = [*servers.all, *commands.processes(port, VAR, environment)]
        with Supervisor(services) as supervisor:
            wait_until_it_answers(port, supervisor)
            say(
                f"Sẵn sàng sau {time.monotonic() - started:.1f} s: {environment['PUBLIC_ADDRESS']}/"
            )
            say("Dừng: Ctrl-C. Xóa dữ liệu: make reset.")
            supervisor.watch()


@contextmanager
def known_to_other_terminals(servers: EmbeddedServers) -> Iterator[None]:
    publish(ADDRESSES, servers.addresses)
    try:
        yield
    finally:
        ADDRESSES.unlink(missing_ok=True)


def bench(*names: str) -> None:
    with EmbeddedServers(BENCH_HOME) as servers:
        environment = os.environ | servers.addresses | commands.DEVELOPMENT
        ensure_seal_key(VAR)
        commands.migrate(environment)
        reached = [measured(servers, environment, together) for together in by_ground(names)]
        if not all(reached):
            raise ServerFault("Có phép đo không đạt; xem ở trên.")


def measured(
    servers: EmbeddedServers, environment: Mapping[str, str], names: Sequence[str]
) -> bool:
    """A budget that is missed keeps nobody from the next measurement."""
    with own_database(servers) as addresses:
        try:
            commands.manage({**environment, **addresses}, "bench", *names, sorry="")
        except ServerFault:
            return False
    return True


@contextmanager
def own_database(servers: EmbeddedServers) -> Iterator[dict[str, str]]:
    """A fresh copy for the benchmarks of one ground; of a given database, none."""
    if servers.postgres is None:
        yield {}
        return
    url = servers.postgres.url
    with throwaway_copy(url, BENCH_DATABASE):
        yield {
            "DATABASE_URL": url(APP, BENCH_DATABASE),
            "DATABASE_OWNER_URL": url(OWNER, BENCH_DATABASE),
        }


def reset() -> None:
    """Forget everything this clone's servers keep. The lock keeps running servers safe."""
    for home in (HOME, BENCH_HOME):
        EmbeddedServers(home, given={}).stop()
        shutil.rmtree(where(home), ignore_errors=True)
    shutil.rmtree(VAR, ignore_errors=True)
    say("Đã xóa dữ liệu.")


DEEDS = {"run": run, "bench": bench, "reset": reset}


def main(deed: str = "run", *names: str) -> int:
    stop_on_signals()
    try:
        DEEDS[deed](*names)
    except ServerFault as fault:
        say(str(fault))
        return 1
    except OSError as error:
        say(str(explain_os_error(error, VAR)))
        return 1
    except KeyboardInterrupt:
        say("Đã dừng.")
    return 0


def say(sentence: str) -> None:
    print(sentence, flush=True)  # noqa: T201 - the console is this program's screen


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
