"""verify_ledger, check_clocks and rebuild: a row edited by hand is found, named, written anew."""

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from pytest_django import Settings

from cases.models import Dossier
from cases.services import branches
from cases.services.check import check_clocks
from cases.services.rebuild import rebuild
from onecua.ledger.models import Event
from onecua.people.models import Agency
from tests.support.lives import ask_for_more, returned
from tests.support.office import BUILDING, Office
from tests.support.sealing import seal_up_to, silenced
from tests.support.sessions import LogIn

pytestmark = pytest.mark.django_db(transaction=True)

# column -> a value that somebody might like better
BENT = {
    "state": "'suspended'", "outcome": "'granted'", "holder_unit_id": "1", "holder_person_id": "1",
    "at_desk_since": "'2021-03-01'", "rescheduled": "true",
    "escalated": "true", "soon_said": "9", "late_said": "9", "apology_said": "9",
    "run": "'ended'", "generation": "7", "promised_due": "'2021-12-31'",
    "legal_due": "'2021-12-31'", "appointed_due": "'2021-12-31'",
    "apologised_to": "'2021-12-31'", "late_from": "'2022-01-01'",
    "soon_from": "'2022-01-01'", "apology_from": "'2022-01-01'", "provisional": "true",
    "ended_at": "'2021-03-01'", "timeliness": "'early'", "version": "99", "channel": "'post'",
    "quantity": "7", "entry": "77", "book": "2", "received_at": "'2021-02-01'",
    "limit_number": "30", "limit_unit": "'months'", "code": "'000.00.00.H34-210301-0007'",
    "calendar_revision": "5", "step": "9", "held_since": "'2021-02-01'", "step_late_said": "2",
}  # fmt: skip


def run(*words: str) -> str:
    out = StringIO()
    call_command(*words, stdout=out, stderr=StringIO())
    return out.getvalue()


def last_event() -> int:
    return Event.objects.order_by("-id")[:1].get().xact


def test_a_row_edited_by_hand_is_found_named_and_written_anew(
    office: Office, log_in: LogIn
) -> None:
    dossier = office.with_officer()
    for column, value in BENT.items():
        before = Dossier.objects.values().get()
        with silenced(log_in) as owner:
            owner.execute(
                "ALTER TABLE cases_dossier DROP CONSTRAINT IF EXISTS dossier_due_after_reception"
            )
            owner.execute(f"UPDATE cases_dossier SET {column} = {value}")
        assert column in [difference.column for difference in check_clocks(office.now)]
        rebuild(dossier_id=dossier.pk, at=office.now)
        assert list(check_clocks(office.now)) == []
        event = Event.objects.order_by("-id")[:1].get()
        assert (event.kind, column in event.data["columns"]) == ("rebuilt", True)
        assert Dossier.objects.values().get() == before | {"version": event.seq}


# table -> column -> a value that somebody might like better
BENT_PARTS = {
    "cases_branch": {
        "no": "9", "agency_id": "1", "unit_id": "1", "step": "9", "lead": "true",
        "limit_number": "30", "limit_unit": "'months'", "opened_at": "'2021-02-01'",
        "run": "'ended'", "due": "'2021-12-31'", "late_from": "'2022-01-01'",
        "ended_at": "'2021-03-01'", "timeliness": "'early'",
    },
    "cases_supplement": {
        "ordinal": "9", "requested_at": "'2021-02-01'", "restart": "false", "over_window": "true",
        "answer_by": "'2021-12-31'", "received_at": "'2021-03-01'",
    },
    "cases_dossier": {"lapse": "''", "lapses_at": "'2021-12-31'", "lapse_said": "true"},
}  # fmt: skip


def test_a_branch_a_supplement_or_a_waiting_edited_by_hand_is_found_and_written_anew(
    office: Office, log_in: LogIn
) -> None:
    dossier = consulted_and_stopped(office)
    assert list(check_clocks(office.now)) == []
    for table, columns in BENT_PARTS.items():
        for column, value in columns.items():
            before = whole(dossier)
            with silenced(log_in) as owner:
                owner.execute(f"UPDATE {table} SET {column} = {value}")
            assert whole(dossier) != before
            assert list(check_clocks(office.now)), f"{table}.{column} was not missed"
            told = rebuild(dossier_id=dossier.pk, at=office.now)
            assert any(column in each.column or value == "9" for each in told), column
            assert list(check_clocks(office.now)) == []
            assert whole(dossier) == before


