"""`.ci/run` ends with pytest's own words, and with the exit code of what failed."""

import os
import subprocess
from pathlib import Path

import pytest

from onecua.settings.base import ROOT

PASSED = "5 passed, 2 skipped in 1.23s"
FAILED = "1 failed, 4 passed in 1.23s"
FRAMED = "==== 3 passed in 61.00s (0:01:01) ===="
CUT_OFF = "make test: dừng trước khi pytest tổng kết (mã 2)"


@pytest.mark.parametrize(
    ("said", "test_code", "check_code", "code", "last"),
    [
        (PASSED, 0, 0, 0, PASSED),
        (FAILED, 2, 0, 2, FAILED),
        (PASSED, 0, 2, 2, PASSED),
        (FAILED, 2, 3, 2, FAILED),
        (FRAMED, 0, 0, 0, FRAMED),
        ("Máy còn thiếu chromium", 2, 0, 2, CUT_OFF),
    ],
)  # fmt: skip
def test_the_last_line_and_the_exit_code(
    tmp_path: Path, said: str, test_code: int, check_code: int, code: int, last: str
) -> None:
    make = tmp_path / "make"
    make.write_text(
        f'#!/bin/sh\nif [ "$1" = test ]; then echo "{said}"; exit {test_code}; fi\n'
        f'echo "All checks"; exit {check_code}\n'
    )
    make.chmod(0o755)
    ended = subprocess.run(
        [ROOT / ".ci" / "run"],
        env={"PATH": f"{tmp_path}:{os.environ['PATH']}"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.stdout.splitlines()[-1] == last
    assert ended.returncode == code
