"""One child process: it dies with us, and takes its own children along."""

import ctypes
import os
import pwd
import signal
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import IO

_LIBC = ctypes.CDLL(None)
_PR_SET_PDEATHSIG = 1


class Child:
    def __init__(
        self,
        name: str,
        command: Sequence[str | Path],
        *,
        cwd: Path,
        env: Mapping[str, str] | None = None,
        account: pwd.struct_passwd | None = None,
        log: Path | None = None,
        on_our_screen: bool = False,
        stop_signal: signal.Signals = signal.SIGTERM,
        orphan_signal: signal.Signals | None = None,  # when we die without a word; else the same
    ) -> None:
        self.name = name
        self.command = command
        self.cwd = cwd
        self.env = env
        self.account = account
        self.log = log
        self.on_our_screen = on_our_screen
        self.stop_signal = stop_signal
        self.orphan_signal = orphan_signal or stop_signal
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        sink = self._sink()
        account = self.account
        self.process = subprocess.Popen(
            self.command,
            cwd=self.cwd,
            env=self.env,
            stdin=subprocess.DEVNULL,
            stdout=sink,
            stderr=None if self.on_our_screen else subprocess.STDOUT,
            start_new_session=True,  # Ctrl-C reaches only the supervisor, which stops in order
            preexec_fn=_dies_with_its_parent(self.orphan_signal),  # noqa: PLW1509 - no threads here
            user=account.pw_uid if account else None,
            group=account.pw_gid if account else None,
            extra_groups=[] if account else None,
        )
        if not isinstance(sink, int | None):
            sink.close()

    def run_to_its_end(self) -> int:
        """The exit code of a step that ends by itself; if we are stopped, so is it."""
        self.start()
        try:
            return self.process.wait() if self.process else 0
        finally:
            self.kill()

    def _sink(self) -> IO[bytes] | int | None:
        if self.on_our_screen:
            return None
        return self.log.open("ab") if self.log else subprocess.PIPE

    @property
    def running(self) -> bool:
        return self.process is not None and self.process.poll() is None

    @property
    def voice(self) -> IO[bytes] | None:
        """What it writes, unless that goes to a log."""
        return self.process.stdout if self.process else None

    def ask_to_stop(self) -> None:
        if self.process is not None and self.running:
            self.process.send_signal(self.stop_signal)

    def stop(self, patience: float = 15.0) -> None:
        """Ask, wait, then insist. Whatever of its family outlived it goes too."""
        self.ask_to_stop()
        deadline = time.monotonic() + patience
        while self.running and time.monotonic() < deadline:
            time.sleep(0.02)
        self.kill()

    def kill(self) -> None:
        if self.process is None:
            return
        with suppress(ProcessLookupError):  # an empty group: all had gone by themselves
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


def _dies_with_its_parent(orphan_signal: signal.Signals) -> Callable[[], None]:
    """Even `kill -9` of the supervisor leaves nothing behind: the kernel tells the child."""

    def between_fork_and_exec() -> None:
        for each in (signal.SIGINT, signal.SIGQUIT):  # a shell's `&` makes its children deaf
            signal.signal(each, signal.SIG_DFL)
        _LIBC.prctl(_PR_SET_PDEATHSIG, orphan_signal)

    return between_fork_and_exec
