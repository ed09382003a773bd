import json
from pathlib import Path

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.db import transaction
from pytest_django import Settings

from onecua.ledger import outbox, witnesses
from onecua.ledger.models import AccessRecord, Event, OutboxMessage, Seal
from onecua.ledger.numbers import take
from onecua.ledger.restoring import StillWorking, declare_restore
from onecua.ledger.seal_text import SealBody, SealKind, read_body
from onecua.ledger.seals import AnotherKey, RestoreUndeclared, rotate_key, seal_ledger
from onecua.ledger.signing import NoSealKey, SealKey
from onecua.ledger.verification import verify, verify_ledger
from tests.support.sealing import ANOTHER_KEY, note, seal_up_to, silenced
from tests.support.sessions import LogIn

INSERT = "INSERT INTO ledger_event (stream, kind, happened_at) VALUES (%s, 'noted', now())"

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_seal_covers_what_has_ended_and_seals_follow_each_other() -> None:
    note(1)
    first = seal_up_to(note(1))
    assert (first.number, first.events.count) == (1, 2)
    assert seal_ledger() is None
    second = seal_up_to(note(1))
    assert (second.events.count, second.from_xact) == (1, first.to_xact)
    assert second.previous == first.hash
    assert list(verify_ledger()) == []
    assert verify().unsealed == 0


def test_what_is_signed_is_what_is_stored_and_reads_back_the_same() -> None:
    body = seal_up_to(note(1))
    assert read_body(Seal.objects.get().body) == body


def test_what_commits_after_a_seal_is_no_inserted_row(log_in: LogIn) -> None:
    """The slow writer holds a lower id and a lower transaction than events already committed."""
    before = note(1)
    slow = log_in("app")
    slow.cursor().execute(INSERT, [2])
    after = note(3)
    first = seal_up_to(before)
    assert first.events.count == 1  # nothing from the slow transaction's id onwards
    slow.commit()
    assert list(verify_ledger()) == []
    second = seal_up_to(after)
    assert second.events.count == 2
    assert list(verify_ledger()) == []


def test_a_seal_names_the_number_books_that_moved_and_none_may_go_back(log_in: LogIn) -> None:
    with transaction.atomic():
        take("dossier/x/210301")
        take("dossier/x/210301")
    assert seal_up_to(note(1)).counters == (("dossier/x/210301", 2),)
    assert seal_up_to(note(1)).counters == ()
    with silenced(log_in) as owner:
        owner.execute("UPDATE ledger_counter SET value = 1")
    assert [finding.code for finding in verify_ledger()] == ["counter-back"]


def test_access_records_are_sealed_in_batches() -> None:
    AccessRecord.objects.create(person=1, what="view", subject="000.01-1")
    body = seal_up_to(note(1))
    assert (body.access.count, body.events.count) == (1, 1)
    assert list(verify_ledger()) == []


def test_the_days_end_is_sealed_even_when_nothing_happened() -> None:
    seal_up_to(note(1))
    assert seal_ledger() is None
    empty = seal_ledger(even_if_empty=True)
    assert empty
    assert empty.events.count == 0
    assert list(verify_ledger()) == []


def test_without_a_key_nothing_is_sealed(settings: Settings) -> None:
    note(1)
    settings.SEAL_KEY = ""
    with pytest.raises(NoSealKey, match="make run"):
        seal_ledger()
    with pytest.raises(CommandError, match="SEAL_KEY_FILE"):
        call_command("seal_ledger")


def test_a_key_changes_only_by_a_seal_of_both(settings: Settings) -> None:
    seal_up_to(note(1))
    old, new = settings.SEAL_KEY, ANOTHER_KEY
    settings.SEAL_KEY = new
    with pytest.raises(AnotherKey, match="rotate_seal_key"):
        seal_ledger()
    settings.SEAL_KEY = old
    body = rotate_key(SealKey.of(new), document="BB-01")
    assert (body.kind, body.key) == (SealKind.ROTATION, SealKey.of(new).public)
    with pytest.raises(AnotherKey):
        seal_ledger()  # the old one is out of use
    settings.SEAL_KEY = new
    seal_up_to(note(1))
    assert list(verify_ledger()) == []


def test_the_witness_file_grows_by_what_it_has_not_and_heals_a_torn_line(
    settings: Settings, tmp_path: Path
) -> None:
    settings.SEAL_LOG = tmp_path / "seals.jsonl"
    seal_up_to(note(1))
    assert witnesses.write_down() == 0
    with settings.SEAL_LOG.open("a") as file:
        file.write('{"body":"half of a li')
    seal_up_to(note(1))
    assert [told.body.number for told in witnesses.read(settings.SEAL_LOG)] == [1, 2]
    settings.SEAL_LOG.unlink()
    assert witnesses.write_down() == 2