def test_a_branch_that_was_taken_away_comes_again_with_its_words(
    office: Office, log_in: LogIn
) -> None:
    dossier = consulted_and_stopped(office)
    before = whole(dossier)
    with silenced(log_in) as owner:
        owner.execute("DELETE FROM cases_branch; DELETE FROM cases_supplement")
    told = {str(each) for each in rebuild(dossier_id=dossier.pk, at=office.now)}
    assert f"{dossier}: nhánh 1 là không có, sổ cái nói có" in told
    assert f"{dossier}: bổ sung lần 1 là không có, sổ cái nói có" in told
    assert whole(dossier) == before


def consulted_and_stopped(office: Office) -> Dossier:
    dossier = office.with_officer(BUILDING)
    branches.consult(
        dossier_id=dossier.pk, agency_id=Agency.objects.get(kind="district").pk, days=3,
        question="Khu đất có trong quy hoạch không?", acting=office["officer"], at=office.now,
    )  # fmt: skip
    return ask_for_more(office, dossier)


def whole(dossier: Dossier) -> list[dict[str, object]]:
    """What is stored of it, without what a correction itself counts."""
    rows = [
        Dossier.objects.filter(pk=dossier.pk).values(),
        dossier.branches.values(),
        dossier.supplements.values(),
    ]
    return [
        {name: value for name, value in row.items() if name not in {"id", "version"}}
        for found in rows
        for row in found
    ]


def test_a_row_that_was_taken_away_is_missed(office: Office, log_in: LogIn) -> None:
    dossier = office.accept()
    with silenced(log_in) as owner:
        owner.execute("SET session_replication_role = replica; DELETE FROM cases_dossier")
    assert f"{dossier}: dòng hồ sơ là không có, sổ cái nói có" in {
        str(difference) for difference in check_clocks(office.now)
    }


@pytest.mark.parametrize("step", [1, -1])
def test_a_number_book_stands_at_the_greatest_number_issued(
    office: Office, log_in: LogIn, step: int
) -> None:
    office.accept()
    with silenced(log_in) as owner:
        owner.execute("UPDATE ledger_counter SET value = value + %s", [step])
        owner.execute("SELECT count(*) FROM ledger_counter")
        books = owner.fetchone()[0]
    told = {difference.dossier.split("/")[0] for difference in check_clocks(office.now)}
    assert {"sổ dossier", "sổ register", "sổ slip"} <= told
    assert len(list(check_clocks(office.now))) == books


def test_the_examination_says_what_it_saw_and_what_it_cannot_see(
    office: Office, settings: Settings, tmp_path: Path
) -> None:
    settings.SEAL_LOG = tmp_path / "seals.jsonl"
    returned(office)
    said = run("verify_ledger")
    assert said.splitlines()[0].startswith("Giờ cơ quan đã dời")
    assert "chưa niêm phong" in said
    assert said.strip().endswith("0 sai khác; chưa đối chiếu với nhân chứng")
    seal_up_to(last_event())
    said = run("verify_ledger", "--seals", str(settings.SEAL_LOG))
    assert "Mọi sự kiện đã được niêm phong." in said
    assert "đã đối chiếu với nhân chứng đến dấu số 1" in said


def test_the_first_broken_link_and_the_dossiers_touched_are_named(
    office: Office, log_in: LogIn
) -> None:
    first, second = office.with_officer(), office.with_officer()
    with silenced(log_in) as owner:
        owner.execute("UPDATE ledger_event SET happened_at = happened_at - interval '1 day'"
                      " WHERE stream = %s AND seq IN (2, 3)", [second.pk])  # fmt: skip
        owner.execute("DELETE FROM ledger_event WHERE stream = %s AND seq = 3", [first.pk])
    with pytest.raises(CommandError) as refusal:
        run("verify_ledger")
    assert "sai khác" in str(refusal.value)
    out = StringIO()
    with pytest.raises(CommandError):
        call_command("verify_ledger", "--json", stdout=out, stderr=StringIO())
    told = json.loads(out.getvalue())
    assert told["touched"] == [str(first), str(second)]
    assert told["first_broken"]["stream"] == first.pk
    assert {finding["code"] for finding in told["findings"]} >= {"altered", "missing"}


@pytest.mark.parametrize("words", ["no json", '{"body":"{}","signature":"","cosignature":""}'])
def test_a_file_that_is_no_witness(office: Office, tmp_path: Path, words: str) -> None:
    assert office.desk
    file = tmp_path / "seals.jsonl"
    with pytest.raises(CommandError, match="Không mở được"):
        run("verify_ledger", "--seals", str(file))
    file.write_text(f"{words}\n")
    with pytest.raises(CommandError, match="Dòng 1 của tệp niêm phong"):
        run("verify_ledger", "--seals", str(file))
