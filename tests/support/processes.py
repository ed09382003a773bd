"""Who lives, who is whose child, read from /proc."""

import time
from collections.abc import Iterable
from pathlib import Path

PATIENCE = 300.0


def is_alive(pid: int) -> bool:
    return _state_and_parent(pid)[0] not in {"", "Z"}


def descendants(pid: int) -> list[int]:
    everybody = [int(folder.name) for folder in Path("/proc").glob("[0-9]*")]
    parents = {each: _state_and_parent(each)[1] for each in everybody}
    children = [each for each, parent in parents.items() if parent == pid]
    return children + [further for child in children for further in descendants(child)]


def wait_until_gone(pids: Iterable[int]) -> None:
    deadline = time.monotonic() + PATIENCE
    while still := [pid for pid in pids if is_alive(pid)]:
        assert time.monotonic() < deadline, f"{still} are still there"
        time.sleep(0.02)


def _state_and_parent(pid: int) -> tuple[str, int]:
    try:
        after_the_name = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    except (FileNotFoundError, ProcessLookupError):
        return "", 0
    return after_the_name[0], int(after_the_name[1])
