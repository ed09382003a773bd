"""The one port that people know: is it free, and does our page answer on it."""

import errno
import socket
import time
from itertools import count

from onecua.embedded import ServerFault
from onecua.run.probe import answers
from onecua.run.supervisor import Supervisor

HIGHEST = 65_535
# After `kill -9` of the supervisor the old web process needs a moment to go.
FAREWELL_SECONDS = 3.0
FIRST_ANSWER_SECONDS = 90.0


def chosen_port(written: str) -> int:
    if written.isdecimal() and 0 < int(written) <= HIGHEST:
        return int(written)
    raise ServerFault(f"PORT={written} không phải số cổng (1-{HIGHEST}): gõ `make run PORT=8000`.")


def free_or_refuse(port: int, patience: float = FAREWELL_SECONDS) -> None:
    deadline = time.monotonic() + patience
    while problem := _bind(port):
        if problem == errno.EACCES:
            raise ServerFault(f"Cổng {port} cần quyền root: gõ `make run PORT=8000`.")
        if time.monotonic() > deadline:
            raise ServerFault(
                f"Cổng {port} đang bận: dừng chương trình đang giữ cổng, "
                f"hoặc gõ `make run PORT={_a_free_one(port)}`."
            )
        time.sleep(0.1)


def wait_until_it_answers(
    port: int, supervisor: Supervisor, patience: float = FIRST_ANSWER_SECONDS
) -> None:
    """A listening port is not yet an application: ask for a page that reaches the database."""
    deadline = time.monotonic() + patience
    while not answers(port):
        if time.monotonic() > deadline:
            raise ServerFault(f"Trang web không trả lời sau {patience:.0f} giây; xem lỗi ở trên.")
        supervisor.tick()


def _a_free_one(busy: int) -> int:
    return next(port for port in count(max(busy % HIGHEST, 1024) + 1) if not _bind(port))


def _bind(port: int) -> int:
    """0, or the error number of the system's refusal."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            return error.errno or errno.EINVAL
    return 0
