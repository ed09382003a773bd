"""What pip cannot bring: the system libraries and programs, installed where allowed.

Runs before there is an environment, so it knows the standard library only:

    python3 -I onecua/run/machine.py [run|tests]
"""

import ctypes
import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass

Probe = Callable[[str], bool]

# A freshly booted machine may be updating itself: wait for it.
QUIETLY = "-qq -o DPkg::Lock::Timeout=300"
UPDATE = f"apt-get update {QUIETLY}"


def can_load(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def can_find(program: str) -> bool:
    return bool(os.environ.get(program.upper()) or shutil.which(program))


def can_import(module: str) -> bool:
    return importlib.util.find_spec(module) is not None


@dataclass(frozen=True)
class Need:
    name: str  # what the probe looks for
    probe: Probe
    package: str  # Debian's name
    purpose: str
    required: bool = True

    @property
    def is_met(self) -> bool:
        return self.probe(self.name)


LIBRARIES = (
    Need("libpango-1.0.so.0", can_load, "libpango-1.0-0", "in phiếu PDF"),
    Need("libpangoft2-1.0.so.0", can_load, "libpangoft2-1.0-0", "in phiếu PDF"),
    Need("libfontconfig.so.1", can_load, "fontconfig", "phông chữ của phiếu PDF"),
    Need(
        "libharfbuzz-subset.so.0",
        can_load,
        "libharfbuzz-subset0",
        "không có thì mỗi phiếu PDF chậm hơn khoảng 6 lần",
        required=False,
    ),
)
NEEDS: dict[str, tuple[Need, ...]] = {
    "run": (Need("ensurepip", can_import, "python3-venv", "tạo môi trường Python"), *LIBRARIES),
}
BROWSER = Need("chromium", can_find, "chromium", "thử các trang bằng trình duyệt")
NEEDS["tests"] = (
    *NEEDS["run"],
    Need("pdftoppm", can_find, "poppler-utils", "soi lại phiếu PDF"),
    Need("qpdf", can_find, "qpdf", "kiểm cấu trúc phiếu PDF", required=False),
    Need("softhsm2-util", can_find, "softhsm2", "thử ký bằng thiết bị giữ khóa", required=False),
    BROWSER,
)


def missing(purpose: str) -> list[Need]:
    without_browser = os.environ.get("NO_BROWSER") == "1"
    return [
        need
        for need in NEEDS[purpose]
        if not (without_browser and need is BROWSER) and not need.is_met
    ]


def install_command(needs: Iterable[Need]) -> str:
    packages = " ".join(dict.fromkeys(need.package for need in needs))
    return f"apt-get install -y --no-install-recommends {packages}"


def install(needs: Iterable[Need]) -> bool:
    """As root on a Debian: the lists once, then the packages. Its own words go to our stderr."""
    quiet = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    for command in (UPDATE, f"{install_command(needs)} {QUIETLY}"):
        done = subprocess.run(
            command.split(),
            env=quiet,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            check=False,
        )
        if done.returncode:
            return False
    return True


def may_install() -> bool:
    return os.geteuid() == 0 and shutil.which("apt-get") is not None


def advice(needs: Iterable[Need]) -> str:
    needs = list(needs)
    lines = [f"Máy còn thiếu {need.package} ({need.purpose})." for need in needs]
    command = install_command(needs)
    if os.geteuid() != 0:
        lines += ["Nhờ người có quyền root gõ:", f"    sudo apt-get update && sudo {command}"]
    else:
        lines += ["Hãy gõ:", f"    apt-get update && {command}"]
    if BROWSER in needs:
        lines += ["hoặc bỏ các bài thử trình duyệt: NO_BROWSER=1 make test"]
    return "\n".join(lines)


def main(purpose: str) -> int:
    """0 when the work can go on: nothing is missing, or only what makes it faster."""
    if not (needs := missing(purpose)):
        return 0
    if may_install():
        say("Đang cài gói hệ thống: " + " ".join(need.package for need in needs))
        if install(needs) and not (needs := missing(purpose)):
            return 0
    say(advice(needs))
    return 1 if any(need.required for need in needs) else 0


def say(sentence: str) -> None:
    print(sentence, file=sys.stderr, flush=True)  # noqa: T201 - the console is its screen


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else "run"))
