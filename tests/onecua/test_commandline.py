"""A line that `manage.py` cannot read: a Vietnamese sentence, what to type, exit 2."""

import os
import subprocess
import sys

import pytest

from onecua.commandline import in_vietnamese, main
from onecua.settings.base import ROOT


def refused(line: str, capsys: pytest.CaptureFixture[str]) -> str:
    with pytest.raises(SystemExit) as left:
        main(["manage.py", *line.split()])
    assert left.value.code == 2
    said = capsys.readouterr()
    assert said.out == ""
    return said.err


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("due", "Còn thiếu --received, --term."),
        ("due --received hôm-qua --term 5", "--received: “hôm-qua” không phải là thời điểm"),
        ("due --received 2021-01-21 --term 4 --pause 2021-01-22", "hãy ghi TỪ/ĐẾN"),
        (
            "due --received 2021-01-21 --term 4 --pause 2021-01-23/2021-01-22",
            "kết thúc trước đó",
        ),
        ("due --received 2021-01-21 --term 4 --weeks 3", "Không có tùy chọn “--weeks 3”."),
        ("due --received 2021-01-21 --term", "--term cần kèm một giá trị."),
        ("due --received 2021-01-21 --term 4 --json=1", "--json không nhận giá trị “1”."),
        ("due --re 2021-01-21", "“--re” có thể là --received, --restart; hãy gõ đủ tên."),
        ("travel --to mai", "--to: “mai” không phải là thời điểm; hãy ghi như 2021-01-21T09:00."),
        ("sweep --at 2021-13-01", "--at: “2021-13-01” không phải là thời điểm"),
        ("demonstrate --weeks 9", "--weeks không nhận “9”; chọn một trong: 1, 2, 3"),
        ("demonstrate --weeks ba", "--weeks không hiểu “ba”; hãy ghi một số nguyên, như 3."),
        ("import_catalogue", "Còn thiếu file."),
        ("import_catalogue a.csv --issued 1/2/2021", "hãy ghi như 2021-01-21."),
        ("check_clocks --jsn", "Không có tùy chọn “--jsn”."),
        ("rebuild", "Còn thiếu code."),
    ],
)
def test_what_cannot_be_read_is_answered_in_vietnamese(
    line: str, sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    said = refused(line, capsys)
    assert sentence in said
    assert f"\nCách gõ: manage.py {line.split(maxsplit=1)[0]}" in said
    assert "error" not in said


def test_what_to_type_names_the_options_of_the_command_and_no_others(
    capsys: pytest.CaptureFixture[str],
) -> None:
    said = refused("travel", capsys)
    assert "Cách gõ: manage.py travel --to TO\n" in said


def test_a_command_nearly_named_is_guessed(capsys: pytest.CaptureFixture[str]) -> None:
    assert "Không có lệnh “duee”. Có phải “due”?" in refused("duee", capsys)
    assert "manage.py help" in refused("khong-co", capsys)


def test_what_somebody_else_says_stays_as_it_is() -> None:
    assert in_vietnamese("Error: Chỉ một tệp mỗi lần.") == "Chỉ một tệp mỗi lần."


def manage(*words: str, **environment: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "manage.py", *words],
        cwd=ROOT,
        env=os.environ | environment,
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_person_meets_it_through_manage_py() -> None:
    done = manage("due", "--received", "2021-01-21T09:00", "--term", "-4")
    assert (done.returncode, done.stdout) == (2, "")
    assert "phải lớn hơn 0" in done.stderr


def test_settings_that_refuse_to_load_are_not_taken_for_an_unknown_command() -> None:
    done = manage("verify_ledger", DJANGO_SETTINGS_MODULE="onecua.settings.production", DEBUG="1")
    assert done.returncode == 1
    assert "Production refuses to start: DEBUG is set" in done.stderr
    assert "Không có lệnh" not in done.stderr
