"""`manage.py due`: what a clerk or a citizen checks with a paper calendar, without a database."""

import io
import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command


def due(*args: str) -> str:
    out = io.StringIO()
    call_command("due", *args, stdout=out)
    return out.getvalue()


def answer(*args: str) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(due(*args, "--json"))
    return told


def test_the_answer_for_machines_has_the_date_the_instant_and_the_walk() -> None:
    told = answer("--received", "2021-01-21T09:00", "--term", "5", "--unit", "working_days")
    assert (told["due_on"], told["due_at"]) == ("2021-01-28", "2021-01-28T17:30:00+07:00")
    assert told["provisional"] is False
    assert told["explanation"][0] == {
        "on": "2021-01-21",
        "counted": False,
        "number": None,
        "reason": "ngày tiếp nhận, không tính",
    }
    assert [line["number"] for line in told["explanation"] if line["counted"]] == list("12345")


def test_the_answer_for_people_is_a_paper_calendar() -> None:
    told = due("--received", "2026-12-31T09:00", "--term", "1").splitlines()
    assert told[0] == "Hẹn trả: 17:30 ngày 04/01/2027 (tạm tính), thời hạn 1 ngày làm việc."
    assert told[-1] == "  04/01/2027  1  ngày làm việc"


def test_pauses_and_a_restart_are_taken_out_and_counted_anew() -> None:
    march = ("--received", "2021-03-01T09:00", "--term", "10")
    stops = ("--pause", "2021-03-03/2021-03-05", "--pause", "2021-03-09/2021-03-11")
    assert answer(*march, *stops)["due_on"] == "2021-03-19"
    again = answer(*march, "--restart", "2021-03-10T15:00+07:00")
    assert again["due_on"] == "2021-03-24"
    assert again["explanation"][0]["reason"] == "ngày tính lại từ đầu, không tính"


def test_another_calendar_may_be_counted_with(tmp_path: Path) -> None:
    own = tmp_path / "lich.csv"
    own.write_text("date,kind,reason,source\n2021-01-22,off,Lễ hội,\n", encoding="utf-8")
    told = answer("--received", "2021-01-21T09:00", "--term", "1", "--calendar", str(own))
    assert told["due_on"] == "2021-01-25"


@pytest.mark.parametrize(
    ("args", "sentence"),
    [
        ("--received 2021-01-21T09:00 --term năm", "“năm” không phải là số"),
        ("--received 2021-01-21T09:00 --term -4", "phải lớn hơn 0"),
        ("--received 2021-01-21T09:00 --term 4 --unit weeks", "Không có đơn vị thời hạn"),
        ("--received 2021-01-21 --term 4 --restart 2021-01-20", "trước khi tiếp nhận"),
        ("--received 2041-01-21 --term 4", "năm 2041 chưa được khai báo"),
        ("--received 2021-01-21 --term 4 --calendar /khong/co.csv", "Không đọc được tệp"),
    ],
)
def test_what_cannot_be_counted_is_refused_with_a_sentence(args: str, sentence: str) -> None:
    with pytest.raises(CommandError, match=sentence) as refusal:
        due(*args.split())
    assert refusal.value.returncode == 2


def test_a_calendar_in_another_encoding_is_refused(tmp_path: Path) -> None:
    odd = tmp_path / "lich.csv"
    odd.write_bytes("2021-01-22,off,Lễ,".encode("utf-16"))
    with pytest.raises(CommandError, match="không phải là UTF-8"):
        due("--received", "2021-01-21", "--term", "1", "--calendar", str(odd))
