"""What `make run` starts: the steps that end by themselves, and the processes that stay."""

import signal
import sys
from collections.abc import Mapping
from pathlib import Path

from onecua.embedded import ServerFault
from onecua.embedded.process import Child
from onecua.settings.base import ROOT

DEVELOPMENT = {
    "DJANGO_SETTINGS_MODULE": "onecua.settings.dev",
    # `make run` works as root too (a bare container); Celery need not say so each time.
    "PYTHONWARNINGS": "ignore:You're running the worker with superuser privileges",
}
CELERY = (sys.executable, "-m", "celery", "-A", "onecua", "--quiet")
# Workers need not gossip; telling a lost broker so would hold up their stop for ever.
ALONE = ("--without-gossip", "--without-mingle", "--without-heartbeat")


def migrate(environment: Mapping[str, str]) -> None:
    """As the owner of the tables; the processes that serve people log in as onecua_app."""
    manage(
        environment,
        "migrate",
        "--database=owner",
        "--verbosity=0",
        sorry="Không cập nhật được cơ sở dữ liệu (migrate); xem lỗi ở trên.",
    )


def demonstrate(environment: Mapping[str, str]) -> None:
    """The first time it takes minutes and shows how far it is; later it only says who may enter."""
    if not (ROOT / "onecua/demonstration/management/commands/demonstrate.py").exists():
        return
    manage(
        environment,
        "demonstrate",
        sorry="Không dựng được dữ liệu minh họa; xem lỗi ở trên, hoặc `make reset` rồi chạy lại.",
    )


def manage(environment: Mapping[str, str], *arguments: str, sorry: str) -> None:
    command = [sys.executable, "manage.py", *arguments]
    step = Child(arguments[0], command, cwd=ROOT, env=environment, on_our_screen=True)
    if step.run_to_its_end():
        raise ServerFault(sorry)


def processes(port: int, folder: Path, environment: Mapping[str, str]) -> list[Child]:
    """Sync workers: one request, one process, one kept connection (threads are slower here).

    One worker takes both queues on one machine; exactly one beat ticks.
    """
    commands = {
        "web": [sys.executable, "-m", "gunicorn", "onecua.wsgi", f"--bind=127.0.0.1:{port}",
                "--workers=2", "--worker-class=sync", "--no-control-socket",
                "--log-level=warning"],
        "worker": [*CELERY, "worker", "--loglevel=WARNING", "--concurrency=2",
                   "--queues=celery,pdf", *ALONE],
        "beat": [*CELERY, "beat", "--loglevel=WARNING", f"--schedule={folder / 'beat-schedule'}"],
    }  # fmt: skip
    # Orphaned, they go at once: a worker's warm stop would wait for a broker that is gone too.
    return [
        Child(name, command, cwd=ROOT, env=environment, orphan_signal=signal.SIGQUIT)
        for name, command in commands.items()
    ]