def test_each_witness_gets_each_seal_by_mail_through_the_outbox(settings: Settings) -> None:
    settings.WITNESSES = ["thanhtra@example.vn", "luutru@example.vn"]
    body = seal_up_to(note(1))
    messages = OutboxMessage.objects.filter(kind=witnesses.MAIL)
    assert messages.count() == 2
    for message in messages:
        outbox.deliver(message.pk)
    assert {mail.outbox[0].to[0], mail.outbox[1].to[0]} == set(settings.WITNESSES)
    line = mail.outbox[0].body.strip().splitlines()[-1]
    assert read_body(json.loads(line)["body"]) == body


def restored(log_in: LogIn, number: int) -> None:
    """The database as it was at a seal: what came later is not there."""
    last = read_body(Seal.objects.get(number=number).body).events.last
    with silenced(log_in) as owner:
        owner.execute("DELETE FROM ledger_event WHERE id > %s", [last])
        owner.execute("DELETE FROM ledger_seal WHERE number > %s", [number])
        owner.execute(
            "UPDATE ledger_streamhead h SET (seq, hash, xact) = (SELECT e.seq, e.hash, e.xact"
            " FROM ledger_event e WHERE e.stream = h.stream ORDER BY seq DESC LIMIT 1)"
        )


def test_a_restore_is_an_act_that_names_the_lost_seals(
    log_in: LogIn, settings: Settings, tmp_path: Path
) -> None:
    settings.SEAL_LOG = tmp_path / "seals.jsonl"
    for _ in range(3):
        seal_up_to(note(1))
    restored(log_in, 1)
    held = settings.SEAL_LOG
    codes = [found.code for found in verify(witnesses.read(held)).findings]
    assert codes == ["witness-more", "witness-more"]
    call_command("declare_restore", document="BB-KP-01", seals=held)
    body = read_body(Seal.objects.order_by("number").last().body)  # type: ignore[union-attr]
    assert (body.number, body.kind, len(body.lost)) == (4, SealKind.RESTORE, 2)
    seal_up_to(note(1))
    report = verify(witnesses.read(held))
    assert report.findings == []
    assert "đến dấu số 5" in report.witness
    assert any("Đã khôi phục: bỏ 2 dấu niêm phong" in note for note in report.notes)


def test_a_copy_whose_transactions_begin_anew_says_so_and_goes_on(log_in: LogIn) -> None:
    """A restored dump counts transactions from the start: its old numbers are above the new."""
    seal_up_to(note(1))
    note(1)  # restored, but not sealed before
    seal = Seal.objects.get()
    body = read_body(seal.body)
    later: SealBody = SealBody(**{name: getattr(body, name) for name in SealBody.__slots__}
                               | {"to_xact": body.to_xact + 10**9})  # fmt: skip
    with silenced(log_in) as owner:
        owner.execute("UPDATE ledger_event SET xact = xact + 1000000000")
        owner.execute("UPDATE ledger_streamhead SET xact = xact + 1000000000")
        owner.execute("UPDATE ledger_seal SET body = %s", [later.text])
    with pytest.raises(RestoreUndeclared, match="declare_restore"):
        seal_ledger()
    restore = declare_restore(document="BB-KP-02")
    assert restore.events.count == 1
    after = seal_up_to(note(1))
    assert after.events.count == 2  # the note, and the act of restoring itself
    assert verify().unsealed == 0
    # Only what this test itself has bent: the hashed transaction ids and the first signature.
    assert {found.code for found in verify_ledger()} == {"altered", "seal-signature"}


def test_nobody_may_work_while_a_restore_is_declared(log_in: LogIn) -> None:
    seal_up_to(note(1))
    clerk = log_in("app")
    clerk.cursor().execute(INSERT, [2])
    with pytest.raises(StillWorking):
        declare_restore(document="BB-KP-03")
    clerk.rollback()
    with pytest.raises(CommandError, match="số biên bản"):
        call_command("declare_restore", document=" ")


def test_a_seal_itself_cannot_be_bent(log_in: LogIn) -> None:
    seal_up_to(note(1))
    with silenced(log_in) as owner:
        owner.execute("UPDATE ledger_seal SET body = replace(body, '\"count\":1', '\"count\":2')")
    codes = {finding.code for finding in verify_ledger()}
    assert {"seal-signature", "seal-events"} <= codes
    assert Event.objects.count() == 1
